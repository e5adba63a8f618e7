/**
 * What people asked for themselves: how often, and what not at all. It concerns what we write of our own accord; what they
 * booked or ordered is confirmed and reminded of unless they turned that very thing off. Pure.
 */
import { categoryRules } from './category-rules.ts';
import { type Channel, channels } from './channel.ts';
import { DocumentReader } from './document-reader.ts';
import type { Problem } from './problem.ts';
import { type Category, categories } from './sequence.ts';

/** As `contacts.preferences` has it; absent: as if nothing was asked for. */
export interface Preferences {
  /** False: no follow-ups at all. */
  readonly enabled?: boolean;
  /** At least so many hours between two follow-ups. */
  readonly frequencyHours?: number;
  /** No follow-ups before this instant, milliseconds since 1970. */
  readonly pausedUntil?: number;
  /** What they do not want, each `<channel>:<category>`. */
  readonly off?: readonly string[];
  /**
   * From the page of which address the limits were asked for (`frequencyHours`, `pausedUntil`), as `<channel>:<address>`: that one
   * may lift them. Absent: from no page.
   */
  readonly limitedBy?: string;
  /** They answered "in two weeks", or their mailbox said that they are away: until then we do not write of our own accord. */
  readonly hold?: Hold;
}

/** Over as soon as they write again. */
export interface Hold {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly because: 'asked_later' | 'out_of_office';
}

/** How often messages may come, and from when on. Hours, and milliseconds since 1970; 0: as if nothing was asked for. */
export interface Limits {
  readonly frequencyHours: number;
  readonly pausedUntil: number;
}

/** Would more come, or sooner? */
export function isMore(before: Limits, after: Limits): boolean {
  return after.frequencyHours < before.frequencyHours || after.pausedUntil < before.pausedUntil;
}

/** The end of the year 9999, in milliseconds since 1970. */
const pausedUntilMax = Date.UTC(10_000, 0) - 1;

/** For so many days the link of a message changes what its reader gets; it stops everything for ever. */
export const linkChangesDays = 90;

/** A year. */
export const frequencyHoursMax = 8_760;

/** One entry of `off`. */
export function preferenceKey(channel: Channel, category: Category): string {
  return `${channel}:${category}`;
}

/** Every entry that `off` may have. */
export const preferenceKeys: readonly string[] = channels.flatMap((channel) =>
  categories.map((category) => preferenceKey(channel, category)),
);

/** Does the person want this category on this channel? */
export function preferenceOf(preferences: Preferences | null, channel: Channel, category: Category): 'on' | 'off' {
  if (preferences?.off?.includes(preferenceKey(channel, category))) return 'off';
  return preferences?.enabled === false && categoryRules[category].counts ? 'off' : 'on';
}

/** At least this between two messages that count, in milliseconds; 0: as often as there are. */
export function preferredGapMs(preferences: Preferences | null): number {
  return (preferences?.frequencyHours ?? 0) * 3_600_000;
}

/** Until when the person wants to be left alone by this category, milliseconds since 1970; null: they don't. */
export function preferredPauseEnd(preferences: Preferences | null, category: Category, now: number): number | null {
  const until = preferences?.pausedUntil ?? 0;
  return until > now && categoryRules[category].counts ? until : null;
}

/** Null: nothing is held back at this time. */
export function holdOf(preferences: Preferences | null, category: Category, now: number): Hold | null {
  const hold = preferences?.hold;
  return hold && hold.until > now && categoryRules[category].counts ? hold : null;
}

/** What is wrong with a change of preferences; empty for a good one. Null clears. */
export function preferenceProblems(patch: { readonly [K in keyof Preferences]?: unknown }): Problem[] {
  const place = new DocumentReader(patch);
  if (!place.isObject('{ enabled, frequencyHours, pausedUntil, off, hold }')) return place.findings.problems;
  place.knowsOnly(['enabled', 'frequencyHours', 'pausedUntil', 'off', 'hold']);
  const given = (name: string) => {
    const at = place.at(name);
    return at.given && at.value !== null ? at : undefined;
  };
  given('enabled')?.boolean();
  given('frequencyHours')?.whole(1, frequencyHoursMax);
  given('pausedUntil')?.whole(0, pausedUntilMax);
  given('hold')?.refuse('a hold comes from what the person answers', 'null, to end it');
  const off = given('off');
  if (off && !Array.isArray(off.value)) off.refuse('this is not a list', 'a list such as ["email:marketing"]');
  for (const entry of off?.elements() ?? []) entry.oneOf(preferenceKeys);
  return place.findings.problems;
}
