/** What a catalogue of words has to have for telling an organization about its own installation. */
import type { AlertKind, AlertLevel } from '../alert.ts';
import type { CoveredType, UncoveredCause } from '../coverage.ts';
import type { Told } from './facts-in-words.ts';

export interface KindOfAlert {
  /** In a few words, for a subject or a text message: without a full stop. */
  readonly title: (facts: Told) => string;
  /** The same as sentences, with what is known and what to do. */
  readonly text: (facts: Told) => string;
  /** As a sentence. */
  readonly over: (facts: Told) => string;
}

export interface AlertWords {
  /** Between what something is about and what is said. */
  readonly colon: string;
  readonly levels: Readonly<Record<AlertLevel, string>>;
  readonly kinds: Readonly<Record<AlertKind, KindOfAlert>>;
  readonly isOver: string;
  readonly since: (instant: string) => string;
  /** Of a reminder. */
  readonly stillSince: (instant: string) => string;
  readonly lasted: (duration: string) => string;
  readonly more: (count: number) => string;
  /** Singular and plural. */
  readonly records: Readonly<Record<CoveredType, readonly [one: string, many: string]>>;
  /** Why nobody sees to a record, as the rest of "3 leads: …". */
  readonly causes: Readonly<Record<UncoveredCause, string>>;
  /** What a test says. */
  readonly test: (organization: string) => { readonly subject: string; readonly text: string };
}
