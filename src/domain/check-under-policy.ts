/**
 * What a policy does to a sequence that neither shows alone: hours that never come, caps and gaps that its steps do not fit
 * into. Pure.
 */

import { categoryRules } from './category-rules.ts';
import type { Channel } from './channel.ts';
import type { Findings } from './document-reader.ts';
import { formatDuration } from './duration.ts';
import { type Cap, type DaySpan, type Policy, quietHoursOf, weekdays } from './policy.ts';
import { childPath } from './problem.ts';
import { dayMinutes, endOf } from './read-hours.ts';
import type { Category, Sequence } from './sequence.ts';

/** @param policy what counts for the sequence @returns the paths are those of the sequence's document */
export function checkUnderPolicy(sequence: Sequence, policy: Policy): Findings {
  const findings: Findings = { problems: [], warnings: [] };
  checkHours(sequence, policy, findings);
  const touches = touchesOf(sequence);
  checkCaps(touches, policy, findings);
  checkGap(touches, policy, findings);
  return findings;
}

function checkHours({ steps }: Sequence, policy: Policy, findings: Findings): void {
  const told = new Set<Category>();
  for (const [index, { kind, category }] of steps.entries()) {
    if (kind !== 'message' || told.has(category)) continue;
    told.add(category);
    const path = childPath(childPath('steps', index), 'category');
    const opening = openingOf(policy, category);
    if (opening === 'sometimes') continue;
    const { message, expected } = openingInWords[opening];
    const list = opening === 'quiet_at_home' ? findings.warnings : findings.problems;
    list.push({ path, message: message(category), expected });
  }
}

type Opening = 'sometimes' | 'never_open' | 'always_quiet' | 'quiet_all_day' | 'quiet_at_home';

/** What keeps a category from going out, and what would be right. */
export const openingInWords: Readonly<
  Record<Exclude<Opening, 'sometimes'>, { readonly message: (category: string) => string; readonly expected: string }>
> = {
  never_open: {
    message: (category) =>
      `${category} goes out in business hours only, and the policy has none: this could never be sent`,
    expected: 'hours on at least one day: businessHours in the policy',
  },
  always_quiet: {
    message: (category) =>
      `${category} goes out in business hours only, and all of them are quiet hours: this could never be sent`,
    expected: 'business hours that reach out of the quiet hours',
  },
  quiet_all_day: {
    message: (category) => `the quiet hours last all day: ${category} could never be sent`,
    expected: 'quietHours that end before they begin again',
  },
  quiet_at_home: {
    message: (category) =>
      `all business hours are quiet hours in the zone of the organization: ${category} reaches only people in other zones`,
    expected: 'business hours that reach out of the quiet hours',
  },
};

/** Can a message of this category ever go out? */
export function openingOf(policy: Policy, category: Category): Opening {
  const rules = categoryRules[category];
  const quiet = rules.quietHours === true ? quietHoursOf(policy, category) : null;
  if (quiet && endOf(quiet) - quiet.from >= dayMinutes) return 'quiet_all_day';
  const { businessHours } = policy;
  if (businessHours === null || !rules.businessHours) return 'sometimes';
  const open = weekdays.flatMap((day, index) => businessHours.days[day].flatMap((span) => minutesOf(span, index)));
  if (open.length === 0) return 'never_open';
  if (quiet === null) return 'sometimes';
  const isQuiet = new Set(minutesOf(quiet, 0).map((minute) => minute % dayMinutes));
  if (open.some((minute) => !isQuiet.has(minute % dayMinutes))) return 'sometimes';
  // Quiet hours are the recipient's: of the organization's hours some are not quiet elsewhere.
  return businessHours.zone === 'contact' ? 'always_quiet' : 'quiet_at_home';
}

function minutesOf(span: DaySpan, day: number): number[] {
  const start = day * dayMinutes + span.from;
  return Array.from({ length: endOf(span) - span.from }, (_, minute) => start + minute);
}

/** A message that counts for caps and gaps, when it is due if everything goes by plan: milliseconds from the first one's zero. */
interface Touch {
  readonly index: number;
  readonly key: string;
  readonly channel: Channel | 'same';
  readonly atMs: number;
}

const weekMs = 7 * 86_400_000;
/** Enough for any cap. */
const repetitionsMax = 40;

function touchesOf({ steps }: Sequence): Touch[] {
  const touches: Touch[] = [];
  let endMs = 0;
  for (const [index, { kind, key, channel, category, offset, repeat }] of steps.entries()) {
    const atMs = (offset.from === 'previous' ? endMs : 0) + offset.ms;
    const times = Math.min(repeat?.times ?? (repeat ? repetitionsMax : 1), repetitionsMax);
    endMs = atMs + (repeat ? repeat.everyMs * (times - 1) : 0);
    if (kind !== 'message' || !categoryRules[category].counts) continue;
    for (let n = 0; n < times; n += 1) touches.push({ index, key, channel, atMs: atMs + n * (repeat?.everyMs ?? 0) });
  }
  return touches.sort((a, b) => a.atMs - b.atMs);
}

function checkCaps(touches: readonly Touch[], { caps }: Policy, findings: Findings): void {
  const places: readonly { readonly name: string; readonly cap: Cap; readonly touches: readonly Touch[] }[] = [
    { name: 'caps', cap: caps, touches },
    { name: 'caps.sequence', cap: caps.sequence, touches },
    ...Object.entries(caps.channels).map(([channel, cap]) => ({
      name: `caps.channels.${channel}`,
      cap,
      touches: touches.filter((touch) => touch.channel === channel),
    })),
  ];
  for (const [window, windowMs] of [
    ['perDay', 86_400_000],
    ['perWeek', weekMs],
  ] as const) {
    // One warning for each window: about the tightest cap.
    const caps = places.filter(({ cap }) => cap[window] !== null);
    caps.sort((a, b) => (a.cap[window] ?? 0) - (b.cap[window] ?? 0));
    for (const { name, cap, touches: counted } of caps) {
      const limit = cap[window] as number;
      const crowd = largestCrowd(counted, windowMs);
      if (crowd.length <= limit) continue;
      const [first, last, beyond] = [crowd[0], crowd.at(-1), crowd[limit]] as [Touch, Touch, Touch];
      const within = formatDuration(last.atMs - first.atMs);
      const keys = [...new Set(crowd.map(({ key }) => key))].join(', ');
      findings.warnings.push({
        path: childPath('steps', beyond.index),
        message: `${name}.${window} is ${limit}, but ${crowd.length} messages are due within ${within} (${keys}): ${crowd.length - limit} of them would be held back`,
        expected: 'steps further apart, fewer of them, or a larger cap',
      });
      break;
    }
  }
}

/** The most touches within less than a window; of several the first. */
function largestCrowd(touches: readonly Touch[], windowMs: number): readonly Touch[] {
  let largest: readonly Touch[] = [];
  for (const [index, { atMs }] of touches.entries()) {
    const crowd = touches.slice(index).filter((touch) => touch.atMs - atMs < windowMs);
    if (crowd.length > largest.length) largest = crowd;
  }
  return largest;
}

function checkGap(touches: readonly Touch[], { minimumGapMs }: Policy, findings: Findings): void {
  const told = new Set<number>();
  for (const [n, touch] of touches.entries()) {
    const before = touches[n - 1];
    if (before === undefined || told.has(touch.index)) continue;
    const distanceMs = touch.atMs - before.atMs;
    if (distanceMs >= minimumGapMs) continue;
    told.add(touch.index);
    const what = touch.key === before.key ? 'its repetition' : touch.key;
    findings.warnings.push({
      path: childPath('steps', touch.index),
      message: `${what} is due ${formatDuration(distanceMs)} after ${before.key}, but minimumGap is ${formatDuration(minimumGapMs)}: it would be held back`,
      expected: 'steps further apart, or a smaller minimumGap',
    });
  }
}
