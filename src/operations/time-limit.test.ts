import { expect, test } from 'vitest';
import { TimeLimit } from './time-limit.ts';

const forever = () => new Promise<string>(() => {});

test('a call that is over in time is what it gives, or throws', async () => {
  const limit = new TimeLimit(10_000, 0);
  expect(
    await limit.run(
      async () => 'answer',
      () => 'given up',
    ),
  ).toBe('answer');
  await expect(
    limit.run(
      () => Promise.reject(new Error('no')),
      () => 'given up',
    ),
  ).rejects.toThrow('no');
  await expect(
    limit.run(() => {
      throw new Error('at once');
    }, forever as never),
  ).rejects.toThrow('at once');
});

test('when its time is up a call is told so by its signal', async () => {
  const limit = new TimeLimit(20, 60_000);
  const reason = await limit.run<unknown>(
    (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason))),
    () => 'given up',
  );
  expect(reason).toMatchObject({ name: 'TimeoutError' });
});

test('a call that does not heed its signal is left alone after its overtime, and holds up no other', async () => {
  const limit = new TimeLimit(10, 10);
  const stuck = limit.run(forever, () => 'given up');
  expect(
    await limit.run(
      async () => 'answer',
      () => 'given up',
    ),
  ).toBe('answer');
  expect(await stuck).toBe('given up');
});
