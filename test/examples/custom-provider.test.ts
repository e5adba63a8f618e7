// The provider of examples/custom-provider passes the suite that ours pass, with nothing but what is published.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sign, startPling } from '../../examples/custom-provider/pling-server.ts';
import { plingSms } from '../../examples/custom-provider/pling-sms.ts';
import type { ProviderContext, ReceiveResult, Sender, SendRequest } from '../../src/provider.ts';
import { exerciseProvider } from '../../src/testing/index.ts';
import { expiredCertificate } from '../providers/support/certificates.ts';
import { closedPort, startRawServer } from '../providers/support/raw-server.ts';

exerciseProvider(
  'pling',
  {
    provider: plingSms,
    start: startPling,
    reactions: [
      'accept_then_hang',
      'accept_then_reset',
      'accept_then_cut',
      'accept_then_fault',
      'refuse_recipient',
      'refuse_content',
      'refuse_sender',
      'refuse_rate',
    ],
    unreachable: async ({ config }) => ({
      'a refused connection': { ...config, baseUrl: `http://127.0.0.1:${await closedPort()}` },
      'a host that does not exist': { ...config, baseUrl: 'https://pling.invalid' },
    }),
  },
  { describe, test },
);

const now = Date.UTC(2026, 2, 1, 9);
const context: ProviderContext = {
  clock: { now: () => now, monotonicMs: () => 0 },
  allowPrivateAddresses: true,
  deliverToSandbox: async () => {},
};

const requestTo = (to: string): SendRequest => ({
  attemptId: 'f-1.1',
  messageId: 'm-1',
  channel: 'sms',
  to,
  text: 'See you tomorrow.',
  signal: new AbortController().signal,
});

async function withPling(body: (sender: Sender, request: SendRequest) => Promise<void>, more = {}): Promise<void> {
  const pling = await startPling({ timeoutMs: 5000 });
  try {
    await body(plingSms.configure({ ...pling.config, ...more }, context), requestTo(pling.to));
  } finally {
    await pling.close();
  }
}

test('a certificate that is not good: refused, and nothing was sent', async () => {
  await using server = await startRawServer(() => {}, expiredCertificate);
  await withPling(
    async (sender, request) => {
      expect(await sender.send(request)).toMatchObject({ kind: 'refused', class: 'sender' });
    },
    { baseUrl: `https://localhost:${server.port}` },
  );
});

test('asks what became of an attempt: found is accepted, not found settles nothing', () =>
  withPling(
    async (sender, request) => {
      const { signal, ...lookup } = { ...request, calledAt: now };
      expect(await sender.lookup?.(lookup, signal)).toEqual({ kind: 'not_found' });
      expect(await sender.send(request)).toEqual({ kind: 'accepted', providerMessageId: 'text-1', costCents: 0.75 });
      expect(await sender.lookup?.(lookup, signal)).toEqual({ kind: 'accepted', providerMessageId: 'text-1' });
    },
    { prices: { default: 0.75 } },
  ));

test('addresses that are not public are called only where the engine allows it', async () => {
  const pling = await startPling({ timeoutMs: 5000 });
  try {
    const sender = plingSms.configure(pling.config, { ...context, allowPrivateAddresses: false });
    expect(await sender.send(requestTo(pling.to))).toMatchObject({
      kind: 'refused',
      class: 'sender',
      code: 'address_not_allowed',
    });
    expect(pling.received()).toEqual([]);
  } finally {
    await pling.close();
  }
});

describe('what Pling calls us with', () => {
  const receive = async (body: string, headers: Record<string, string>): Promise<ReceiveResult | undefined> => {
    let result: ReceiveResult | undefined;
    await withPling(async (sender) => {
      const call = { method: 'POST', url: 'https://r.example/webhooks/pling', kind: '', receivedAt: now };
      result = await sender.receive?.({ ...call, headers, body: new TextEncoder().encode(body) });
    });
    return result;
  };
  const report = JSON.stringify({
    id: 'text-1',
    reference: 'f-1.1',
    state: 'no_such_number',
    at: '2026-03-01T08:59:00Z',
  });

  test('a report', async () => {
    expect(await receive(report, sign(report, now))).toEqual({
      kind: 'read',
      inbound: [],
      receipts: [
        {
          dedupeKey: 'text-1:no_such_number',
          providerMessageId: 'text-1',
          attemptId: 'f-1.1',
          state: 'undelivered',
          class: 'recipient',
          at: now - 60_000,
          code: 'no_such_number',
        },
      ],
    });
  });

  test('a text of a person', async () => {
    const body = JSON.stringify({
      id: 'in-1',
      from: '+15550100',
      to: '+15550199',
      text: 'STOP',
      at: '2026-03-01T09:00:00Z',
    });
    expect(await receive(body, sign(body, now))).toMatchObject({
      inbound: [{ dedupeKey: 'in-1', text: 'STOP', at: now }],
    });
  });

  test.each([
    ['without a signature', {}],
    ['with a signature of something else', sign('{}', now)],
    ['with an old signature', sign(report, now - 400_000)],
    ['with one that is none', { 'pling-signature': 't=1,v1=zz' }],
  ])('%s is rejected', async (_name, headers) => {
    expect(await receive(report, headers as Record<string, string>)).toMatchObject({ kind: 'rejected' });
  });

  test('signed, and neither of the two, is unreadable', async () => {
    for (const body of ['{}', 'null', 'hello', '{"id":"x","state":"delivered","at":"soon"}'])
      expect(await receive(body, sign(body, now))).toMatchObject({ kind: 'unreadable' });
  });
});

test('it imports nothing of Relance but what is published', async () => {
  const folder = join(import.meta.dirname, '../../examples/custom-provider');
  const imported = [];
  for (const file of ['pling-sms.ts', 'pling-server.ts']) {
    const text = await readFile(join(folder, file), 'utf8');
    imported.push(...[...text.matchAll(/^(?:import|\}) .*?from '([^']+)'/gm)].map(([, from]) => from as string));
  }
  const ours = imported.filter((from) => !from.startsWith('node:'));
  expect([...new Set(ours)].sort()).toEqual([
    '../../src/provider-kit/index.ts',
    '../../src/provider.ts',
    '../../src/testing/index.ts',
  ]);
});
