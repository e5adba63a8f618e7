/**
 * Reads a document of unknown shape place by place. Whatever is wrong is noted with its path and reading goes on, so
 * that its author sees all problems at once. Knows nothing of sequences.
 *
 * Every reading method answers `undefined` after noting why; the caller goes on with a stand-in and, in the end, looks
 * at `findings.problems` to know whether what was read may be used.
 */
import { readDuration } from './duration.ts';
import { didYouMean, nearestName } from './nearest-name.ts';
import { childPath, type Problem } from './problem.ts';

/** What was noted so far. A document with problems is refused; warnings go beside a good one. */
export interface Findings {
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

/** Who has made more mistakes than these needs no further ones. */
const problemsMax = 500;

const keyForm = /^[a-z0-9][a-z0-9-]{0,63}$/;

export class DocumentReader {
  readonly value: unknown;
  readonly path: string;
  readonly findings: Findings;

  constructor(value: unknown, path = '', findings: Findings = { problems: [], warnings: [] }) {
    this.value = value;
    this.path = path;
    this.findings = findings;
  }

  get given(): boolean {
    return this.value !== undefined;
  }

  /** Notes a problem here. */
  refuse(message: string, expected?: string): undefined {
    if (this.findings.problems.length >= problemsMax) return undefined;
    this.findings.problems.push({ path: this.path, message, ...(expected === undefined ? {} : { expected }) });
    return undefined;
  }

  /** Notes something that works but is probably not meant. */
  warn(message: string, expected?: string): void {
    if (this.findings.warnings.length >= problemsMax) return;
    this.findings.warnings.push({ path: this.path, message, ...(expected === undefined ? {} : { expected }) });
  }

  /** The place under a key; its value is undefined where there is none. */
  at(key: string): DocumentReader {
    const { value } = this;
    const there = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return new DocumentReader(
      there ? (value as Record<string, unknown>)[key] : undefined,
      childPath(this.path, key),
      this.findings,
    );
  }

  /** This place, to read its own name as a value: the keys of an object that its author chose. */
  named(name: string): DocumentReader {
    return new DocumentReader(name, this.path, this.findings);
  }

  /** Reads what is given; what is absent is no problem. */
  optional<T>(read: (place: DocumentReader) => T | undefined): T | undefined {
    return this.given ? read(this) : undefined;
  }

  /** Is this an object? Notes if not. */
  isObject(expected: string): boolean {
    if (typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)) return true;
    this.refuse(this.given ? `this is ${describe(this.value)}` : 'is missing', expected);
    return false;
  }

  /** Notes every key that is not known; `advice` says what to do about names that people use instead. True if all are. */
  knowsOnly(known: readonly string[], advice: Readonly<Record<string, string>> = {}): boolean {
    const unknown = Object.keys(this.value as object).filter((key) => !known.includes(key));
    for (const key of unknown) {
      const hint = Object.hasOwn(advice, key) ? advice[key] : didYouMean(key, known);
      this.at(key).refuse(`there is no option "${shorten(key)}" here`, hint);
    }
    return unknown.length === 0;
  }

  /** The elements of a list that has from 1 to `max` of them; of a longer one the first `max`. */
  items(max: number, expected: string): DocumentReader[] | undefined {
    const { value } = this;
    if (!Array.isArray(value)) return this.refuse(this.given ? `this is ${describe(value)}` : 'is missing', expected);
    if (value.length === 0) return this.refuse('the list is empty', expected);
    if (value.length > max) this.refuse(`the list has ${value.length} elements`, `at most ${max}`);
    return this.elements().slice(0, max);
  }

  /** The elements of a list that may be empty, at most `max` of them. */
  list(max: number, expected: string): DocumentReader[] | undefined {
    return Array.isArray(this.value) && this.value.length === 0 ? [] : this.items(max, expected);
  }

  /** The elements of a list as they are; none where there is no list. For a second look: notes nothing. */
  elements(): DocumentReader[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map((item, index) => new DocumentReader(item, childPath(this.path, index), this.findings));
  }

  /** A text of 1 to `max` characters that is not blank. */
  text(max: number, expected = `a text of 1 to ${max} characters`): string | undefined {
    const { value } = this;
    if (typeof value !== 'string') {
      const quoted =
        typeof value === 'number' || typeof value === 'boolean' ? `; as a text it is written "${value}"` : '';
      return this.refuse(this.given ? `this is ${describe(value)}` : 'is missing', `${expected}${quoted}`);
    }
    if (value.trim() === '') return this.refuse('the text is empty', expected);
    if (value.length > max) return this.refuse(`the text has ${value.length} characters`, `at most ${max}`);
    return value;
  }

  /** A name that stands for something for ever: `nudge-10m`. */
  key(): string | undefined {
    const expected = 'a name of lower-case letters, digits and "-", at most 64 characters, for example nudge-10m';
    const text = this.text(1_000, expected);
    if (text === undefined || keyForm.test(text)) return text;
    const meant = text
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_.]+/g, '-');
    const hint = keyForm.test(meant) ? `for example ${meant}` : expected;
    return this.refuse(`"${shorten(text)}" cannot be a key`, hint);
  }

  /** A word for machines and people alike, stored with what it explains: `replied`. */
  reason(): string | undefined {
    const expected = 'a word such as replied: letters, digits, ".", "_" and "-", at most 64';
    const text = this.text(1_000, expected);
    return text === undefined || /^[A-Za-z][\w.-]{0,63}$/.test(text)
      ? text
      : this.refuse(`"${shorten(text)}" cannot be a reason`, expected);
  }

  oneOf<const T extends string>(names: readonly T[]): T | undefined {
    const { value } = this;
    if (typeof value === 'string' && (names as readonly string[]).includes(value)) return value as T;
    const hint =
      typeof value === 'string' && nearestName(value, names) ? didYouMean(value, names) : `one of ${names.join(', ')}`;
    return this.refuse(this.given ? `there is no ${describe(value)} here` : 'is missing', hint);
  }

  boolean(): boolean | undefined {
    if (typeof this.value === 'boolean') return this.value;
    return this.refuse(`this is ${describe(this.value)}`, 'true or false');
  }

  /** A whole number between two limits, both included. */
  whole(min: number, max: number): number | undefined {
    const { value } = this;
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    return this.refuse(`this is ${describe(value)}`, `a whole number from ${min} to ${max}`);
  }

  number(): number | undefined {
    if (typeof this.value === 'number' && Number.isFinite(this.value)) return this.value;
    return this.refuse(`this is ${describe(this.value)}`, 'a number');
  }

  /** A duration in milliseconds, at least `minMs`. */
  durationMs(minMs = 0, minText = '0s'): number | undefined {
    if (!this.given) return this.refuse('is missing', 'a duration such as 30m, 2h or 1d');
    const reading = readDuration(this.value);
    if (!reading.ok) return this.refuse(reading.message, reading.expected);
    if (reading.ms < minMs) return this.refuse(`${describe(this.value)} is too short`, `at least ${minText}`);
    return reading.ms;
  }
}

/** A value in words, for messages: `the number 5`, `"abc"`, `a list`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'string') return `"${shorten(value)}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'number' || typeof value === 'boolean' ? `the ${typeof value} ${value}` : `a ${typeof value}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
