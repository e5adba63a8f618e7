/** What an organization says about itself: read and changed. */
import { templateFault } from '../compose/render-template.ts';
import { DocumentReader, describe } from '../domain/document-reader.ts';
import type { Fact } from '../domain/facts.ts';
import { unstorable } from '../domain/storable.ts';
import { isTimeZone } from '../domain/zoned-time.ts';
import { invalidInput, relanceError } from '../errors.ts';
import { changeOrganization as storeChange } from '../store/organization.ts';
import type { OperationContext } from './context.ts';
import { readLocale } from './read-event.ts';

export interface Organization {
  readonly key: string;
  readonly name: string;
  /** IANA: whose business hours and days are meant. */
  readonly timezone: string;
  /** BCP 47: for contacts of whom no language is known. */
  readonly locale: string;
  /** The answer to HELP; null: the name, and how to stop. */
  readonly helpText: string | null;
  /** Do e-mails without HTML of their own get some? */
  readonly emailLayout: boolean;
}

export async function readOrganization({ definitions }: OperationContext, orgId: number): Promise<Organization> {
  definitions.forget(orgId);
  const known = await definitions.get(orgId);
  if (!known) throw relanceError('not_found', 'there is no such organization');
  const { key, name, timezone, locale, settings } = known.organization;
  const { helpText } = settings;
  return {
    key,
    name,
    timezone,
    locale,
    helpText: typeof helpText === 'string' ? helpText : null,
    emailLayout: settings.emailLayout !== false,
  };
}

const keys = ['name', 'timezone', 'locale', 'helpText', 'emailLayout'];

/** Absent fields stay as they are. @throws RelanceError `invalid_input` with all problems */
export async function changeOrganization(
  context: OperationContext,
  orgId: number,
  change: unknown,
): Promise<Organization> {
  const refused = unstorable(change, '');
  if (refused.length > 0) throw invalidInput(refused);
  const place = new DocumentReader(change);
  if (place.isObject('an object such as { name, timezone, locale, helpText, emailLayout }')) {
    place.knowsOnly(keys, { key: 'it cannot be changed', timeZone: 'write timezone' });
  }
  const name = place.at('name').optional((it) => it.text(200));
  const timezone = place.at('timezone').optional(readZone);
  const locale = place.at('locale').optional(readLocale);
  const settings: { [key: string]: Fact | undefined } = {
    helpText: place.at('helpText').optional((it) => (it.value === null ? null : readHelpText(it))),
    emailLayout: place.at('emailLayout').optional((it) => it.boolean()),
  };
  const { problems } = place.findings;
  if (problems.length > 0) throw invalidInput(problems);
  const changed = {
    settings,
    ...(name !== undefined && { name }),
    ...(timezone !== undefined && { timezone }),
    ...(locale !== undefined && { locale }),
  };
  await context.db.transaction(orgId, (tx) => storeChange(tx, orgId, changed));
  return readOrganization(context, orgId);
}

function readZone(place: DocumentReader): string | undefined {
  const { value } = place;
  if (typeof value === 'string' && isTimeZone(value)) return value;
  return place.refuse(`there is no time zone ${describe(value)}`, 'an IANA time zone, for example Europe/Paris');
}

/** As long as ten text messages. */
const helpTextMax = 1_600;

function readHelpText(place: DocumentReader): string | undefined {
  const text = place.text(helpTextMax);
  const fault = text === undefined ? undefined : templateFault({ text });
  return fault === undefined ? text : place.refuse(fault, 'Liquid, for example {{ contact.name }}');
}
