// A sender of e-mails for tests, and the message that it sends.
import { systemClock } from '../../../src/clock.ts';
import type { ProviderContext, Sender, SendRequest } from '../../../src/provider.ts';
import { smtpEmail } from '../../../src/providers/smtp-email.ts';

const context: ProviderContext = {
  clock: { now: () => Date.UTC(2026, 2, 1, 9), monotonicMs: systemClock.monotonicMs },
  allowPrivateAddresses: true,
  deliverToSandbox: async () => {},
};

const senders: Sender[] = [];

/** A sender to a server on this machine, without TLS unless the configuration says otherwise. */
export function configureSmtp(config: Record<string, unknown>, more: Partial<ProviderContext> = {}): Sender {
  const sender = smtpEmail.configure(
    { host: '127.0.0.1', ignoreTLS: true, from: 'studio@example.com', timeoutMs: 5000, ...config },
    { ...context, ...more },
  );
  senders.push(sender);
  return sender;
}

/** For `afterEach`. */
export async function closeSenders(): Promise<void> {
  for (const sender of senders.splice(0)) await sender.close?.();
}

export const emailRequest = (more: Partial<SendRequest> = {}): SendRequest => ({
  attemptId: '0197c0de-0000-7000-8000-000000000001.1',
  messageId: '0197c0de-1111-7000-8000-000000000001',
  channel: 'email',
  to: 'ada@example.net',
  subject: 'Tomorrow at ten',
  text: 'See you then.',
  signal: new AbortController().signal,
  ...more,
});
