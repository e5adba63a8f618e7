import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from './support/api.ts';
import { isForCallers, type Operation, operationsOf } from './support/operations.ts';

let api: Api;
let operations: readonly Operation[];
beforeAll(async () => {
  api = await startApi();
  const all = operationsOf((await api.call('GET', '/openapi.json')).body);
  operations = all.filter(isForCallers);
});
afterAll(() => api.close());

const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

describe('the description of the API', () => {
  it('says of every parameter of a query what it does, and of every filter what it may look like', () => {
    const parameters = operations.flatMap((operation) =>
      (operation.documented.parameters ?? []).map((parameter) => ({ of: nameOf(operation), ...parameter })),
    );
    const filters = parameters.filter(
      ({ in: place, name }) => place === 'query' && !['limit', 'cursor'].includes(name),
    );
    expect(filters.length).toBeGreaterThan(15);
    expect(parameters.filter(({ in: place, description }) => place === 'query' && !description)).toEqual([]);
    const bare = filters.filter(({ description, schema }) => !schema.enum && !description?.includes('For example `'));
    expect(bare.map(({ of, name }) => `${of} ${name}`)).toEqual([]);
    // It would go into every ready-made call.
    expect(parameters.filter(({ in: place, example }) => place !== 'path' && example !== undefined)).toEqual([]);
  });

  it('says what 200 and 201 mean on each route, and both where a route answers both', () => {
    const good = (operation: Operation) =>
      Object.entries(operation.documented.responses).filter(([status]) => status.startsWith('2'));
    for (const operation of operations) {
      const described = good(operation).map(([, { description }]) => description);
      expect({ of: nameOf(operation), described }).not.toEqual({
        of: nameOf(operation),
        described: expect.arrayContaining(['Default Response']),
      });
    }
    const both = operations.filter((operation) => good(operation).length === 2).map(nameOf);
    expect(both).toEqual(['POST /v1/events', 'POST /v1/conversations/{key}/messages', 'POST /v1/follow-ups']);
  });

  it('names the headers: of every answer, of those to wait for, of those that repeat an earlier one', () => {
    for (const operation of operations) {
      const { responses } = operation.documented;
      const headersOf = (status: string) => Object.keys(responses[status]?.headers ?? {});
      const of = nameOf(operation);
      const ok = Object.keys(responses).find((status) => status.startsWith('2')) ?? '';
      expect({ of, names: headersOf(ok) }).toMatchObject({
        names: expect.arrayContaining(['relance-now', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']),
      });
      for (const status of ['429', '503']) expect(headersOf(status)).toContain('Retry-After');
    }
    const taking = operations.filter(({ documented }) =>
      documented.parameters?.some(({ in: place, name }) => place === 'header' && name === 'Idempotency-Key'),
    );
    expect(taking.map(nameOf)).toContain('POST /v1/events');
    expect(taking.every(({ method }) => method === 'POST')).toBe(true);
    // Its answer shows the key, and is not kept.
    expect(taking.map(nameOf)).not.toContain('POST /v1/keys');
  });

  it('says of every route which scope it needs, and that scope is enough', async () => {
    const needs = (operation: Operation) =>
      /Needs the scope `(\w+)`\.$/.exec(operation.documented.description ?? '')?.[1];
    const without = operations.filter((operation) => needs(operation) === undefined);
    expect(without.filter(({ documented }) => !/Needs no (key|scope)\.$/.test(documented.description ?? ''))).toEqual(
      [],
    );
    // Who one is, and signing in.
    expect(without.map(nameOf).filter((name) => !/ \/v1\/sessions?(\/|$)/.test(name))).toEqual([]);
    const reader = await api.keyWith(['read']);
    for (const operation of operations.filter((one) => !without.includes(one))) {
      const url = operation.path.replaceAll(/\{\w+\}/g, 'none');
      const { status } = await api.call(operation.method, url, undefined, { 'x-api-key': reader });
      expect({ of: nameOf(operation), forbidden: status === 403 }).toEqual({
        of: nameOf(operation),
        forbidden: needs(operation) !== 'read',
      });
    }
  });
});

describe('answers', () => {
  it('say what time it is at the server, refusals as well', async () => {
    for (const [url, key] of [
      ['/v1/contacts', api.key],
      ['/v1/contacts', 'wrong'],
      ['/v1/contacts/nobody', api.key],
    ] as const) {
      const { headers } = await api.call('GET', url, undefined, { 'x-api-key': key });
      const told = Date.parse(String(headers['relance-now']));
      expect(Math.abs(told - api.context.clock.now())).toBeLessThan(5_000);
    }
  });
});
