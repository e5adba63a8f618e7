/** Why a follow-up was or was not sent: every decision, every call, and what would have to change. */
import {
  attemptInWords,
  type DecisionInWords,
  decisionInWords,
  type ExplainedFollowUp,
  type Explanation,
  explain,
} from '../domain/explain.ts';
import { voiceFor } from '../domain/words/languages.ts';
import type { Voice } from '../domain/words/told.ts';
import type { SenderRow } from '../store/definitions.ts';
import { type AttemptRow, listAttempts, listDecisions, type TimelineRow } from '../store/list-evidence.ts';
import type { OperationContext } from './context.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { type FollowUp, readFollowUp } from './read-follow-ups.ts';

export interface FollowUpExplanation extends Explanation {
  readonly followUp: FollowUp;
  readonly decisions: readonly (TimelineRow & DecisionInWords)[];
  readonly attempts: readonly (AttemptRow & { readonly text: string; readonly senderKey: string | null })[];
}

/** How an organization is spoken to. @param locale in place of its own language; English where neither is spoken */
export async function voiceOf({ definitions }: OperationContext, orgId: number, locale?: string): Promise<Voice> {
  const organization = (await definitions.get(orgId))?.organization;
  return voiceFor(locale ?? organization?.locale ?? 'en', organization?.timezone ?? 'UTC');
}

/** Decisions that cancel more than one follow-up. */
const endings: readonly string[] = ['exited', 'cancelled'];

/** @param locale BCP 47, in place of the organization's own @throws RelanceError `not_found` */
export async function explainFollowUp(
  context: OperationContext,
  orgId: number,
  id: string,
  locale?: string,
): Promise<FollowUpExplanation> {
  const followUp = await readFollowUp(context, orgId, id);
  const voice = await voiceOf(context, orgId, locale);
  const { contactId, enrollmentId } = followUp;
  const { decisions, attempts } = await context.db.transaction(orgId, async (tx) => ({
    decisions: await listDecisions(tx, orgId, contactId, followUp.id, enrollmentId),
    attempts: await listAttempts(tx, orgId, followUp.id),
  }));
  const definitions = await context.definitions.get(orgId);
  const concerning = decisionsAbout(followUp, decisions);
  const now = context.clock.now();
  return {
    followUp,
    ...explain(asHeldUp(followUp, definitions, now), concerning, now, voice),
    decisions: concerning.map((row) => ({ ...row, ...decisionInWords(row, voice) })),
    attempts: attempts.map((row) => ({
      ...row,
      text: attemptInWords(row, voice),
      senderKey: (row.senderId !== null && definitions?.sender(row.senderId)?.key) || null,
    })),
  };
}

/** What no sender can take is not even claimed: it stays due, and nothing is noted. */
export function asHeldUp(
  followUp: FollowUp,
  definitions: OrganizationDefinitions | undefined,
  now: number,
): Pick<FollowUp, keyof ExplainedFollowUp> {
  const { state, kind, channel, queueAt } = followUp;
  if (state !== 'scheduled' || kind !== 'message' || channel === 'none' || (queueAt ?? now) > now) return followUp;
  const route = definitions?.route(channel) ?? [];
  const isUsable = (sender: SenderRow) => sender.paused_at === null && (sender.breaker_until ?? 0) <= now;
  return route.length === 0 || route.some(isUsable) ? followUp : { ...followUp, reason: 'sender_unavailable' };
}

/**
 * Those of a contact's decisions that concern a follow-up: its own, and what happened to all of a contact's or an enrollment's
 * follow-ups at once while it was open. What ended it was noted a moment after its end, in the same transaction.
 */
function decisionsAbout(followUp: FollowUp, decisions: readonly TimelineRow[]): readonly TimelineRow[] {
  const { createdAt, endedAt } = followUp;
  const end = endedAt === null ? Number.POSITIVE_INFINITY : endedAt;
  const endedIt = ({ kind, reason, at }: TimelineRow) =>
    followUp.state === 'cancelled' && endings.includes(kind) && reason === followUp.reason && at >= end;
  const firstEnding = decisions.find((it) => it.followUpId === null && endedIt(it));
  return decisions.filter((it) => it.followUpId !== null || (it.at >= createdAt && it.at <= end) || it === firstEnding);
}
