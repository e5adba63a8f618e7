/** Why nobody sees to a live record, in words, and what to do about it. */
import type { UncoveredRecord } from '../api/types.ts';

export const causeWords: Readonly<Record<UncoveredRecord['cause'], string>> = {
  no_sequence: 'No sequence is about records of this type.',
  sequence_inactive: 'The sequences about them were deactivated.',
  sequence_paused: 'Its sequence is paused: resume it.',
  not_begun: 'There is a sequence, but its trigger or condition did not fit.',
  sequence_missing: 'It is in a version of a sequence that does not exist.',
  stranded: 'It is in a sequence of which nothing is planned.',
  ended_without_reason: 'Its sequence ended, and nobody said why.',
  unanswered: 'The person wrote last: somebody should answer.',
};

export const typeNames: Readonly<Record<UncoveredRecord['type'], string>> = {
  lead: 'Lead',
  conversation: 'Conversation',
  appointment: 'Appointment',
};
