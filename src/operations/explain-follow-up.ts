/** Why a follow-up was or was not sent: every decision, every call, and what would have to change. */
import { attemptInWords, decisionInWords, type Explanation, explain } from '../domain/explain.ts';
import { type AttemptRow, listAttempts, listDecisions, type TimelineRow } from '../store/list-evidence.ts';
import type { OperationContext } from './context.ts';
import { type FollowUp, readFollowUp } from './read-follow-ups.ts';

export interface FollowUpExplanation extends Explanation {
  readonly followUp: FollowUp;
  readonly decisions: readonly (TimelineRow & { readonly text: string })[];
  readonly attempts: readonly (AttemptRow & { readonly text: string; readonly senderKey: string | null })[];
}

/** Decisions that cancel more than one follow-up. */
const endings: readonly string[] = ['exited', 'cancelled'];

/** @throws RelanceError `not_found` */
export async function explainFollowUp(
  context: OperationContext,
  orgId: number,
  id: string,
): Promise<FollowUpExplanation> {
  const followUp = await readFollowUp(context, orgId, id);
  const { contactId, enrollmentId } = followUp;
  const { decisions, attempts } = await context.db.transaction(orgId, async (tx) => ({
    decisions: await listDecisions(tx, orgId, contactId, followUp.id, enrollmentId),
    attempts: await listAttempts(tx, orgId, followUp.id),
  }));
  const definitions = await context.definitions.get(orgId);
  const { createdAt, endedAt } = followUp;
  // What happened to all of a contact's follow-ups at once concerns this one only while it was open. What ended it was
  // noted a moment after its end, in the same transaction.
  const end = endedAt === null ? Number.POSITIVE_INFINITY : endedAt;
  const endedIt = ({ kind, reason, at }: TimelineRow) =>
    followUp.state === 'cancelled' && endings.includes(kind) && reason === followUp.reason && at >= end;
  const firstEnding = decisions.find((it) => it.followUpId === null && endedIt(it));
  const concerning = decisions.filter(
    (it) => it.followUpId !== null || (it.at >= createdAt && it.at <= end) || it === firstEnding,
  );
  return {
    followUp,
    ...explain(followUp, concerning, context.clock.now()),
    decisions: concerning.map((row) => ({ ...row, text: decisionInWords(row) })),
    attempts: attempts.map((row) => ({
      ...row,
      text: attemptInWords(row),
      senderKey: (row.senderId !== null && definitions?.sender(row.senderId)?.key) || null,
    })),
  };
}
