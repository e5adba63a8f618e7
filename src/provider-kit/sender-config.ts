/**
 * Reads a sender's configuration by the fields that its provider declares, so that every provider says the same thing
 * about the same mistake. Pure.
 */
import type { ConfigField } from '../provider.ts';

type Fields = Readonly<Record<string, ConfigField>>;

type ValueOf<Field extends ConfigField> = Field['type'] extends 'number'
  ? number
  : Field['type'] extends 'boolean'
    ? boolean
    : Field['type'] extends 'object'
      ? Readonly<Record<string, unknown>>
      : string;

type IsGiven<Field extends ConfigField> = Field extends { required: true } | { default: string | number | boolean }
  ? true
  : false;

/** What a configuration looks like once it is read: required fields and those with a default are there. */
export type ConfigOf<F extends Fields> = {
  readonly [Name in keyof F]: IsGiven<F[Name]> extends true ? ValueOf<F[Name]> : ValueOf<F[Name]> | undefined;
};

/**
 * Checks names and types and fills in defaults.
 *
 * @param provider the provider's type, for the text of the error
 * @param fields as in the provider's `describe().config`; declare them `as const satisfies Record<string, ConfigField>`
 * @throws Error that names every field that is missing, of a wrong type or unknown. A value never stands in it: it
 *   might be a secret in the wrong place.
 *
 * @example readSenderConfig('smtp', fields, { hots: 'mail.example.com' })
 *   // Error: smtp: host is missing (Name or address of the mail server.); hots is unknown: did you mean host?
 */
export function readSenderConfig<const F extends Fields>(
  provider: string,
  fields: F,
  config: Readonly<Record<string, unknown>>,
): ConfigOf<F> {
  const problems: string[] = [];
  const read: Record<string, unknown> = {};

  for (const [name, field] of Object.entries(fields)) {
    const value = config[name] ?? field.default;
    if (value === undefined || value === '') {
      if (field.required) problems.push(`${name} is missing (${field.description})`);
      continue;
    }
    if (fits(field, value)) read[name] = value;
    else problems.push(`${name} must be ${inWords[field.type]}, not ${kindOf(value)}`);
  }
  for (const name of Object.keys(config)) {
    if (Object.hasOwn(fields, name)) continue;
    const meant = nearest(name, Object.keys(fields));
    problems.push(
      `${name} is unknown: ${meant ? `did you mean ${meant}?` : `known are ${Object.keys(fields).join(', ')}`}`,
    );
  }

  if (problems.length > 0) throw configError(provider, problems);
  return read as ConfigOf<F>;
}

/**
 * Stops a configuration whose single values are fine but which cannot work.
 *
 * @param problem begins with the name of the field
 */
export function requireConfig(condition: unknown, provider: string, problem: string): asserts condition {
  if (!condition) throw configError(provider, [problem]);
}

/** With the single problems beside the message: who stores a sender is told each at its field. */
function configError(provider: string, problems: readonly string[]): Error {
  return Object.assign(new Error(`${provider}: ${problems.join('; ')}`), { problems });
}

const inWords: Record<ConfigField['type'], string> = {
  string: 'a text',
  number: 'a number from 0 on',
  boolean: 'true or false',
  url: 'an http: or https: URL without a user or password',
  object: 'an object',
};

function fits(field: ConfigField, value: unknown): boolean {
  switch (field.type) {
    case 'string':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0;
    case 'boolean':
      return typeof value === 'boolean';
    case 'url':
      return typeof value === 'string' && isHttpUrl(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}

function isHttpUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string'
    ? 'this text'
    : typeof value === 'number'
      ? 'this number'
      : `of type ${typeof value}`;
}

/** The known name that differs least, when it differs by two letters at most. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= 2 ? best.candidate : undefined;
}

/** Letters to insert, remove or change to get from one word to the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
