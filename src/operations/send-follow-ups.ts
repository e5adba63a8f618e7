/**
 * One call for one follow-up: what is committed before it, the call, and what is written after it.
 *
 * The order is fixed: `calling` is committed with the immutable content, then the provider is called once, then the outcome
 * is settled. Batches are made by the caller (`worker/sender-pump.ts`); no transaction is open during a call.
 */
import type { Channel } from '../domain/channel.ts';
import { type AfterAttempt, decideAfterAttempt } from '../domain/decide-after-attempt.ts';
import { releasedBy } from '../domain/due-follow-up.ts';
import type { Fact, Facts } from '../domain/facts.ts';
import { rateLimitedMsMax } from '../domain/policy.ts';
import type { Step } from '../domain/sequence.ts';
import { storableText, wordsMax } from '../domain/storable.ts';
import { newId } from '../ids.ts';
import type { Sender, SendOutcome, SendRequest } from '../provider.ts';
import type { CallingInput } from '../store/begin-calling.ts';
import type { SenderRow } from '../store/definitions.ts';
import type { AttemptRecord, Settlement } from '../store/settle-follow-ups.ts';
import type { OperationContext } from './context.ts';
import type { ReadyFollowUp } from './prepare-follow-ups.ts';
import { receiptUrl } from './public-links.ts';
import { readOutcome } from './read-outcome.ts';
import type { TimeLimit } from './time-limit.ts';
import { following, followingAttempt, touchOf } from './what-follows.ts';

/** What became of one row, with all that follows. */
export interface SettleItem {
  readonly rows: readonly Settlement[];
  /** The outcome as evidence, should the row no longer be ours. */
  readonly attempt?: AttemptRecord;
  /** Until when the sender, or the address by this sender, is left alone. Milliseconds since 1970. */
  readonly restSenderUntil?: number;
  readonly restAddressUntil?: number;
}

export function callInput(ready: ReadyFollowUp): CallingInput {
  const { row } = ready;
  return {
    org_id: row.org_id,
    id: row.id,
    contact_id: row.contact_id,
    token: ready.token,
    epoch: row.epoch,
    sender_id: ready.sender.id,
    message_id: ready.messageId,
    channel: row.channel as Channel,
    address: ready.address,
    message: ready.message,
    queued_at: row.queued_at,
    repeats: row.attempts > 0 && row.message_id !== null,
    closes_at: ready.closesAt,
    touch_seen: ready.touchSeen,
  };
}

/** A sender that goes on after its time is up is left alone after this, in milliseconds. */
export const overtimeMs = 5_000;

/**
 * Calls the sender once. A throw, no answer after the time is up, or an answer that is none, is `unknown`: whatever happened,
 * it may have been accepted.
 */
export async function callSender(
  context: OperationContext,
  sender: Sender,
  ready: ReadyFollowUp,
  timeLimit: TimeLimit,
): Promise<SendOutcome> {
  try {
    return await timeLimit.run(
      async (signal) => readOutcome(await sender.send(sendRequest(context, ready, signal))),
      () => ({ kind: 'unknown', code: 'no_answer', detail: 'the provider ignored its time limit' }),
    );
  } catch (error) {
    return { kind: 'unknown', code: 'provider_threw', detail: error instanceof Error ? error.message : String(error) };
  }
}

function sendRequest(context: OperationContext, ready: ReadyFollowUp, signal: AbortSignal): SendRequest {
  const { subject, text, html, data, headers, vendorTemplate } = ready.content;
  const { heard_at: lastInboundAt } = ready.row;
  const attemptId = `${ready.row.id}.${ready.row.attempts + 1}`;
  const reportTo = receiptUrl(context, ready.definitions.organization.key, ready.sender, attemptId);
  return {
    attemptId,
    messageId: ready.messageId,
    channel: ready.row.channel as SendRequest['channel'],
    to: ready.address,
    text,
    ...(subject !== null && { subject }),
    ...(html !== null && { html }),
    ...(data !== null && { data }),
    ...(headers !== null && { headers }),
    ...(vendorTemplate !== null && { vendorTemplate }),
    ...(lastInboundAt !== null && { lastInboundAt }),
    ...(reportTo !== undefined && { receiptUrl: reportTo }),
    ...(ready.validUntil !== null && { validUntil: ready.validUntil }),
    signal,
  };
}

export type ReleaseReason =
  | 'worker_stopped'
  | 'facts_changed'
  | 'contact_busy'
  | 'rate_limited'
  | 'recipient_rate_limited'
  | 'catching_up'
  | 'sender_unavailable'
  | 'late_call'
  | 'clock_jumped'
  | 'store_unavailable';

/**
 * Gives a row back to the queue without a call.
 *
 * @param at when the queue hands it out again, which may be past
 * @param from `either`: nobody can tell whether the `calling` commit went through
 */
export function releaseSettlement(
  ready: ReadyFollowUp,
  reason: ReleaseReason,
  at: number,
  now: number,
  from: 'claimed' | 'calling' | 'either' = 'claimed',
): SettleItem {
  const { row } = ready;
  const rows = (from === 'either' ? (['claimed', 'calling'] as const) : [from]).map(
    (state): Settlement => ({
      ...base(ready, state),
      to_state: 'scheduled',
      reason: releasedBy(reason, row.put_off_reason),
      queue_at: at,
      timeline: { id: newId(now), kind: 'deferred', reason, facts: { until: at } },
      ...(row.attempts_left !== null && { attempts_left: row.attempts_left }),
    }),
  );
  if (from !== 'calling') return { rows };
  // Should its lease have run out meanwhile: this very attempt was never made, which settles the unknown. Where the commit
  // is in doubt the number of the attempt may be another worker's, so that nothing can be said about it.
  const attempt = attemptRecord(ready, row.attempts + 1, notCalled, 0);
  return { rows, attempt };
}

/** Of an attempt that was committed and never made. */
export const notCalledCode = 'not_called';

const notCalled: SendOutcome = {
  kind: 'refused',
  class: 'transient',
  code: notCalledCode,
  detail: 'it was committed, and not called after all',
};

/** The address was suppressed between the decision and the commit. */
export function suppressedSettlement(ready: ReadyFollowUp, now: number): SettleItem {
  const reason = 'suppressed';
  const facts = { cause: 'suppressed' };
  return ended(ready, { to_state: 'skipped', reason }, facts, now);
}

/** A row that can't be written down as it is: an operator has to look at it. */
export function failedSettlement(ready: ReadyFollowUp, detail: string, now: number): SettleItem {
  const facts = { detail: storableText(detail, wordsMax) };
  return ended(ready, { to_state: 'dead_letter', reason: 'commit_failed' }, facts, now);
}

/** Without a call. */
function ended(
  ready: ReadyFollowUp,
  how: { readonly to_state: 'skipped' | 'dead_letter'; readonly reason: string },
  facts: Facts,
  now: number,
): SettleItem {
  const { row, sequence, definitions } = ready;
  const settlement: Settlement = {
    ...base(ready, 'claimed'),
    ...how,
    timeline: { id: newId(now), kind: how.to_state, reason: how.reason, facts },
    ...following(row, sequence, definitions, now),
  };
  return { rows: [settlement] };
}

export function attemptSettlement(
  ready: ReadyFollowUp,
  outcome: SendOutcome,
  durationMs: number,
  lateMs: number,
  now: number,
): SettleItem {
  const { row, definitions, sequence } = ready;
  const attempts = row.attempts + 1;
  const step = row.step === null ? undefined : sequence?.steps[row.step];
  const policy = definitions.policyOf(sequence, null);
  const after = decideAfterAttempt(
    outcome,
    {
      attemptsLeft: row.attempts_left ?? policy.retry.attempts,
      routeIndex: ready.routeIndex,
      nextIndex: row.pinned_sender_id === null ? nextInRoute(ready.route, ready.routeIndex) : null,
      rateLimitedSince: row.rate_limited_at,
      rateLimitedMsMax: rateLimitedMsFor(step, row.content?.lateGraceMs),
    },
    policy,
    now,
  );
  const attempt = attemptRecord(ready, attempts, outcome, durationMs);
  const { address: value } = ready;
  const suppress = { channel: row.channel as Channel, value, cause: suppressionCause(outcome), detail: attempt.detail };
  const settled: Settlement = {
    ...settlement(ready, after, attempt, outcome, lateMs, now),
    ...followingAttempt(row, after, sequence, definitions, suppress, now),
  };
  if (after.to !== 'scheduled' && after.to !== 'dead_letter') return { rows: [settled], attempt };
  const { restSenderUntil, restAddressUntil } = after;
  return {
    rows: [settled],
    attempt,
    ...(restSenderUntil !== undefined && { restSenderUntil }),
    ...(restAddressUntil !== undefined && { restAddressUntil }),
  };
}

function base(ready: ReadyFollowUp, from: 'claimed' | 'calling') {
  const { row, token } = ready;
  return {
    org_id: row.org_id,
    id: row.id,
    contact_id: row.contact_id,
    token,
    from_state: from,
  } as const;
}

/** The next sender of a route after `index` that is not paused; null: the whole route was tried. */
export function nextInRoute(route: readonly SenderRow[], index: number): number | null {
  const next = route.findIndex((sender, at) => at > index && sender.paused_at === null);
  return next < 0 ? null : next;
}

/** How long a vendor may answer "too fast" to this message. @param ownGraceMs of a one-off */
export function rateLimitedMsFor(step: Step | undefined, ownGraceMs: Fact | undefined): number {
  const graceMs = step ? step.lateGraceMs : ownGraceMs;
  return Math.max(rateLimitedMsMax, typeof graceMs === 'number' ? graceMs : 0);
}

/** Why an address that a vendor refused is suppressed: a person's own stop can be taken back by the person. */
export function suppressionCause(outcome: SendOutcome): 'opted_out' | 'recipient_refused' {
  return isPersonsStop(outcome) ? 'opted_out' : 'recipient_refused';
}

/** The address works, and its owner has said stop to the vendor. */
export function isPersonsStop(outcome: SendOutcome): boolean {
  return outcome.kind === 'refused' && outcome.personStopped === true;
}

function settlement(
  ready: ReadyFollowUp,
  after: AfterAttempt,
  attempt: AttemptRecord,
  outcome: SendOutcome,
  lateMs: number,
  now: number,
): Settlement {
  const facts: Facts = {
    sender: ready.sender.key,
    attempt: attempt.number,
    ...(lateMs > 1_000 && { lateMs: Math.round(lateMs) }),
    ...(ready.variant !== null && { variant: ready.variant }),
    ...(outcome.kind !== 'accepted' && {
      code: storableText(outcome.code, wordsMax),
      detail: storableText(outcome.detail, wordsMax),
    }),
    ...(outcome.kind === 'refused' && { class: outcome.class }),
    ...(after.to === 'scheduled' && { until: after.at }),
  };
  const reason = after.to === 'scheduled' || after.to === 'dead_letter' ? after.reason : null;
  return {
    ...base(ready, 'calling'),
    to_state: after.to,
    reason: after.to === 'unknown' ? 'outcome_unknown' : reason,
    attempt,
    // Also while nobody knows: the person may have got it.
    ...((after.to === 'sent' || after.to === 'unknown') && touchOf(ready.row)),
    timeline: { id: newId(now), kind: timelineKind(after), reason, facts },
    ...(after.to === 'scheduled' && {
      queue_at: after.at,
      attempts_left: after.attemptsLeft,
      route_from: after.routeFrom,
    }),
  };
}

function timelineKind(after: AfterAttempt): string {
  switch (after.to) {
    case 'scheduled':
      return 'refused';
    default:
      return after.to;
  }
}

function attemptRecord(ready: ReadyFollowUp, number: number, outcome: SendOutcome, durationMs: number): AttemptRecord {
  const detail = outcome.kind === 'accepted' ? (outcome.detail ?? null) : outcome.detail;
  return {
    number,
    sender_id: ready.sender.id,
    outcome: outcome.kind,
    class: outcome.kind === 'refused' ? outcome.class : null,
    code: outcome.kind === 'accepted' ? null : storableText(outcome.code, wordsMax),
    detail: detail === null ? null : storableText(detail, wordsMax),
    provider_message_id:
      outcome.kind === 'accepted' && outcome.providerMessageId !== undefined
        ? storableText(outcome.providerMessageId, wordsMax)
        : null,
    cost_cents: outcome.kind === 'accepted' ? (outcome.costCents ?? null) : null,
    person_stopped: isPersonsStop(outcome),
    duration_ms: Math.round(durationMs * 10) / 10,
  };
}
