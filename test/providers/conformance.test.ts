// Every provider of ours passes the suite that we ask strangers to pass.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import type { SendRequest } from '../../src/provider.ts';
import { sandboxInbox } from '../../src/providers/sandbox-inbox.ts';
import { smtpEmail } from '../../src/providers/smtp-email.ts';
import { standardWebhook } from '../../src/providers/standard-webhook.ts';
import type { Counterpart, Reaction, ReceivedMessage } from '../../src/testing/counterpart.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import { fakeProvider } from '../../src/testing/fake-provider.ts';
import { startFakeVendor } from '../../src/testing/fake-provider-server.ts';
import type { FakeScript } from '../../src/testing/fake-script.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import { closedPort } from './support/raw-server.ts';
import { lostAnswers } from './support/sending.ts';
import { startMailServer } from './support/smtp-counterpart.ts';
import { hookSecret, startHookReceiver } from './support/webhook-counterpart.ts';

const vitest = { describe, test };

exerciseProvider(
  'smtp',
  {
    provider: smtpEmail,
    start: startMailServer,
    reactions: [
      'accept_then_hang',
      'accept_then_reset',
      'accept_then_cut',
      'accept_then_drip',
      'refuse_transient',
      'refuse_sender',
      'refuse_recipient',
      'refuse_content',
    ],
    unreachable: async ({ config }) => ({
      'a refused connection': { ...config, port: await closedPort() },
      'a host that does not exist': { ...config, host: 'mail.invalid' },
      'TLS that is none': { ...config, secure: true, ignoreTLS: false },
      'no STARTTLS where it is required': { ...config, ignoreTLS: false, requireTLS: true },
      'no login where one is configured': { ...config, user: 'studio', password: 'correct horse battery' },
    }),
  },
  vitest,
);

exerciseProvider(
  'webhook',
  {
    provider: standardWebhook,
    start: startHookReceiver,
    reactions: [...lostAnswers, 'refuse_transient', 'refuse_recipient', 'refuse_content', 'refuse_rate'],
    unreachable: async () => ({
      'a refused connection': { secret: hookSecret, url: `http://127.0.0.1:${await closedPort()}/` },
      'a host that does not exist': { secret: hookSecret, url: 'https://hooks.invalid/' },
    }),
  },
  vitest,
);

exerciseProvider(
  'sandbox',
  {
    provider: sandboxInbox,
    reactions: ['accept_then_reset'],
    start: async () => {
      const { received, context, react } = inProcess();
      return {
        config: {},
        to: 'ada@example.net',
        react,
        received,
        context: { deliverToSandbox: context },
        close: async () => {},
      };
    },
  },
  vitest,
);

/** An inbox in memory; `accept_then_reset` loses the answer of the store. */
function inProcess() {
  const messages: ReceivedMessage[] = [];
  let failing = false;
  return {
    received: () => messages,
    react: (reaction: string) => {
      failing = reaction === 'accept_then_reset';
    },
    context: async (request: SendRequest) => {
      messages.push(request);
      if (failing) throw new Error('connection terminated unexpectedly');
    },
  };
}

let instantly: ReceivedMessage[] = [];
exerciseProvider(
  'instant',
  {
    provider: createInstantProvider({ onSend: (request) => instantly.push(request) }),
    reactions: [],
    start: async () => {
      instantly = [];
      return { config: {}, to: '+15550100', react: () => {}, received: () => instantly, close: async () => {} };
    },
  },
  vitest,
);

exerciseProvider(
  'fake',
  {
    provider: fakeProvider,
    start: startFakeCounterpart,
    reactions: [...lostAnswers, 'refuse_rate'],
    unreachable: async ({ config }) => {
      const refused = await closedPort();
      return {
        'a refused connection': { ...config, url: `http://127.0.0.1:${refused}` },
        'script refuse-connection': { ...config, script: 'refuse-connection' },
        'script unknown-host': { ...config, script: 'unknown-host' },
        'script bad-tls': { ...config, script: 'bad-tls' },
      };
    },
  },
  vitest,
);

const scriptOf: Partial<Record<Reaction, FakeScript>> = {
  accept_then_hang: { do: 'accept-then-hang' },
  accept_then_reset: { do: 'accept-then-reset' },
  accept_then_cut: { do: 'accept-then-cut' },
  accept_then_fault: { do: 'accept-then-5xx' },
  accept_then_drip: { do: 'drip' },
  refuse_rate: { do: '429', retryAfter: '7' },
};

async function startFakeCounterpart({ timeoutMs }: { timeoutMs: number }): Promise<Counterpart> {
  const folder = await mkdtemp(join(tmpdir(), 'relance-ledger-'));
  const vendor = await startFakeVendor({ ledgerPath: join(folder, 'ledger.jsonl') });
  return {
    config: { url: vendor.url, timeoutMs },
    to: '+15550100',
    react: (reaction) => vendor.override(scriptOf[reaction]),
    received: vendor.delivered,
    async close() {
      await vendor.close();
      await rm(folder, { recursive: true });
    },
  };
}
