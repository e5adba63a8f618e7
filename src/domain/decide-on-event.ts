/**
 * What follows from an event: the record it is about changes, enrollments end or begin, waits are over, a person is left
 * alone. Pure: the state of the contact in, the changes and the new state out, so that a batch is a fold over its events.
 */

import { type ActiveSequence, type Begun, begin, follow, ownVersion } from './begin-enrollment.ts';
import { type Channel, provesSender } from './channel.ts';
import type {
  Changes,
  ContactState,
  EndedFollowUp,
  NewEnrollment,
  OpenEnrollment,
  PendingFollowUp,
  TimelineEntry,
} from './contact-state.ts';
import { channelOf, entry, ownRefusals, recordKey } from './contact-state.ts';
import type { RelanceEvent } from './event.ts';
import { matches } from './event-rule.ts';
import type { Facts } from './facts.ts';
import { followThrough, type NewFollowUp } from './follow-through.ts';
import { afterHearing, planningZone } from './local-time.ts';
import type { Hold } from './preferences.ts';
import { conversationAfter, factsFor, recordAfter, restoreStage } from './record-after-event.ts';
import { type ReplyWord, readReplyWord } from './reply-words.ts';
import type { Sequence } from './sequence.ts';
import { type Understood, understand } from './understand-reply.ts';

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
  const word = replyWordOf(event);
  const understood = understand(event, word, () => planningZone(before.clock));
  // A word to the machine is no reply to a person: it ends and begins nothing but what it says.
  const isCommand = word === 'start' || word === 'help' || event.confirms !== undefined;
  const hold = isCommand ? undefined : holdAfter(before, event, understood, now);
  let state: ContactState = {
    ...before,
    ...(event.type === 'message.received' && heard(before, event)),
    ...(hold !== undefined && { hold }),
    conversations: conversation
      ? new Map(before.conversations).set(conversation.key, conversation)
      : before.conversations,
    records: record ? new Map(before.records).set(recordKey(record.type, record.key), record) : before.records,
  };
  const facts = factsFor(state, event, now, understood);
  const timeline: TimelineEntry[] = [
    entry(state, 'event', event.type, null, {
      subject: event.subject.key,
      occurredAt: new Date(event.occurredAt).toISOString(),
      ...(understood && { meaning: understood.meaning }),
    }),
    ...(hold ? [entry(state, 'held', hold.because, null, { heldUntil: hold.until })] : []),
    ...(hold === null ? [entry(state, 'hold_ended', null, null, null)] : []),
  ];

  const stop = stopOf(state, event, word);
  const start = startOf(state, event, word);
  const isUnproven = word === 'start' && start === null;
  const exits = stop
    ? state.enrollments.map(({ id }) => ({ enrollmentId: id, reason: stop.cause }))
    : isCommand
      ? []
      : exitsOf(state.enrollments, event, facts);
  const enroll: NewEnrollment[] = [];
  const added: OpenEnrollment[] = [];
  const beginnings: TimelineEntry[] = [];
  const take = (begun: Begun | undefined, { key, version, sequence }: ActiveSequence) => {
    if (!begun) return;
    if ('entry' in begun) {
      beginnings.push(begun.entry);
      return;
    }
    const { enrollment, replaces } = begun;
    if (replaces) exits.push({ enrollmentId: replaces, reason: 'restarted' });
    enroll.push(enrollment);
    if (!enrollment.completed) added.push(openOf(enrollment, sequence));
    const tooLate = enrollment.followUps.flatMap((row) => ('reason' in row ? [row] : []));
    const planned = enrollment.followUps.length - tooLate.length;
    beginnings.push(
      entry(state, 'enrolled', key, enrollment.id, { sequence: key, version, planned, tooLate: tooLate.length }),
      ...tooLate.map((row) => skipped(state, enrollment.id, row)),
    );
    if (enrollment.completed) beginnings.push(entry(state, 'completed', null, enrollment.id, { sequence: key }));
  };
  if (stop) {
    if (state.blockedReason !== 'complained') state = { ...state, blockedReason: stop.cause };
    timeline.push(entry(state, 'stopped', stop.cause, null, { addresses: stop.addresses.length }));
  } else if (start) {
    if (ownRefusals.includes(state.blockedReason ?? '')) state = { ...state, blockedReason: null };
    timeline.push(
      entry(state, 'restarted', word === 'start' ? 'start_word' : 'opted_in', null, {
        addresses: start.addresses.length,
      }),
    );
  } else if (isUnproven) {
    timeline.push(entry(state, 'not_restarted', 'sender_unproven', null, { channel: event.message?.channel ?? null }));
  } else if (!isCommand) {
    for (const active of sequences) take(begin(state, event, active, facts, now, makeId, exits), active);
    for (const open of state.enrollments) {
      const own = ownVersion(open, sequences);
      if (own) take(follow(state, event, open, own, facts, now, makeId, exits), own);
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
      ...added,
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
      start,
      ...(hold !== undefined && { hold }),
      // Where the vendor has taken the word, it has answered it as well.
      help:
        word === 'help' && event.message?.keyword === undefined && state.blockedReason === null
          ? (event.message?.channel ?? null)
          : null,
      timeline,
    },
  };
}

function heard(before: ContactState, { occurredAt, subject }: RelanceEvent): Partial<ContactState> {
  const lastAt = before.conversations.get(subject.key)?.lastInboundAt ?? null;
  return {
    lastInboundAt: Math.max(before.lastInboundAt ?? 0, occurredAt),
    clock: afterHearing(before.clock, occurredAt, lastAt),
  };
}

/** What is written so close together is taken in the order in which it comes. */
const togetherMs = 1_000;

/**
 * Whoever writes again is there again, unless they say when they will be, or only thank us. Undefined: it stays as it was, also
 * where a message came late that was written before another one.
 */
function holdAfter(
  { hold, lastInboundAt }: ContactState,
  { type, occurredAt }: RelanceEvent,
  understood: Understood | undefined,
  now: number,
): Hold | null | undefined {
  const until = understood?.until ?? 0;
  if (type === 'message.received') {
    if (occurredAt + togetherMs < (lastInboundAt ?? 0)) return undefined;
    if (until > now) return { until, because: 'asked_later' };
    return hold === null || understood?.meaning === 'thanks' ? undefined : null;
  }
  // What somebody asked for themselves, their mailbox does not shorten.
  const asked = hold?.because === 'asked_later' ? hold.until : 0;
  return until > Math.max(now, asked) ? { until, because: 'out_of_office' } : undefined;
}

function replyWordOf({ type, message }: RelanceEvent): ReplyWord | undefined {
  if (type !== 'message.received') return undefined;
  if (message?.keyword !== undefined) return message.keyword;
  // An e-mail may say it in its subject alone.
  const said = message?.text?.trim() === '' ? message.subject : message?.text;
  return said === undefined ? undefined : readReplyWord(said);
}

function addressesOf(state: ContactState, { message, data }: RelanceEvent): ContactState['addresses'] {
  const channel = message?.channel ?? (data.channel as Channel | undefined);
  return channel === undefined ? state.addresses : state.addresses.filter((address) => address.channel === channel);
}

function stopOf(state: ContactState, event: RelanceEvent, word: ReplyWord | undefined): Changes['stop'] {
  const said = word === 'stop';
  if (!said && event.type !== 'contact.optedOut') return null;
  const { cause } = event.data;
  const told = cause === 'complained' || cause === 'unsubscribed' ? cause : 'opted_out';
  return { cause: said ? 'stop_word' : told, addresses: addressesOf(state, event) };
}

/** By a word only from where its sender is certain, and for the address that it came from. A stop is taken from anybody. */
function startOf(state: ContactState, event: RelanceEvent, word: ReplyWord | undefined): Changes['start'] {
  if (event.type === 'contact.optedIn') return optedIn(state, event);
  if (word !== 'start' || !provesSender(event.message?.channel)) return null;
  const from = event.message?.from;
  const addresses = addressesOf(state, event).filter(({ value }) => from === undefined || value === from);
  return { addresses, keptBack: null };
}

function optedIn(state: ContactState, event: RelanceEvent): Changes['start'] {
  const address = event.consent?.address;
  if (address === undefined) return { addresses: addressesOf(state, event), keptBack: null };
  const addresses = addressesOf(state, event).filter(({ value }) => value === address);
  const cause = state.blockedReason ?? '';
  const others = state.addresses.filter((one) => !addresses.includes(one));
  return { addresses, keptBack: ownRefusals.includes(cause) ? { cause, addresses: others } : null };
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
        clock: state.clock,
      });
      const alone = enrollment.pending.length === 1;
      const next = 'plan' in after ? after.plan : alone && 'planWhenAlone' in after ? after.planWhenAlone : null;
      return [{ followUpId: pending.id, enrollmentId: enrollment.id, next }];
    });
  });
}

function openOf(added: NewEnrollment, sequence: Sequence): OpenEnrollment {
  const { id, sequenceKey, sequenceVersion, subjectType, subjectKey, anchorAt, paused } = added;
  const pending = added.followUps
    .filter((followUp): followUp is NewFollowUp => followUp.state !== 'skipped')
    .map(pendingOf);
  return { id, sequenceKey, sequenceVersion, sequence, subjectType, subjectKey, anchorAt, paused, pending };
}

function pendingOf({ id, kind, step, occurrence, dueAt }: NewFollowUp): PendingFollowUp {
  return { id, kind, step, occurrence, dueAt };
}

function skipped(state: ContactState, enrollmentId: string, { id, reason, dueAt }: EndedFollowUp): TimelineEntry {
  const facts = { dueAt: new Date(dueAt).toISOString() };
  return { ...entry(state, 'skipped', reason, enrollmentId, facts), followUpId: id };
}
