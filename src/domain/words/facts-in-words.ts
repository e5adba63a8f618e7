/** What sentences ask facts for. */

/** A decision's facts in words. Asking for one that is not there makes the sentence fall back to its plain form. */
export interface Told {
  /** A word or number as it is; nothing where it is not there. */
  maybe(key: string): string | undefined;
  text(key: string): string;
  /** The number itself, for choosing between singular and plural. */
  count(key: string): number;
  /** An instant with its zone. */
  instant(key: string): string;
  /** An instant that lies more than a minute after the decision; nothing where it is sooner: that is "at once". */
  later(key: string): string | undefined;
  /** A day such as `2026-12-24`. */
  day(key: string): string;
  /** A time of day: a text as it is, an instant by the clock of the fact `zone`. */
  clock(key: string): string;
  duration(key: string): string;
  channel(): string;
  category(): string;
  /** Of what a person agreed to. */
  categories(): string;
  /** Another reason, without its own facts. */
  reason(key: string): string;
}
