/** What happens when somebody says on their page what they want: more of this, less of that, nothing at all, or us back. */
import { categoryRules } from '../domain/category-rules.ts';
import type { Channel } from '../domain/channel.ts';
import type { ConsentScope } from '../domain/consent-statement.ts';
import type { ConsentInput, EventType } from '../domain/event.ts';
import { isMore, type Preferences, preferenceKey } from '../domain/preferences.ts';
import type { Category } from '../domain/sequence.ts';
import { newId, sha256 } from '../ids.ts';
import { changeOwnPreferences, type PreferencesPatch } from './change-preferences.ts';
import type { OperationContext } from './context.ts';
import type { Unsubscriber } from './public-links.ts';
import { limiterOf, mayHaveMore, type Wishes } from './read-wishes.ts';
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

/** What changes of how often; absent stays. */
export interface LimitsChange {
  /** At least so many hours between two; null: as often as there are. */
  readonly frequencyHours?: number | null;
  /** No message before, milliseconds since 1970; null: the pause ends. */
  readonly pausedUntil?: number | null;
}

/**
 * Saves what the person chose. Where a category needs their consent, choosing it is one and leaving it out takes it back, with
 * the page as the proof; the rest is a preference. What they left as it was stays as it is, also where somebody else has changed
 * it since the page was made. Switched on is only what goes to the address of the link, since a link is forwarded; for the same
 * reason not everyone makes messages more frequent.
 *
 * @param wanted `<channel>:<category>` of everything they want
 * @param textOf what they were shown for these
 */
export async function saveWishes(
  context: OperationContext,
  wishes: Wishes,
  wanted: ReadonlySet<string>,
  limits: LimitsChange,
  textOf: (channel: Channel, categories: readonly Category[]) => string,
  visit: Omit<PageVisit, 'text'>,
): Promise<void> {
  const ticked = new Set<string>();
  const unticked = new Set<string>();
  /** Until now everything was off; from now on, if anything is wanted, only this. */
  const leftOff = new Set<string>();
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
        ticked.add(key);
        if (needsConsent) given.push(category);
      } else if (!isWanted && isOn) {
        if (mode === 'opt_in') withdrawn.push(category);
        else unticked.add(key);
      } else if (!isWanted && wasOff && !needsConsent && categoryRules[category].counts) {
        leftOff.add(key);
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
  const known = await context.definitions.get(wishes.orgId);
  if (!known) return;
  await recordEvents(context, wishes.orgId, events);
  const isOnAgain = wasOff && isBack;
  await changeOwnPreferences(context, wishes.orgId, wishes.contactId, (row) => {
    const own = row.addresses.find(({ channel, value }) => channel === wishes.channel && value === wishes.address);
    const canHaveMore = own !== undefined && mayHaveMore(known.policy.consent, row, own);
    const off = row.preferences?.off ?? [];
    const wish = new Set(off).difference(ticked).union(unticked);
    return {
      ...(isOnAgain && { enabled: null }),
      ...offPatch(off, isOnAgain ? wish.union(leftOff) : wish),
      ...limitsPatch(row.preferences ?? {}, limits, own && limiterOf(own), canHaveMore, context.clock.now()),
    };
  });
}

function offPatch(before: readonly string[], after: ReadonlySet<string>): PreferencesPatch {
  if (after.symmetricDifference(new Set(before)).size === 0) return {};
  return { off: after.size === 0 ? null : [...after].sort() };
}

/**
 * Fewer can be asked for by every link that changes anything; more, where `canHaveMore`: else everything stays as it is.
 *
 * @param limiter the address of the link, as `limitedBy` has it; undefined: they have it no more
 */
function limitsPatch(
  { frequencyHours = 0, pausedUntil = 0 }: Preferences,
  change: LimitsChange,
  limiter: string | undefined,
  canHaveMore: boolean,
  now: number,
): PreferencesPatch {
  const before = { frequencyHours, pausedUntil: pausedUntil > now ? pausedUntil : 0 };
  const after = {
    frequencyHours: change.frequencyHours === undefined ? before.frequencyHours : (change.frequencyHours ?? 0),
    // Who asks for a pause ends no longer one.
    pausedUntil: change.pausedUntil === null ? 0 : Math.max(before.pausedUntil, change.pausedUntil ?? 0),
  };
  const isFrequencyNew = after.frequencyHours !== before.frequencyHours;
  const isPauseNew = after.pausedUntil !== before.pausedUntil;
  if (!(isFrequencyNew || isPauseNew) || (isMore(before, after) && !canHaveMore)) return {};
  const isLimited = isMore(after, unlimited);
  // Who only adds to a limit of another's does not own it by that.
  const isOwn = limiter !== undefined && (canHaveMore || !isMore(before, unlimited));
  return {
    ...(isFrequencyNew && { frequencyHours: after.frequencyHours || null }),
    ...(isPauseNew && { pausedUntil: after.pausedUntil || null }),
    ...(!isLimited && { limitedBy: null }),
    ...(isLimited && isOwn && { limitedBy: limiter }),
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
