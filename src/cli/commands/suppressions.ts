/** `relance suppressions import|export`: whole lists of addresses that nothing is sent to. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { type Channel, channels } from '../../domain/channel.ts';
import { didYouMean } from '../../domain/nearest-name.ts';
import type { Engine } from '../../engine.ts';
import { RelanceError } from '../../errors.ts';
import { defaultOrganization } from '../../operations/api-keys.ts';
import { type ExportFormat, exportFormats, exportSuppressions } from '../../operations/export-suppressions.ts';
import { type FoundOrganization, findOrganization } from '../../operations/find-organization.ts';
import { csvRows, importSuppressions, jsonRows } from '../../operations/import-suppressions.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { problemLine } from '../report-fault.ts';
import { note, say, sayJson } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

export function addSuppressions(program: Command, end: CommandRun['end']): void {
  const suppressions = program
    .command('suppressions')
    .summary('take over and take away lists of addresses that nothing is sent to')
    .description(
      'Suppression lists of an organization, as CSV (channel, value, cause, detail; or email, phone) or JSON lines.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance suppressions import unsubscribed.csv --channel email\n  relance suppressions export > suppressions.csv',
    );
  add('import', 'suppress every address of a file; bad lines are told and left out', load)
    .argument('<file>', 'CSV with a first line of names, or JSON lines (.jsonl, .ndjson)')
    .option('--channel <channel>', 'Channel of lines that name none')
    .option('--cause <cause>', 'Cause of lines that name none', 'imported')
    .option('--json', 'Answer with JSON: { added, known, refused, problems: […] }');
  add('export', 'write the whole list to the standard output', save).option(
    '--format <format>',
    `One of ${exportFormats.join(', ')}`,
    'csv',
  );

  function add(name: string, summary: string, run: ListRun): Command {
    const command = suppressions
      .command(name)
      .summary(summary)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
      .option('--org <key>', 'Organization that the list belongs to', defaultOrganization);
    define(command, { options: databaseOptions, quiet: true, end, run: (invocation) => onEngine(invocation, run) });
    return command;
  }
}

type ListRun = (engine: Engine, organization: FoundOrganization, invocation: Invocation) => Promise<ExitCode>;

async function onEngine(invocation: Invocation, run: ListRun): Promise<ExitCode> {
  oneOf('--channel', channels, invocation.flags.channel);
  oneOf('--format', exportFormats, invocation.flags.format);
  return withEngine(invocation.config, invocation.logger, async (engine) =>
    run(engine, await findOrganization(engine.context, String(invocation.flags.org)), invocation),
  );
}

/** @throws RelanceError `invalid_configuration` */
function oneOf(flag: string, names: readonly string[], given: unknown): void {
  if (given === undefined || names.includes(String(given))) return;
  const expected = didYouMean(String(given), names) ?? `one of ${names.join(', ')}`;
  const problems = [{ path: flag, message: `there is no "${given}"`, expected }];
  throw new RelanceError('invalid_configuration', `${flag} cannot be ${given}`, { problems });
}

async function load(
  { context }: Engine,
  { id }: FoundOrganization,
  { positional, flags }: Invocation,
): Promise<ExitCode> {
  const path = String(positional[0]);
  const file = createReadStream(path, { encoding: 'utf8', fd: await opened(path) });
  const rows = /\.(jsonl|ndjson)$/i.test(path) ? jsonRows(file) : csvRows(file);
  const report = await importSuppressions(context, id, rows, {
    by: 'the command line',
    ...(flags.channel !== undefined && { channel: flags.channel as Channel }),
    cause: String(flags.cause),
  });
  if (flags.json) sayJson(report);
  else {
    for (const { line, ...problem } of report.problems) note(`${path}:${line ?? '?'}: ${problemLine(problem)}`);
    say(`${report.added} added, ${report.known} known before, ${report.refused} refused.`);
  }
  return report.refused > 0 ? exitCode.failed : exitCode.ok;
}

/** @throws RelanceError `invalid_configuration` */
async function opened(path: string) {
  try {
    return await open(path);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new RelanceError('invalid_configuration', `The file cannot be read: ${message}`);
  }
}

async function save({ context }: Engine, { id }: FoundOrganization, { flags }: Invocation): Promise<ExitCode> {
  const chunks = exportSuppressions(context, id, flags.format as ExportFormat);
  await pipeline(Readable.from(chunks), process.stdout, { end: false });
  return exitCode.ok;
}
