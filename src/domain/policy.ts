/**
 * Rules for sending. Every value has a default; what an organization, a sequence and a contact set replaces single values, in
 * this order.
 */

import type { Category, MissedWindow } from './category.ts';
import type { Channel } from './channel.ts';

export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  readonly delayMs: number;
  /** `exponential` doubles the delay with each attempt, up to `delayMsMax`. */
  readonly growth: 'fixed' | 'exponential';
  readonly delayMsMax: number;
}

/** What happens to a message of which nobody knows whether it was accepted. */
export type UnknownOutcome = 'at_most_once' | 'at_least_once';

/** From one minute of a local day to another, 0 to 1440; `to` at or before `from` is on the next day. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export interface BusinessHours {
  /** Whose clock they are read by. */
  readonly zone: 'organization' | 'contact';
  /** None on a day: closed. A span over midnight belongs to the day on which it begins. */
  readonly days: Readonly<Record<Weekday, readonly DaySpan[]>>;
}

/** Days without business hours. */
export interface Holidays {
  /** Regions whose public holidays count: `FR`, `DE-BY`, `US-CA`. */
  readonly regions: readonly string[];
  /** Own days, `2026-12-24`, in the zone of the business hours. */
  readonly dates: readonly { readonly date: string; readonly name: string }[];
}

/** When people are left alone, by the recipient's own clock. */
export interface QuietHours extends DaySpan {
  /** Do the stricter tables of the recipient's region count as well (`domain/regional-quiet-hours.ts`)? */
  readonly regional: boolean;
}

/** Nothing but what is transactional goes out on these local days of the organization, both included: `2026-12-24`. */
export interface Blackout {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Messages to one contact within any 24 hours, within any 7 days; null: as many as there are. */
export interface Cap {
  readonly perDay: number | null;
  readonly perWeek: number | null;
}

export interface Caps extends Cap {
  /** Of one sequence. */
  readonly sequence: Cap;
  /** On one channel. */
  readonly channels: Readonly<Partial<Record<Channel, Cap>>>;
}

/** `opt_in`: only who agreed, with proof. `opt_out`: whoever did not refuse. `none`: not asked. */
export type ConsentMode = 'none' | 'opt_out' | 'opt_in';

/** Per category: on most channels, and where it is another one. */
export type ConsentModes = Readonly<
  Record<Category, { readonly default: ConsentMode } & Readonly<Partial<Record<Channel, ConsentMode>>>>
>;

export interface Policy {
  /** Null: at any time. */
  readonly businessHours: BusinessHours | null;
  readonly holidays: Holidays;
  /** Null: none. */
  readonly quietHours: QuietHours | null;
  readonly blackouts: readonly Blackout[];
  readonly caps: Caps;
  /** At least this between two messages to one contact, over all sequences, in milliseconds. */
  readonly minimumGapMs: number;
  /** Who wrote within this time is left alone by nurture and marketing, in milliseconds. 0: not asked. */
  readonly recentlyActiveMs: number;
  readonly consent: ConsentModes;
  /** Categories that somebody has to approve, message by message. */
  readonly approval: readonly Category[];
  /** How late a message may go out unless its step says so; null: by its delay, see `lateGraceMs`. */
  readonly lateGraceMs: number | null;
  /** What happens beyond the late grace unless the step says so. */
  readonly missedWindow: MissedWindow;
  /** How long after its last step a sequence waits for an answer unless it says so (`then.after`), in milliseconds. */
  readonly ghostDelayMs: number;
  readonly retry: RetryPolicy;
  /** Absent: by channel and category, see `unknownOutcomeOf`. */
  readonly unknownOutcome?: UnknownOutcome;
  /** How long a sender rests after it refused everything, in milliseconds. */
  readonly breakerMs: number;
  /** How long to wait where a vendor says "too fast" without saying how long. */
  readonly rateDelayMs: number;
}

const noCap: Cap = { perDay: null, perWeek: null };

export const defaultPolicy = {
  businessHours: null,
  holidays: { regions: [], dates: [] },
  quietHours: { from: 21 * 60, to: 8 * 60, regional: true },
  blackouts: [],
  caps: { ...noCap, sequence: noCap, channels: {} },
  minimumGapMs: 0,
  recentlyActiveMs: 0,
  consent: {
    transactional: { default: 'none' },
    reminder: { default: 'none' },
    conversational: { default: 'opt_out' },
    nurture: { default: 'opt_out', sms: 'opt_in', whatsapp: 'opt_in' },
    marketing: { default: 'opt_out', sms: 'opt_in', whatsapp: 'opt_in' },
    manual: { default: 'none' },
  },
  approval: [],
  lateGraceMs: null,
  missedWindow: 'skip',
  ghostDelayMs: 24 * 3_600_000,
  retry: { attempts: 3, delayMs: 60_000, growth: 'fixed', delayMsMax: 3_600_000 },
  breakerMs: 30_000,
  rateDelayMs: 30_000,
} satisfies Policy as Policy & { readonly quietHours: QuietHours };

/**
 * The quiet hours of a category. Marketing has some whatever the policy says, and always those of the recipient's region.
 *
 * @returns null: none
 */
export function quietHoursOf({ quietHours }: Pick<Policy, 'quietHours'>, category: Category): QuietHours | null {
  if (category !== 'marketing') return quietHours;
  return { ...(quietHours ?? defaultPolicy.quietHours), regional: true };
}

/** The least consent that the law asks for. A policy may ask for more. */
export function consentFloor(category: Category, channel: Channel | 'default'): ConsentMode {
  const isText = channel === 'sms' || channel === 'whatsapp';
  if (isText && (category === 'nurture' || category === 'marketing')) return 'opt_in';
  return category === 'marketing' ? 'opt_out' : 'none';
}

/** The largest cap: so many of a contact's last messages are remembered. */
export const capMax = 32;

/** How long vendors may answer "too fast" to one message, and nothing else, before it is given up; a longer late grace counts. */
export const rateLimitedMsMax = 24 * 3_600_000;

/** The longest wait that a vendor's Retry-After can ask for. */
const retryAfterMsMax = 3_600_000;

/** The wait before the next attempt, after `attempts` have been made. */
export function retryDelayMs(policy: RetryPolicy, attempts: number): number {
  if (policy.growth === 'fixed') return policy.delayMs;
  return Math.min(policy.delayMs * 2 ** Math.max(0, attempts - 1), policy.delayMsMax);
}

/** "Now" means soon: a vendor that says 0 again and again must not make us spin. */
const retryAfterMsMin = 1_000;

/** What a vendor asked for, within reason: at least a second, at most an hour; nonsense counts as not asked. */
export function honouredRetryAfterMs(asked: number | undefined, otherwise: number): number {
  return asked === undefined || !(asked >= 0) ? otherwise : Math.min(Math.max(asked, retryAfterMsMin), retryAfterMsMax);
}

/** A text message twice costs money and trust; elsewhere one more is better than none. */
export function unknownOutcomeOf(policy: Policy, channel: Channel | 'none', category: Category): UnknownOutcome {
  if (policy.unknownOutcome) return policy.unknownOutcome;
  return channel === 'sms' || channel === 'whatsapp' || category === 'marketing' ? 'at_most_once' : 'at_least_once';
}

/** How long an unknown outcome may be looked into before the mode decides, in milliseconds. */
export function reconcileMs(channel: Channel | 'none'): number {
  return channel === 'email' ? 60 * 60_000 : 15 * 60_000;
}
