/**
 * Durations as people write them, and back.
 *
 *   30s  30m  2h  1d  1w      a number and a unit; the number may have decimals: 1.5h
 *   1h30m  1d 12h             several, the largest unit first, each unit once, decimals in the last only
 *   PT30M  P1D  P1DT2H  P2W   ISO 8601, except years and months, whose length differs
 *   1800                      seconds, as a number or as digits
 *
 * A day is exactly 24 hours and a week 7 such days: durations count from an instant and know no time zone. Where a
 * clock change lies between, `1d` after 09:00 is 08:00 or 10:00 by the wall clock.
 */
import type { Problem } from './problem.ts';

/** A duration as written: `30m`, `PT30M`, or seconds as a number. */
export type DurationText = string | number;

export type DurationReading =
  | { readonly ok: true /** Whole milliseconds, never negative. */; readonly ms: number }
  | { readonly ok: false; readonly message: string; readonly expected: string };

/** Ten years of 365 days, in milliseconds: what is longer is a slip of the keyboard. */
export const durationMsMax = 10 * 365 * 86_400_000;

const unitMs = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;
type Unit = keyof typeof unitMs;

const examples = 'a duration such as 30m, 2h, 1d, 1h30m, PT30M, or a number of seconds';

/** Reads one duration, written in any of the ways above. Never throws; says what is wrong and what would be right. */
export function readDuration(value: unknown): DurationReading {
  if (typeof value === 'number') return fromSeconds(value, String(value));
  if (typeof value !== 'string') return wrong(`a duration is a text or a number of seconds, not ${typeName(value)}`);
  const text = value.trim();
  if (text === '') return wrong('the duration is empty');
  if (text.length > 100) return wrong('this is too long to be a duration');
  if (/^[-\u2212]/.test(text)) return negative(text);
  if (/^\d+(\.\d+)?$/.test(text)) return fromSeconds(Number(text), text);
  return /^p/i.test(text) ? readIso(text) : readUnits(text);
}

/**
 * Reads a list such as `30m,2h,1d` (the setting `FOLLOWUP_SCHEDULES`) as numbers of seconds: 1800, 7200, 86400.
 * An empty text is an empty list. Every item that is no duration, or stands twice, is a problem with its path (`[1]`)
 * and its column in the text.
 */
export function readDurationList(
  text: string,
):
  | { readonly ok: true; readonly seconds: readonly number[] }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  if (text.trim() === '') return { ok: true, seconds: [] };
  const seconds: number[] = [];
  const problems: Problem[] = [];
  let start = 0;
  for (const [index, item] of text.split(',').entries()) {
    const column = start + 1 + (item.length - item.trimStart().length);
    const refuse = (message: string, expected: string) =>
      problems.push({ path: `[${index}]`, message: `item ${index + 1}: ${message}`, expected, line: 1, column });
    const reading = readDuration(item);
    if (!reading.ok) refuse(reading.message, reading.expected);
    else if (seconds.includes(reading.ms / 1000)) refuse(`${item.trim()} is in the list already`, 'each delay once');
    else seconds.push(reading.ms / 1000);
    start += item.length + 1;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, seconds };
}

/**
 * The short exact form of a duration in whole milliseconds, not negative: `90m`, `36h`, `1w`; where one unit would need
 * more than three digits, several: `1d3h46m40s`. `readDuration` reads it back to the same number.
 */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  const units = Object.keys(unitMs) as Unit[];
  const single = units.find((unit) => ms % unitMs[unit] === 0);
  if (single !== undefined && ms / unitMs[single] < 1000) return `${ms / unitMs[single]}${single}`;
  let rest = ms;
  let text = '';
  for (const unit of units) {
    const count = unit === 's' ? rest / 1000 : Math.floor(rest / unitMs[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * unitMs[unit];
  }
  return text;
}

/** `1h30m`, `1.5h`, `1d 12h`. */
function readUnits(text: string): DurationReading {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([wdhms])\s*/g)];
  if (parts.map((part) => part[0]).join('') !== text) return unreadable(text);
  let ms = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const [index, [, count = '', unit]] of parts.entries()) {
    const size = unitMs[unit as Unit];
    if (size >= smallest) {
      return wrong(`${quote(text)} is out of order`, 'the largest unit first and each unit once, for example 1d2h30m');
    }
    if (count.includes('.') && index < parts.length - 1) {
      return wrong(`only the last number of ${quote(text)} may have decimals`, 'for example 1h30m or 1.5h');
    }
    smallest = size;
    ms += Number(count) * size;
  }
  return withinLimits(ms, text);
}

/** `P1DT2H30M`. @source ISO 8601-1:2019, 5.5.2 (durations), without years and months. */
function readIso(text: string): DurationReading {
  const number = String.raw`(\d+(?:[.,]\d+)?)`;
  const form = new RegExp(
    `^P(?:${number}Y)?(?:${number}M)?(?:${number}W)?(?:${number}D)?(T(?:${number}H)?(?:${number}M)?(?:${number}S)?)?$`,
  );
  const match = form.exec(text);
  if (!match)
    return form.test(text.toUpperCase())
      ? wrong(`${quote(text)} is not in capitals`, `write ${text.toUpperCase()}`)
      : unreadable(text);
  const [, years, months, weeks, days, time, hours, minutes, seconds] = match;
  if (years !== undefined || months !== undefined) {
    return wrong(`${quote(text)} has years or months, whose length differs`, 'weeks or days, for example P4W or P30D');
  }
  const counts = [weeks, days, hours, minutes, seconds];
  const given = counts.filter((count) => count !== undefined);
  if (given.length === 0 || time === 'T') return wrong(`${quote(text)} has no number after ${text.at(-1)}`);
  if (given.slice(0, -1).some((count) => /[.,]/.test(count))) {
    return wrong(`only the last number of ${quote(text)} may have decimals`, 'for example PT1H30M or PT1.5H');
  }
  const sizes = Object.values(unitMs);
  const ms = counts.reduce((sum, count, i) => sum + Number((count ?? '0').replace(',', '.')) * (sizes[i] ?? 0), 0);
  return withinLimits(ms, text);
}

function fromSeconds(seconds: number, text: string): DurationReading {
  if (Number.isNaN(seconds)) return wrong('the duration is not a number');
  return seconds < 0 ? negative(text) : withinLimits(seconds * 1000, text);
}

/** Rounds to whole milliseconds (and -0 to 0), and refuses what is absurdly long. */
function withinLimits(ms: number, text: string): DurationReading {
  if (ms > durationMsMax) return wrong(`${quote(text)} is longer than ten years`, 'at most 3650d');
  return { ok: true, ms: Math.round(ms) + 0 };
}

function negative(text: string): DurationReading {
  return wrong(`${quote(text)} is negative`, 'a duration of zero or more, for example 30m');
}

/** Says as exactly as possible why a text is no duration. */
function unreadable(text: string): DurationReading {
  if (/^[a-z]+$/i.test(text) && wordUnit(text) !== undefined) {
    return wrong(`${quote(text)} has no number before the unit`, `for example 1${wordUnit(text)}`);
  }
  const meant = rewritten(text);
  return meant === undefined
    ? wrong(`${quote(text)} is not a duration`)
    : wrong(`${quote(text)} is not a duration`, `write ${meant}`);
}

/** What `2 hours`, `2H` or `1 day and 3 hrs` was meant to be, if that is a duration. */
function rewritten(text: string): string | undefined {
  const parts = [...text.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+)(?:\s+and\s+|[\s,]*)/gi)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text.replace(/^\+/, '')) return undefined;
  const written = parts
    .map(([, count = '', unit = '']) => `${count.replace(',', '.')}${wordUnit(unit) ?? '?'}`)
    .join('');
  return written.includes('?') || !readUnits(written).ok ? undefined : written;
}

function wordUnit(word: string): Unit | undefined {
  if (!/^(w(eeks?)?|d(ays?)?|h(ours?|rs?)?|m(in(ute)?s?)?|s(ec(ond)?s?)?)$/i.test(word)) return undefined;
  return word[0]?.toLowerCase() as Unit;
}

function wrong(message: string, expected: string = examples): DurationReading {
  return { ok: false, message, expected };
}

function quote(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 39)}…` : text}"`;
}

function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
