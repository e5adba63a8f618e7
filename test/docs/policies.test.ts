// The documents of the guide are good ones, and set what they claim to set.
import { expect, test } from 'vitest';
import { readSequenceText } from '../../src/config/read-sequence-text.ts';
import { categoryRules } from '../../src/domain/category-rules.ts';
import { defaultPolicy, weekdays } from '../../src/domain/policy.ts';
import { defaultLayer, policyFrom } from '../../src/domain/policy-layer.ts';
import { policyKeys } from '../../src/domain/read-policy.ts';
import { categories } from '../../src/domain/sequence.ts';
import { codeBlocks, codeSpans, readPage, tableRows } from './pages.ts';

const page = readPage('docs/guides/policies.md');
const [whole = '', atTimes = '', ofSequence = ''] = codeBlocks(page, 'yaml');
const read = (text: string) => {
  const reading = readSequenceText(text, { format: 'yaml' });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading;
};

test('the whole document is good, and leaves no value out', () => {
  const { policy, warnings } = read(whole);
  expect(warnings).toEqual([]);
  const layer = policy?.layer ?? {};
  const values = [...Object.keys(defaultLayer), ...weekdays.map((day) => `businessHours.${day}`)];
  // Consent is shown for three categories, caps of a sequence for one window.
  const left = values.filter((path) => !(path in layer) && !/^(consent|caps\.sequence)\./.test(path));
  expect(left).toEqual([]);
});

test('what it calls a default is one', () => {
  const shown = policyFrom(read(whole).policy?.layer ?? {});
  const { quietHours, lateGraceMs, missedWindow, ghostDelayMs, retry, unknownOutcome, breakerMs, rateDelayMs } = shown;
  expect({
    quietHours,
    lateGraceMs,
    missedWindow,
    ghostDelayMs,
    retry,
    unknownOutcome,
    breakerMs,
    rateDelayMs,
  }).toEqual({
    quietHours: defaultPolicy.quietHours,
    lateGraceMs: null,
    missedWindow: 'skip',
    ghostDelayMs: defaultPolicy.ghostDelayMs,
    retry: defaultPolicy.retry,
    unknownOutcome: undefined,
    breakerMs: defaultPolicy.breakerMs,
    rateDelayMs: defaultPolicy.rateDelayMs,
  });
});

test('the sequence at a time of the day is a good one', () => {
  const local = { minute: 9 * 60 + 30, on: 'business_day', seek: 'next' };
  expect(read(atTimes).sequences).toMatchObject([{ steps: [{ offset: { local } }, { offset: { local } }] }]);
});

test('the sequence sets its own', () => {
  expect(read(ofSequence).sequences).toMatchObject([
    { policy: { 'caps.perDay': 3, 'retry.attempts': 5, 'retry.growth': 'exponential' } },
  ]);
});

test('the table of categories says what the rules say', () => {
  const rows = tableRows(page.text).filter(([first = '']) =>
    (categories as readonly string[]).includes(codeSpans(first)[0] ?? ''),
  );
  const told = rows.map(([category = '', ...cells]) => [
    codeSpans(category)[0],
    ...cells.slice(0, 4).map((it) => !it.startsWith('no')),
  ]);
  expect(told).toEqual(
    categories.map((category) => {
      const { businessHours, quietHours, counts, leavesTheActiveAlone } = categoryRules[category];
      return [category, businessHours, quietHours !== false, counts, leavesTheActiveAlone];
    }),
  );
});

test('the table of levels says who may set what', () => {
  const rows = tableRows(page.text).filter((row) => row.length === 4 && /^(yes|no)/.test(row[1] ?? ''));
  for (const [at, level] of (['organization', 'sequence', 'contact'] as const).entries()) {
    const told = rows.flatMap((row) => (row[at + 1]?.startsWith('yes') ? codeSpans(row[0] ?? '') : []));
    expect(told.sort()).toEqual([...policyKeys[level]].sort());
  }
});
