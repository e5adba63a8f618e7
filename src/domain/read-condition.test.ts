import { expect, test } from 'vitest';
import { problemsOf, step, warningsOf } from '../../test/support/sequence-samples.ts';

test.each<[string, unknown, string, string, string]>([
  ['a condition that asks nothing', step({ when: {} }), 'steps[0].when', 'asks nothing', 'atLeast'],
  [
    'a condition with a typo',
    step({ when: { fact: 'lead.score', atleast: 1 } }),
    'steps[0].when.atleast',
    'no option',
    'did you mean atLeast?',
  ],
  [
    'a condition in other words',
    step({ when: { fact: 'lead.score', gte: 1 } }),
    'steps[0].when.gte',
    'no option',
    'write atLeast',
  ],
  [
    'two tests',
    step({ when: { fact: 'lead.a', equals: 1, exists: true } }),
    'steps[0].when',
    'equals and exists',
    'all',
  ],
  ['two joins', step({ when: { all: [], any: [] } }), 'steps[0].when', 'all and any', 'one of them'],
  ['an empty all', step({ when: { all: [] } }), 'steps[0].when.all', 'empty', 'a list of conditions'],
  ['an empty in', step({ when: { fact: 'lead.a', in: [] } }), 'steps[0].when.in', 'empty', 'a list of values'],
  [
    'bounds that exclude each other',
    step({ when: { fact: 'lead.a', above: 5, atMost: 5 } }),
    'steps[0].when',
    'no number',
    'lower bound',
  ],
  [
    'a bound that is a text',
    step({ when: { fact: 'lead.a', atLeast: '5' } }),
    'steps[0].when.atLeast',
    'this is "5"',
    'a number',
  ],
  [
    'a fact that is no path',
    step({ when: { fact: 'score', equals: 1 } }),
    'steps[0].when.fact',
    'not a path',
    'lead.score',
  ],
  [
    'a bad part',
    step({ skipIf: { all: [{ not: { fact: 'lead.a' } }] } }),
    'steps[0].skipIf.all[0].not',
    'no test',
    'one of equals',
  ],
])('refuses %s', (_, document, path, message, expected) => {
  expect(problemsOf(document)).toEqual([
    { path, message: expect.stringContaining(message), expected: expect.stringContaining(expected) },
  ]);
});

test.each<[string, unknown, string, string]>([
  [
    'a fact that was mistyped',
    step({ when: { fact: 'leed.score', exists: true } }),
    'steps[0].when.fact',
    'no fact begins with "leed"',
  ],
])('warns of %s', (_, document, path, message) => {
  expect(warningsOf(document)).toEqual([
    { path, message: expect.stringContaining(message), expected: expect.any(String) },
  ]);
});
