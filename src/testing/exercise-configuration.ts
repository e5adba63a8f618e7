/** The part of the conformance suite that sends nothing: what a provider says of itself, what it takes as configuration. */
import assert from 'node:assert/strict';
import type { Provider } from '../provider.ts';
import type { ProviderExercise, TestFramework } from './counterpart.ts';
import { longTimeoutMs, withSender } from './exercise-stage.ts';

/** Registers tests of `describe()`. */
export function exerciseDescription(provider: Provider, test: TestFramework['test']): void {
  const described = provider.describe();

  test('with a type, channels and limits', () => {
    assert.match(described.type, /^[a-z][a-z0-9_-]*$/);
    assert.ok(described.channels.length > 0, 'no channel');
    assert.ok(described.limits.concurrency >= 1, 'limits.concurrency');
    assert.ok(described.limits.timeoutMs >= 1, 'limits.timeoutMs');
    assert.deepEqual(JSON.parse(JSON.stringify(described)), described, 'it must survive JSON: the API shows it');
  });

  test('with every field of its configuration explained, and secrets marked', () => {
    for (const [name, field] of Object.entries(described.config)) {
      assert.ok(field.description.trim().length > 0, `${name} has no description`);
      if (/password|secret|token|apikey|privatekey/i.test(name))
        assert.equal(field.secret, true, `${name} must be marked as secret`);
      if (field.secret) assert.equal(field.default, undefined, `${name} is a secret with a default`);
    }
  });

  test('with an outcome table that covers all three outcomes and names its sources', () => {
    for (const row of described.outcomes) {
      assert.ok(
        row.when.trim().length > 0 && row.source.trim().length > 0,
        `a row is incomplete: ${JSON.stringify(row)}`,
      );
      if (row.outcome !== 'refused') assert.equal(row.class, undefined, `only refusals have a class: ${row.when}`);
    }
    const outcomes = new Set(described.outcomes.map((row) => row.outcome));
    assert.ok(outcomes.has('accepted'), 'nothing says what counts as accepted');
    assert.ok(outcomes.has('refused'), 'nothing says what counts as refused');
  });
}

/** Registers tests of `configure()` and `check()`. */
export function exerciseConfiguration(exercise: ProviderExercise, test: TestFramework['test']): void {
  const { provider } = exercise;
  const { config: fields } = provider.describe();

  test('and takes a good one', () => withSender(exercise, longTimeoutMs, async () => {}));

  test('and names every field that is missing', () =>
    withSender(exercise, longTimeoutMs, async ({ counterpart, context }) => {
      for (const [name] of Object.entries(fields).filter(([, field]) => field.required)) {
        const { [name]: _, ...rest } = counterpart.config;
        assertConfigError(() => provider.configure(rest, context), name);
      }
    }));

  test('and names every field of a wrong type, without showing a secret', () =>
    withSender(exercise, longTimeoutMs, async ({ counterpart, context }) => {
      for (const [name, field] of Object.entries(fields)) {
        const wrong =
          field.type === 'string' || field.type === 'url' ? { 'not-a-text-71c': 1 } : 'not-what-it-should-be-71c';
        const error = assertConfigError(
          () => provider.configure({ ...counterpart.config, [name]: wrong }, context),
          name,
        );
        assert.ok(!error.message.includes('71c'), `the value of ${name} stands in the error: it might be a secret`);
      }
    }));

  test('and names a field that it does not know', () =>
    withSender(exercise, longTimeoutMs, async ({ counterpart, context }) => {
      assertConfigError(() => provider.configure({ ...counterpart.config, colour: 'blue' }, context), 'colour');
    }));

  test('and checks the account without sending anything', () =>
    withSender(exercise, longTimeoutMs, async ({ sender, counterpart }) => {
      if (!sender.check) return;
      const { ok, detail } = await sender.check();
      assert.ok(ok, detail);
      assert.deepEqual(counterpart.received(), []);
    }));
}

function assertConfigError(configure: () => unknown, field: string): Error {
  try {
    configure();
  } catch (error) {
    assert.ok(error instanceof Error, 'a configuration that is not usable throws an Error');
    assert.ok(error.message.includes(field), `the error must name ${field}: ${error.message}`);
    return error;
  }
  return assert.fail(`a configuration was taken although ${field} is not right`);
}
