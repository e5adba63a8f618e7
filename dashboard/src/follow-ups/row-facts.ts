/** What a row says of a follow-up, in words; the same on a table's row and on a phone's card. */
import type { FollowUp } from '../api/types.ts';
import { reasonSentence } from '../words/reasons.ts';
import type { View } from '../words/states.ts';

export function contactName({ contactName: name, contactKey, contactId }: FollowUp): string {
  return name ?? contactKey ?? `Contact ${contactId.slice(-6)}`;
}

/** The sequence and the step, or what it is otherwise. */
export function originOf(followUp: FollowUp): { readonly name: string; readonly step: string } {
  const { sequenceKey, stepKey, occurrence, kind, content } = followUp;
  if (sequenceKey === null) {
    const { subject, template, text } = content ?? {};
    return { name: 'One-off', step: String(subject ?? template ?? text ?? 'without a sequence') };
  }
  const repetition = occurrence > 0 ? `, no. ${occurrence + 1}` : '';
  const step = kind === 'ending' ? 'the ending' : `${stepKey ?? 'unnamed step'}${repetition}`;
  return { name: sequenceKey, step: kind === 'wait' ? `${step} (wait)` : step };
}

/** The instant that counts in a view: when it goes out, failed, or ended. */
export function instantOf({ dueAt, queueAt, failedAt, endedAt }: FollowUp, view: View): string {
  if (view === 'failed') return failedAt ?? dueAt;
  if (view === 'recent') return endedAt ?? dueAt;
  return queueAt ?? dueAt;
}

/** When it was due, where it goes out at another time: after a deferral, or because it is tried again. */
export function dueBefore({ dueAt, queueAt }: FollowUp, view: View): string | null {
  const showsQueue = view === 'upcoming' || view === 'all';
  return showsQueue && queueAt !== null && queueAt !== dueAt ? dueAt : null;
}

/** Why it is as it is: of what is tried again, with what its sender said. */
export function whyOf({ reason, retryAt, lastError }: FollowUp): string | null {
  const said = lastError?.detail ?? lastError?.code ?? null;
  if (retryAt === null || said === null) return reasonSentence(reason);
  return reason === 'retry' ? `Tried again: ${said}` : `${reasonSentence(reason)}. Last try: ${said}`;
}

export const instantNames: Readonly<Record<View, string>> = {
  upcoming: 'Due',
  failed: 'Failed',
  recent: 'Sent',
  all: 'Due',
};
