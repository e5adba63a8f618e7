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

/** What could be read so far: a field with a mistake is missing, like one that is not given. */
export type GivenOf<F extends Fields> = { readonly [Name in keyof F]: ValueOf<F[Name]> | undefined };

/** Where mistakes are noted while reading goes on, so that its owner sees all of them at once. */
export interface ConfigProblems {
  /**
   * Notes a mistake. Of several at one place the first is kept: what follows from it helps nobody.
   *
   * @param problem begins with the path of the field (`hmac.header must be a text`), and shows no value: it might be a secret
   */
  refuse(problem: string): undefined;
  /** Notes a mistake unless the condition holds. */
  require(condition: unknown, problem: string): void;
}

/**
 * A sender's configuration while it is read. Names and types are checked and defaults filled in at once; what the provider
 * requires besides is noted by `require`, and `done` stops a configuration with any mistake, naming all of them.
 *
 * @example
 *   const reading = new ConfigReading('demo', fields, raw);
 *   const { port } = reading.given;
 *   reading.require(port === undefined || port < 65_536, 'port must be below 65536');
 *   const config = reading.done();
 */
export class ConfigReading<const F extends Fields> implements ConfigProblems {
  readonly given: GivenOf<F>;
  readonly #provider: string;
  /** By the path that they begin with. */
  readonly #problems = new Map<string, string>();

  /**
   * @param provider the provider's type, for the text of the error
   * @param fields as in the provider's `describe().config`; declare them `as const satisfies Record<string, ConfigField>`
   */
  constructor(provider: string, fields: F, config: Readonly<Record<string, unknown>>) {
    this.#provider = provider;
    const read: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(fields)) {
      const value = config[name] ?? field.default;
      if (value === undefined || value === '') {
        if (field.required) this.refuse(`${name} is missing (${field.description})`);
        continue;
      }
      if (fits(field, value)) read[name] = value;
      else this.refuse(`${name} must be ${inWords[field.type]}, not ${kindOf(value)}`);
    }
    for (const name of Object.keys(config)) {
      if (Object.hasOwn(fields, name)) continue;
      const meant = nearest(name, Object.keys(fields));
      this.refuse(
        `${name} is unknown: ${meant ? `did you mean ${meant}?` : `known are ${Object.keys(fields).join(', ')}`}`,
      );
    }
    this.given = read as GivenOf<F>;
  }

  refuse(problem: string): undefined {
    const path = /^[^\s:,]*/.exec(problem)?.[0] ?? '';
    if (!this.#problems.has(path)) this.#problems.set(path, problem);
    return undefined;
  }

  require(condition: unknown, problem: string): void {
    if (!condition) this.refuse(problem);
  }

  /**
   * @throws Error that names every mistake, with the single ones as its `problems`: who stores a sender is told each at its
   *   field. A value never stands in it.
   */
  done(): ConfigOf<F> {
    const problems = [...this.#problems.values()];
    if (problems.length > 0) throw Object.assign(new Error(`${this.#provider}: ${problems.join('; ')}`), { problems });
    return this.given as ConfigOf<F>;
  }
}

/**
 * Reads a configuration of which nothing is required besides the names and types of its fields.
 *
 * @throws Error that names every field that is missing, of a wrong type or unknown
 *
 * @example readSenderConfig('smtp', fields, { hots: 'mail.example.com' })
 *   // Error: smtp: host is missing (Name or address of the mail server.); hots is unknown: did you mean host?
 */
export function readSenderConfig<const F extends Fields>(
  provider: string,
  fields: F,
  config: Readonly<Record<string, unknown>>,
): ConfigOf<F> {
  return new ConfigReading(provider, fields, config).done();
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
