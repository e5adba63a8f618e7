/**
 * What becomes of an unknown follow-up once its outcome is known, by a late answer, by asking the vendor, or from an operator:
 * the same as after any call with that outcome.
 */
import { type AfterAttempt, decideAfterAttempt } from '../domain/decide-after-attempt.ts';
import type { Facts } from '../domain/facts.ts';
import { defaultPolicy, type Policy } from '../domain/policy.ts';
import type { Sequence } from '../domain/sequence.ts';
import { storableText, wordsMax } from '../domain/storable.ts';
import { newId } from '../ids.ts';
import type { SendOutcome } from '../provider.ts';
import type { AttemptRecord, Settlement } from '../store/settle-follow-ups.ts';
import type { UnknownRow } from '../store/unknown-follow-ups.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { isPersonsStop, nextInRoute, rateLimitedMsFor, suppressionCause } from './send-follow-ups.ts';
import { followingAttempt } from './what-follows.ts';

export type KnownOutcome = Exclude<SendOutcome, { readonly kind: 'unknown' }>;
type KnownAfter = Exclude<AfterAttempt, { readonly to: 'unknown' }>;

export interface Found {
  readonly row: UnknownRow;
  /** Of its taking. */
  readonly token: number;
  readonly outcome: KnownOutcome;
  /** The call was never made, so that it costs nothing of the budget. */
  readonly isUncalled?: boolean;
  /** It holds for every attempt, not for the last one alone: nobody may have the message, and any sender may send it. */
  readonly isOfAll?: boolean;
  /** An earlier call delivered it: of the last one nothing more is known. */
  readonly isOfEarlier?: boolean;
  /** For the timeline: on what grounds, and the facts that were seen. */
  readonly reasons: { readonly accepted: string; readonly refused: string };
  readonly facts: Facts | null;
  /** For the attempt, unless the late answer has told it already. */
  readonly evidence: Facts;
}

export function settleFound(found: Found, organization: OrganizationDefinitions | undefined, now: number): Settlement {
  const { row, token, outcome, reasons, facts } = found;
  const { sequence } = rulesOf(row, organization);
  const after = found.isUncalled ? atOnce(row, organization, now) : decide(found, organization, now);
  const reason = after.to === 'sent' ? null : after.to === 'scheduled' ? reasons.refused : after.reason;
  const told = after.to === 'sent' ? reasons.accepted : reason;
  const attempt = attemptOf(row, outcome, found.evidence);
  const suppress = row.message && {
    channel: row.channel,
    value: row.message.to,
    cause: suppressionCause(outcome),
    detail: attempt.detail,
  };
  return {
    org_id: row.org_id,
    id: row.id,
    contact_id: row.contact_id,
    token,
    from_state: 'unknown',
    to_state: after.to,
    reason,
    timeline: { id: newId(now), kind: after.to, reason: told, facts },
    ...(!found.isOfEarlier && { attempt }),
    ...(after.to !== 'sent' && reachedNobody(found) && { uncounts: true as const }),
    ...(after.to === 'scheduled' && {
      queue_at: after.at,
      attempts_left: after.attemptsLeft,
      route_from: after.routeFrom,
      ...(found.isOfAll && { pins: false }),
    }),
    ...followingAttempt(row, after, sequence, organization, suppress, row.failed_at, now),
  };
}

/** Of no call is it left open whether it was accepted. */
function reachedNobody({ row, isOfAll }: Found): boolean {
  const isKnownByNow = row.evidence !== null && row.evidence.outcome !== 'unknown';
  return isOfAll === true || row.times_unknown - (isKnownByNow ? 0 : 1) <= 0;
}

/** The sequence that a row is of, if it is of one, and the policy that counts for it. */
export function rulesOf(
  { sequence_key, sequence_version }: Pick<UnknownRow, 'sequence_key' | 'sequence_version'>,
  organization: OrganizationDefinitions | undefined,
): { readonly sequence: Sequence | null; readonly policy: Policy } {
  const sequence = (sequence_key !== null && organization?.sequence(sequence_key, sequence_version ?? 0)) || null;
  return { sequence, policy: organization?.policyOf(sequence, null) ?? defaultPolicy };
}

function decide(
  { row, outcome, isOfAll }: Found,
  organization: OrganizationDefinitions | undefined,
  now: number,
): KnownAfter {
  const { policy, sequence } = rulesOf(row, organization);
  const route = organization?.route(row.channel) ?? [];
  const routeIndex = Math.max(
    0,
    route.findIndex(({ id }) => id === row.sender_id),
  );
  const mayHandOn = isOfAll || row.pinned_sender_id === null;
  return decideAfterAttempt(
    outcome,
    {
      attemptsLeft: row.attempts_left ?? policy.retry.attempts,
      routeIndex,
      nextIndex: mayHandOn ? nextInRoute(route, routeIndex) : null,
      rateLimitedSince: row.rate_limited_at,
      rateLimitedMsMax: rateLimitedMsFor(row.step === null ? undefined : sequence?.steps[row.step], row.late_grace_ms),
    },
    policy,
    now,
  );
}

/** As if it had never been handed out. */
function atOnce(row: UnknownRow, organization: OrganizationDefinitions | undefined, now: number): KnownAfter {
  const attemptsLeft = row.attempts_left ?? rulesOf(row, organization).policy.retry.attempts;
  return { to: 'scheduled', at: now, reason: 'retry', attemptsLeft, routeFrom: 0 };
}

function attemptOf(row: UnknownRow, outcome: KnownOutcome, evidence: Facts): AttemptRecord {
  const { detail } = outcome;
  return {
    number: row.attempts,
    sender_id: row.sender_id,
    outcome: outcome.kind,
    class: outcome.kind === 'refused' ? outcome.class : null,
    code: outcome.kind === 'refused' ? storableText(outcome.code, wordsMax) : null,
    detail: detail === undefined ? null : storableText(detail, wordsMax),
    provider_message_id:
      outcome.kind === 'accepted' && outcome.providerMessageId !== undefined
        ? storableText(outcome.providerMessageId, wordsMax)
        : null,
    duration_ms: null,
    person_stopped: isPersonsStop(outcome),
    evidence,
  };
}
