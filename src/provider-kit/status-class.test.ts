import { expect, test } from 'vitest';
import { outcomeOfStatus } from './status-class.ts';

const kindOf = (status: number) => {
  const outcome = outcomeOfStatus({ status, headers: {} }, 0);
  return outcome.kind === 'refused' ? outcome.class : outcome.kind;
};

test.each([
  [300, 'unknown'],
  [301, 'sender'],
  [302, 'unknown'],
  [303, 'unknown'],
  [307, 'sender'],
  [308, 'sender'],
  [400, 'content'],
  [401, 'sender'],
  [402, 'sender'],
  [403, 'sender'],
  [404, 'sender'],
  [408, 'unknown'],
  [409, 'content'],
  [413, 'content'],
  [422, 'content'],
  [425, 'transient'],
  [429, 'rate'],
  [499, 'content'],
  [500, 'unknown'],
  [502, 'unknown'],
  [503, 'unknown'],
  [504, 'unknown'],
  [599, 'unknown'],
])('%i is %s', (status, expected) => {
  expect(kindOf(status)).toBe(expected);
});

test('a refusal carries its status and how long to wait', () => {
  expect(outcomeOfStatus({ status: 429, headers: { 'retry-after': '7' } }, 0)).toEqual({
    kind: 'refused',
    class: 'rate',
    code: '429',
    detail: 'the receiver answered 429',
    retryAfterMs: 7000,
  });
});
