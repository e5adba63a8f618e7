/** Times of a day and spans of them as written, and back: `09:00`, `"09:00-12:30"`, `"22:00-02:00"`. */
import { type DocumentReader, describe } from './document-reader.ts';
import type { DaySpan } from './policy.ts';

/** Minutes of a day. */
export const dayMinutes = 24 * 60;

const spanExample = 'a span such as "09:00-12:30", or "22:00-02:00" over midnight';

/** @returns minutes of the day, 0 to 1440; undefined for text that is no such time */
function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d?):(\d\d)$/.exec(text) ?? [];
  if (hours === undefined || Number(minutes) > 59) return undefined;
  const all = Number(hours) * 60 + Number(minutes);
  return all <= dayMinutes ? all : undefined;
}

/** `09:00`. @param other what else there could be */
export function readTime(place: DocumentReader, other = ''): number | undefined {
  const { value } = place;
  const minutes = typeof value === 'string' ? minutesOf(value.trim()) : undefined;
  if (minutes !== undefined) return minutes;
  // YAML of the old kind takes 9:00 for 540 seconds, and quotes are forgotten.
  return place.refuse(
    `${describe(value)} is not a time of day`,
    `hours and minutes in quotes, for example "09:00"${other}`,
  );
}

/** `"09:00-12:30"`. */
export function readSpan(place: DocumentReader): DaySpan | undefined {
  const { value } = place;
  const parts = typeof value === 'string' ? value.split(/\s*[-–]\s*/) : [];
  const [from, to] = parts.map((part) => minutesOf(part.trim()));
  if (parts.length !== 2 || from === undefined || to === undefined) {
    return place.refuse(`${describe(value)} is not a span of a day`, spanExample);
  }
  if (from === to) return place.refuse(`${describe(value)} ends where it begins`, '"00:00-24:00" for the whole day');
  if (from === dayMinutes) return place.refuse(`${describe(value)} begins at the end of the day`, spanExample);
  return { from, to };
}

const spansMax = 10;

/** One span, a list of them, or none: `[]`, `closed`. In the order of the day. */
export function readSpans(place: DocumentReader): readonly DaySpan[] | undefined {
  const { value } = place;
  if (value === 'closed') return [];
  if (typeof value === 'string') {
    const only = readSpan(place);
    return only && [only];
  }
  const places = place.list(spansMax, 'a list of spans such as ["09:00-12:30", "14:00-18:00"], or closed');
  const spans = (places ?? []).map((it) => ({ it, span: readSpan(it) }));
  const read = spans.flatMap(({ it, span }) => (span ? [{ it, span }] : [])).sort((a, b) => a.span.from - b.span.from);
  if (places === undefined || read.length < places.length) return undefined;
  for (const [index, { it, span }] of read.entries()) {
    const before = read[index - 1]?.span;
    if (before === undefined || span.from >= endOf(before)) continue;
    return it.refuse(`${formatSpan(span)} overlaps with ${formatSpan(before)}`, 'spans that do not overlap');
  }
  return read.map(({ span }) => span);
}

/** In minutes from the beginning of the day on which it begins: beyond 1440 it is on the next one. */
export function endOf({ from, to }: DaySpan): number {
  return to > from ? to : to + dayMinutes;
}

export function formatTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export function formatSpan({ from, to }: DaySpan): string {
  return `${formatTime(from)}-${formatTime(to)}`;
}
