import { afterEach, describe, expect, it } from 'vitest';
import type { RequestLimits } from '../../src/http/limit-requests.ts';
import { twilioMessaging } from '../../src/providers/twilio-messaging.ts';
import { type Answer, type Api, startApi } from './support/api.ts';
import { addOperator, ownPage, password, signedIn } from './support/operators.ts';

let api: Api;
afterEach(() => api.close());

async function start(limits: RequestLimits): Promise<void> {
  api = await startApi(undefined, limits);
}

const ask = (key: string) => api.call('GET', '/v1/contacts', undefined, { 'x-api-key': key });
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);
async function times<T>(count: number, act: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let done = 0; done < count; done++) results.push(await act());
  return results;
}

describe('limits of requests', () => {
  it('answer 429 with Retry-After and what is left, once a key has used up its minute, and leave other keys alone', async () => {
    await start({ perKey: 3 });
    const answers = await times(4, () => ask(api.key));
    expect(statuses(answers)).toEqual([200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers['ratelimit-remaining'])).toEqual(['2', '1', '0', '0']);
    const { body, headers } = answers[3] as Answer;
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({ code: 'rate_limited', status: 429, retryable: true });
    expect(body.detail).toContain('3 requests');
    expect(headers['ratelimit-limit']).toBe('3');
    expect(Number(headers['retry-after'])).toBeGreaterThan(50);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await ask(api.otherKey)).status).toBe(200);
  });

  it('count all keys of an organization together', async () => {
    await start({ perKey: 100, perOrganization: 3 });
    const second = await api.keyWith(['read']);
    expect(statuses([...(await times(2, () => ask(api.key))), ...(await times(2, () => ask(second)))])).toEqual([
      200, 200, 200, 429,
    ]);
    expect((await ask(api.otherKey)).status).toBe(200);
  });

  it('count a batch of events as one request, and a request that is refused as well', async () => {
    await start({ perKey: 2 });
    const events = Array.from({ length: 1_000 }, (_, index) => ({
      type: 'custom.seen',
      contact: { key: `c-${index % 10}` },
      key: `e-${index}`,
    }));
    const batch = await api.call('POST', '/v1/events/batch', { events });
    expect(batch.body).toMatchObject({ recorded: 1_000 });
    expect((await api.call('POST', '/v1/events', {})).status).toBe(422);
    expect((await ask(api.key)).status).toBe(429);
  });

  it('stop listening to an address that tries keys, but not to those whose key was good before', async () => {
    await start({ wrongKeysPerAddress: 3 });
    expect((await ask(api.key)).status).toBe(200);
    const guesses = await times(3, () => ask('rl_default_guess'));
    expect(statuses(guesses)).toEqual([401, 401, 401]);
    const locked = await ask('rl_default_another-guess');
    expect(locked).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('')).status).toBe(429);
    expect((await ask(api.otherKey)).status).toBe(429);
    expect((await ask(api.key)).status).toBe(200);
  });

  it('hold for webhooks by source and address, names that nobody knows together', async () => {
    const providers = new Map([[twilioMessaging.describe().type, twilioMessaging]]);
    api = await startApi(undefined, { webhooksPerSource: 3 }, { providers });
    const call = async (source: string, remoteAddress = '10.0.0.1') => {
      const url = `/webhooks/${source}/status`;
      const answer = await api.app.inject({ method: 'POST', url, remoteAddress, payload: 'x' });
      return { status: answer.statusCode, retryAfter: Number(answer.headers['retry-after']), code: answer.json().code };
    };
    const calls = await times(4, () => call('made-up'));
    expect(calls.map(({ status }) => status)).toEqual([404, 404, 404, 429]);
    expect(calls[3]).toMatchObject({ code: 'rate_limited' });
    expect(calls[3]?.retryAfter).toBeGreaterThan(50);
    expect((await call('another-made-up')).status).toBe(429);
    expect((await call('twilio')).status).toBe(404);
    expect((await call('made-up', '10.0.0.2')).status).toBe(404);
    expect((await ask(api.key)).status).toBe(200);
  });

  it('count an operator by themselves, wherever they are signed in', async () => {
    await start({ perKey: 3 });
    const lea = await addOperator(api, 'default', 'lea@example.com', 'viewer');
    const again = signedIn(
      api,
      'lea',
      await api.call('POST', '/v1/session', { email: 'lea@example.com', password }, ownPage),
    );
    const answers = [
      ...(await times(2, () => lea.call('GET', '/v1/contacts'))),
      ...(await times(2, () => again.call('GET', '/v1/contacts'))),
    ];
    expect(statuses(answers)).toEqual([200, 200, 200, 429]);
    expect((await ask(api.key)).status).toBe(200);
  });

  it('do not concern health checks and the description', async () => {
    await start({ perKey: 1, perOrganization: 1, wrongKeysPerAddress: 1 });
    expect(statuses(await times(3, () => ask('')))).toEqual([401, 429, 429]);
    for (const url of ['/healthz', '/readyz', '/metrics', '/openapi.json']) {
      expect({ url, status: (await api.call('GET', url)).status }).toEqual({ url, status: 200 });
    }
  });

  it('are not there where none is asked for', async () => {
    await start({ perKey: 0 });
    const answers = await times(50, () => ask(api.key));
    expect(new Set(statuses(answers))).toEqual(new Set([200]));
    expect(answers[0]?.headers).not.toHaveProperty('ratelimit-limit');
  });
});
