/** What an option is: its variable, its flag, how its text is read, what it says of itself. */

/** How the text of an option is read; `read-value.ts` has a reader for each. */
export type OptionType =
  | 'text'
  | 'number'
  | 'boolean'
  | 'duration'
  | 'postgresUrl'
  | 'webUrl'
  | 'paths'
  | 'list'
  | 'networks'
  | 'choice';

export interface Option {
  readonly group: string;
  readonly variable: string;
  /** Without `--no-…` forms; a boolean flag may stand alone. Absent: only the variable exists. */
  readonly flag?: string;
  readonly type: OptionType;
  /** What the value counts in, for people. */
  readonly unit?: string;
  /** The value when none is given. Absent: the description or `special` says what happens then. */
  readonly default?: string | number | boolean;
  /** Values with a meaning of their own, and what is done when the option is absent. */
  readonly special?: string;
  readonly description: string;
  readonly example?: string;
  readonly secret?: true;
  /** The values of a `choice`. */
  readonly choices?: readonly string[];
  /** Smallest and largest number, or duration in milliseconds. */
  readonly min?: number;
  readonly max?: number;
}
