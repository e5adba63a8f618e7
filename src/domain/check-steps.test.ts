import { expect, test } from 'vitest';
import {
  appointment,
  conversation,
  lead,
  problemsOf,
  steps,
  wait,
  warningsOf,
} from '../../test/support/sequence-samples.ts';

test.each<[string, unknown, string, string, string]>([
  [
    'two steps of one key',
    steps({ after: 0, key: 'a' }, { after: 0, key: 'a' }),
    'steps[1].key',
    'stands at steps[0] already',
    'for each step',
  ],
  [
    'offsets that go backwards',
    steps({ after: '3h' }, { afterPrevious: 0 }, { after: '1h' }),
    'steps[2].after',
    '1h after the anchor is earlier',
    'steps[0] is 3h after',
  ],
  [
    'a step after endless repetitions',
    steps({ after: 0, every: '1d' }, { afterPrevious: '1h' }),
    'steps[1]',
    'never reached: steps[0]',
    'times',
  ],
  [
    'before a moving anchor',
    { ...conversation, steps: [{ key: 'a', before: '1h', text: 'x' }] },
    'steps[0].before',
    'past when it is known',
    'after',
  ],
  [
    'a fixed step after a wait',
    steps({ after: 0 }, wait, { after: '3d' }),
    'steps[2].after',
    'would not wait',
    'afterPrevious',
  ],
])('refuses %s', (_, document, path, message, expected) => {
  expect(problemsOf(document)).toEqual([
    { path, message: expect.stringContaining(message), expected: expect.stringContaining(expected) },
  ]);
});

test.each<[string, unknown, string, string]>([
  [
    'a step before an instant that is past',
    { ...lead, steps: [{ key: 'a', before: '1h', text: 'x' }] },
    'steps[0].before',
    'always be too late',
  ],
  [
    'repetitions that go on after the anchor',
    { ...appointment, steps: [{ key: 'a', before: '3d', every: '1d', text: 'x' }] },
    'steps[0].before',
    'go on after',
  ],
])('warns of %s', (_, document, path, message) => {
  expect(warningsOf(document)).toEqual([
    { path, message: expect.stringContaining(message), expected: expect.any(String) },
  ]);
});
