// `npm run bench`: every selected workload on every selected subject, one cell after another, then the report.
//
// The order is repeat, workload, subject: what is compared runs within minutes. Each repeat begins with another subject,
// so that none always runs on the quietest or busiest moment.
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { openServer } from './bench-server.ts';
import { type BenchDatabases, describeServer, openDatabases } from './database.ts';
import { type GoalVerdict, judge } from './goals.ts';
import { type BenchOptions, helpText, parseOptions } from './options.ts';
import { formatReport } from './report.ts';
import { type CellFailure, type CellResult, Results } from './results.ts';
import { runCell } from './run-cell.ts';
import type { Subject } from './subject.ts';
import { loadSubject, subjectNames } from './subjects/catalog.ts';
import type { Workload } from './workload.ts';
import { workloads } from './workloads/catalog.ts';

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  return 2;
});

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options.help) {
    const keys = workloads.map(({ key }) => key);
    console.log(helpText(keys, subjectNames));
    return 0;
  }
  const selected = selectWorkloads(options.only);
  const loaded = await Promise.all((options.subjects.length > 0 ? options.subjects : subjectNames).map(loadSubject));
  const subjects = loaded.filter(({ unavailable }) => unavailable === undefined);
  const leftOut = loaded.filter(({ unavailable }) => unavailable !== undefined);
  for (const { name, unavailable } of leftOut) console.error(`${name} is left out: ${unavailable}.`);

  // The first signal ends the run in order, databases and server included; a second one ends it at once.
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const server = await openServer(process.env.DATABASE_URL);
  try {
    const description = await describeServer(server.adminUrl);
    const databases = await openDatabases(server.adminUrl);
    const measured = await runCells(options, selected, subjects, databases, interrupted.signal).finally(
      databases.close,
    );
    if (interrupted.signal.aborted) return 130;
    const results = new Results(measured.cells);
    const verdicts = judge(results);
    const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}`;
    const report = formatReport({
      subjects,
      leftOut,
      figures: selected.flatMap(({ figures }) => figures),
      results,
      failures: measured.failures,
      verdicts,
      repeats: options.repeats,
      scale: options.scale,
      server: `PostgreSQL ${description.version}`,
      machine,
    });
    console.log(report);
    if (options.jsonPath !== undefined) {
      const goals = verdicts.map(({ goal: { value: _, ...goal }, ...verdict }) => ({ ...goal, ...verdict }));
      const versions = Object.fromEntries(subjects.map(({ name, version }) => [name, version]));
      const { scale, repeats } = options;
      const json = { endedAt: new Date(), machine, server: description, versions, scale, repeats, ...measured, goals };
      await writeFile(options.jsonPath, `${JSON.stringify(json, null, 2)}\n`);
    }
    return measured.failures.length > 0 || misses(options, verdicts) ? 1 : 0;
  } finally {
    await server.stop();
  }
}

async function runCells(
  options: BenchOptions,
  selected: readonly Workload[],
  subjects: readonly Subject[],
  databases: BenchDatabases,
  signal: AbortSignal,
): Promise<{ cells: CellResult[]; failures: CellFailure[] }> {
  const { repeats, scale, timeoutMs } = options;
  const cells: CellResult[] = [];
  const failures: CellFailure[] = [];
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    for (const workload of selected) {
      for (const { name: subject } of rotated(subjects, repeat - 1)) {
        if (signal.aborted) return { cells, failures };
        if (workload.relanceOnly && subject !== 'relance') continue;
        console.error(`${repeat}/${repeats} ${workload.key} ${subject}`);
        const place = { repeat, workload: workload.key, subject };
        const answer = await runCell({ workload: workload.key, subject, scale, timeoutMs, databases, signal });
        if (answer.outcome === 'measured') {
          cells.push({ ...place, figures: answer.figures });
          console.error(`  ${summary(answer.figures)}`);
        } else {
          failures.push({ ...place, reason: answer.reason });
          console.error(`  FAILED: ${answer.reason}`);
        }
      }
    }
  }
  return { cells, failures };
}

function misses(options: BenchOptions, verdicts: readonly GoalVerdict[]): boolean {
  return verdicts.some(({ firstReached, goalReached }) => {
    if (options.require === 'first') return firstReached === false;
    return options.require === 'goal' && goalReached === false;
  });
}

function selectWorkloads(only: readonly string[]): Workload[] {
  for (const prefix of only) {
    if (!workloads.some(({ key }) => key.startsWith(prefix))) {
      throw new Error(`No workload begins with "${prefix}". There are: ${workloads.map(({ key }) => key).join(', ')}.`);
    }
  }
  return workloads.filter(({ key }) => only.length === 0 || only.some((prefix) => key.startsWith(prefix)));
}

function rotated<Item>(items: readonly Item[], by: number): Item[] {
  return items.map((_, index) => items[(index + by) % items.length]!);
}

function summary(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([key, value]) => `${key} ${value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en-US')}`)
    .join(', ');
}
