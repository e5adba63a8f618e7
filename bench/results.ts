// All figures of a run, by repeat, subject and key, and the ways to ask for them.
//
// A ratio is taken within a repeat, between cells that ran minutes apart, and only then is the median taken: on a noisy
// machine the ratio of two medians would compare two different hours.
import { median } from './statistics.ts';

export interface CellResult {
  readonly repeat: number;
  readonly workload: string;
  readonly subject: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface CellFailure {
  readonly repeat: number;
  readonly workload: string;
  readonly subject: string;
  readonly reason: string;
}

/** The figures of one repeat. Undefined: not measured. */
export type RepeatFigures = (subject: string, key: string) => number | undefined;

export class Results {
  readonly #cells: readonly CellResult[];
  readonly #repeats: readonly number[];

  constructor(cells: readonly CellResult[]) {
    this.#cells = cells;
    this.#repeats = [...new Set(cells.map(({ repeat }) => repeat))];
  }

  /** One value per repeat in which `value` is defined. */
  values(value: (figures: RepeatFigures) => number | undefined): number[] {
    return this.#repeats.flatMap((repeat) => value(this.#figuresOf(repeat)) ?? []);
  }

  median(value: (figures: RepeatFigures) => number | undefined): number | undefined {
    const values = this.values(value);
    return values.length === 0 ? undefined : median(values);
  }

  #figuresOf(repeat: number): RepeatFigures {
    return (subject, key) =>
      this.#cells.find((cell) => cell.repeat === repeat && cell.subject === subject && key in cell.figures)?.figures[
        key
      ];
  }
}
