/** All about one person: may they be written to, what is planned, what was sent, what was held back and why. */
import { type DecisionInWords, decisionInWords, type Explanation, explain } from '../domain/explain.ts';
import type { FollowUpState } from '../domain/follow-up-state.ts';
import { reasonInWords, wordsAt } from '../domain/words/reason-in-words.ts';
import { instantInWords, type Voice } from '../domain/words/told.ts';
import { listTimeline, type TimelineRow } from '../store/list-evidence.ts';
import type { OperationContext } from './context.ts';
import { asHeldUp, voiceOf } from './explain-follow-up.ts';
import type { Page, PageRequest } from './paging.ts';
import { type Contact, readContact, readTimeline } from './read-contacts.ts';
import { type FollowUp, readFollowUpPage } from './read-follow-ups.ts';

export interface ExplainedFollowUp extends Explanation {
  readonly followUp: FollowUp;
}

export interface ContactExplanation {
  readonly contact: Contact;
  /** Sentences: may this person be written to, what did they agree to, what comes next. */
  readonly summary: readonly string[];
  /** The next first; each list has up to `listMax`. */
  readonly planned: readonly ExplainedFollowUp[];
  /** The latest first. */
  readonly sent: readonly ExplainedFollowUp[];
  /** Skipped, given up, cancelled, unknown; the latest first. */
  readonly heldBack: readonly ExplainedFollowUp[];
  /** The latest first, in pages. */
  readonly decisions: Page<TimelineRow & DecisionInWords>;
}

const listMax = 20;
/** So many of the latest follow-ups and decisions are looked through. */
const lookedAtMax = 200;

const planned: readonly FollowUpState[] = ['awaiting_approval', 'scheduled', 'claimed', 'calling'];
const heldBack: readonly FollowUpState[] = ['skipped', 'dead_letter', 'cancelled', 'unknown'];

/** @param reference an id, or `key:` and the caller's own key @throws RelanceError `not_found` */
export async function explainContact(
  context: OperationContext,
  orgId: number,
  reference: string,
  page: PageRequest,
  locale?: string,
): Promise<ContactExplanation> {
  const contact = await readContact(context, orgId, reference);
  const voice = await voiceOf(context, orgId, locale);
  const { items } = await readFollowUpPage(
    context,
    orgId,
    { contactId: contact.id },
    { limit: lookedAtMax, after: null },
  );
  const timeline = await context.db.transaction(orgId, (tx) => listTimeline(tx, orgId, contact.id, lookedAtMax, null));
  const definitions = await context.definitions.get(orgId);
  const now = context.clock.now();
  const told = (followUps: readonly FollowUp[]) =>
    followUps.slice(0, listMax).map((followUp) => {
      const about = timeline.filter(({ followUpId }) => followUpId === followUp.id).reverse();
      return { followUp, ...explain(asHeldUp(followUp, definitions, now), about, now, voice) };
    });
  const open = items.filter(({ state }) => planned.includes(state)).sort((a, b) => timeOf(a) - timeOf(b));
  const messages = items.filter(({ kind }) => kind === 'message');
  const decisions = await readTimeline(context, orgId, contact.id, page);
  return {
    contact,
    summary: [...standing(contact, voice), nextOf(open, voice)],
    planned: told(open),
    sent: told(messages.filter(({ state }) => state === 'sent').sort(latestFirst)),
    heldBack: told(messages.filter(({ state }) => heldBack.includes(state)).sort(latestFirst)),
    decisions: { ...decisions, items: decisions.items.map((row) => ({ ...row, ...decisionInWords(row, voice) })) },
  };
}

function timeOf({ queueAt, dueAt }: FollowUp): number {
  return queueAt ?? dueAt;
}

function latestFirst(a: FollowUp, b: FollowUp): number {
  return (b.endedAt ?? b.failedAt ?? b.dueAt) - (a.endedAt ?? a.failedAt ?? a.dueAt);
}

function nextOf(open: readonly FollowUp[], voice: Voice): string {
  const next = open.find(({ kind }) => kind === 'message');
  const { nextPlanned, nothingPlanned } = voice.words.contact;
  return next ? nextPlanned(instantInWords(voice, timeOf(next))) : nothingPlanned;
}

/** May the person be written to, and what did they agree to? */
function standing(contact: Contact, voice: Voice): readonly string[] {
  const { words } = voice;
  const { blockedReason, pausedAt, addresses } = contact;
  const channelName = (channel: string) => wordsAt(words.channels, channel) ?? channel;
  const objections = [
    ...(blockedReason === null ? [] : [words.contact.blocked(reasonInWords(words, blockedReason))]),
    ...(pausedAt === null ? [] : [words.contact.paused(instantInWords(voice, pausedAt))]),
    ...(addresses.length === 0 ? [words.contact.noAddress] : []),
    ...addresses.flatMap(({ channel, value, suppressed }) =>
      suppressed === null
        ? []
        : [words.contact.suppressed(channelName(channel), value, reasonInWords(words, suppressed))],
    ),
  ];
  const isReachable =
    blockedReason === null && pausedAt === null && addresses.some(({ suppressed }) => suppressed === null);
  const said = addresses.flatMap(({ channel, value, consents }) =>
    Object.entries(consents)
      .sort()
      .flatMap(([category, answer]) => {
        if (answer === 'pending') return [];
        const say = answer === 'in' ? words.contact.agreed : words.contact.refused;
        return [say(wordsAt(words.categories, category) ?? category, channelName(channel), value)];
      }),
  );
  return [...(isReachable ? [words.contact.mayBeWrittenTo] : []), ...objections, ...said];
}
