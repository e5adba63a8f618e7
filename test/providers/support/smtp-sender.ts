// A sender of e-mails for tests.
import type { ProviderContext, Sender } from '../../../src/provider.ts';
import { smtpEmail } from '../../../src/providers/smtp-email.ts';
import { contextAt } from './sending.ts';

const context = contextAt(Date.UTC(2026, 2, 1, 9));

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
