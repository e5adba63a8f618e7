// Does the suite find what it is there for? Each provider here is a good one with one fault planted into it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Provider, ProviderDescription, Sender, SendOutcome, SendRequest } from '../../src/provider.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import { fakeProvider } from '../../src/testing/fake-provider.ts';
import { type LocalFakeVendor, startFakeVendor } from '../../src/testing/fake-provider-server.ts';

type Send = (request: SendRequest) => Promise<SendOutcome>;

/** The fake provider with another `send`, made from the good one. */
const withSend = (change: (send: Send, sender: Sender) => Send): Provider => ({
  describe: fakeProvider.describe,
  configure(config, context) {
    const sender = fakeProvider.configure(config, context);
    return { ...sender, send: change(sender.send.bind(sender), sender) };
  },
});

const withDescription = (change: (good: ProviderDescription) => ProviderDescription): Provider => ({
  ...fakeProvider,
  describe: () => change(fakeProvider.describe()),
});

const refused: SendOutcome = { kind: 'refused', class: 'transient', code: 'oops', detail: '' };

const faults: readonly (readonly [string, RegExp, Provider])[] = [
  [
    'a time-out called refused',
    /accept_then_hang: unknown/,
    withSend((send) => async (request) => asRefused(await send(request))),
  ],
  [
    'a hidden retry after a reset',
    /accept_then_reset: unknown/,
    withSend((send) => async (request) => retried(send, request)),
  ],
  [
    'a server error called accepted',
    /accept_then_fault: unknown/,
    withSend((send) => async (request) => serverErrorAccepted(await send(request))),
  ],
  [
    'an abort that is not heard',
    /aborted after the message had left/,
    withSend((send) => (request) => send({ ...request, signal: new AbortController().signal })),
  ],
  ['a time-out that is not kept', /accept_then_hang: unknown when its time is up/, withSlowTimeout()],
  [
    'a message cut short',
    /a long text on one line/,
    withSend((send) => (request) => send({ ...request, text: request.text.slice(0, 1000) })),
  ],
  [
    'spaces that are trimmed',
    /spaces and blank lines/,
    withSend((send) => (request) => send({ ...request, text: request.text.trim() })),
  ],
  [
    'an id that is not carried',
    /a message once, with its id/,
    withSend((send) => (request) => send({ ...request, attemptId: `mine-${request.attemptId}` })),
  ],
  [
    'a line break taken for a space',
    /in the subject/,
    withSend((send) => (request) => send({ ...request, subject: request.subject?.replace(/[\r\n]+/g, ' ') ?? '' })),
  ],
  [
    'a refusal called unknown',
    /no byte could be sent/,
    withSend((send) => async (request) => refusedAsUnknown(await send(request))),
  ],
  [
    'a message sent although it was given up',
    /aborted before it began/,
    withSend(
      (send) => (request) =>
        send(request.signal.aborted ? { ...request, signal: new AbortController().signal } : request),
    ),
  ],
  [
    'a configuration that is taken as it comes',
    /names every field that is missing/,
    {
      ...fakeProvider,
      configure: (_config, context) => fakeProvider.configure({ url: 'http://127.0.0.1:1' }, context),
    },
  ],
  [
    'an outcome table without sources',
    /outcome table/,
    withDescription((good) => ({ ...good, outcomes: good.outcomes.map((row) => ({ ...row, source: '' })) })),
  ],
  [
    'a secret that is not marked',
    /secrets marked/,
    withDescription((good) => ({
      ...good,
      config: { ...good.config, apiKey: { type: 'string', required: false, description: 'Key.' } },
    })),
  ],
];

test('finds nothing in a good provider', async () => {
  expect(await failuresOf(fakeProvider)).toEqual([]);
});

test.concurrent.each(faults)('finds %s', async (_name, expected, provider) => {
  const failures = await failuresOf(provider, expected);
  expect(failures).toContainEqual(expect.stringMatching(expected));
});

/** Runs the suite without a framework; the names of what failed. */
async function failuresOf(provider: Provider, only: RegExp = /./): Promise<string[]> {
  const tests: (readonly [string, () => Promise<void> | void])[] = [];
  let vendor: LocalFakeVendor;
  const reactions = {
    accept_then_hang: 'accept-then-hang',
    accept_then_reset: 'accept-then-reset',
    accept_then_fault: 'accept-then-5xx',
  } as const;
  exerciseProvider(
    'planted',
    {
      provider,
      reactions: ['accept_then_hang', 'accept_then_reset', 'accept_then_fault'],
      unreachable: async ({ config }) => ({ 'nobody listens': { ...config, url: 'http://127.0.0.1:1' } }),
      async start({ timeoutMs }) {
        const folder = await mkdtemp(join(tmpdir(), 'relance-ledger-'));
        vendor = await startFakeVendor({ ledgerPath: join(folder, 'ledger.jsonl') });
        return {
          config: { url: vendor.url, timeoutMs },
          to: '+15550100',
          react: (reaction) =>
            vendor.override(reaction === 'accept' ? undefined : { do: reactions[reaction as keyof typeof reactions] }),
          received: () => vendor.delivered(),
          async close() {
            await vendor.close();
            await rm(folder, { recursive: true });
          },
        };
      },
    },
    { describe: (_name, body) => body(), test: (name, body) => void tests.push([name, body]) },
  );
  const failures: string[] = [];
  for (const [name, body] of tests.filter(([name]) => only.test(name))) {
    await Promise.resolve()
      .then(body)
      .catch(() => failures.push(name));
  }
  return failures;
}

function asRefused(outcome: SendOutcome): SendOutcome {
  return outcome.kind === 'unknown' && outcome.code === 'timeout' ? refused : outcome;
}

async function retried(send: Send, request: SendRequest): Promise<SendOutcome> {
  const first = await send(request);
  if (first.kind !== 'unknown') return first;
  await send(request);
  return first;
}

function serverErrorAccepted(outcome: SendOutcome): SendOutcome {
  return outcome.kind === 'unknown' && outcome.code === '500' ? { kind: 'accepted' } : outcome;
}

function refusedAsUnknown(outcome: SendOutcome): SendOutcome {
  return outcome.kind === 'refused' ? { kind: 'unknown', code: outcome.code, detail: '' } : outcome;
}

function withSlowTimeout(): Provider {
  return {
    describe: fakeProvider.describe,
    configure: (config, context) => fakeProvider.configure({ ...config, timeoutMs: 4000 }, context),
  };
}
