/** What every test of the conformance suite stands on: a counterpart, a sender, a request, and what is expected of outcomes. */
import assert from 'node:assert/strict';
import { systemClock } from '../clock.ts';
import type {
  Channel,
  Provider,
  ProviderContext,
  RefusalClass,
  Sender,
  SendOutcome,
  SendRequest,
} from '../provider.ts';
import type { Counterpart, ProviderExercise } from './counterpart.ts';

/** A time-out that a test can wait for, and how much later than that an outcome may come on a busy machine. */
export const shortTimeoutMs = 600;
export const slackMs = 3000;
export const longTimeoutMs = 20_000;

export interface Stage {
  readonly sender: Sender;
  readonly counterpart: Counterpart;
  readonly context: ProviderContext;
  /** A plain request; another number is another message. */
  readonly request: (options?: { readonly number?: number }) => SendRequest;
}

/** Starts a counterpart and a sender, runs the body, and clears up whatever happens. */
export async function withSender(
  exercise: ProviderExercise,
  timeoutMs: number,
  body: (stage: Stage) => Promise<void>,
): Promise<void> {
  const counterpart = await exercise.start({ timeoutMs });
  try {
    const context: ProviderContext = {
      clock: systemClock,
      allowPrivateAddresses: true,
      deliverToSandbox: () => Promise.reject(new Error('this provider has no sandbox')),
      ...counterpart.context,
    };
    const sender = exercise.provider.configure(counterpart.config, context);
    const channel = exercise.channel ?? (exercise.provider.describe().channels[0] as Channel);
    const request: Stage['request'] = ({ number = 1 } = {}) => {
      const plain: SendRequest = {
        attemptId: `0197c0de-0000-7000-8000-${String(number).padStart(12, '0')}.1`,
        messageId: `0197c0de-1111-7000-8000-${String(number).padStart(12, '0')}`,
        channel,
        to: counterpart.to,
        subject: `Exercise ${number}`,
        text: `Message ${number}`,
        signal: new AbortController().signal,
      };
      return { ...plain, ...exercise.request?.(plain) };
    };
    try {
      await body({ sender, counterpart, context, request });
    } finally {
      await sender.close?.();
    }
  } finally {
    await counterpart.close();
  }
}

/** What messages are recognised by: the id of ours that the vendor carries, else their text. */
export function idsOf(
  messages: readonly { attemptId?: string | undefined; messageId?: string | undefined; text: string }[],
  { provider, carries }: ProviderExercise,
): string[] {
  const byDefault = provider.describe().idempotency === 'message' ? 'message' : 'attempt';
  return messages.map(({ attemptId = '', messageId = '', text }) => {
    return { attempt: attemptId, message: messageId, nothing: text }[carries ?? byDefault];
  });
}

export function assertAccepted(outcome: SendOutcome): void {
  assert.equal(outcome.kind, 'accepted', inWords(outcome));
}

export function assertRefused(outcome: SendOutcome, expected: RefusalClass): void {
  assert.ok(outcome.kind === 'refused', inWords(outcome));
  assert.equal(outcome.class, expected, inWords(outcome));
  assert.ok(outcome.code.length > 0, 'a refusal has the code of the vendor');
}

export function assertNoSecrets(
  provider: Provider,
  config: Readonly<Record<string, unknown>>,
  outcome: SendOutcome,
): void {
  const shown = JSON.stringify(outcome);
  for (const [name, field] of Object.entries(provider.describe().config)) {
    const value = config[name];
    if (field.secret && typeof value === 'string')
      assert.ok(!shown.includes(value), `the secret ${name} stands in the outcome`);
  }
}

export function inWords(outcome: SendOutcome): string {
  return `the outcome was ${JSON.stringify(outcome)}`;
}

/** Waits, without a timer of its own, until something that happens elsewhere has happened. */
export async function until(condition: () => boolean): Promise<void> {
  const startedAt = systemClock.monotonicMs();
  while (!condition()) {
    assert.ok(systemClock.monotonicMs() - startedAt < longTimeoutMs, 'the message never arrived');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
