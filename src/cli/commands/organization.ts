/** `relance organization add|list`: the tenants of this installation. */
import type { Command } from 'commander';
import { toIso } from '../../clock.ts';
import { localActor } from '../../operations/audit.ts';
import { addOrganization, type Organization, readOrganizations } from '../../operations/organizations.ts';
import type { Page, PageKey } from '../../operations/paging.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { columns, note, paint, say, sayJson } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

export function addOrganizationCommand(program: Command, end: CommandRun['end']): void {
  const organization = program
    .command('organization')
    .summary('add and list organizations')
    .description('Organizations: each with its own contacts, senders, keys and operators, out of sight of the others.')
    .addHelpText('after', '\nExamples:\n  relance organization add north-clinic --name "North Clinic"');
  const adding = organization.command('add').summary('make an organization').description('Make an organization.');
  adding
    .argument('<key>', 'its key, which never changes: lower-case letters, digits and -')
    .option('--name <name>', 'As people see it (default: the key)')
    .option('--json', 'Answer with JSON: { key, name, createdAt }');
  define(adding, { options: databaseOptions, quiet: true, end, run: add });
  const listing = organization.command('list').summary('show all organizations').description('Show all organizations.');
  listing.option('--json', 'Answer with JSON: { organizations: […] }');
  define(listing, { options: databaseOptions, quiet: true, end, run: list });
}

async function add({ config, logger, positional, flags }: Invocation): Promise<ExitCode> {
  const name = typeof flags.name === 'string' ? flags.name : undefined;
  const made = await withEngine(config, logger, ({ context }) =>
    addOrganization(context, { key: String(positional[0]), name }, { ...localActor, name: 'the command line' }),
  );
  if (flags.json) sayJson(asData(made));
  else {
    say(`The organization ${made.key} is made.`);
    note(`Its first owner: relance operator add <email> --role owner --org ${made.key}`);
    note(`Its first key:   relance keys create --name <name> --org ${made.key}`);
  }
  return exitCode.ok;
}

const pageSize = 200;

async function list({ config, logger, flags }: Invocation): Promise<ExitCode> {
  const all = await withEngine(config, logger, async ({ context }) => {
    const found: Organization[] = [];
    let after: PageKey | null = null;
    do {
      const page: Page<Organization> = await readOrganizations(context, { limit: pageSize, after });
      found.push(...page.items);
      after = page.next;
    } while (after !== null);
    return found;
  });
  if (flags.json) sayJson({ organizations: all.map(asData) });
  else {
    const rows = all.map(({ key, name, createdAt }) => [key, name, toIso(createdAt).slice(0, 16)]);
    const [title = '', ...lines] = columns([['key', 'name', 'made'], ...rows]);
    say(paint('bold', title));
    for (const line of lines) say(line);
  }
  return exitCode.ok;
}

function asData({ key, name, createdAt }: Organization): object {
  return { key, name, createdAt: toIso(createdAt) };
}
