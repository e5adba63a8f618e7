/**
 * Proof of once: what the database says was sent, held against what reached the other side. For the demo, the examples and
 * tests of whole installations.
 */
import type { FollowUpState } from '../domain/follow-up-state.ts';

/** A follow-up as the API lists it. Instants are milliseconds since 1970. */
export interface AuditedFollowUp {
  readonly id: string;
  readonly kind: 'message' | 'wait' | 'ending';
  readonly state: FollowUpState;
  readonly reason: string | null;
  readonly dueAt: number;
  readonly queueAt: number | null;
}

export interface Audit {
  readonly sent: number;
  /** Messages that were cancelled because the person answered, a stop word included. */
  readonly stoppedByReply: number;
  /** By their reason. */
  readonly skipped: ReadonlyMap<string, number>;
  /** Sent according to the database but never arrived, or due and still open. */
  readonly lost: readonly string[];
  /** Arrived more than once: one entry for each time too many. */
  readonly duplicated: readonly string[];
  /** Arrived although the database does not say that they were sent. */
  readonly unaccounted: readonly string[];
  /** Dead letters, and outcomes that nobody knows. */
  readonly failed: readonly string[];
}

const repliedReasons = new Set(['message.received', 'stop_word']);
const openStates: ReadonlySet<FollowUpState> = new Set(['scheduled', 'claimed', 'calling']);

/**
 * @param arrivals the attempt of every message that arrived, as often as it did
 * @param now what is open and due before is overdue
 */
export function auditDeliveries(followUps: readonly AuditedFollowUp[], arrivals: Iterable<string>, now: number): Audit {
  const arrived = new Map<string, number>();
  for (const attemptId of arrivals) {
    const id = followUpOf(attemptId);
    arrived.set(id, (arrived.get(id) ?? 0) + 1);
  }
  const sent = followUps.filter(({ kind, state }) => kind === 'message' && state === 'sent').map(({ id }) => id);
  const known = new Set(sent);
  const overdue = followUps.filter((it) => openStates.has(it.state) && (it.queueAt ?? it.dueAt) < now);
  const skipped = new Map<string, number>();
  for (const { state, reason } of followUps) {
    if (state === 'skipped') skipped.set(String(reason), (skipped.get(String(reason)) ?? 0) + 1);
  }
  return {
    sent: sent.length,
    stoppedByReply: followUps.filter(
      ({ kind, state, reason }) => kind === 'message' && state === 'cancelled' && repliedReasons.has(reason ?? ''),
    ).length,
    skipped,
    lost: [...sent.filter((id) => !arrived.has(id)), ...overdue.map(({ id }) => id)],
    duplicated: [...arrived].flatMap(([id, times]) => Array<string>(times - 1).fill(id)),
    unaccounted: [...arrived.keys()].filter((id) => !known.has(id)),
    failed: followUps.filter(({ state }) => state === 'dead_letter' || state === 'unknown').map(({ id }) => id),
  };
}

/** An attempt's id is the follow-up's, a dot and its number. */
function followUpOf(attemptId: string): string {
  return attemptId.replace(/\.\d+$/, '');
}
