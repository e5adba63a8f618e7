/** `relance contact export`: everything that is known about a person. */
import type { Command } from 'commander';
import { defaultOrganization } from '../../operations/api-keys.ts';
import { localActor } from '../../operations/audit.ts';
import { exportContact } from '../../operations/export-contact.ts';
import { findOrganization } from '../../operations/find-organization.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { print } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

export function addContact(program: Command, end: CommandRun['end']): void {
  const contact = program
    .command('contact')
    .summary('export everything about a person')
    .description('What a person may ask for. Erasing is done over HTTP: POST /v1/contacts/<id>/erase.')
    .addHelpText('after', '\nExample:\n  relance contact export key:ana > ana.json');
  const command = contact
    .command('export')
    .summary('print everything that is known about a contact')
    .description(
      'Prints one JSON document with every row that is about the person. That it was made is in the audit log.',
    )
    .argument('<id>', 'id of the contact, or key: and your own key')
    .option('--organization <key>', 'Organization that the contact belongs to', defaultOrganization);
  define(command, { options: databaseOptions, quiet: true, run: exportOne, end });
}

async function exportOne({ config, logger, positional, flags }: Invocation): Promise<ExitCode> {
  await withEngine(config, logger, async ({ context }) => {
    const { id } = await findOrganization(context, String(flags.organization));
    for await (const piece of await exportContact(context, id, String(positional[0]), localActor)) await print(piece);
    await print('\n');
  });
  return exitCode.ok;
}
