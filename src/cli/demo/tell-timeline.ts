/**
 * A contact's timeline in words, one line for each thing that happened: what, and where there is one, why. For the demo and
 * for the golden timelines of the blueprints.
 */
import type { Facts } from '../../domain/facts.ts';
import type { OperationContext } from '../../operations/context.ts';
import type { PageKey } from '../../operations/paging.ts';
import { readTimeline } from '../../operations/read-contacts.ts';
import { type FollowUp, readFollowUpsById } from '../../operations/read-follow-ups.ts';
import { readMessagePage } from '../../operations/read-messages.ts';

export interface TimelineLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of the entry. */
  readonly id: string;
  /** What kind of thing it is, as the timeline has it: `event`, `enrolled`, `sent`, … */
  readonly kind: string;
  readonly text: string;
}

type Entry = Awaited<ReturnType<typeof readTimeline>>['items'][number];

interface Known {
  readonly followUps: ReadonlyMap<string, FollowUp>;
  /** The text of the message of each follow-up that has one. */
  readonly words: ReadonlyMap<string, string>;
  /** The sequence of each enrollment. */
  readonly sequences: ReadonlyMap<string, string>;
}

/**
 * In the order of the database's clock: the ids are made by the clocks of those who write.
 *
 * @param contactId the contact's id
 * @param told the ids of the lines that were told already
 */
export async function tellTimeline(
  context: OperationContext,
  orgId: number,
  contactId: string,
  told: ReadonlySet<string> = new Set(),
): Promise<readonly TimelineLine[]> {
  const entries = await readEntries(context, orgId, contactId);
  const fresh = entries.filter(({ id }) => !told.has(id));
  if (fresh.length === 0) return [];
  const ids = fresh.flatMap(({ followUpId }) => followUpId ?? []);
  const followUps = await readFollowUpsById(context, orgId, ids);
  const messages = await readMessagePage(context, orgId, { contactId }, { limit: 200, after: null });
  const words = new Map(
    messages.items.flatMap(({ followUpId, subject, text }) =>
      followUpId ? [[followUpId, subject ?? text] as const] : [],
    ),
  );
  const sequences = new Map(
    entries.flatMap(({ kind, enrollmentId, reason }) =>
      kind === 'enrolled' ? [[enrollmentId ?? '', reason ?? '']] : [],
    ) as [string, string][],
  );
  const known = { followUps, words, sequences };
  return fresh.map((entry) => ({ at: entry.at, id: entry.id, kind: entry.kind, text: inWords(entry, known) }));
}

/** What sends nothing may be decided a little before its time, when the row is taken. */
const aheadMs = 1_000;

/** The minute to show for an entry of the timeline, as an instant. */
export function minuteOf(at: number): number {
  return Math.floor((at + aheadMs) / 60_000) * 60_000;
}

/** All entries, the first one first. */
async function readEntries(context: OperationContext, orgId: number, contactId: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let after: PageKey | null = null;
  do {
    const page: Awaited<ReturnType<typeof readTimeline>> = await readTimeline(context, orgId, contactId, {
      limit: 200,
      after,
    });
    entries.push(...page.items);
    after = page.next;
  } while (after !== null);
  return entries.reverse().sort((one, other) => one.at - other.at);
}

function inWords(entry: Entry, known: Known): string {
  const { kind, reason, facts } = entry;
  const step = stepOf(entry, known);
  switch (kind) {
    case 'event':
      return `${reason}`;
    case 'enrolled':
      return `${reason} begins: ${counted(facts, 'planned', 'planned')}${facts?.tooLate ? `, ${counted(facts, 'tooLate', 'too late')}` : ''}`;
    case 'not_enrolled':
      return `${facts?.sequence} does not begin: ${because(reason, facts, 'cause')}`;
    case 'exited':
      return `${known.sequences.get(entry.enrollmentId ?? '') ?? 'the sequence'} ends: ${reason}`;
    case 'held':
      return `is left alone until ${momentOf(entry)}: ${reason}`;
    case 'stopped':
      return `wants no more messages: ${reason}`;
    case 'sent':
      return `${step} sent by ${channelOf(entry, known)}${viaOf(facts)}: ${quoted(entry, known)}`;
    case 'refused':
      return `${step} refused by ${facts?.sender} (${facts?.code}): ${reason === 'next_sender' ? reason : `${reason} at ${momentOf(entry)}`}`;
    case 'delivered':
      return `${step} delivered, says ${facts?.sender}`;
    case 'dead_letter':
      return `${step} given up: ${reason}${facts?.code ? ` (${facts.sender}: ${facts.code})` : ''}`;
    case 'skipped':
      return `${step} skipped: ${reason}`;
    case 'moved':
      return `${step} moved: ${reason}`;
    case 'deferred':
      return `${step} deferred until ${momentOf(entry)}: ${reason}`;
    case 'completed':
      return `${sequenceOf(entry, known)} is over`;
    case 'ended':
      return `${sequenceOf(entry, known)} is over: ${reason}${facts?.stage ? `, stage ${facts.stage}` : ''}`;
    default:
      return `${step} ${kind.replaceAll('_', ' ')}${reason === null ? '' : `: ${reason}`}`;
  }
}

function stepOf({ followUpId }: Entry, { followUps }: Known): string {
  const followUp = followUps.get(followUpId ?? '');
  if (!followUp) return 'a follow-up';
  const again = followUp.occurrence > 0 ? ` (${followUp.occurrence + 1})` : '';
  return `${followUp.stepKey ?? 'a one-off'}${again}`;
}

function sequenceOf({ followUpId, enrollmentId }: Entry, { followUps, sequences }: Known): string {
  return followUps.get(followUpId ?? '')?.sequenceKey ?? sequences.get(enrollmentId ?? '') ?? 'the sequence';
}

function channelOf({ followUpId }: Entry, { followUps }: Known): string {
  return followUps.get(followUpId ?? '')?.channel ?? 'a channel';
}

function viaOf(facts: Facts | null): string {
  const again = typeof facts?.attempt === 'number' && facts.attempt > 1 ? `, attempt ${facts.attempt}` : '';
  return ` (${facts?.sender}${again})`;
}

function quoted({ followUpId }: Entry, { words }: Known): string {
  const text = (words.get(followUpId ?? '') ?? '').replaceAll(/\s+/g, ' ').trim();
  return `"${text.length > 70 ? `${text.slice(0, 69)}…` : text}"`;
}

function counted(facts: Facts | null, key: string, what: string): string {
  return `${facts?.[key] ?? 0} ${what}`;
}

function because(reason: string | null, facts: Facts | null, detail: string): string {
  return facts?.[detail] ? `${reason} (${facts[detail]})` : `${reason}`;
}

/** With its day where that is another one. */
function momentOf({ at, facts }: Entry): string {
  const until = facts?.until ?? facts?.heldUntil;
  if (typeof until !== 'number') return 'later';
  const [day, time] = new Date(until).toISOString().split(/[T.]/);
  const isSameDay = new Date(at).toISOString().startsWith(`${day}`);
  return `${isSameDay ? '' : `${day} `}${time} UTC`;
}
