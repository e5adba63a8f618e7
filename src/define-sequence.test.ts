import { expect, test } from 'vitest';
import { defineSequence } from './define-sequence.ts';
import type { SequenceDocument } from './domain/sequence-document.ts';

const good: SequenceDocument = {
  key: 'quote',
  trigger: { on: 'lead.created', when: { fact: 'lead.score', atLeast: 0.7 } },
  steps: [{ key: 'soon', after: '30m', text: 'Hello {{ contact.name }}' }],
  exit: ['message.received', { on: 'custom.paid', reason: 'paid' }],
};

test('gives a good sequence back as it is', () => {
  expect(defineSequence(good)).toBe(good);
});

test('stops the program at a bad one, with all problems', () => {
  const bad = { ...good, steps: [{ key: 'soon', after: 'soon', text: 'x' }], exit: [] };
  expect(() => defineSequence(bad)).toThrowError(
    expect.objectContaining({
      code: 'invalid_input',
      problems: [expect.objectContaining({ path: 'steps[0].after' }), expect.objectContaining({ path: 'exit' })],
    }),
  );
});
