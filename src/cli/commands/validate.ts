/** `relance validate`: reads files of sequences, templates and policies as the engine would, and says what is wrong where. */
import type { Command } from 'commander';
import { liquid } from '../../compose/render-template.ts';
import { loadSequenceFiles, type SequenceFile } from '../../config/load-sequence-files.ts';
import type { Problem } from '../../domain/problem.ts';
import { type CommandRun, define, type Invocation } from '../command.ts';
import { placeOf } from '../engine-settings.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { problemLine } from '../report-fault.ts';
import { note, paint, say, sayJson } from '../terminal.ts';

export function addValidate(program: Command, end: CommandRun['end']): void {
  const command = program
    .command('validate')
    .summary('check files of sequences, templates and policies')
    .description(
      'Checks YAML and JSON files with sequences, templates and the policy, without a database. Each problem is a line: ' +
        'file:line:column path: message (expected …). Exit code 1 when there are any.',
    )
    .argument('<file...>', 'files, or folders of .yaml, .yml and .json files')
    .option(
      '--json',
      'Answer with JSON: { valid, files: [{ file, sequences, templates, hasPolicy, hasAlerts, problems, warnings }] }',
    )
    .addHelpText('after', '\nExamples:\n  relance validate sequences/\n  relance validate nudge.yaml --json');
  define(command, { options: [], quiet: true, run: validate, end });
}

async function validate({ positional: [paths], flags }: Invocation): Promise<ExitCode> {
  const files = await loadSequenceFiles(paths as readonly string[], liquid);
  const problems = files.reduce((sum, file) => sum + file.problems.length, 0);
  if (flags.json) {
    sayJson({ valid: problems === 0, files: files.map(asData) });
  } else {
    for (const file of files) print(file);
    const what = `${count(files.length, 'file')}, ${count(problems, 'problem')}`;
    note(problems === 0 ? paint('green', what, process.stderr) : paint('red', what, process.stderr));
  }
  return problems === 0 ? exitCode.ok : exitCode.failed;
}

function print(file: SequenceFile): void {
  for (const problem of file.problems) say(lineOf(file, problem, ''));
  for (const warning of file.warnings) say(lineOf(file, warning, `${paint('yellow', 'warning:')} `));
  if (file.problems.length > 0) return;
  const keys = file.sequences.map(({ key, steps }) => `${key} (${count(steps.length, 'step')})`);
  const templates = new Set(file.templates.map(({ key }) => key)).size;
  const texts = templates > 0 ? [count(templates, 'template')] : [];
  const own = [...(file.policy ? ['the policy'] : []), ...(file.alerts ? ['the alerts'] : [])];
  const holds = [...own, ...keys, ...texts];
  say(`${file.file}: ${paint('green', 'ok')}, ${holds.join(', ')}`);
}

function lineOf(file: SequenceFile, problem: Problem, prefix: string): string {
  const place = placeOf(file, problem);
  const rest = `${prefix}${problemLine({ ...problem, path: '' })}`;
  return `${place}: ${rest}`;
}

function asData({ file, sequences, templates, policy, alerts, problems, warnings }: SequenceFile): object {
  const templateKeys = [...new Set(templates.map(({ key }) => key))];
  const keys = sequences.map(({ key }) => key);
  const own = { hasPolicy: policy !== undefined, hasAlerts: alerts !== undefined };
  return { file, sequences: keys, templates: templateKeys, ...own, problems, warnings };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
