/** `relance doctor`: is everything well, and if not, what to do. Changes nothing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Check, diagnose } from '../../operations/diagnose.ts';
import { openDatabase } from '../../operations/open-database.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { machineChecks } from '../machine-checks.ts';
import { senderChecks } from '../sender-checks.ts';
import { note, paint, say, sayJson } from '../terminal.ts';

export function addDoctor(program: Command, end: CommandRun['end']): void {
  const command = program
    .command('doctor')
    .summary('is everything well, and if not, what to do')
    .description(
      'Checks Node, the time zone rules, the disk, the settings, the database (reachable, version, role, durability, migrations, clock), ' +
        'workers, failed follow-ups, and every sender by asking its provider. Changes nothing. Exit code 1 when a check fails.',
    )
    .option('--json', 'Answer with JSON: { level, checks: [{ name, level, message, advice }] }')
    .addHelpText(
      'after',
      '\nExamples:\n  relance doctor\n  relance doctor --json | jq \'.checks[] | select(.level != "ok")\'',
    );
  define(command, {
    options: [...databaseOptions, 'sequences', 'allowPrivateAddresses'],
    quiet: true,
    tellsWarnings: true,
    run: doctor,
    end,
  });
}

async function doctor(invocation: Invocation): Promise<ExitCode> {
  const { config, flags } = invocation;
  const checks: Check[] = [];
  const tell = (found: readonly Check[]) => {
    checks.push(...found);
    if (!flags.json) for (const check of found) print(check);
  };
  tell(await machineChecks(config));
  tell(await databaseChecks(invocation));
  const levels = checks.map(({ level }) => level);
  const worst = levels.includes('fail') ? 'fail' : levels.includes('warn') ? 'warn' : 'ok';
  if (flags.json) sayJson({ level: worst, checks });
  else note(summaryOf(levels));
  return worst === 'fail' ? exitCode.failed : exitCode.ok;
}

async function databaseChecks({ config, logger }: Invocation): Promise<readonly Check[]> {
  const { databaseUrl, dataDir } = config;
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'postgres'))) {
    const message = `there is no embedded database in ${dataDir} yet, and DATABASE_URL is not set`;
    return [{ name: 'database', level: 'warn', message, advice: 'The first `relance serve` makes it.' }];
  }
  try {
    const database = await openDatabase({ databaseUrl, dataDir, embedded: 'either', migrate: false, logger });
    try {
      const { checks, senders } = await diagnose(database.url);
      return senders ? [...checks, ...(await senderChecks(config, database, logger, senders))] : checks;
    } finally {
      await database.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ name: 'database', level: 'fail', message, advice: 'Mend this first; the rest could not be looked at.' }];
  }
}

const marks = { ok: ['green', 'ok  '], warn: ['yellow', 'warn'], fail: ['red', 'FAIL'] } as const;

function print({ name, level, message, advice }: Check): void {
  const [style, mark] = marks[level];
  say(`${paint(style, mark)}  ${paint('bold', name)}: ${message}`);
  if (advice !== undefined) say(`      ${paint('dim', '->')} ${advice}`);
}

function summaryOf(levels: readonly Check['level'][]): string {
  const of = (level: Check['level']) => levels.filter((it) => it === level).length;
  return `${levels.length} checks: ${of('ok')} ok, ${of('warn')} to look at, ${of('fail')} failed`;
}
