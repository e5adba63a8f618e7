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

/** The instant at a path: a number of milliseconds, or an ISO 8601 text with an offset. */
export function instantAt(facts: Facts, path: string): number | undefined {
  const value = factAt(facts, path);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : instant;
}
