import { expect, test } from 'vitest';
import type { SendOutcome } from '../provider.ts';
import { readOutcome } from './read-outcome.ts';

test.each<SendOutcome>([
  { kind: 'accepted' },
  { kind: 'accepted', providerMessageId: 'SM1', detail: 'queued', costCents: 0.75 },
  { kind: 'refused', class: 'rate', code: '429', detail: 'slow down', retryAfterMs: 0, recipientAsked: true },
  { kind: 'refused', class: 'recipient', code: '21610', detail: 'opted out', personStopped: true },
  { kind: 'unknown', code: 'no_answer', detail: '' },
])('%j is what it says', (said) => {
  expect(readOutcome(said)).toBe(said);
});

test.each<[unknown, SendOutcome]>([
  [
    { kind: 'accepted', providerMessageId: 42 },
    { kind: 'accepted', providerMessageId: '42' },
  ],
  [{ kind: 'accepted', providerMessageId: {} }, { kind: 'accepted' }],
  [
    { kind: 'accepted', providerMessageId: 'SM1', costCents: Number.NaN },
    { kind: 'accepted', providerMessageId: 'SM1' },
  ],
])('%j is accepted all the same', (said, outcome) => {
  expect(readOutcome(said)).toEqual(outcome);
});

test.each<[unknown, string]>([
  [undefined, 'undefined'],
  [null, 'null'],
  ['sent', 'string'],
  [{}, 'an object of nothing'],
  [{ ok: true, text: 'Hello Ana' }, 'an object of ok, text'],
  [{ kind: 'sent' }, 'an object of kind'],
  [{ kind: 'refused', class: 'hard', code: '550', detail: 'no' }, 'an object of kind, class, code, detail'],
  [{ kind: 'refused', class: 'recipient', code: 550, detail: 'no' }, 'an object of kind, class, code, detail'],
  [{ kind: 'refused', class: 'recipient', code: '550' }, 'an object of kind, class, code'],
  [
    { kind: 'refused', class: 'rate', code: '', detail: '', retryAfterMs: '60' },
    'an object of kind, class, code, detail, retryAfterMs',
  ],
])('%j tells nothing about the call', (said, shape) => {
  expect(readOutcome(said)).toEqual({
    kind: 'unknown',
    code: 'no_outcome',
    detail: `the provider answered with ${shape}, which is no outcome`,
  });
});
