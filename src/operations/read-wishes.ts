/** What the page behind an unsubscribe link shows: what this person gets, on which channel, how often. Changes nothing. */
import { countingCategories } from '../domain/category-rules.ts';
import type { Channel } from '../domain/channel.ts';
import { consentModeOf, consentOf } from '../domain/consent.ts';
import { ownRefusals } from '../domain/contact-state.ts';
import type { ConsentMode, ConsentModes } from '../domain/policy.ts';
import { linkChangesDays, type Preferences, preferenceOf } from '../domain/preferences.ts';
import type { Category } from '../domain/sequence.ts';
import { readWishes as readRow, type WishesRow } from '../store/preferences.ts';
import type { OperationContext } from './context.ts';
import { type PreferenceLink, readUnsubscribeToken, type Unsubscriber } from './public-links.ts';

/** What people can choose; the rest is what they booked, ordered, or are told by a person. */
export const choosable: readonly Category[] = ['reminder', 'conversational', 'nurture', 'marketing'];

export interface Wish {
  readonly category: Category;
  /** They get it. */
  readonly isOn: boolean;
  readonly mode: ConsentMode;
  /** Nothing but their own word is in the way: they have not agreed, or have refused. */
  readonly needsConsent: boolean;
}

export interface ChannelWishes {
  readonly channel: Channel;
  /** Shortened, so that a forwarded link does not tell them; but for the one that it went to. */
  readonly addresses: readonly string[];
  /** Why nothing at all is sent there; null where something is. */
  readonly stopped: string | null;
  readonly wishes: readonly Wish[];
  /** The link went to an address of this channel: here things can be switched on as well. */
  readonly isOwn: boolean;
}

export interface Wishes extends Unsubscriber {
  readonly organization: string;
  /** The address that the link went to; null: with this link everything can be stopped, and nothing else be seen or changed. */
  readonly address: string | null;
  /** Of the contact. */
  readonly locale: string | null;
  readonly organizationLocale: string;
  readonly timezone: string;
  /** Why the person gets nothing at all. */
  readonly stopped: string | null;
  /** Can they bring it back by themselves, to the address of the link? */
  readonly canReturn: boolean;
  readonly channels: readonly ChannelWishes[];
  readonly preferences: Preferences;
  /** Milliseconds since 1970; null: not at this time. */
  readonly pausedUntil: number | null;
  /** May how often messages come, and a pause, be changed to more? See `mayHaveMore`. */
  readonly canHaveMore: boolean;
}

/** Undefined for a link that was not made here, or of a person who is not known any more. */
export async function readWishes(context: OperationContext, token: string): Promise<Wishes | undefined> {
  const who = readUnsubscribeToken(context, token);
  const known = who && (await context.definitions.get(who.orgId));
  const row = known && (await context.db.transaction(who.orgId, (tx) => readRow(tx, who.orgId, who.contactId)));
  if (!row) return undefined;
  const { organization, policy } = known;
  const preferences = row.preferences ?? {};
  const until = preferences.pausedUntil ?? 0;
  const reached = reachedOf(row);
  const own = who.ageDays > linkChangesDays ? undefined : row.addresses.find(isOf(who));
  const stoppedBy = row.blockedReason ?? own?.suppressed ?? '';
  return {
    orgId: who.orgId,
    contactId: who.contactId,
    channel: who.channel,
    organization: organization.name,
    address: own?.value ?? null,
    locale: row.locale,
    organizationLocale: organization.locale,
    timezone: row.timezone ?? organization.timezone,
    stopped: row.blockedReason,
    canReturn: own !== undefined && ownRefusals.includes(stoppedBy),
    channels: [...Map.groupBy(reached, ({ channel }) => channel)].map(([channel, all]) => {
      const isOwn = own?.channel === channel;
      // By the address of the link, or else by the one that is written to: the first.
      const addresses = isOwn ? [own, ...all.filter((one) => one !== own)] : all;
      const isClosed = isOwn ? own.suppressed !== null : all.every(({ suppressed }) => suppressed !== null);
      return {
        channel,
        addresses: addresses.map((one) => (one === own ? one.value : shortened(one.value))),
        stopped: isClosed ? (addresses[0]?.suppressed ?? null) : null,
        wishes: choosable.map((category) => wishOf(policy.consent, preferences, addresses, channel, category)),
        isOwn,
      };
    }),
    preferences,
    canHaveMore: own !== undefined && mayHaveMore(policy.consent, row, own),
    pausedUntil: until > context.clock.now() ? until : null,
  };
}

const isOf =
  (link: PreferenceLink) =>
  ({ channel, value }: Address) =>
    channel === link.channel && link.isOf(value);

type Address = WishesRow['addresses'][number];

/** A hook is no place where somebody reads. */
function reachedOf({ addresses }: WishesRow): readonly Address[] {
  return addresses.filter(({ channel }) => channel !== 'webhook');
}

/** Of an address, as `limitedBy` has it. */
export function limiterOf({ channel, value }: Pick<Address, 'channel' | 'value'>): string {
  return `${channel}:${value}`;
}

/**
 * May how often messages come be changed to more, and a pause be ended, by a link that went to this address? It counts for all
 * addresses, and a link is forwarded: only where this one asked for less, or no other one can get any.
 *
 * @param own one of `row`
 */
export function mayHaveMore(modes: ConsentModes, row: WishesRow, own: Address): boolean {
  return (
    row.preferences?.limitedBy === limiterOf(own) ||
    reachedOf(row).every((one) => one === own || getsNone(modes, one, own.channel))
  );
}

/**
 * Can nothing that counts for how often we write come to an address, whoever has a link to another one? By such a link boxes are
 * unticked, consents taken back, and all addresses of its own channel closed: that does not show that nobody reads there.
 */
function getsNone(modes: ConsentModes, { channel, suppressed, consents }: Address, linked: Channel): boolean {
  if (suppressed !== null) return channel !== linked || !ownRefusals.includes(suppressed);
  return countingCategories.every((category) => {
    const answer = consentOf(modes, category, channel, consents);
    return typeof answer !== 'string' && answer.missing === 'no_consent';
  });
}

/** By the first of the addresses. */
function wishOf(
  modes: ConsentModes,
  preferences: Preferences,
  addresses: WishesRow['addresses'],
  channel: Channel,
  category: Category,
): Wish {
  const needsConsent = typeof consentOf(modes, category, channel, addresses[0]?.consents ?? null) !== 'string';
  const isOn = !needsConsent && preferenceOf(preferences, channel, category) === 'on';
  return { category, isOn, needsConsent, mode: consentModeOf(modes, category, channel) };
}

/** `ana@example.com` as `a…@example.com`, `+33612345678` as `+33…678`. */
function shortened(value: string): string {
  const at = value.lastIndexOf('@');
  if (at > 0) return `${value.slice(0, 1)}…${value.slice(at)}`;
  return value.length > 7 ? `${value.slice(0, 3)}…${value.slice(-3)}` : `…${value.slice(-2)}`;
}
