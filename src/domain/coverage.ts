/**
 * Is somebody seeing to it? Every live lead, conversation and appointment has something planned, has ended with a reason, or
 * is deliberately left alone; else it is uncovered, and somebody should know. Pure.
 *
 *   lead          live until it is converted, won, lost or closed
 *   conversation  live while it is open, neither won nor lost, and anything was said in it
 *   appointment   live while it is booked and lies in the future
 */
import { type Facts, instantAt } from './facts.ts';

export const coveredTypes = ['lead', 'conversation', 'appointment'] as const;
export type CoveredType = (typeof coveredTypes)[number];

/** Why a live record is in order. */
export const coveredCauses = [
  /** Something is planned for it, or for its contact. */
  'scheduled',
  /** It is planned, and paused for this person by hand. */
  'paused',
  /** A sequence about it ended, with a reason. */
  'ended',
  /** The person wants no more messages. */
  'blocked',
  /** Nothing may be sent to any of the person's addresses. */
  'suppressed',
  /** The person's data were erased. */
  'erased',
  /** Whoever reported it said `followUp: false`. */
  'not_wanted',
  /** The person wrote within the last hour: there is still time to answer. */
  'just_written',
] as const;
export type CoveredCause = (typeof coveredCauses)[number];

/** Why nobody sees to it. */
export const uncoveredCauses = [
  /** No sequence is about records of its type. */
  'no_sequence',
  /** Those that are have been deactivated. */
  'sequence_inactive',
  /** Its sequence, or every one that could have begun, is paused. */
  'sequence_paused',
  /** An active sequence is there, but its trigger or its condition did not fit. */
  'not_begun',
  /** The version of the sequence that it is in does not exist. */
  'sequence_missing',
  /** It is in a sequence of which nothing is planned. */
  'stranded',
  /** Its sequence was ended by hand, and nobody said why. */
  'ended_without_reason',
  /** The person wrote last, more than an hour ago, and nothing has happened since. */
  'unanswered',
] as const;
export type UncoveredCause = (typeof uncoveredCauses)[number];

/** A run of the record, or of its contact as such, through a sequence. Instants are milliseconds since 1970. */
export interface CoveringEnrollment {
  readonly sequence: string;
  readonly version: number;
  readonly state: 'active' | 'paused' | 'completed' | 'exited';
  readonly reason: string | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
  /** Is a follow-up of it still open? */
  readonly isPlanned: boolean;
}

export interface CoverageFacts {
  readonly type: CoveredType;
  readonly state: string;
  /** Of conversations. */
  readonly stage: string | null;
  readonly lastInboundAt: number | null;
  readonly lastOutboundAt: number | null;
  readonly createdAt: number;
  /** What the caller told about it. */
  readonly facts: Facts;
  /** Null: there is no such contact any more, or it was erased. */
  readonly contact: { readonly isBlocked: boolean; readonly isPaused: boolean; readonly isSuppressed: boolean } | null;
  /** Those that are open, and the one that ended last. */
  readonly enrollments: readonly CoveringEnrollment[];
  /** Is a follow-up without a sequence open for the contact? */
  readonly hasOneOff: boolean;
}

/** A sequence in its latest version. */
export interface SequenceStanding {
  readonly key: string;
  /** All versions that are stored. */
  readonly versions: readonly number[];
  /** What it is about. */
  readonly subject: string;
  readonly isActive: boolean;
  /** Null: it is not paused. */
  readonly pausedAt: number | null;
}

export type Coverage =
  | { readonly isCovered: true; readonly cause: CoveredCause }
  | {
      readonly isCovered: false;
      readonly cause: UncoveredCause;
      /** Since when, in milliseconds since 1970. */
      readonly since: number;
      /** Which one, where the cause is about one. */
      readonly sequence: string | null;
    };

/** An answer within the hour is nothing to worry about: a warning for each message that comes in would be read by nobody. */
const answerWithinMs = 3_600_000;

const over: readonly unknown[] = ['won', 'lost', 'converted', 'closed'];

/** Undefined: it is not live, so that nothing has to be seen to. */
export function coverageOf(
  record: CoverageFacts,
  sequences: readonly SequenceStanding[],
  now: number,
): Coverage | undefined {
  if (!isLive(record, now)) return undefined;
  const { contact, enrollments, facts } = record;
  if (!contact) return covered('erased');
  if (facts.followUp === false) return covered('not_wanted');
  if (contact.isBlocked) return covered('blocked');
  if (contact.isSuppressed) return covered('suppressed');
  const open = enrollments.filter(({ endedAt }) => endedAt === null);
  const judged = open.map((enrollment) => judge(enrollment, sequences, contact.isPaused));
  const good = judged.find((it) => it.isCovered);
  if (good) return good;
  if (record.hasOneOff) return covered(contact.isPaused ? 'paused' : 'scheduled');
  return judged[0] ?? withoutSequence(record, sequences, now);
}

function covered(cause: CoveredCause): Coverage {
  return { isCovered: true, cause };
}

function isLive({ type, state, stage, facts, lastInboundAt, lastOutboundAt }: CoverageFacts, now: number): boolean {
  switch (type) {
    case 'lead':
      return !over.includes(state) && !over.includes(facts.stage) && !over.includes(facts.status);
    case 'conversation':
      return state === 'open' && !over.includes(stage) && (lastInboundAt !== null || lastOutboundAt !== null);
    case 'appointment':
      return state === 'booked' && (instantAt(facts, 'startsAt') ?? 0) > now;
  }
}

/** An open enrollment. */
function judge(
  { sequence: key, version, state, isPlanned, createdAt }: CoveringEnrollment,
  sequences: readonly SequenceStanding[],
  isContactPaused: boolean,
): Coverage {
  const sequence = sequences.find((it) => it.key === key);
  const uncovered = (cause: UncoveredCause, since: number): Coverage => ({
    isCovered: false,
    cause,
    since,
    sequence: key,
  });
  if (!sequence?.versions.includes(version)) return uncovered('sequence_missing', createdAt);
  if (sequence.pausedAt !== null) return uncovered('sequence_paused', Math.max(sequence.pausedAt, createdAt));
  if (state === 'paused') return covered('paused');
  if (!isPlanned) return uncovered('stranded', createdAt);
  return covered(isContactPaused ? 'paused' : 'scheduled');
}

/** Nothing is planned for it. */
function withoutSequence(record: CoverageFacts, sequences: readonly SequenceStanding[], now: number): Coverage {
  const { type, lastInboundAt, lastOutboundAt, createdAt } = record;
  // What was said after a sequence had ended has to be seen to anew.
  const saidAt = type === 'conversation' ? Math.max(lastInboundAt ?? 0, lastOutboundAt ?? 0) : 0;
  const ended = record.enrollments
    .filter(({ endedAt }) => endedAt !== null && endedAt >= saidAt)
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  if (ended?.state === 'completed' || (ended && ended.reason !== null)) return covered('ended');
  const since = Math.max(saidAt, createdAt);
  if (ended) {
    const { endedAt, sequence } = ended;
    return { isCovered: false, cause: 'ended_without_reason', since: endedAt ?? since, sequence };
  }
  if (type === 'conversation' && (lastInboundAt ?? 0) > (lastOutboundAt ?? 0)) {
    if (now - saidAt < answerWithinMs) return covered('just_written');
    return { isCovered: false, cause: 'unanswered', since, sequence: null };
  }
  const about = sequences.filter(({ subject }) => subject === type || subject === 'contact');
  const active = about.filter(({ isActive }) => isActive);
  const paused = active.find(({ pausedAt }) => pausedAt !== null);
  const cause =
    about.length === 0
      ? 'no_sequence'
      : active.length === 0
        ? 'sequence_inactive'
        : active.every(({ pausedAt }) => pausedAt !== null)
          ? 'sequence_paused'
          : 'not_begun';
  const named = cause === 'sequence_paused' ? paused : cause === 'sequence_inactive' ? about[0] : undefined;
  return { isCovered: false, cause, since, sequence: named?.key ?? null };
}
