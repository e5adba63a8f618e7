/**
 * The guards that ask whether this person may be written to, and whether this is the moment: consent, preferences, caps, gap,
 * business and quiet hours. What is put off is put off until the first moment at which all of them let it pass.
 */
import { dayMs } from './calendar-day.ts';
import { categoryRules } from './category-rules.ts';
import { openUntil } from './closing.ts';
import { consentOf } from './consent.ts';
import type { DeferReason, DueFollowUp, Guard, Objection } from './due-follow-up.ts';
import type { Facts } from './facts.ts';
import { dueAgain, planningZone } from './local-time.ts';
import { nextOpening } from './opening.ts';
import type { PolicyPath } from './policy-layer.ts';
import { holdOf, preferenceOf, preferredGapMs, preferredPauseEnd } from './preferences.ts';
import { fullCap } from './recent-touches.ts';
import { isBefore } from './sequence.ts';
import { wallClock } from './zoned-time.ts';

export const consentGiven: Guard = ({ kind, channel, category, policy, consents, sourceOf }) => {
  if (kind !== 'message' || channel === 'none') return undefined;
  const answer = consentOf(policy.consent, category, channel, consents);
  if (typeof answer === 'string') return undefined;
  const path = `consent.${category}.${policy.consent[category][channel] === undefined ? 'default' : channel}` as const;
  return {
    do: 'skip',
    reason: answer.missing,
    facts: { channel, category, mode: answer.mode, source: sourceOf(path) },
  };
};

/** Has the person turned it off themselves? */
export const wanted: Guard = ({ kind, channel, category, preferences }) =>
  kind === 'message' && channel !== 'none' && preferenceOf(preferences, channel, category) === 'off'
    ? {
        do: 'skip',
        reason: 'preference_off',
        facts: { channel, category },
      }
    : undefined;

export const notPausedByPreference: Guard = (followUp, now) => {
  const { kind, category, preferences } = followUp;
  const until = kind === 'message' ? preferredPauseEnd(preferences, category, now) : null;
  return until === null ? undefined : putOff(followUp, 'preference_paused', until, {});
};

export const notHeld: Guard = (followUp, now) => {
  const { kind, category, preferences } = followUp;
  const hold = kind === 'message' ? holdOf(preferences, category, now) : null;
  return hold === null ? undefined : putOff(followUp, hold.because, hold.until, { heldUntil: hold.until });
};

/** Who wrote a moment ago is not pursued. */
export const notRecentlyActive: Guard = (followUp, now) => {
  const until = activeUntil(followUp);
  if (until === null || until <= now) return undefined;
  const { lastInboundAt, policy, sourceOf } = followUp;
  const facts = { lastInboundAt, quietMs: policy.recentlyActiveMs, source: sourceOf('recentlyActive') };
  return putOff(followUp, 'recently_active', until, facts);
};

export const capsHaveRoom: Guard = (followUp, now) => {
  const full = isCounted(followUp) ? fullCapOf(followUp, now) : undefined;
  if (!full) return undefined;
  const place = { contact: 'caps', sequence: 'caps.sequence', channel: `caps.channels.${followUp.channel}` }[full.of];
  const path = `${place}.${full.cap === 'day' ? 'perDay' : 'perWeek'}` as PolicyPath;
  const { cap, of, limit, sent, until } = full;
  const facts = { cap, of, limit, sent, source: followUp.sourceOf(path) };
  return putOff(followUp, 'cap_reached', until, facts);
};

export const gapKept: Guard = (followUp, now) => {
  const until = isCounted(followUp) ? gapUntil(followUp) : null;
  if (until === null || until <= now) return undefined;
  const { recentTouches, sourceOf, preferences } = followUp;
  const gapMs = gapMsOf(followUp);
  const source = gapMs === preferredGapMs(preferences) ? 'preferences' : sourceOf('minimumGap');
  const facts = { gapMs, lastAt: recentTouches[0]?.at ?? null, source };
  return putOff(followUp, 'gap', until, facts);
};

/** What was held up moves those after it on: the next step keeps its distance from when the one before really went out. */
export const distanceKept: Guard = (followUp, now) => {
  const until = distanceUntil(followUp);
  if (until === null || until <= now) return undefined;
  return putOff(followUp, 'distance', until, { lastAt: followUp.stepBefore?.goesAt ?? null });
};

export const isOpen: Guard = (followUp, now) => {
  const rules = followUp.opening;
  if (!rules || openUntil(rules, now) !== undefined) return undefined;
  const opening = nextOpening(rules, now);
  if (opening.closedBy === null || comesTooSoon(followUp, opening.at)) return undefined;
  const facts = { ...toldOf(opening.facts), source: followUp.sourceOf(pathsOfWindows[opening.closedBy]) };
  return putOff(followUp, opening.closedBy, opening.at ?? Number.POSITIVE_INFINITY, facts);
};

/** Times of day are enough for people: the day of the opening is that until which it is put off. */
function toldOf({ localTime, opensAt, holiday, ...facts }: Facts): Facts {
  return {
    ...facts,
    ...(typeof localTime === 'string' && { localTime: localTime.slice(11) }),
    ...(typeof opensAt === 'string' && { opens: opensAt.slice(11) }),
    ...(typeof holiday === 'string' && { name: holiday }),
  };
}

const pathsOfWindows = {
  business_hours: 'businessHours',
  holiday: 'holidays.dates',
  quiet_hours: 'quietHours',
  blackout: 'blackouts',
} as const satisfies Record<string, PolicyPath>;

/** A reminder in quiet hours waits for their end, unless that of which it reminds comes before. */
function comesTooSoon(followUp: DueFollowUp, opensAt: number | null): boolean {
  const remindsOf = heededInstant(followUp);
  return remindsOf !== null && (opensAt === null || opensAt >= remindsOf);
}

/** That of which it reminds, where it goes out in time for it although the window is closed. */
function heededInstant(followUp: DueFollowUp): number | null {
  return categoryRules[followUp.category].quietHours === 'unless_sooner' ? remindedInstant(followUp) : null;
}

/** The instant that a step before its anchor counts towards. */
export function remindedInstant({ enrollment, step }: DueFollowUp): number | null {
  const offset = step === null ? undefined : enrollment?.sequence?.steps[step]?.offset;
  return enrollment && offset && offset.from === 'anchor' && isBefore(offset) ? enrollment.anchorAt : null;
}

function putOff(followUp: DueFollowUp, reason: DeferReason, from: number, facts: Facts): Objection {
  const until = Number.isFinite(from) ? firstMoment(followUp, from) : null;
  return until === null ? { do: 'skip', reason: 'window_never_opens', facts } : { do: 'defer', reason, until, facts };
}

/** Each turn passes a cap or a closed stretch; so many in a row are none that would ever end. */
const turnsMax = 50;
/** Beyond it there are no dates (ECMAScript); what is put off until then never comes. */
const lastInstant = 8.64e15;

/**
 * The first instant from which on all guards of the moment let it pass, as far as is known now; null: none.
 *
 * @param from milliseconds since 1970
 */
export function firstMoment(followUp: DueFollowUp, from: number): number | null {
  const rules = followUp.opening;
  const isHeld = isCounted(followUp);
  let at = Math.max(from, activeUntil(followUp) ?? 0);
  for (let turn = 0; turn < turnsMax; turn += 1) {
    const begun = at;
    if (isHeld) {
      at = Math.max(at, gapUntil(followUp) ?? 0, distanceUntil(followUp) ?? 0);
      at = Math.max(at, preferredPauseEnd(followUp.preferences, followUp.category, at) ?? 0);
      at = Math.max(at, holdOf(followUp.preferences, followUp.category, at)?.until ?? 0);
      at = fullCapOf(followUp, at)?.until ?? at;
    }
    if (at > lastInstant) return null;
    if (rules) {
      const opening = nextOpening(rules, at);
      if (comesTooSoon(followUp, opening.at)) return at;
      if (opening.at === null) return null;
      at = opening.at;
    }
    if (at === begun) return at;
  }
  return null;
}

/** The first opening at or after an instant; the instant itself where no window counts. Null: none. */
export function openingAfter(followUp: DueFollowUp, from: number): number | null {
  const rules = followUp.opening;
  if (!rules || openUntil(rules, from) !== undefined) return from;
  const { at } = nextOpening(rules, from);
  return comesTooSoon(followUp, at) ? from : at;
}

/** When its window closes, if that is within a day or so. What goes out although it is closed does not heed it. */
export function untilClosing(followUp: DueFollowUp, now: number): number | null {
  const rules = followUp.opening;
  const closesAt = rules && openUntil(rules, now);
  if (!rules || closesAt === null || closesAt === undefined) return null;
  // When it opens again is looked for only where that matters.
  const goesOutClosed = heededInstant(followUp) !== null && comesTooSoon(followUp, nextOpening(rules, closesAt).at);
  return goesOutClosed ? null : closesAt;
}

/** The time of day at which it was due, on the next day on which that is still to come, by the recipient's clock. */
export function nextDayAtItsTime(followUp: DueFollowUp, now: number): number {
  const clock = wallClock(planningZone(followUp.clock));
  const shown = clock.shownAt(followUp.dueAt);
  const timeOfDay = shown - Math.floor(shown / dayMs) * dayMs;
  const today = Math.floor(clock.reachedAt(now) / dayMs) * dayMs;
  const at = clock.firstAt(today + timeOfDay);
  return at > now ? at : clock.firstAt(today + dayMs + timeOfDay);
}

function isCounted({ kind, category }: DueFollowUp): boolean {
  return kind === 'message' && categoryRules[category].counts;
}

function activeUntil({ kind, category, policy, lastInboundAt }: DueFollowUp): number | null {
  if (kind !== 'message' || !categoryRules[category].leavesTheActiveAlone) return null;
  return policy.recentlyActiveMs === 0 || lastInboundAt === null ? null : lastInboundAt + policy.recentlyActiveMs;
}

function fullCapOf({ policy, recentTouches, channel, sequenceKey }: DueFollowUp, at: number) {
  return fullCap(policy.caps, recentTouches, { channel, sequence: sequenceKey }, at);
}

/** The longer of what the policy and the person want. */
function gapMsOf({ policy, preferences }: DueFollowUp): number {
  return Math.max(policy.minimumGapMs, preferredGapMs(preferences));
}

function gapUntil(followUp: DueFollowUp): number | null {
  const last = followUp.recentTouches[0];
  return last === undefined ? null : last.at + gapMsOf(followUp);
}

/** Less is no delay to speak of. */
const heldUpMsMin = 60_000;

/**
 * When a step has the distance from the one before that was planned; null: that one was not held up, or this one counts
 * otherwise. Steps from the anchor were dated when nobody knew what would be held up; others count from the real end of the one
 * before anyway, or by themselves, as repetitions and reminders do. Whoever moved it by hand wants it then.
 */
export function distanceUntil(followUp: DueFollowUp): number | null {
  const { enrollment, step, stepBefore, occurrence, dueAt, isAtItsTime, clock } = followUp;
  const sequence = enrollment?.sequence;
  const offset = step === null ? undefined : sequence?.steps[step]?.offset;
  if (!enrollment || !sequence || !offset || !stepBefore || stepBefore.goesAt === null) return null;
  const heldUpMs = stepBefore.goesAt - stepBefore.dueAt;
  if (heldUpMs <= heldUpMsMin || occurrence > 0 || !isCounted(followUp)) return null;
  if (offset.from === 'previous' || isBefore(offset)) return null;
  const isWhereItWas = offset.local ? isAtItsTime : enrollment.anchorAt + offset.ms === dueAt;
  if (!isWhereItWas) return null;
  return dueAgain(sequence, offset, dueAt, heldUpMs, clock).dueAt;
}
