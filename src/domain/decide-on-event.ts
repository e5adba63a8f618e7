/**
 * What follows from an event: the record it is about changes, enrollments end or begin, waits are over, a person is left
 * alone. Pure: the state of the contact in, the changes and the new state out, so that a batch is a fold over its events.
 */
import type { Channel } from './channel.ts';
import { holds } from './condition.ts';
import type {
  Changes,
  ContactState,
  EndedFollowUp,
  NewEnrollment,
  OpenEnrollment,
  PendingFollowUp,
  TimelineEntry,
} from './contact-state.ts';
import { recordKey } from './contact-state.ts';
import type { RelanceEvent, SubjectType } from './event.ts';
import { type Facts, instantAt } from './facts.ts';
import { followThrough, type NewFollowUp, newFollowUp } from './follow-through.ts';
import { planAtEnrollment } from './plan.ts';
import { conversationAfter, factsFor, recordAfter, restoreStage } from './record-after-event.ts';
import type { EventRule, Sequence } from './sequence.ts';
import { isStopMessage } from './stop-words.ts';

export interface ActiveSequence {
  readonly key: string;
  readonly version: number;
  readonly sequence: Sequence;
}

export interface Decided {
  readonly state: ContactState;
  readonly changes: Changes;
}

/** @param makeId a new id for an enrollment (`ids.ts`: the last two bytes are zero) */
export function decideOnEvent(
  before: ContactState,
  event: RelanceEvent,
  sequences: readonly ActiveSequence[],
  now: number,
  makeId: () => string,
): Decided {
  const conversation = conversationAfter(before, event);
  const record = recordAfter(before, event);
  let state: ContactState = {
    ...before,
    lastInboundAt:
      event.type === 'message.received' ? Math.max(before.lastInboundAt ?? 0, event.occurredAt) : before.lastInboundAt,
    conversations: conversation
      ? new Map(before.conversations).set(conversation.key, conversation)
      : before.conversations,
    records: record ? new Map(before.records).set(recordKey(record.type, record.key), record) : before.records,
  };
  const facts = factsFor(state, event);
  const timeline: TimelineEntry[] = [
    entry(state, 'event', event.type, null, {
      subject: event.subject.key,
      occurredAt: new Date(event.occurredAt).toISOString(),
    }),
  ];

  const stop = stopOf(state, event);
  const exits = stop
    ? state.enrollments.map(({ id }) => ({ enrollmentId: id, reason: stop.cause }))
    : exitsOf(state.enrollments, event, facts);
  const enroll: NewEnrollment[] = [];
  const beginnings: TimelineEntry[] = [];
  if (stop) {
    state = { ...state, blockedReason: stop.cause };
    timeline.push(entry(state, 'stopped', stop.cause, null, { addresses: stop.addresses.length }));
  } else {
    for (const active of sequences) {
      const begun = begin(state, event, active, facts, now, makeId, exits);
      if (!begun) continue;
      if ('entry' in begun) {
        beginnings.push(begun.entry);
        continue;
      }
      if (begun.replaces) exits.push({ enrollmentId: begun.replaces, reason: 'restarted' });
      enroll.push(begun.enrollment);
      beginnings.push(
        entry(state, 'enrolled', active.key, begun.enrollment.id, {
          sequence: active.key,
          version: active.version,
          planned: begun.enrollment.followUps.filter(({ state: planned }) => planned !== 'skipped').length,
          tooLate: begun.enrollment.followUps.filter(({ state: planned }) => planned === 'skipped').length,
        }),
        ...begun.enrollment.followUps.flatMap((row) =>
          'reason' in row ? [skipped(state, begun.enrollment.id, row)] : [],
        ),
      );
    }
  }
  for (const exit of exits) timeline.push(entry(state, 'exited', exit.reason, exit.enrollmentId, null));
  timeline.push(...beginnings);
  const waitsOver = waitsOverOf(state, event, facts, exits, now);
  const restored = restoreStage(conversation, event, exits.length > 0);

  const ended = new Set(exits.map(({ enrollmentId }) => enrollmentId));
  const over = new Set(waitsOver.map(({ followUpId }) => followUpId));
  state = {
    ...state,
    conversations: restored ? new Map(state.conversations).set(restored.key, restored) : state.conversations,
    enrollments: [
      ...state.enrollments
        .filter(({ id }) => !ended.has(id))
        .map((open) => ({
          ...open,
          pending: [
            ...open.pending.filter(({ id }) => !over.has(id)),
            ...waitsOver.flatMap(({ enrollmentId, next }) =>
              next && enrollmentId === open.id ? [pendingOf(next)] : [],
            ),
          ],
        })),
      ...enroll.filter(({ completed }) => !completed).map((added) => openOf(added, sequences)),
    ],
  };
  return {
    state,
    changes: {
      ...(restored && { conversation: restored }),
      ...(record && { record }),
      enroll,
      exit: exits,
      waitsOver,
      stop,
      timeline,
    },
  };
}

function stopOf(state: ContactState, event: RelanceEvent): Changes['stop'] {
  const said =
    event.type === 'message.received' && event.message?.text !== undefined && isStopMessage(event.message.text);
  if (!said && event.type !== 'contact.optedOut') return null;
  const channel = said ? event.message?.channel : (event.data.channel as Channel | undefined);
  const addresses =
    channel === undefined ? state.addresses : state.addresses.filter((address) => address.channel === channel);
  return { cause: said ? 'stop_word' : 'opted_out', addresses };
}

function matches(rule: EventRule, event: RelanceEvent, facts: Facts): boolean {
  return rule.on.includes(event.type) && (rule.when === undefined || holds(rule.when, facts));
}

/**
 * An event about a record of the same kind concerns only its own; about another kind, everything of the contact. Events of
 * the caller's own and those about the contact are about no record.
 */
function concerns(enrollment: OpenEnrollment, { subject }: RelanceEvent): boolean {
  if (subject.type === 'contact' || subject.type === 'event') return true;
  return enrollment.subjectType !== subject.type || enrollment.subjectKey === subject.key;
}

function exitsOf(
  enrollments: readonly OpenEnrollment[],
  event: RelanceEvent,
  facts: Facts,
): { enrollmentId: string; reason: string }[] {
  return enrollments.flatMap((enrollment) => {
    if (!concerns(enrollment, event)) return [];
    const exit = enrollment.sequence?.exits.find((rule) => matches(rule, event, facts));
    if (exit) return [{ enrollmentId: enrollment.id, reason: exit.reason }];
    return [];
  });
}

type Begun = { readonly enrollment: NewEnrollment; readonly replaces?: string } | { readonly entry: TimelineEntry };

function begin(
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
  if (!subject) return undefined;
  const open = state.enrollments.find(
    (enrollment) =>
      enrollment.sequenceKey === active.key &&
      enrollment.subjectType === subject.type &&
      enrollment.subjectKey === subject.key &&
      !exits.some(({ enrollmentId }) => enrollmentId === enrollment.id),
  );
  const anchorAt = instantAt(facts, sequence.anchor);
  const moved = open !== undefined && anchorHasMoved(open, sequence, event, anchorAt);
  if (!moved && !matches(sequence.trigger, event, facts)) return undefined;
  if (open && !moved && sequence.reenter !== 'parallel' && !restarts(open, sequence)) return undefined;
  if (state.blockedReason !== null) {
    return {
      entry: entry(state, 'not_enrolled', 'blocked', null, { sequence: active.key, cause: state.blockedReason }),
    };
  }
  if (anchorAt === undefined) {
    return {
      entry: entry(state, 'not_enrolled', 'anchor_missing', null, { sequence: active.key, anchor: sequence.anchor }),
    };
  }
  const id = makeId();
  const channel = channelOf(state, event.subject.type, event.subject.key);
  const followUps = planned(
    sequence,
    id,
    anchorAt,
    { now, happenedAt: Math.min(now, event.occurredAt) },
    { sameChannel: channel, contactTier: state.tier },
  );
  const enrollment: NewEnrollment = {
    id,
    contactId: state.id,
    sequenceKey: active.key,
    sequenceVersion: active.version,
    subjectType: subject.type,
    subjectKey: subject.key,
    openKey: sequence.reenter === 'parallel' ? null : `${active.key}/${subject.type}/${subject.key}`,
    anchorAt,
    facts: facts.event as Facts,
    followUps,
    completed: followUps.every((followUp) => followUp.state === 'skipped'),
  };
  return open && (moved || sequence.reenter !== 'parallel') ? { enrollment, replaces: open.id } : { enrollment };
}

function subjectFor(
  sequence: Sequence,
  state: ContactState,
  event: RelanceEvent,
): Pick<RelanceEvent['subject'], 'type' | 'key'> | undefined {
  if (sequence.subject === 'contact') return { type: 'contact', key: state.id };
  return sequence.subject === event.subject.type ? event.subject : undefined;
}

/** A record got another date: its enrollment begins anew from there, its reminders come along. */
function anchorHasMoved(
  open: OpenEnrollment,
  sequence: Sequence,
  event: RelanceEvent,
  anchorAt: number | undefined,
): boolean {
  if (sequence.anchorMoves || sequence.anchor.startsWith('event.') || sequence.anchor.startsWith('contact.'))
    return false;
  if (sequence.subject === 'conversation') return false;
  return anchorAt !== undefined && anchorAt !== open.anchorAt && event.subject.key === open.subjectKey;
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
  contact: { readonly sameChannel: Channel; readonly contactTier: number },
): (NewFollowUp | EndedFollowUp)[] {
  const rows: (NewFollowUp | EndedFollowUp)[] = [];
  for (const plan of planAtEnrollment(sequence, anchorAt, happenedAt)) {
    const row = newFollowUp(sequence, enrollmentId, plan, contact);
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

function waitsOverOf(
  state: ContactState,
  event: RelanceEvent,
  facts: Facts,
  exits: readonly { readonly enrollmentId: string }[],
  now: number,
): Changes['waitsOver'] {
  return state.enrollments.flatMap((enrollment) => {
    const { sequence } = enrollment;
    if (!sequence || exits.some(({ enrollmentId }) => enrollmentId === enrollment.id) || !concerns(enrollment, event))
      return [];
    return enrollment.pending.flatMap((pending) => {
      const step = sequence.steps[pending.step];
      if (pending.kind !== 'wait' || !step?.until || !matches(step.until, event, facts)) return [];
      const after = followThrough({
        enrollmentId: enrollment.id,
        sequence,
        step: pending.step,
        occurrence: pending.occurrence,
        dueAt: pending.dueAt,
        endedAt: now,
        anchorAt: enrollment.anchorAt,
        sameChannel: channelOf(state, enrollment.subjectType, enrollment.subjectKey),
        contactTier: state.tier,
      });
      const alone = enrollment.pending.length === 1;
      const next = 'plan' in after ? after.plan : alone && 'planWhenAlone' in after ? after.planWhenAlone : null;
      return [{ followUpId: pending.id, enrollmentId: enrollment.id, next }];
    });
  });
}

/** Of steps with channel `same`. */
function channelOf(state: ContactState, type: SubjectType, key: string): Channel {
  const conversation = type === 'conversation' ? state.conversations.get(key) : undefined;
  return conversation?.channel ?? state.addresses[0]?.channel ?? 'email';
}

function openOf(added: NewEnrollment, sequences: readonly ActiveSequence[]): OpenEnrollment {
  return {
    id: added.id,
    sequenceKey: added.sequenceKey,
    sequence: sequences.find(({ key }) => key === added.sequenceKey)?.sequence ?? null,
    subjectType: added.subjectType,
    subjectKey: added.subjectKey,
    anchorAt: added.anchorAt,
    pending: added.followUps.filter((followUp): followUp is NewFollowUp => followUp.state !== 'skipped').map(pendingOf),
  };
}

function pendingOf({ id, kind, step, occurrence, dueAt }: NewFollowUp): PendingFollowUp {
  return { id, kind, step, occurrence, dueAt };
}

function skipped(state: ContactState, enrollmentId: string, { id, reason, dueAt }: EndedFollowUp): TimelineEntry {
  const facts = { dueAt: new Date(dueAt).toISOString() };
  return { ...entry(state, 'skipped', reason, enrollmentId, facts), followUpId: id };
}

function entry(
  state: ContactState,
  kind: string,
  reason: string | null,
  enrollmentId: string | null,
  facts: Facts | null,
): TimelineEntry {
  return { contactId: state.id, kind, reason, enrollmentId, facts };
}
