/** `relance operator add|list|remove|reset-password`: people who sign in to the dashboard. */
import type { Command } from 'commander';
import { toIso } from '../../clock.ts';
import type { Config } from '../../config/read-config.ts';
import { didYouMean } from '../../domain/nearest-name.ts';
import { type Role, roles, scopes } from '../../domain/role.ts';
import type { Engine } from '../../engine.ts';
import { RelanceError, relanceError } from '../../errors.ts';
import { localActor } from '../../operations/audit.ts';
import { type FoundOrganization, findOrganization } from '../../operations/find-organization.ts';
import { inviteOperator } from '../../operations/invite-operators.ts';
import type { Page, PageKey } from '../../operations/paging.ts';
import { makeResetLink } from '../../operations/reset-password.ts';
import { findMember, type Member, readTeam, removeMember } from '../../operations/team.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { dashboardLink } from '../dashboard-link.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { columns, note, paint, say, sayJson } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

const commandLine = { ...localActor, name: 'the command line' };

export function addOperator(program: Command, end: CommandRun['end']): void {
  const operator = program
    .command('operator')
    .summary('add, list and remove people who sign in')
    .description('People who sign in to the dashboard. A link, good once, lets them choose their password.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance operator add ana@example.com --role owner\n  relance operator reset-password ana@example.com',
    );
  add('add', 'print a link with which somebody becomes an operator; good once, for seven days', invite)
    .argument('<email>', 'e-mail address of the operator')
    .option('--role <role>', `What they may do: ${roles.join(', ')}`, 'operator')
    .option('--json', 'Answer with JSON: { id, email, role, link }');
  add('list', 'show the operators of an organization', list).option('--json', 'Answer with JSON: { operators: […] }');
  add('remove', 'take an operator out of an organization, at once', remove)
    .argument('<email>', 'e-mail address of the operator')
    .option('--json', 'Answer with JSON: { id, removed }');
  add('reset-password', 'print a link that sets a new password; good once, for an hour', resetPassword)
    .argument('<email>', 'e-mail address of the operator')
    .option('--json', 'Answer with JSON: { link }');

  function add(name: string, summary: string, run: OperatorRun): Command {
    const command = operator
      .command(name)
      .summary(summary)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`);
    command.option('--org <key>', 'Organization of the operator', 'default');
    const options = ['publicUrl', ...databaseOptions] as const;
    define(command, { options, quiet: true, end, run: (it) => onEngine(it, run) });
    return command;
  }
}

type OperatorRun = (engine: Engine, organization: FoundOrganization, invocation: Invocation) => Promise<void>;

async function onEngine(invocation: Invocation, run: OperatorRun): Promise<ExitCode> {
  readRole(invocation.flags.role);
  await withEngine(invocation.config, invocation.logger, async (engine) => {
    await run(engine, await findOrganization(engine.context, String(invocation.flags.org)), invocation);
  });
  return exitCode.ok;
}

async function invite({ context }: Engine, organization: FoundOrganization, invocation: Invocation): Promise<void> {
  const { config, positional, flags } = invocation;
  const email = String(positional[0]);
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw misspelled('<email>', `"${email}" is no e-mail address`, 'ana@example.com');
  const input = { email, role: readRole(flags.role), mail: false };
  const by = { ...commandLine, scopes };
  const { id, role, link } = await inviteOperator(context, organization, input, by);
  const whole = linkOf(config, link);
  if (flags.json) return sayJson({ id, email, role, link: whole });
  note(`Whoever opens this link becomes ${role} of ${organization.key}, once and within seven days:`);
  say(whole);
}

/** @throws RelanceError `invalid_configuration` */
function readRole(text: unknown): Role {
  if (text === undefined) return 'operator';
  const role = roles.find((one) => one === text);
  if (role === undefined) throw misspelled('--role', `there is no role "${text}"`, didYouMean(String(text), roles));
  return role;
}

function misspelled(path: string, message: string, expected: string): RelanceError {
  return new RelanceError('invalid_configuration', 'This cannot be', { problems: [{ path, message, expected }] });
}

function linkOf({ port }: Config, link: string): string {
  return dashboardLink(link, `http://localhost:${port}`);
}

const pageSize = 200;

async function members({ context }: Engine, { id }: FoundOrganization): Promise<readonly Member[]> {
  const found: Member[] = [];
  let after: PageKey | null = null;
  do {
    const page: Page<Member> = await readTeam(context, id, { limit: pageSize, after });
    found.push(...page.items);
    after = page.next;
  } while (after !== null);
  return found;
}

async function list(engine: Engine, organization: FoundOrganization, { flags }: Invocation): Promise<void> {
  const team = await members(engine, organization);
  if (flags.json) return sayJson({ operators: team.map((one) => ({ ...one, createdAt: toIso(one.createdAt) })) });
  if (team.length === 0) return say('Nobody signs in yet: relance operator add …');
  const rows = team.map(({ email, name, role, createdAt }) => [email, name, role, toIso(createdAt).slice(0, 16)]);
  const [title = '', ...lines] = columns([['e-mail', 'name', 'role', 'since'], ...rows]);
  say(paint('bold', title));
  for (const line of lines) say(line);
}

async function remove(engine: Engine, organization: FoundOrganization, invocation: Invocation): Promise<void> {
  const { id, email } = await named(engine, organization, invocation);
  await removeMember(engine.context, organization.id, id, commandLine);
  if (invocation.flags.json) sayJson({ id, removed: true });
  else say(`${email} is out of ${organization.key}.`);
}

/** Whom a command names. @throws RelanceError `not_found` for somebody who does not belong to the organization */
async function named({ context }: Engine, { id, key }: FoundOrganization, { positional }: Invocation): Promise<Member> {
  const email = String(positional[0]);
  const member = await findMember(context, id, email);
  if (!member)
    throw relanceError('not_found', `there is no operator ${email} in ${key}; --org <key> names another organization`);
  return member;
}

async function resetPassword(engine: Engine, organization: FoundOrganization, invocation: Invocation): Promise<void> {
  const { config, flags } = invocation;
  const { email } = await named(engine, organization, invocation);
  const link = linkOf(config, await makeResetLink(engine.context, email, commandLine));
  if (flags.json) return sayJson({ link });
  note('Whoever opens this link sets a new password, once and within an hour:');
  say(link);
}
