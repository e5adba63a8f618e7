// The run as text: who ran and how, a table of figures, a table of ratios, and the goals.
import { type GoalVerdict, goals } from './goals.ts';
import type { CellFailure, Results } from './results.ts';
import type { Subject } from './subject.ts';
import type { Figure, Unit } from './workload.ts';

export interface ReportInput {
  readonly subjects: readonly Subject[];
  readonly leftOut: readonly Subject[];
  readonly figures: readonly Figure[];
  readonly results: Results;
  readonly failures: readonly CellFailure[];
  readonly verdicts: readonly GoalVerdict[];
  readonly repeats: number;
  readonly scale: number;
  readonly server: string;
  readonly machine: string;
}

export function formatReport(input: ReportInput): string {
  const sections = [
    formatHeader(input),
    formatFigures(input),
    formatRatios(input),
    formatGoals(input),
    formatFailures(input.failures),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function formatHeader({ subjects, leftOut, repeats, scale, server, machine }: ReportInput): string {
  return [
    `${machine}; ${server}; ${repeats === 1 ? 'one run' : `medians of ${repeats} runs (lowest–highest)`}`,
    ...(scale === 1 ? [] : [`Scale ${scale}: a rehearsal. Figures of short runs are no verdict.`]),
    ...subjects.map(({ name, version, configuration }) => `${name} ${version}: ${configuration}`),
    ...leftOut.map(({ name, unavailable }) => `${name} is left out: ${unavailable}.`),
  ].join('\n');
}

function formatFigures({ subjects, figures, results }: ReportInput): string {
  const rows = figures.map(({ key, label, unit }) => [
    label,
    unit,
    ...subjects.map(({ name }) => {
      const values = results.values((figuresOf) => figuresOf(name, key));
      if (values.length === 0) return '–';
      const middle = formatNumber(results.median((figuresOf) => figuresOf(name, key)) ?? Number.NaN, unit);
      if (values.length === 1) return middle;
      return `${middle} (${formatNumber(Math.min(...values), unit)}–${formatNumber(Math.max(...values), unit)})`;
    }),
  ]);
  return formatTable(['Figures', '', ...subjects.map(({ name }) => name)], rows);
}

/** Every rate of Relance as a multiple of each other subject's rate. */
function formatRatios({ subjects, figures, results }: ReportInput): string {
  const others = subjects.filter(({ name }) => name !== 'relance');
  if (others.length === subjects.length || others.length === 0) return '';
  const rows = figures
    .filter(({ unit }) => unit === '/s')
    .map(({ key, label }) => [
      label.trim(),
      ...others.map(({ name }) => {
        const ratio = results.median((figuresOf) => {
          const [own, other] = [figuresOf('relance', key), figuresOf(name, key)];
          return own === undefined || other === undefined ? undefined : own / other;
        });
        return ratio === undefined ? '–' : `${ratio.toFixed(2)} x`;
      }),
    ])
    .filter((cells) => cells.slice(1).some((cell) => cell !== '–'));
  return formatTable(['Relance as a multiple of', ...others.map(({ name }) => name)], rows);
}

function formatGoals({ verdicts, scale }: ReportInput): string {
  if (verdicts.every(({ value }) => value === undefined)) return '';
  const rows = verdicts.map(({ goal, value, firstReached, goalReached }) => {
    const sign = goal.must === 'be at least' ? '>=' : '<=';
    const target = (number: number | undefined) =>
      number === undefined ? '' : `${sign} ${formatTarget(number)} ${goal.unit}`;
    return [
      goal.label,
      value === undefined ? '–' : `${formatNumber(value, goal.unit)} ${goal.unit}`,
      target(goal.first),
      formatVerdict(firstReached),
      target(goal.goal),
      formatVerdict(goalReached),
    ];
  });
  const reached = (key: 'firstReached' | 'goalReached') => verdicts.filter((verdict) => verdict[key] === true).length;
  const withFirst = goals.filter(({ first }) => first !== undefined).length;
  const measured = verdicts.filter(({ value }) => value !== undefined).length;
  return [
    formatTable(['Goals for Relance', 'measured', 'first', '', 'goal', ''], rows),
    `first: ${reached('firstReached')} of ${withFirst} reached; goal: ${reached('goalReached')} of ${goals.length} reached; ` +
      `${measured} of ${goals.length} measured${scale === 1 ? '' : `, at scale ${scale}`}.`,
  ].join('\n');
}

function formatVerdict(reached: boolean | undefined): string {
  if (reached === undefined) return '';
  return reached ? 'pass' : 'FAIL';
}

function formatFailures(failures: readonly CellFailure[]): string {
  return failures
    .map(({ workload, subject, repeat, reason }) => `FAILED ${workload} ${subject}, run ${repeat}: ${reason}`)
    .join('\n');
}

function formatNumber(value: number, unit: Unit | 'x'): string {
  if (unit === 'x') return value.toFixed(2);
  if (unit === 'ms') return value.toFixed(Math.abs(value) < 100 ? 1 : 0);
  return formatTarget(Math.round(value));
}

function formatTarget(value: number): string {
  return value.toLocaleString('en-US');
}

/** First column left-aligned, all others right-aligned, two spaces between. */
function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '─'.repeat(width)).join('──'), ...rows.map(line)].join('\n');
}
