/**
 * A local inbox instead of a vendor: every channel, nothing leaves this machine. For trying out and for the demo.
 *
 * It refuses what a real sender would refuse in the same place, so that a mistake shows before it costs something.
 */
import type { Provider, ProviderDescription } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { readSenderConfig } from '../provider-kit/sender-config.ts';

const description: ProviderDescription = {
  type: 'sandbox',
  channels: ['sms', 'whatsapp', 'email', 'discord', 'slack', 'telegram', 'webhook'],
  config: {},
  limits: { concurrency: 50, timeoutMs: 10_000 },
  idempotency: 'none',
  outcomes: [
    { when: 'The message is stored in the inbox', outcome: 'accepted', source: 'ProviderContext.deliverToSandbox' },
    {
      when: 'A line break in an address, the subject or a header',
      outcome: 'refused',
      class: 'content',
      source: 'RFC 5322 section 2.2',
    },
    {
      when: 'The call was given up before it began',
      outcome: 'refused',
      class: 'transient',
      source: 'SendRequest.signal',
    },
    {
      when: 'Storing fails: it may have been committed all the same',
      outcome: 'unknown',
      source: 'ProviderContext.deliverToSandbox',
    },
  ],
};

export const sandboxInbox: Provider = {
  describe: () => description,
  configure(raw, context) {
    readSenderConfig('sandbox', description.config, raw);
    return {
      async send(request) {
        const refused = refuseLineBreaks(request);
        if (refused) return refused;
        if (request.signal.aborted)
          return { kind: 'refused', class: 'transient', code: 'aborted', detail: 'given up before it began' };
        try {
          await context.deliverToSandbox(request);
        } catch (error) {
          const detail = error instanceof Error ? error.message : String(error);
          return { kind: 'unknown', code: 'store_failed', detail };
        }
        return { kind: 'accepted', providerMessageId: `sandbox:${request.attemptId}` };
      },
    };
  },
};
