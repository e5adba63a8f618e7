/** `relance audit verify|export`: the log of who changed what. */
import type { Command } from 'commander';
import { toIso } from '../../clock.ts';
import { defaultOrganization } from '../../operations/api-keys.ts';
import { type ChainReport, readAuditTrail, verifyAudit } from '../../operations/audit.ts';
import { findOrganization } from '../../operations/find-organization.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { print, say, sayJson } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

export function addAudit(program: Command, end: CommandRun['end']): void {
  const audit = program
    .command('audit')
    .summary('verify and export the log of who changed what')
    .description("Each organization's entries are a chain: each one's hash covers it and the one before.")
    .addHelpText(
      'after',
      '\nExamples:\n  relance audit verify\n  relance audit export --organization default > audit.jsonl',
    );
  const verifying = audit
    .command('verify')
    .summary('compute every hash anew')
    .description(
      'Computes every hash anew and names the first entry that is not as it was written. Exit code 1 when there is one. Keep what it prints: the last hash shows later whether the end of a chain was cut off.',
    )
    .option('--organization <key>', 'Only this organization')
    .option('--json', 'Answer with JSON: { chains: [{ organization, entries, keptFrom, seq, hash, broken }] }');
  define(verifying, { options: databaseOptions, quiet: true, run: verify, end });
  const exporting = audit
    .command('export')
    .summary('print all entries, one JSON object a line')
    .description('Prints all entries of an organization, the first one first, one JSON object a line.')
    .option('--organization <key>', 'Organization whose entries they are', defaultOrganization);
  define(exporting, { options: databaseOptions, quiet: true, run: exportAll, end });
}

async function verify({ config, logger, flags }: Invocation): Promise<ExitCode> {
  const reports = await withEngine(config, logger, async ({ context }) => {
    const { organization } = flags;
    const orgId = organization === undefined ? null : (await findOrganization(context, String(organization))).id;
    return verifyAudit(context, orgId);
  });
  if (flags.json) sayJson({ chains: reports });
  else for (const report of reports) say(sentenceOf(report));
  if (!flags.json && reports.length === 0) say('There are no entries yet.');
  return reports.some(({ broken }) => broken !== null) ? exitCode.failed : exitCode.ok;
}

function sentenceOf({ organization, entries, keptFrom, seq, hash, broken }: ChainReport): string {
  if (broken === null) {
    const from = keptFrom === 1 ? '' : `, from entry ${keptFrom} on (those before were past their keeping)`;
    return `${organization}: ${entries} entries are as they were written${from}; the last is ${seq}, ${hash}`;
  }
  const what = { changed: 'was changed', missing: 'is missing', misplaced: 'does not go on from the one before it' };
  return `${organization}: entry ${broken.seq} ${what[broken.why]}`;
}

async function exportAll({ config, logger, flags }: Invocation): Promise<ExitCode> {
  await withEngine(config, logger, async ({ context }) => {
    const { id } = await findOrganization(context, String(flags.organization));
    for await (const { at, ...entry } of readAuditTrail(context, id))
      await print(`${JSON.stringify({ ...entry, at: toIso(at) })}\n`);
  });
  return exitCode.ok;
}
