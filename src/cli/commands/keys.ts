/** `relance keys create|list|revoke`: API keys of an organization. */
import type { Command } from 'commander';
import { toIso } from '../../clock.ts';
import { didYouMean } from '../../domain/nearest-name.ts';
import { type Scope, scopes } from '../../domain/role.ts';
import type { Engine } from '../../engine.ts';
import { RelanceError, relanceError } from '../../errors.ts';
import { type ApiKey, createApiKey, defaultOrganization, endApiKey, readApiKeys } from '../../operations/api-keys.ts';
import { type FoundOrganization, findOrganization } from '../../operations/find-organization.ts';
import type { Page, PageKey } from '../../operations/paging.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { columns, note, paint, say, sayJson } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

const organizationFlag = ['--org <key>', 'Organization that the key belongs to', 'default'] as const;

export function addKeys(program: Command, end: CommandRun['end']): void {
  const keys = program
    .command('keys')
    .summary('create, list and revoke API keys')
    .description('API keys of an organization. A key is shown once, when it is made; only its hash is stored.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance keys create --name crm --scopes send,read\n  relance keys list --json',
    );
  add('create', 'make a key and show it', create)
    .requiredOption('--name <name>', 'What the key is for, shown in lists')
    .option('--scopes <list>', `What it may do: ${scopes.join(', ')}`, scopes.join(','))
    .option('--json', 'Answer with JSON: { id, key, hint, scopes }');
  add('list', 'show all keys, newest first, without their secrets', list).option(
    '--json',
    'Answer with JSON: { keys: […] }',
  );
  add('revoke', 'end a key: within seconds it is refused everywhere', revoke)
    .argument('<id>', 'id of the key, as in the list')
    .option('--json', 'Answer with JSON: { id, revoked }');

  function add(name: string, summary: string, run: KeyRun): Command {
    const command = keys
      .command(name)
      .summary(summary)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`);
    command.option(...organizationFlag);
    define(command, { options: databaseOptions, quiet: true, end, run: (it) => onEngine(it, run, run === create) });
    return command;
  }
}

type KeyRun = (engine: Engine, organization: FoundOrganization, invocation: Invocation) => Promise<void>;

async function onEngine(invocation: Invocation, run: KeyRun, makesOrganization: boolean): Promise<ExitCode> {
  const key = String(invocation.flags.org);
  readScopes(invocation.flags.scopes);
  await withEngine(invocation.config, invocation.logger, async (engine) => {
    await run(engine, await organizationOf(engine, key, makesOrganization), invocation);
  });
  return exitCode.ok;
}

/** The first key of an organization makes the organization, too: nothing else on the command line does. */
async function organizationOf(engine: Engine, key: string, make: boolean): Promise<FoundOrganization> {
  if (!make || key === defaultOrganization) return findOrganization(engine.context, key);
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(key)) {
    const expected = 'lower-case letters, digits and -, beginning with a letter or a digit';
    const problems = [{ path: '--org', message: `"${key}" cannot be the key of an organization`, expected }];
    throw new RelanceError('invalid_configuration', 'This organization cannot be', { problems });
  }
  const known = await findOrganization(engine.context, key).catch(() => undefined);
  if (known) return known;
  note(`The organization ${key} is new.`);
  return { id: (await engine.for(key)).orgId, key, name: key };
}

async function create({ context }: Engine, organization: FoundOrganization, { flags }: Invocation): Promise<void> {
  const made = await createApiKey(context, organization, {
    name: String(flags.name),
    scopes: readScopes(flags.scopes),
  });
  if (flags.json) return sayJson(made);
  note(`The key ${made.id} of ${organization.key} may ${made.scopes.join(', ')}. It is shown this one time:`);
  say(made.key);
}

/** @throws RelanceError `invalid_configuration` */
function readScopes(text: unknown): readonly Scope[] {
  if (text === undefined) return scopes;
  const given = String(text)
    .split(',')
    .map((scope) => scope.trim());
  const unknown = given.filter((scope) => !(scopes as readonly string[]).includes(scope));
  if (unknown.length === 0) return given as Scope[];
  const problems = unknown.map((scope) => ({
    path: '--scopes',
    message: `there is no scope "${scope}"`,
    expected: didYouMean(scope, scopes),
  }));
  throw new RelanceError('invalid_configuration', 'These scopes do not exist', { problems });
}

const pageSize = 200;

async function list({ context }: Engine, organization: FoundOrganization, { flags }: Invocation): Promise<void> {
  const keys: ApiKey[] = [];
  let after: PageKey | null = null;
  do {
    const page: Page<ApiKey> = await readApiKeys(context, organization.id, { limit: pageSize, after });
    keys.push(...page.items);
    after = page.next;
  } while (after !== null);
  if (flags.json) return sayJson({ keys: keys.map(asData) });
  if (keys.length === 0) return say('There are no keys yet: relance keys create --name …');
  const head = ['id', 'name', 'begins with', 'scopes', 'made', 'last used', ''];
  const [title = '', ...lines] = columns([head, ...keys.map(rowOf)]);
  say(paint('bold', title));
  for (const line of lines) say(line);
}

function rowOf(key: ApiKey): readonly string[] {
  const made = toIso(key.createdAt).slice(0, 16);
  const used = key.lastUsedAt === null ? 'never' : toIso(key.lastUsedAt).slice(0, 16);
  return [key.id, key.name, key.hint, key.scopes.join(','), made, used, key.revokedAt === null ? '' : 'revoked'];
}

function asData({ createdAt, lastUsedAt, revokedAt, ...key }: ApiKey): object {
  const iso = (at: number | null) => (at === null ? null : toIso(at));
  return { ...key, createdAt: iso(createdAt), lastUsedAt: iso(lastUsedAt), revokedAt: iso(revokedAt) };
}

async function revoke(
  { context }: Engine,
  { id: orgId, key }: FoundOrganization,
  { positional, flags }: Invocation,
): Promise<void> {
  const id = String(positional[0]);
  if (!(await endApiKey(context, orgId, id))) throw relanceError('not_found', `there is no key ${id} in ${key}`);
  if (flags.json) sayJson({ id, revoked: true });
  else say(`The key ${id} is revoked.`);
}
