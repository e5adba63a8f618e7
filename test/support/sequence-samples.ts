/** Small written sequences to be spoilt, and what reading answers about them. */
import type { Problem } from '../../src/domain/problem.ts';
import { readSequence } from '../../src/domain/read-sequence.ts';
import type { Sequence } from '../../src/domain/sequence.ts';

export const lead = {
  key: 'quote',
  trigger: { on: 'lead.created' },
  steps: [{ key: 'soon', after: '30m', template: 'soon' }],
  exit: ['message.received'],
};
export const conversation = {
  ...lead,
  trigger: 'message.sent',
  anchor: 'conversation.lastOutboundAt',
  reenter: 'restart',
};
export const appointment = { ...lead, trigger: 'appointment.booked', anchor: 'appointment.startsAt' };

/** A sequence of one step with these options. */
export const step = (options: object) => ({
  ...lead,
  steps: [{ key: 'soon', after: '30m', template: 'soon', ...options }],
});

/** A sequence of these steps, with keys and templates given to them. */
export const steps = (...list: object[]) => ({
  ...lead,
  steps: list.map((it, i) => ({ key: `s${i}`, template: 'soon', ...it })),
});
export const wait = { template: undefined, waitFor: { on: 'appointment.booked', timeout: '2d' } };

export function sequenceOf(document: unknown): Sequence {
  const reading = readSequence(document);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems, null, 2));
  return reading.sequence;
}

/** The warnings about a good sequence. */
export function warningsOf(document: unknown): readonly Problem[] {
  const reading = readSequence(document);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems, null, 2));
  return reading.warnings;
}

/** What is wrong with a bad sequence; empty for a good one. */
export function problemsOf(document: unknown): readonly Problem[] {
  const reading = readSequence(document);
  return 'problems' in reading ? reading.problems : [];
}
