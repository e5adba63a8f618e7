// What a workload is: a key for `--only`, the figures that it yields, and the run itself on a fresh database.
import type { Client, Subject } from './subject.ts';

export type Unit = '/s' | 'ms' | 'bytes' | 'MB' | 'µs' | 'calls';

export interface Figure {
  /** Stable, used in JSON and in the goals. */
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
}

export interface Workload {
  /** As given to `--only`, where a prefix is enough: `w3` selects all of W3. */
  readonly key: string;
  readonly figures: readonly Figure[];
  /** True for what only Relance has. */
  readonly relanceOnly?: boolean;
  run(cell: Cell): Promise<Readonly<Record<string, number>>>;
}

/** One workload on one subject, in a process and a database of its own. */
export interface Cell {
  readonly subject: Subject;
  readonly databaseUrl: string;
  /** A count of the full workload, scaled down by `--scale`, but never below `least`. */
  scaled(count: number, least: number): number;
  /** A client that is closed when the cell ends. */
  openClient(callers: number): Promise<Client>;
  log(message: string): void;
}

/** Callers of a client that only loads what a workload needs before its clock runs. */
export const loadingCallers = 3;

/** Ends a cell whose subject did not do what was measured. A figure of wrong work is worth nothing. */
export function verify(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
