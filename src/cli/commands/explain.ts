/** `relance explain <id>`: why a follow-up was or was not sent, or what a person gets and why. Changes nothing. */
import type { Command } from 'commander';
import { toIso } from '../../clock.ts';
import { RelanceError } from '../../errors.ts';
import { type ContactExplanation, explainContact } from '../../operations/explain-contact.ts';
import { explainFollowUp, type FollowUpExplanation } from '../../operations/explain-follow-up.ts';
import { findOrganization } from '../../operations/find-organization.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { say, sayJson } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

export function addExplain(program: Command, end: CommandRun['end']): void {
  const command = program
    .command('explain')
    .summary('why a follow-up was or was not sent, or what a person gets')
    .description(
      'Tells every decision about a follow-up, what happens next, and what would change it; of a contact, what is planned, was sent, and was held back. Changes nothing.',
    )
    .argument('<id>', 'id of a follow-up, id of a contact, or key:<your key of a contact>')
    .option('--org <key>', 'Organization that it belongs to', 'default')
    .option('--locale <tag>', "Language: en, fr, es or de. Default: the organization's")
    .option('--json', 'Answer with JSON, as GET /v1/follow-ups/<id>/explain and /v1/contacts/<ref>/explain')
    .addHelpText(
      'after',
      '\nExamples:\n  relance explain 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000\n  relance explain key:ana --locale fr',
    );
  define(command, { options: databaseOptions, quiet: true, run: explain, end });
}

/** So many of a person's decisions are told. */
const decisionsMax = 50;

async function explain({ config, logger, flags, positional: [given] }: Invocation): Promise<ExitCode> {
  const id = String(given);
  const locale = flags.locale === undefined ? undefined : String(flags.locale);
  return withEngine(config, logger, async ({ context }) => {
    const { id: orgId } = await findOrganization(context, String(flags.org));
    const followUp = await ifThere(explainFollowUp(context, orgId, id, locale));
    if (followUp) {
      if (flags.json) sayJson(followUp);
      else for (const line of followUpLines(followUp)) say(line);
      return exitCode.ok;
    }
    const page = { limit: decisionsMax, after: null };
    const contact = await explainContact(context, orgId, id, page, locale);
    if (flags.json) sayJson(contact);
    else for (const line of contactLines(contact)) say(line);
    return exitCode.ok;
  });
}

async function ifThere<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof RelanceError && error.code === 'not_found') return undefined;
    throw error;
  }
}

function followUpLines({ summary, next, wouldSendIf, decisions, attempts }: FollowUpExplanation): readonly string[] {
  const told = [...decisions, ...attempts].sort((a, b) => a.at - b.at);
  return [
    summary,
    next,
    ...(wouldSendIf === null ? [] : [`It would be sent if ${wouldSendIf}.`]),
    '',
    ...told.map(({ at, text }) => `${toIso(at)}  ${text}`),
  ];
}

function contactLines({ summary, planned, heldBack, sent, decisions }: ContactExplanation): readonly string[] {
  const part = (title: string, items: ContactExplanation['planned']) =>
    items.length === 0 ? [] : ['', title, ...items.map(({ followUp, summary }) => `  ${followUp.id}  ${summary}`)];
  return [
    ...summary,
    ...part('Planned', planned),
    ...part('Held back', heldBack),
    ...part('Sent', sent),
    '',
    'Decisions, the latest first',
    ...decisions.items.map(({ at, text }) => `  ${toIso(at)}  ${text}`),
  ];
}
