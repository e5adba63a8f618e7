/**
 * Writes what was said about consent, within the transaction that records the events it came with: the evidence, what holds
 * on each address from now on, the timeline; and asks for confirmation where that is wanted. The contacts are locked, and
 * their epoch is raised, by then.
 */
import { confirmationMessage, confirmationMs, confirmsByWord } from '../domain/confirmation-message.ts';
import { consentsAfter, requestAfter } from '../domain/consent.ts';
import type { ConsentTold } from '../domain/consent-after-event.ts';
import type { ConsentPlace } from '../domain/consent-statement.ts';
import type { RelanceEvent } from '../domain/event.ts';
import { languageOf } from '../domain/language.ts';
import { saysYes } from '../domain/reply-words.ts';
import { newId } from '../ids.ts';
import {
  addConsents,
  holdConsents,
  type NewConsentRow,
  readAskedConsents,
  readConsentHistories,
} from '../store/consents.ts';
import type { Queryable } from '../store/database.ts';
import { addTimeline } from '../store/timeline.ts';
import type { OperationContext } from './context.ts';
import { confirmationUrl } from './public-links.ts';
import { scheduleWithin } from './schedule-follow-ups.ts';

export interface ToldBy extends ConsentTold {
  readonly contactId: string;
  readonly eventId: string;
  readonly messageId: string | null;
  /** Of the contact. */
  readonly locale: string | null;
}

type Context = Pick<OperationContext, 'publicUrl' | 'secrets' | 'providers'>;

/** @param organizationLocale for contacts without one */
export async function recordConsents(
  tx: Queryable,
  context: Context,
  orgId: number,
  told: readonly ToldBy[],
  organizationLocale: string | undefined,
  now: number,
): Promise<void> {
  if (told.length === 0) return;
  const asked = await askToConfirm(tx, context, orgId, told, organizationLocale, now);
  // Whoever's clock is ahead must not outdo what is said after that.
  const rows = told.map(
    (one): NewConsentRow => ({ ...one, at: Math.min(one.at, now), followUpId: asked.get(requestOf(one)) ?? null }),
  );
  await addConsents(tx, orgId, rows);
  const histories = await readConsentHistories(tx, orgId, [...new Set(told.map(({ contactId }) => contactId))]);
  const concerned = new Set(told.map(addressOf));
  await holdConsents(
    tx,
    orgId,
    histories
      .filter((history) => concerned.has(addressOf(history)))
      .map(({ statements, ...address }) => ({ ...address, consents: consentsAfter(statements) })),
  );
  await addTimeline(tx, orgId, entriesOf(told, asked, now));
}

const addressOf = ({ contactId, channel, value }: { contactId: string; channel: string; value: string }) =>
  `${contactId} ${channel} ${value}`;
/** What is asked in one message. */
const requestOf = ({ contactId, eventId, channel, state }: ToldBy) =>
  state === 'pending' ? `${contactId} ${eventId} ${channel}` : '';

/** Schedules a message for each contact and channel that has something to confirm. Answers its id by `requestOf`. */
async function askToConfirm(
  tx: Queryable,
  context: Context,
  orgId: number,
  told: readonly ToldBy[],
  organizationLocale: string | undefined,
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const requests = Map.groupBy(
    told.filter(({ state }) => state === 'pending'),
    requestOf,
  );
  const messages = [...requests].flatMap(([request, [first, ...others]]) => {
    if (!first) return [];
    const { contactId, eventId, channel, locale } = first;
    const url = confirmationUrl(context, { orgId, eventId, channel, expiresAt: now + confirmationMs });
    const categories = [first, ...others].map(({ category }) => category);
    const content = confirmationMessage(languageOf(locale, organizationLocale), channel, categories, url);
    return content ? [{ request, oneOff: { contactId, channel, ...content } }] : [];
  });
  if (messages.length === 0) return new Map();
  const scheduled = await scheduleWithin(
    tx,
    now,
    orgId,
    messages.map(({ oneOff }) => ({ ...oneOff, dueAt: now, category: 'transactional' })),
  );
  return new Map(
    messages.flatMap(({ request }, index) => {
      const result = scheduled[index];
      return result?.ok ? [[request, result.id] as const] : [];
    }),
  );
}

const kinds = { in: 'consent_given', out: 'consent_withdrawn', pending: 'consent_requested' } as const;

/** One entry for what was said at once; stops and starts have their own. */
function entriesOf(told: readonly ToldBy[], asked: ReadonlyMap<string, string>, now: number) {
  const said = Map.groupBy(
    told.filter(({ cause }) => cause === null),
    ({ contactId, eventId, channel }) => `${contactId} ${eventId} ${channel}`,
  );
  const entries = [...said.values()].flatMap((together) => {
    const [first] = together;
    if (!first) return [];
    const { contactId, channel, state, source, actor } = first;
    const categories = [...new Set(together.map(({ category }) => category))];
    const followUpId = asked.get(requestOf(first)) ?? null;
    return [
      {
        contactId,
        kind: kinds[state],
        reason: null,
        followUpId,
        facts: { channel, categories, source, by: actor, ...(state === 'pending' && { asked: followUpId !== null }) },
      },
    ];
  });
  const ids = entries.map(() => newId(now)).sort();
  return entries.map((entry, index) => ({ id: ids[index] as string, ...entry }));
}

interface Answering {
  readonly event: RelanceEvent;
  readonly contactId: string;
  readonly answers: string | null;
}

/** Messages that say yes to what a message of ours asked get to know to what; in the order of the input. */
export async function findConfirmed<T extends Answering>(
  tx: Queryable,
  orgId: number,
  inputs: readonly T[],
): Promise<readonly (readonly ConsentPlace[] | undefined)[]> {
  const yes = inputs.flatMap(({ event, contactId, answers }) =>
    event.type === 'message.received' && answers !== null && saysYes(event.message?.text ?? '')
      ? [{ contactId, followUpId: answers }]
      : [],
  );
  const asked = await readAskedConsents(tx, orgId, yes, confirmationMs);
  return inputs.map(({ event: { type, message }, answers }) => {
    if (type !== 'message.received' || answers === null || !saysYes(message?.text ?? '')) return undefined;
    const places = asked
      .filter(
        // Not by e-mail, where anybody may write in anybody's name: there it takes the link.
        ({ followUpId, channel, value, category, since }) =>
          followUpId === answers &&
          requestAfter(category, since, null) !== 'refused' &&
          confirmsByWord(channel) &&
          channel === message?.channel &&
          (message.from ?? value) === value,
      )
      .map(({ channel, value, category }) => ({ channel, value, category }));
    return places.length === 0 ? undefined : places;
  });
}
