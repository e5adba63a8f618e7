import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryCondition } from '../../test/support/arbitrary-sequence.ts';
import { explainCondition, holds } from './condition.ts';
import type { Facts } from './facts.ts';
import type { Condition } from './sequence.ts';

const facts: Facts = {
  lead: { score: 0.7, intent: 'Booking', tags: ['VIP', 'new'], address: { city: 'Lyon', zip: '69001' }, note: null },
};

test.each<[Condition, boolean]>([
  [{ fact: 'lead.score', equals: 0.7 }, true],
  [{ fact: 'lead.score', equals: '0.7' }, false],
  [{ fact: 'lead.missing', equals: null }, false],
  [{ fact: 'lead.note', equals: null }, true],
  [{ fact: 'lead.address', equals: { zip: '69001', city: 'Lyon' } }, true],
  [{ fact: 'lead.tags', equals: ['new', 'VIP'] }, false],
  [{ fact: 'lead.intent', in: ['Booking', 'Price'] }, true],
  [{ fact: 'lead.missing', in: [null, 'x'] }, false],
  [{ fact: 'lead.intent', exists: true }, true],
  [{ fact: 'lead.note', exists: true }, false],
  [{ fact: 'lead.missing', exists: false }, true],
  [{ fact: 'lead.score', atLeast: 0.7 }, true],
  [{ fact: 'lead.score', above: 0.7 }, false],
  [{ fact: 'lead.score', atMost: 0.7 }, true],
  [{ fact: 'lead.score', below: 0.7 }, false],
  [{ fact: 'lead.score', atLeast: 0.5, below: 0.8 }, true],
  [{ fact: 'lead.intent', atLeast: 0 }, false],
  [{ fact: 'lead.missing', below: 1 }, false],
  [{ fact: 'lead.intent', contains: 'book' }, true],
  [{ fact: 'lead.tags', contains: 'vip' }, true],
  [{ fact: 'lead.tags', contains: 'vi' }, false],
  [{ fact: 'lead.score', contains: '0' }, false],
  [{ not: { fact: 'lead.missing', equals: 1 } }, true],
  [
    {
      all: [
        { fact: 'lead.score', above: 0 },
        { fact: 'lead.missing', exists: true },
      ],
    },
    false,
  ],
  [
    {
      any: [
        { fact: 'lead.score', above: 0 },
        { fact: 'lead.missing', exists: true },
      ],
    },
    true,
  ],
  [{ fact: '__proto__.constructor', exists: true }, false],
])('%j is %s', (condition, expected) => {
  expect(holds(condition, facts)).toBe(expected);
});

test('explains every test with the value that it saw', () => {
  const condition: Condition = {
    all: [{ fact: 'lead.score', atLeast: 0.8 }, { not: { any: [{ fact: 'lead.missing', exists: true }] } }],
  };
  expect(explainCondition(condition, facts)).toEqual([
    { path: 'all[0]', fact: 'lead.score', test: 'is at least 0.8', value: 0.7, holds: false, wanted: true },
    { path: 'all[1].not.any[0]', fact: 'lead.missing', test: 'exists', holds: false, wanted: false },
  ]);
});

const someFacts = fc.record({
  lead: fc.record({ score: fc.oneof(fc.integer({ min: -1, max: 10 }), fc.string()) }),
  conversation: fc.constantFrom(null, { stage: 'new' }),
});

test('if every test comes out as wanted the condition holds; if none does it does not', () => {
  fc.assert(
    fc.property(arbitraryCondition, someFacts, (condition, given) => {
      const tests = explainCondition(condition, given);
      expect(tests.length).toBeGreaterThan(0);
      if (tests.every((it) => it.holds === it.wanted)) expect(holds(condition, given)).toBe(true);
      if (tests.every((it) => it.holds !== it.wanted)) expect(holds(condition, given)).toBe(false);
      expect(holds({ not: condition }, given)).toBe(!holds(condition, given));
    }),
  );
});
