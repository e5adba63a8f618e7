// T8 at the level of providers: whatever breaks after the recipient may have the message is `unknown`, every time, and
// the message is there once. T9: what breaks before is `refused`, and the recipient has nothing.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Provider, ProviderContext, SendOutcome, SendRequest } from '../../src/provider.ts';
import { smtpEmail } from '../../src/providers/smtp-email.ts';
import { standardWebhook } from '../../src/providers/standard-webhook.ts';
import type { Counterpart, Reaction } from '../../src/testing/counterpart.ts';
import { fakeProvider } from '../../src/testing/fake-provider.ts';
import { startFakeVendor } from '../../src/testing/fake-provider-server.ts';
import { readLedger } from '../../src/testing/ledger.ts';
import { startMailServer } from './support/smtp-counterpart.ts';
import { startHookReceiver } from './support/webhook-counterpart.ts';

const runs = process.env.RELANCE_FAULTS === 'full' ? 1000 : 100;
/** Many of these calls wait for their time-out, so all wait together; the others end before it, however busy the machine is. */
const atOneTime = 100;
const timeoutMsOf = (reaction: string) => (/hang|drip/.test(reaction) ? 1_500 : 15_000);
const context: ProviderContext = { clock: systemClock, allowPrivateAddresses: true, deliverToSandbox: async () => {} };

async function sendAll(
  provider: Provider,
  config: Readonly<Record<string, unknown>>,
  to: string,
  text = 'hello',
): Promise<SendOutcome[]> {
  const sender = provider.configure(config, context);
  const outcomes: SendOutcome[] = [];
  let next = 0;
  const request = (number: number): SendRequest => ({
    attemptId: `follow-up-${number}.1`,
    messageId: `follow-up-${number}`,
    channel: provider.describe().channels[0] as SendRequest['channel'],
    to,
    text,
    signal: new AbortController().signal,
  });
  await Promise.all(
    Array.from({ length: atOneTime }, async () => {
      while (next < runs) outcomes.push(await sender.send(request(next++)));
    }),
  );
  await sender.close?.();
  return outcomes;
}

const countOf = (outcomes: readonly SendOutcome[]) =>
  Object.entries(Object.groupBy(outcomes, (outcome) => outcome.kind)).map(([kind, list]) => [kind, list?.length]);

const broken: readonly Reaction[] = [
  'accept_then_hang',
  'accept_then_reset',
  'accept_then_cut',
  'accept_then_drip',
  'accept_then_fault',
];
const vendors: readonly (readonly [
  string,
  Provider,
  (options: { timeoutMs: number }) => Promise<Counterpart>,
  Record<string, unknown>,
])[] = [
  ['smtp', smtpEmail, startMailServer, { connectionsMax: atOneTime }],
  ['webhook', standardWebhook, startHookReceiver, {}],
];

describe.each(vendors)(`%s, ${runs} times`, (name, provider, start, config) => {
  // A mail server has no fault beside its refusals.
  test.each(broken.filter((reaction) => name !== 'smtp' || reaction !== 'accept_then_fault'))(
    '%s: unknown, delivered once (T8)',
    async (reaction) => {
      const counterpart = await start({ timeoutMs: timeoutMsOf(reaction) });
      counterpart.react(reaction);
      const outcomes = await sendAll(provider, { ...counterpart.config, ...config }, counterpart.to);
      expect(countOf(outcomes)).toEqual([['unknown', runs]]);
      const received = counterpart.received().map((message) => message.attemptId);
      expect(received).toHaveLength(runs);
      expect(new Set(received).size).toBe(runs);
      await counterpart.close();
    },
  );
});

describe(`the fake vendor, ${runs} times`, () => {
  const scripts = [
    ['accept-then-hang', 'unknown', 1],
    ['accept-then-reset', 'unknown', 1],
    ['accept-then-cut', 'unknown', 1],
    ['accept-then-5xx', 'unknown', 1],
    ['drip', 'unknown', 1],
    ['hang', 'unknown', 0],
    ['reset', 'unknown', 0],
    ['refuse-connection', 'refused', 0],
    ['unknown-host', 'refused', 0],
    ['bad-tls', 'refused', 0],
  ] as const;

  test.each(scripts)('%s: %s, %i in the ledger each (T8, T9)', async (script, kind, deliveries) => {
    const folder = await mkdtemp(join(tmpdir(), 'relance-ledger-'));
    const ledgerPath = join(folder, 'ledger.jsonl');
    const vendor = await startFakeVendor({ ledgerPath });
    const outcomes = await sendAll(
      fakeProvider,
      { url: vendor.url, script, timeoutMs: timeoutMsOf(script) },
      '+15550100',
    );
    expect(countOf(outcomes)).toEqual([[kind, runs]]);
    expect(new Set((await readLedger(ledgerPath)).map((entry) => entry.attemptId)).size).toBe(runs * deliveries);
    expect(vendor.delivered()).toHaveLength(runs * deliveries);
    await vendor.close();
    await rm(folder, { recursive: true });
  });
});
