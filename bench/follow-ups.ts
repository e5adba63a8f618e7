// The follow-ups that all subjects get: the same numbers, due times and payloads for everyone, repeatable by number.
import type { FollowUp, FollowUpCategory } from './subject.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Numbers from here on belong to warm-ups, so that they never collide with what is measured. */
export const warmUpFrom = 100_000_000;

export interface FollowUpRange {
  readonly from: number;
  readonly count: number;
  /** Due times are spread evenly at random over [dueFromMs, dueFromMs + spreadMs). */
  readonly dueFromMs: number;
  readonly spreadMs: number;
  readonly organization?: number;
  readonly timed?: boolean;
  readonly category?: FollowUpCategory | undefined;
}

export function* followUps(range: FollowUpRange): Generator<FollowUp> {
  const random = randomFrom(range.from + 1);
  for (let number = range.from; number < range.from + range.count; number += 1) {
    const dueAtMs = Math.floor(range.dueFromMs + random() * range.spreadMs);
    yield {
      number,
      organization: range.organization ?? 0,
      contact: number,
      dueAtMs,
      category: range.category ?? 'manual',
      payload: {
        number,
        dueAtMs,
        timed: range.timed ?? false,
        to: `contact-${number}@example.com`,
        template: 'nudge-3h',
        text: `Hello! You asked us about ${number} square feet of flooring and we have not heard from you since. Shall we keep the date we offered for the visit, or would another day suit you better? Just reply here.`,
      },
    };
  }
}

/** `count` different whole numbers below `limit`, at random but always the same. */
export function sampleOf(count: number, limit: number): number[] {
  const random = randomFrom(limit);
  const numbers = Array.from({ length: limit }, (_, index) => index);
  for (let index = 0; index < count; index += 1) {
    const other = index + Math.floor(random() * (limit - index));
    [numbers[index], numbers[other]] = [numbers[other]!, numbers[index]!];
  }
  return numbers.slice(0, count);
}

/** Mulberry32: small, fast, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
