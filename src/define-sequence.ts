/** Sequences in TypeScript: written with completion and checked when the program starts, not when the first lead comes. */
import { readSequence } from './domain/read-sequence.ts';
import type { SequenceDocument } from './domain/sequence-document.ts';
import { invalidInput } from './errors.ts';

/**
 * Checks a sequence and gives it back unchanged. Every option with its unit and default: `SequenceDocument`.
 *
 * @throws RelanceError `invalid_input` with all problems and their paths
 * @example
 * const nudge = defineSequence({
 *   key: 'quote-nudge',
 *   trigger: { on: 'lead.created', when: { fact: 'lead.score', atLeast: 0.7 } },
 *   steps: [
 *     { key: 'soon', after: '30m', text: 'Hello {{ contact.name }}, is there anything you would like to know?' },
 *     { key: 'later', afterPrevious: '1d', text: 'Shall I keep the quote open for you?' },
 *   ],
 *   exit: ['message.received', 'lead.converted', 'contact.optedOut'],
 * });
 */
export function defineSequence(definition: SequenceDocument): SequenceDocument {
  const reading = readSequence(definition);
  if ('problems' in reading) throw invalidInput(reading.problems);
  return definition;
}
