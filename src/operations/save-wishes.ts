/** What happens when somebody says on their page what they want: more of this, less of that, nothing at all, or us back. */
import { categoryRules } from '../domain/category-rules.ts';
import type { Channel } from '../domain/channel.ts';
import type { ConsentScope } from '../domain/consent-statement.ts';
import type { ConsentInput, EventType } from '../domain/event.ts';
import { isMore, preferenceKey } from '../domain/preferences.ts';
import type { Category } from '../domain/sequence.ts';
import { newId, sha256 } from '../ids.ts';
import { changeOwnPreferences, type PreferencesPatch } from './change-preferences.ts';
import type { OperationContext } from './context.ts';
import type { Unsubscriber } from './public-links.ts';
import { limiterOf, type Wishes } from './read-wishes.ts';
import { type EventInput, recordEvents } from './record-events.ts';

/** What shows later on that it was this page, and this person as far as anybody can tell. */
export interface PageVisit {
  /** What they were shown. */
  readonly text: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/**
 * Ends everything for the person, also for one who has said stop elsewhere: what that word has stopped another one starts again.
 * Resolves when it is committed.
 */
export async function unsubscribe(context: OperationContext, who: Unsubscriber, visit: PageVisit): Promise<void> {
  const body = { channel: who.channel, cause: 'unsubscribed' };
  await recordEvents(context, who.orgId, [
    pageEvent(context, who, 'contact.optedOut', body, said('out', [who.channel], ['*'], visit)),
  ]);
}

/** Takes back a stop or unsubscription of their own, at the address of the link; what they had agreed to there before holds again. */
export async function resubscribe(context: OperationContext, who: Wishes, visit: PageVisit): Promise<void> {
  if (who.address === null) return;
  const body = { channel: who.channel };
  const consent = { ...said('in', [who.channel], ['*'], visit), address: who.address };
  await recordEvents(context, who.orgId, [pageEvent(context, who, 'contact.optedIn', body, consent)]);
}

/** How often: so many hours between two, no message for a while, or as it is. */
export type Frequency = { readonly hours: number | null } | { readonly pausedUntil: number };

/**
 * Saves what the person chose. Where a category needs their consent, choosing it is one and leaving it out takes it back, with
 * the page as the proof; the rest is a preference. What they left as it was stays as it was. Switched on is only what goes to
 * the address of the link, since a link is forwarded; for the same reason not everyone makes messages more frequent.
 *
 * @param wanted `<channel>:<category>` of everything they want
 * @param textOf what they were shown for these
 */
export async function saveWishes(
  context: OperationContext,
  wishes: Wishes,
  wanted: ReadonlySet<string>,
  frequency: Frequency,
  textOf: (channel: Channel, categories: readonly Category[]) => string,
  visit: Omit<PageVisit, 'text'>,
): Promise<void> {
  const off = new Set(wishes.preferences.off);
  const wasOff = wishes.preferences.enabled === false;
  let isBack = false;
  const events: EventInput[] = [];
  for (const { channel, wishes: shown, stopped, isOwn } of wishes.channels) {
    if (stopped !== null) continue;
    const given: Category[] = [];
    const withdrawn: Category[] = [];
    for (const { category, isOn, needsConsent, mode } of shown) {
      const key = preferenceKey(channel, category);
      const isWanted = wanted.has(key) && (isOn || isOwn);
      if (isWanted && categoryRules[category].counts) isBack = true;
      if (isWanted && !isOn) {
        off.delete(key);
        if (needsConsent) given.push(category);
      } else if (!isWanted && isOn) {
        if (mode === 'opt_in') withdrawn.push(category);
        else off.add(key);
      } else if (!isWanted && wasOff && !needsConsent && categoryRules[category].counts) {
        // Until now everything was off; from now on, if anything is wanted, only this.
        off.add(key);
      }
    }
    for (const [type, state, categories] of [
      ['contact.consentGiven', 'in', given],
      ['contact.consentWithdrawn', 'out', withdrawn],
    ] as const) {
      if (categories.length === 0) continue;
      const proof = { ...visit, text: textOf(channel, categories) };
      const consent = said(state, [channel], categories, proof);
      const agreed = state === 'in' && wishes.address !== null ? { ...consent, address: wishes.address } : consent;
      events.push(pageEvent(context, wishes, type, { channel, categories }, agreed));
    }
  }
  await recordEvents(context, wishes.orgId, events);
  const patch: PreferencesPatch = {
    ...(wasOff && isBack && { enabled: null }),
    ...(!wasOff || isBack ? { off: off.size === 0 ? null : [...off].sort() } : {}),
    ...limitsPatch(wishes, frequency),
  };
  await changeOwnPreferences(context, wishes.orgId, wishes.contactId, patch);
}

/** Fewer can be asked for by every link that changes anything; more, as `canHaveMore` says: else it stays as it is. */
function limitsPatch(wishes: Wishes, frequency: Frequency): PreferencesPatch {
  const before = { frequencyHours: wishes.preferences.frequencyHours ?? 0, pausedUntil: wishes.pausedUntil ?? 0 };
  const after =
    'hours' in frequency
      ? { frequencyHours: frequency.hours ?? 0, pausedUntil: 0 }
      : { ...before, pausedUntil: frequency.pausedUntil };
  if (isMore(before, after) && !wishes.canHaveMore) return {};
  const isLimited = isMore(after, unlimited);
  // Who only adds to a limit of another's does not own it by that.
  const isOwn = wishes.address !== null && (wishes.canHaveMore || !isMore(before, unlimited));
  return {
    frequencyHours: after.frequencyHours || null,
    pausedUntil: after.pausedUntil || null,
    ...(!isLimited && { limitedBy: null }),
    ...(isLimited && isOwn && { limitedBy: limiterOf({ channel: wishes.channel, value: wishes.address }) }),
  };
}

const unlimited = { frequencyHours: 0, pausedUntil: 0 };

function said(
  state: 'in' | 'out',
  channels: readonly Channel[],
  categories: readonly ConsentScope[],
  { text, ip, userAgent }: PageVisit,
): ConsentInput {
  return { state, channels, categories, proof: { source: 'page', text, url: null, ip, userAgent, actor: null } };
}

function pageEvent(
  { clock }: OperationContext,
  { contactId }: Unsubscriber,
  type: EventType,
  body: EventInput['body'],
  consent: ConsentInput,
): EventInput {
  const now = clock.now();
  const id = newId(now);
  return {
    source: 'page',
    dedupeKey: id,
    bodyHash: sha256(id),
    body,
    event: {
      id,
      type,
      occurredAt: now,
      contact: { id: contactId, addresses: [], attributes: {} },
      subject: { type: 'contact', key: '', facts: {} },
      consent,
      data: body,
    },
  };
}
