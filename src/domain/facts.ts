/** Facts: what conditions ask and templates print, as plain JSON under dotted paths. */

export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact | undefined };
export type Facts = { readonly [key: string]: Fact | undefined };

/** What every path begins with: the event that began it, the contact, or the subject record. */
export const factRoots = ['event', 'contact', 'lead', 'conversation', 'call', 'appointment', 'actionItem'] as const;

/** The fact at a dotted path such as `contact.attributes.plan`; undefined where there is none. */
export function factAt(facts: Facts, path: string): Fact | undefined {
  let at: Fact | undefined = facts;
  for (const key of path.split('.')) {
    if (at === null || typeof at !== 'object' || Array.isArray(at) || !Object.hasOwn(at, key)) return undefined;
    at = (at as Facts)[key];
  }
  return at;
}

/** ISO 8601 with `Z` or an offset: without one, a text would mean another instant in every time zone. */
const withOffset = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d(:?\d\d)?)$/i;

/** The instant at a path: a number of milliseconds, or an ISO 8601 text with an offset; undefined for anything else. */
export function instantAt(facts: Facts, path: string): number | undefined {
  const value = factAt(facts, path);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !withOffset.test(value)) return undefined;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : instant;
}
