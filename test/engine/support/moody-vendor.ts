// A vendor that does what a message's own text says: `[recipient]` refuses as that class, `[unknown]` gives no answer,
// `[once transient]` refuses the first call only, `[hold]` waits to be let go and then refuses.
import type { Provider, RefusalClass, SendOutcome } from '../../../src/provider.ts';

const channels = ['sms', 'whatsapp', 'email', 'discord', 'slack', 'telegram'] as const;

export interface MoodyVendor {
  readonly provider: Provider;
  /** Resolves when a call is being held. */
  readonly held: Promise<void>;
  readonly letGo: () => void;
}

export function moodyVendor(): MoodyVendor {
  const held = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const refuse = (refusal: string): SendOutcome => ({
    kind: 'refused',
    class: refusal as RefusalClass,
    code: '422',
    detail: 'the vendor says no',
  });
  const unknown = { kind: 'unknown', code: 'reset', detail: 'the connection was reset' } as const;
  return {
    held: held.promise,
    letGo: () => free.resolve(),
    provider: {
      describe: () => ({
        type: 'moody',
        channels: [...channels],
        config: { always: { type: 'string', required: false, description: 'How it refuses every message.' } },
        limits: { concurrency: 10, timeoutMs: 60_000 },
        idempotency: 'none',
        outcomes: [],
      }),
      configure: ({ always }) => ({
        send: async ({ text, attemptId }) => {
          if (typeof always === 'string') return refuse(always);
          const [, once, what] = /^\[(once )?(\w+)\]/.exec(text) ?? [];
          if (what === undefined || (once && !attemptId.endsWith('.1'))) return { kind: 'accepted' };
          if (what === 'unknown') return unknown;
          if (what !== 'hold') return refuse(what);
          held.resolve();
          await free.promise;
          return refuse('transient');
        },
      }),
    },
  };
}
