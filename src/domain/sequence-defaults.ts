/** What an option of a sequence is when it is left out. Reading fills these in, writing leaves them out. */
import { type EventType, type SubjectType, subjectTypeOf } from './event.ts';
import { type Category, isBefore, type Offset } from './sequence.ts';

export const defaultAnchor = 'event.occurredAt';
export const defaultReenter = 'ignore';
export const defaultDispatch = 'send';
export const defaultChannel = 'same';
export const defaultWeight = 1;
export const defaultEndingReason = 'finished';
/** Minute of the day. */
export const defaultAtElse = 10 * 60;

/** The record that events of these types are about; undefined when they are about several kinds. */
export function subjectOf(types: readonly EventType[]): SubjectType | undefined {
  const subjects = new Set(types.map(subjectTypeOf));
  const [subject] = subjects;
  return subjects.size === 1 ? subject : undefined;
}

export function defaultCategory(subject: SubjectType, offset: Offset | undefined): Category {
  if (subject === 'conversation') return 'conversational';
  return subject === 'appointment' && offset !== undefined && isBefore(offset) ? 'reminder' : 'nurture';
}
