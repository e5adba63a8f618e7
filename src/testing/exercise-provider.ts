/**
 * The conformance suite of providers: every adapter has to pass it, ours and a stranger's.
 *
 * It asks for one thing above all: `refused` only when the message certainly was not accepted. So it needs a
 * counterpart, a server that plays the vendor and knows what reached the recipient.
 *
 * @example
 *   // my-provider.test.ts, with vitest (or node:test, or jest: anything with `describe` and `test`)
 *   import { describe, test } from 'vitest';
 *   import { exerciseProvider } from 'relance/testing';
 *
 *   exerciseProvider('my vendor', { provider: myProvider, start: startMyVendor, reactions: ['accept_then_hang'] }, { describe, test });
 */
import assert from 'node:assert/strict';
import { systemClock } from '../clock.ts';
import type { SendOutcome, SendRequest } from '../provider.ts';
import type { ProviderExercise, Reaction, TestFramework } from './counterpart.ts';
import { exerciseConfiguration, exerciseDescription } from './exercise-configuration.ts';
import {
  assertAccepted,
  assertNoSecrets,
  assertRefused,
  idsOf,
  inWords,
  longTimeoutMs,
  shortTimeoutMs,
  slackMs,
  until,
  withSender,
} from './exercise-stage.ts';

/** Registers the suite's tests under `name`. */
export function exerciseProvider(name: string, exercise: ProviderExercise, { describe, test }: TestFramework): void {
  const { provider, reactions } = exercise;
  const played = (reaction: Reaction) => reactions.includes(reaction);

  describe(`provider ${name}`, () => {
    describe('describes itself', () => exerciseDescription(provider, test));
    describe('reads its configuration', () => exerciseConfiguration(exercise, test));

    describe('delivers', () => {
      test('a message once, with its id', () =>
        withSender(exercise, longTimeoutMs, async ({ sender, counterpart, request }) => {
          const outcome = await sender.send(request());
          assertAccepted(outcome);
          const [message, ...others] = counterpart.received();
          assert.deepEqual(others, [], 'one message was sent, more arrived');
          assert.ok(message, 'the message did not arrive');
          const { to, text } = request();
          assert.deepEqual(
            idsOf([message], exercise),
            idsOf([request()], exercise),
            'our id did not arrive with the message',
          );
          assert.equal(message.to, to);
          assert.equal(message.text, text);
        }));

      test('several messages one after the other', () =>
        withSender(exercise, longTimeoutMs, async ({ sender, counterpart, request }) => {
          for (const number of [1, 2, 3]) assertAccepted(await sender.send(request({ number })));
          assert.deepEqual(
            idsOf(counterpart.received(), exercise),
            idsOf(
              [1, 2, 3].map((number) => request({ number })),
              exercise,
            ),
          );
        }));

      test('many messages at one time', () =>
        withSender(exercise, longTimeoutMs, async ({ sender, counterpart, request }) => {
          const requests = Array.from({ length: exercise.concurrent ?? 20 }, (_, index) =>
            request({ number: index + 1 }),
          );
          const outcomes = await Promise.all(requests.map((each) => sender.send(each)));
          for (const outcome of outcomes) assertAccepted(outcome);
          assert.deepEqual(idsOf(counterpart.received(), exercise).sort(), idsOf(requests, exercise).sort());
        }));

      for (const [kind, text] of Object.entries(textsToCarry(exercise.textMax ?? 100_000))) {
        test(`${kind} unchanged`, () =>
          withSender(exercise, longTimeoutMs, async ({ sender, counterpart, request }) => {
            assertAccepted(await sender.send({ ...request(), text }));
            assert.equal(counterpart.received()[0]?.text, text);
          }));
      }

      test('after its kept connections were closed by the other side', () =>
        withSender(exercise, longTimeoutMs, async ({ sender, counterpart, request }) => {
          assertAccepted(await sender.send(request({ number: 1 })));
          await counterpart.dropIdleConnections?.();
          assertAccepted(await sender.send(request({ number: 2 })));
          assert.equal(counterpart.received().length, 2);
        }));
    });

    const uncertain = reactions.filter((reaction) => reaction.startsWith('accept_then_'));
    // Not for a provider that has no far side: some frameworks fail an empty group.
    if (uncertain.length > 0)
      describe('never says refused when the message may have arrived', () => exerciseUncertain());

    function exerciseUncertain(): void {
      for (const reaction of uncertain) {
        const waits = reaction === 'accept_then_hang' || reaction === 'accept_then_drip';
        test(`${reaction}: unknown${waits ? ' when its time is up' : ''}, and no second call`, () =>
          withSender(exercise, waits ? shortTimeoutMs : longTimeoutMs, async ({ sender, counterpart, request }) => {
            counterpart.react(reaction);
            const startedAt = systemClock.monotonicMs();
            const outcome = await sender.send(request({ number: 1 }));
            const tookMs = systemClock.monotonicMs() - startedAt;
            assert.equal(outcome.kind, 'unknown', inWords(outcome));
            if (waits)
              assert.ok(
                tookMs < shortTimeoutMs + slackMs,
                `it took ${Math.round(tookMs)} ms with a time-out of ${shortTimeoutMs} ms`,
              );
            // A call after it, and the end: whatever would be repeated has had its chance.
            counterpart.react('accept');
            assertAccepted(await sender.send(request({ number: 2 })));
            await sender.close?.();
            assert.equal(counterpart.received().length, 2, 'the message was sent again');
          }));
      }

      if (played('accept_then_hang')) {
        test('aborted after the message had left: unknown, at once', () =>
          withSender(exercise, 2 * slackMs, async ({ sender, counterpart, request }) => {
            counterpart.react('accept_then_hang');
            const controller = new AbortController();
            const sending = sender.send({ ...request(), signal: controller.signal });
            await until(() => counterpart.received().length === 1);
            const startedAt = systemClock.monotonicMs();
            controller.abort();
            const outcome = await sending;
            assert.equal(outcome.kind, 'unknown', inWords(outcome));
            assert.ok(systemClock.monotonicMs() - startedAt < slackMs, 'the abort was not heard');
          }));
      }
    }

    describe('says refused when nothing arrived', () => {
      test('aborted before it began', () =>
        withSender(exercise, longTimeoutMs, async ({ sender, counterpart, request }) => {
          const outcome = await sender.send({ ...request(), signal: AbortSignal.abort() });
          assert.equal(outcome.kind, 'refused', inWords(outcome));
          assert.deepEqual(counterpart.received(), []);
        }));

      for (const refusal of ['transient', 'sender', 'recipient', 'content', 'rate'] as const) {
        if (!played(`refuse_${refusal}`)) continue;
        test(`refused by the vendor: ${refusal}, with its code, and no second call`, () =>
          withSender(exercise, longTimeoutMs, async ({ sender, counterpart, request }) => {
            counterpart.react(`refuse_${refusal}`);
            const outcome = await sender.send(request({ number: 1 }));
            assertRefused(outcome, refusal);
            counterpart.react('accept');
            assertAccepted(await sender.send(request({ number: 2 })));
            assert.equal(counterpart.received().length, 1);
          }));
      }

      if (exercise.unreachable) {
        test('no byte could be sent: refused as transient or sender', () =>
          withSender(exercise, longTimeoutMs, async ({ counterpart, request, context }) => {
            const broken = Object.entries((await exercise.unreachable?.(counterpart)) ?? {});
            assert.ok(broken.length > 0, 'unreachable() names no configuration');
            for (const [what, config] of broken) {
              const sender = provider.configure(config, context);
              const outcome = await sender.send(request());
              await sender.close?.();
              const fits = outcome.kind === 'refused' && (outcome.class === 'transient' || outcome.class === 'sender');
              assert.ok(fits, `${what}: ${inWords(outcome)}`);
              assertNoSecrets(provider, config, outcome);
            }
            assert.deepEqual(counterpart.received(), []);
          }));
      }
    });

    describe('lets nobody write headers', () => {
      for (const [where, change] of Object.entries(injections)) {
        test(`in ${where}`, () =>
          withSender(exercise, longTimeoutMs, async ({ sender, counterpart, request }) => {
            const outcome = await sender.send({ ...request(), ...change(request()) });
            assert.equal(outcome.kind, 'refused', inWords(outcome));
            const { class: refusal } = outcome as Extract<SendOutcome, { kind: 'refused' }>;
            assert.ok(refusal === 'content' || refusal === 'recipient', `class ${refusal}`);
            assert.deepEqual(counterpart.received(), []);
          }));
      }
    });
  });
}

/** Where somebody might try, and the message that tries. */
const injections: Readonly<Record<string, (request: SendRequest) => Partial<SendRequest>>> = {
  'the subject': () => ({ subject: 'Hello\r\nBcc: victim@example.com' }),
  'the subject, with a bare line feed': () => ({ subject: 'Hello\nBcc: victim@example.com' }),
  'the subject, with a bare carriage return': () => ({ subject: 'Hello\rBcc: victim@example.com' }),
  'the recipient': ({ to }) => ({ to: `${to}\r\nRCPT TO:<victim@example.com>` }),
  'the value of a header': () => ({ headers: { 'x-campaign': 'a\r\nBcc: victim@example.com' } }),
  'the name of a header': () => ({ headers: { 'x-campaign: a\r\nBcc': 'victim@example.com' } }),
  'the message id': () => ({ messageId: 'a\r\nx-injected: 1' }),
  'the attempt id': () => ({ attemptId: 'a\r\nx-injected: 1' }),
};

/** Texts that something on the way likes to change. */
function textsToCarry(textMax: number): Record<string, string> {
  const unicode = 'Grüße, 你好, שלום, 👩‍👩‍👧 e\u0301 \u{1F680} naïve';
  const dots = 'first\n.\n..\n.hidden\nFrom the start of a line\nlast';
  const spaces = '  two before, two after  \n\ttab = equals=3D\n\n\n-- \nsignature';
  const long = 'A line that never ends, with ünïcödé in it. '
    .repeat(Math.ceil(textMax / 44))
    .slice(0, textMax)
    .trimEnd();
  const texts = {
    'letters of every script': unicode,
    'lines that look like commands': dots,
    'spaces and blank lines': spaces,
    'a long text on one line': long,
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.length <= textMax));
}
