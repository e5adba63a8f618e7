import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitrarySequence } from '../../test/support/arbitrary-sequence.ts';
import { readSequence } from './read-sequence.ts';
import type { Sequence } from './sequence.ts';
import { writeSequence } from './write-sequence.ts';

function sequenceOf(document: unknown): Sequence {
  const reading = readSequence(document);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems, null, 2));
  return reading.sequence;
}

test('what was written is read back equal, also by way of JSON', () => {
  fc.assert(
    fc.property(arbitrarySequence, (document) => {
      const sequence = sequenceOf(document);
      const written = writeSequence(sequence);
      expect(sequenceOf(written)).toEqual(sequence);
      expect(sequenceOf(JSON.parse(JSON.stringify(written)))).toEqual(sequence);
    }),
  );
});

test('defaults are left out and durations are in words', () => {
  const document = {
    key: 'quote',
    trigger: { on: 'lead.created' },
    steps: [
      { key: 'soon', after: '90m', text: 'Hello' },
      { key: 'later', afterPrevious: '1d', channel: 'sms', template: 'later', repeat: { every: '1w', times: 3 } },
      { key: 'answer', waitFor: { on: 'message.received', timeout: '2d' } },
    ],
    exit: ['contact.optedOut', { on: ['message.received', 'lead.converted'], reason: 'won' }],
    then: { after: '2d', setStage: 'lost' },
  };
  expect(writeSequence(sequenceOf(document))).toEqual(document);
});
