/** Instants in words, in the viewer's own language and zone. */
const dayMs = 86_400_000;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const near = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const far = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const old = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export const viewerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const units = [
  { unit: 'year', ms: 365 * dayMs },
  { unit: 'month', ms: 30 * dayMs },
  { unit: 'week', ms: 7 * dayMs },
  { unit: 'day', ms: dayMs },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

/** `in 3 hours`, `2 minutes ago`, `now`. Weeks begin at two, so that a reminder in 9 days says so. */
export function relativeWords(at: number, now: number): string {
  const difference = at - now;
  const distance = Math.abs(difference);
  if (distance < 1_500) return 'now';
  const { unit, ms } = units.find((it) => distance >= (it.unit === 'week' ? 2 * it.ms : it.ms)) ?? units[6];
  const count = Math.round(difference / ms);
  // "tomorrow" and "yesterday" are about dates, not about distances.
  if (unit === 'day' && Math.abs(count) === 1) return count > 0 ? 'in 1 day' : '1 day ago';
  return relative.format(count, unit);
}

/** As short as it can be without being mistaken: `Tue 09:30`, `4 May, 09:30`, `4 May 2027`. */
export function absoluteWords(at: number, now: number): string {
  const distance = Math.abs(at - now);
  if (distance < 6 * dayMs) return near.format(at);
  return distance < 300 * dayMs ? far.format(at) : old.format(at);
}

/** Everything: date, time, zone. */
export function fullWords(at: number): string {
  return full.format(at);
}

/** For lists of messages: the time of today's, the day of the others. */
export function listWords(at: number, now: number): string {
  return new Date(at).toDateString() === new Date(now).toDateString() ? clock.format(at) : absoluteWords(at, now);
}
