// The command line of the bench.
import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly help: boolean;
  /** Prefixes of workload keys; empty: all. */
  readonly only: readonly string[];
  /** Names of subjects; empty: all. */
  readonly subjects: readonly string[];
  readonly scale: number;
  readonly repeats: number;
  readonly timeoutMs: number;
  readonly jsonPath: string | undefined;
  /** Exit with 1 when a measured goal of this column is missed. */
  readonly require: 'first' | 'goal' | undefined;
}

export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      only: { type: 'string', default: '' },
      subjects: { type: 'string', default: '' },
      scale: { type: 'string', default: '1' },
      repeat: { type: 'string', default: '1' },
      timeout: { type: 'string', default: '900' },
      json: { type: 'string' },
      require: { type: 'string' },
    },
  });
  if (values.require !== undefined && values.require !== 'first' && values.require !== 'goal') {
    throw new Error(`--require must be "first" or "goal", not "${values.require}".`);
  }
  return {
    help: values.help,
    only: listOf(values.only),
    subjects: listOf(values.subjects),
    scale: positive('--scale', values.scale),
    repeats: Math.ceil(positive('--repeat', values.repeat)),
    timeoutMs: positive('--timeout', values.timeout) * 1_000,
    jsonPath: values.json,
    require: values.require,
  };
}

function listOf(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function positive(option: string, value: string): number {
  const number = Number(value);
  if (!(number > 0)) throw new Error(`${option} must be a number above 0, not "${value}".`);
  return number;
}

export function helpText(workloads: readonly string[], subjects: readonly string[]): string {
  return `Runs the follow-up workload on Relance and, side by side on the same PostgreSQL, on other systems; prints figures,
ratios and which goals are reached.

Usage: npm run bench -- [options]

  --only <keys>        workloads, by key or its beginning, separated by commas (all)
                       ${workloads.join(', ')}
  --subjects <names>   systems, separated by commas (all)
                       ${subjects.join(', ')}
  --scale <factor>     0.1 runs a tenth of every count: a rehearsal, not a verdict (1)
  --repeat <n>         runs everything n times and reports medians (1)
  --timeout <seconds>  gives up on one workload of one system after this time (900)
  --json <path>        also writes every figure of every run to a file
  --require <column>   "first" or "goal": exit with 1 if a measured goal of that column is missed
  --help               this text

With DATABASE_URL the bench uses that server: PostgreSQL 15 or newer, with the right to create databases; it creates and
drops its own and touches no other. Without it, a throwaway PostgreSQL is started and removed.
Progress goes to stderr, the report to stdout. A full run takes about a quarter of an hour.`;
}
