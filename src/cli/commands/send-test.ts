/** `relance send-test`: one message by one sender, at once, and what its provider said. */
import type { Command } from 'commander';
import { defaultOrganization } from '../../operations/api-keys.ts';
import { findOrganization } from '../../operations/find-organization.ts';
import { sendTest as send, type TestResult } from '../../operations/send-test.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { paint, say, sayJson } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

export function addSendTest(program: Command, end: CommandRun['end']): void {
  const command = program
    .command('send-test')
    .summary('send one message by a sender, to see that it works')
    .description(
      'Sends one real message by a sender, at once, without a contact, a guard or a trace in the database, and says what ' +
        'its provider answered. Exit code 1 unless it was accepted.',
    )
    .argument('<sender>', 'key of the sender, for example smtp')
    .argument('<to>', "address of the sender's channel")
    .option('--org <key>', 'Organization that the sender belongs to', defaultOrganization)
    .option('--text <text>', 'Text of the message')
    .option('--json', 'Answer with JSON: { provider, outcome, durationMs }')
    .addHelpText('after', '\nExample:\n  relance send-test smtp me@example.com');
  define(command, { options: [...databaseOptions, 'allowPrivateAddresses'], quiet: true, run: sendTest, end });
}

async function sendTest({ config, logger, positional: [sender, to], flags }: Invocation): Promise<ExitCode> {
  const result = await withEngine(config, logger, async (engine) => {
    const { id } = await findOrganization(engine.context, String(flags.org));
    const text = flags.text === undefined ? {} : { text: String(flags.text) };
    return send(engine.context, id, { sender: String(sender), to: String(to), ...text });
  });
  if (flags.json) sayJson(result);
  else say(lineOf(result, String(to)));
  return result.outcome.kind === 'accepted' ? exitCode.ok : exitCode.failed;
}

function lineOf({ provider, outcome, durationMs }: TestResult, to: string): string {
  const took = `after ${durationMs} ms`;
  switch (outcome.kind) {
    case 'accepted':
      return `${paint('green', 'accepted')} by ${provider} ${took}, for ${to}${outcome.detail ? `: ${outcome.detail}` : ''}`;
    case 'refused':
      return `${paint('red', 'refused')} (${outcome.class}, ${outcome.code}) by ${provider} ${took}: ${outcome.detail}`;
    case 'unknown':
      return `${paint('yellow', 'unknown')} (${outcome.code}): ${provider} may have sent it ${took}: ${outcome.detail}`;
  }
}
