/**
 * A provider in this process that keeps nothing: for benches and simulations, where the engine is what is looked at.
 */
import { systemClock, waitFor } from '../clock.ts';
import type { Channel, Provider, ProviderDescription, SendOutcome, SendRequest } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { readSenderConfig } from '../provider-kit/sender-config.ts';

const channels: readonly Channel[] = ['sms', 'whatsapp', 'email', 'discord', 'slack', 'telegram', 'webhook'];

export interface InstantProviderOptions {
  /** The provider's type. Default: `instant`. */
  readonly type?: string;
  /** How long each call takes, in milliseconds. Default: 0, answered at once. */
  readonly delayMs?: number;
  /**
   * How that is waited. Default: by the machine's clock, exactly, which keeps a processor busy for the last millisecond
   * of each call; where hundreds of calls wait at a time, give a plain timer (`node:timers/promises`).
   */
  readonly wait?: (ms: number) => Promise<void>;
  /** What becomes of a request. Default: accepted. */
  readonly outcome?: (request: SendRequest) => SendOutcome;
  /** Called with every request that is taken, before the outcome: to count or to record. */
  readonly onSend?: (request: SendRequest) => void;
  readonly concurrency?: number;
  readonly idempotency?: ProviderDescription['idempotency'];
}

const accepted: Promise<SendOutcome> = Promise.resolve({ kind: 'accepted' });
const givenUp: SendOutcome = {
  kind: 'refused',
  class: 'transient',
  code: 'aborted',
  detail: 'given up before it began',
};

/**
 * A provider in this process that answers at once or after a while.
 *
 * @example
 *   let sent = 0;
 *   const provider = createInstantProvider({ delayMs: 20, onSend: () => sent++ });
 */
export function createInstantProvider(options: InstantProviderOptions = {}): Provider {
  const { type = 'instant', delayMs = 0, outcome, onSend, concurrency = 1000, idempotency = 'none' } = options;
  const { wait = (ms: number) => waitFor(systemClock, ms) } = options;
  const describe = (): ProviderDescription => ({
    type,
    channels,
    config: {},
    limits: { concurrency, timeoutMs: 10_000 },
    idempotency,
    outcomes: [
      { when: 'By default', outcome: 'accepted', source: 'instant-provider.ts' },
      {
        when: 'A line break in a field that is one line',
        outcome: 'refused',
        class: 'content',
        source: 'provider-kit/line-breaks.ts',
      },
      {
        when: 'The call was given up before it began',
        outcome: 'refused',
        class: 'transient',
        source: 'SendRequest.signal',
      },
    ],
  });
  const send = async (request: SendRequest): Promise<SendOutcome> => {
    if (request.signal.aborted) return givenUp;
    const refused = refuseLineBreaks(request);
    if (refused) return refused;
    onSend?.(request);
    if (delayMs > 0) await wait(delayMs);
    return outcome ? outcome(request) : accepted;
  };
  return {
    describe,
    configure(raw) {
      readSenderConfig(type, {}, raw);
      return { send };
    },
  };
}
