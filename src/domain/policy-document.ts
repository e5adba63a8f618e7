/**
 * How people write a policy, in TypeScript, YAML or JSON alike: an organization's, and what a sequence or a contact sets
 * instead. Every value may be absent: then that of the level above counts. `read-policy.ts` reads it.
 *
 * Durations as in sequences: `30m`, `4h`, `1d`, `PT30M`, or a number of seconds. Times of a day: `09:00`, up to `24:00`.
 * Spans: `09:00-12:30`; one whose end is not after its beginning goes on into the next day: `22:00-02:00`.
 */

import type { Category, MissedWindow } from './category.ts';
import type { Channel } from './channel.ts';
import type { DurationText } from './duration.ts';
import type { BusinessHours, ConsentMode, RetryPolicy, UnknownOutcome, Weekday } from './policy.ts';

export interface PolicyDocument {
  /** When nurture and marketing may go out. `off` (default): at any time. */
  readonly businessHours?: 'off' | BusinessHoursDocument;
  /** Days without business hours. Of the organization only. */
  readonly holidays?: HolidaysDocument;
  /**
   * When people are left alone, by their own clock. Default `21:00-08:00`, with the tables of their region. `off` switches it
   * off for everything but marketing, which then keeps the default. Marketing always keeps the tables of the region.
   */
  readonly quietHours?: 'off' | string | QuietHoursDocument;
  /** Days on which nothing but confirmations, reminders and what is sent by hand goes out. Of the organization only. */
  readonly blackouts?: readonly BlackoutDocument[];
  /** Messages to one contact at most. Default: as many as there are. */
  readonly caps?: CapsDocument;
  /** At least this long between two messages to one contact, whatever the sequence. Default 0s. */
  readonly minimumGap?: DurationText;
  /** Who wrote within this time is left alone by nurture and marketing. Default 0s: that is not asked. */
  readonly recentlyActive?: DurationText;
  /**
   * What a category needs: `none`, `opt_out` (whoever did not refuse), `opt_in` (only who agreed). One for all channels, or by
   * channel. Nurture and marketing by SMS and WhatsApp are always `opt_in`, marketing elsewhere at least `opt_out`.
   */
  readonly consent?: Readonly<Partial<Record<Category, ConsentMode | ConsentDocument>>>;
  /** Categories whose messages somebody has to approve, one by one: steps of them are planned so. Default: none. */
  readonly approval?: readonly Category[];
  /** How late a message may go out unless its step says so; `by_delay` (default): a quarter of its delay, 15 min to 12 h. */
  readonly lateGrace?: DurationText | 'by_delay';
  /** What happens to a step beyond its late grace unless it says so. Default `skip`. */
  readonly missedWindow?: MissedWindow;
  /** How long a sequence waits after its last step unless it says so (`then.after`). Default 24h. Of the organization only. */
  readonly ghostDelay?: DurationText;
  /** What follows a call that certainly failed for the moment. Default: 3 attempts, one minute apart. */
  readonly retry?: RetryDocument;
  /** What becomes of a message of which nobody knows whether it was accepted. Default `by_channel`. */
  readonly unknownOutcome?: UnknownOutcome | 'by_channel';
  /** How long a sender rests after it refused everything. Default 30s. Of the organization only. */
  readonly breaker?: DurationText;
  /** How long to wait where a vendor says "too fast" without saying how long. Default 30s. Of the organization only. */
  readonly rateDelay?: DurationText;
}

/** Spans by weekday; a day that is absent, `[]` or `closed` has none. Short for one span: the span itself. */
export type BusinessHoursDocument = Readonly<Partial<Record<Weekday, string | readonly string[]>>> & {
  /** Whose clock they are read by. Default `organization`. */
  readonly zone?: BusinessHours['zone'];
};

export interface HolidaysDocument {
  /** Regions whose public holidays count: `FR`, `DE-BY`, `US-CA`. */
  readonly regions?: readonly string[];
  /** Days of your own: `2026-12-24`, or with a name. */
  readonly dates?: readonly (string | { readonly date: string; readonly name?: string })[];
}

export interface QuietHoursDocument {
  readonly from?: string;
  readonly to?: string;
  /** Do the stricter hours that the law of the recipient's region asks for count as well? Default true. */
  readonly regional?: boolean;
}

/** Local days of the organization, both included. */
export interface BlackoutDocument {
  readonly from: string;
  readonly to: string;
  /** Shown where something was put off for it. */
  readonly reason: string;
}

/** 1 to 32, or `none` for as many as there are. */
export interface CapDocument {
  /** Within any 24 hours. */
  readonly perDay?: number | 'none';
  /** Within any 7 days. */
  readonly perWeek?: number | 'none';
}

export interface CapsDocument extends CapDocument {
  /** Of one sequence. */
  readonly sequence?: CapDocument;
  /** On one channel. */
  readonly channels?: Readonly<Partial<Record<Channel, CapDocument>>>;
}

export type ConsentDocument = { readonly default?: ConsentMode } & Readonly<Partial<Record<Channel, ConsentMode>>>;

export interface RetryDocument {
  /** In all, the first one included: 1 to 100. */
  readonly attempts?: number;
  readonly delay?: DurationText;
  /** `exponential` doubles the delay with each attempt, up to `delayMax`. */
  readonly growth?: RetryPolicy['growth'];
  readonly delayMax?: DurationText;
}
