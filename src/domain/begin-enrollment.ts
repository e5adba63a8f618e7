/**
 * Which enrollments an event begins: those of active sequences whose trigger it is, and those that follow their record to
 * another date. Pure.
 */
import type { Channel } from './channel.ts';
import {
  type ContactState,
  channelOf,
  type EndedFollowUp,
  entry,
  type NewEnrollment,
  type OpenEnrollment,
  type TimelineEntry,
} from './contact-state.ts';
import type { RelanceEvent } from './event.ts';
import { matches } from './event-rule.ts';
import { type Facts, instantAt } from './facts.ts';
import { followThrough, type NewFollowUp, newFollowUp } from './follow-through.ts';
import type { PlanningClock } from './local-time.ts';
import { planAtEnrollment } from './plan.ts';
import type { Sequence } from './sequence.ts';

export interface ActiveSequence {
  readonly key: string;
  readonly version: number;
  readonly sequence: Sequence;
}

export type Begun =
  | { readonly enrollment: NewEnrollment; readonly replaces?: string }
  | { readonly entry: TimelineEntry };

/** What an active sequence begins: the event is its trigger, and nothing of it is open, or is to begin anew. */
export function begin(
  state: ContactState,
  event: RelanceEvent,
  active: ActiveSequence,
  facts: Facts,
  now: number,
  makeId: () => string,
  exits: readonly { readonly enrollmentId: string }[],
): Begun | undefined {
  const { sequence } = active;
  const subject = subjectFor(sequence, state, event);
  if (!subject || !matches(sequence.trigger, event, facts)) return undefined;
  const open = state.enrollments.find(
    (enrollment) =>
      enrollment.sequenceKey === active.key &&
      enrollment.subjectType === subject.type &&
      enrollment.subjectKey === subject.key &&
      !exits.some(({ enrollmentId }) => enrollmentId === enrollment.id),
  );
  if (open && sequence.reenter !== 'parallel' && !restarts(open, sequence)) return undefined;
  // Those that run side by side all come along with the date; one more would say everything twice.
  if (open && sequence.reenter === 'parallel' && anchorHasMoved(open, open.sequence ?? sequence, event, facts))
    return undefined;
  const replaces = open && sequence.reenter !== 'parallel' ? open : undefined;
  return enrollmentFrom(state, event, active, subject, facts, now, makeId, replaces);
}

/**
 * What becomes of an enrollment whose record got another date: it begins anew from there, on its own version, whether its
 * sequence is active, paused, or was replaced by a newer version.
 */
export function follow(
  state: ContactState,
  event: RelanceEvent,
  open: OpenEnrollment,
  own: ActiveSequence,
  facts: Facts,
  now: number,
  makeId: () => string,
  exits: readonly { readonly enrollmentId: string }[],
): Begun | undefined {
  if (!anchorHasMoved(open, own.sequence, event, facts)) return undefined;
  if (exits.some(({ enrollmentId }) => enrollmentId === open.id)) return undefined;
  const subject = { type: open.subjectType, key: open.subjectKey };
  return enrollmentFrom(state, event, own, subject, facts, now, makeId, open, open.paused);
}

/** The version that an enrollment began with; if that is not there, the active one is better than none. */
export function ownVersion(open: OpenEnrollment, sequences: readonly ActiveSequence[]): ActiveSequence | undefined {
  const { sequence, sequenceKey: key, sequenceVersion: version } = open;
  return sequence ? { key, version, sequence } : sequences.find((active) => active.key === key);
}

function enrollmentFrom(
  state: ContactState,
  event: RelanceEvent,
  { key, version, sequence }: ActiveSequence,
  subject: Pick<RelanceEvent['subject'], 'type' | 'key'>,
  facts: Facts,
  now: number,
  makeId: () => string,
  replaces: OpenEnrollment | undefined,
  paused = false,
): Begun {
  if (state.blockedReason !== null) {
    return {
      entry: entry(state, 'not_enrolled', 'blocked', null, { sequence: key, cause: state.blockedReason }),
    };
  }
  const anchorAt = instantAt(facts, sequence.anchor);
  if (anchorAt === undefined) {
    return {
      entry: entry(state, 'not_enrolled', 'anchor_missing', null, { sequence: key, anchor: sequence.anchor }),
    };
  }
  const id = makeId();
  const channel = channelOf(state, event.subject.type, event.subject.key);
  const followUps = planned(
    sequence,
    id,
    anchorAt,
    { now, happenedAt: Math.min(now, event.occurredAt) },
    { sameChannel: channel, contactTier: state.tier, clock: state.clock },
  );
  const enrollment: NewEnrollment = {
    id,
    contactId: state.id,
    sequenceKey: key,
    sequenceVersion: version,
    subjectType: subject.type,
    subjectKey: subject.key,
    openKey: sequence.reenter === 'parallel' ? null : `${key}/${subject.type}/${subject.key}`,
    anchorAt,
    paused,
    facts: facts.event as Facts,
    followUps,
    completed: followUps.every((followUp) => followUp.state === 'skipped'),
  };
  return replaces ? { enrollment, replaces: replaces.id } : { enrollment };
}

function subjectFor(
  sequence: Sequence,
  state: ContactState,
  event: RelanceEvent,
): Pick<RelanceEvent['subject'], 'type' | 'key'> | undefined {
  if (sequence.subject === 'contact') return { type: 'contact', key: state.id };
  return sequence.subject === event.subject.type ? event.subject : undefined;
}

/** Did the record that an enrollment is about get another date with this event? */
function anchorHasMoved(open: OpenEnrollment, sequence: Sequence, event: RelanceEvent, facts: Facts): boolean {
  if (sequence.anchorMoves || sequence.anchor.startsWith('event.') || sequence.anchor.startsWith('contact.'))
    return false;
  if (open.subjectType === 'conversation' || open.subjectType === 'contact') return false;
  if (event.subject.type !== open.subjectType || event.subject.key !== open.subjectKey) return false;
  const anchorAt = instantAt(facts, sequence.anchor);
  return anchorAt !== undefined && anchorAt !== open.anchorAt;
}

/** While its first step is still ahead, a moving anchor needs no write: the row moves itself on when it is due. */
function restarts(open: OpenEnrollment, sequence: Sequence): boolean {
  if (sequence.reenter !== 'restart') return false;
  return !(sequence.anchorMoves && open.pending.some(({ step }) => step === 0));
}

/** What was past when the event happened is too late; what passed while it was on its way to us is merely late. */
function planned(
  sequence: Sequence,
  enrollmentId: string,
  anchorAt: number,
  { now, happenedAt }: { readonly now: number; readonly happenedAt: number },
  contact: { readonly sameChannel: Channel; readonly contactTier: number; readonly clock: PlanningClock },
): (NewFollowUp | EndedFollowUp)[] {
  const rows: (NewFollowUp | EndedFollowUp)[] = [];
  for (const plan of planAtEnrollment(sequence, anchorAt, happenedAt, contact.clock)) {
    const row = newFollowUp(sequence, enrollmentId, plan, contact, now);
    if (!plan.tooLate) {
      rows.push(row);
      continue;
    }
    rows.push({ ...row, state: 'skipped', reason: 'too_late' });
    const after = followThrough({ ...plan, enrollmentId, sequence, endedAt: now, anchorAt, ...contact });
    if ('plan' in after) rows.push(after.plan);
    else if (
      'planWhenAlone' in after &&
      rows.every(({ state }) => state === 'skipped') &&
      plan.step === sequence.steps.length - 1
    ) {
      rows.push(after.planWhenAlone);
    }
  }
  return rows;
}
