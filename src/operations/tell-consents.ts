/** Consent of a contact: what a caller says that the person said, and the evidence of everything that was ever said. */
import { confirmsByWord } from '../domain/confirmation-message.ts';
import type { ConsentInput } from '../domain/event.ts';
import type { Problem } from '../domain/problem.ts';
import { withoutUndefined } from '../domain/without-undefined.ts';
import { invalidInput, relanceError } from '../errors.ts';
import { type ConsentRow, listConsents } from '../store/consents.ts';
import type { OperationContext } from './context.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';
import { type Contact, readContact } from './read-contacts.ts';
import { readEvent } from './read-event.ts';
import { type EventInput, recordEvents } from './record-events.ts';

export type { ConsentRow };

/** What a person said, as `readConsent` reads it, and when. */
export interface ConsentWords {
  /** False: they said no, or take it back. Default true. */
  readonly given?: boolean | undefined;
  /** They are asked to confirm it first, by a message. */
  readonly confirm?: boolean | undefined;
  /** Absent on a refusal: everywhere. */
  readonly channels?: readonly string[] | undefined;
  /** One address of the one channel; absent: all that the contact has there. */
  readonly address?: string | undefined;
  /** `*` for all; absent on a refusal: all. */
  readonly categories?: readonly string[] | undefined;
  /** What they were shown or asked: needed where they agreed. */
  readonly text?: string | undefined;
  readonly source?: string | undefined;
  readonly url?: string | undefined;
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly actor?: string | undefined;
  /** When they said so: ISO 8601 or milliseconds since 1970; absent: now. */
  readonly at?: string | number | undefined;
}

export interface TellOptions {
  /** Who says so, unless the words name somebody. */
  readonly actor?: string;
  readonly defaultCountry?: string;
}

/**
 * Records what a person said about consent, all or nothing. Each is an event of its own (`contact.consentGiven`,
 * `contact.consentWithdrawn`, `contact.consentRequested`), which sequences may begin and end with. Answers the contact with
 * what holds on its addresses now.
 *
 * @param reference an id, or `key:` and the caller's own key
 * @throws RelanceError `not_found`, `invalid_input`; `not_configured` where nothing could be confirmed without a public address
 */
export async function tellConsents(
  context: OperationContext,
  orgId: number,
  reference: string,
  words: readonly ConsentWords[],
  options: TellOptions = {},
): Promise<Contact> {
  const contact = await readContact(context, orgId, reference);
  const readings = words.map((said, index) => {
    const path = `consents[${index}]`;
    return { path, ...readWords(context, contact, said, path, options) };
  });
  const problems = readings.flatMap(({ path, problems, event }) =>
    event?.event.consent ? unreachable(contact, event.event.consent, path) : problems,
  );
  if (problems.length > 0) throw invalidInput(problems);
  const events = readings.flatMap(({ event }) => (event ? [event] : []));
  if (context.publicUrl === undefined || !context.secrets.canSeal) refuseWithoutLink(events);
  await recordEvents(context, orgId, events);
  return readContact(context, orgId, contact.id);
}

function readWords(
  { clock }: OperationContext,
  { id }: Contact,
  { at, ...said }: ConsentWords,
  path: string,
  { actor, defaultCountry }: TellOptions,
): { readonly event?: EventInput; readonly problems: readonly Problem[] } {
  const type =
    said.given === false
      ? 'contact.consentWithdrawn'
      : said.confirm
        ? 'contact.consentRequested'
        : 'contact.consentGiven';
  const consent = withoutUndefined({ actor, ...withoutUndefined(said) });
  const document = withoutUndefined({ type, contact: { id }, occurredAt: at, consent });
  const read = readEvent(document, path, { now: clock.now(), ...(defaultCountry !== undefined && { defaultCountry }) });
  if ('event' in read) return { event: read.event, problems: [] };
  const places = (problem: Problem) => ({
    ...problem,
    path: problem.path.replace(`${path}.consent`, path).replace(/\.occurredAt$/, '.at'),
  });
  return { problems: read.problems.map(places) };
}

/** Somebody who agrees does so for an address that is known; to confirm is asked at the one that is written to. */
function unreachable({ addresses }: Contact, consent: ConsentInput, path: string): Problem[] {
  const { state, channels = [], address } = consent;
  if (state === 'out') return [];
  return channels.flatMap((channel) => {
    const known = addresses.filter((one) => one.channel === channel);
    if (known.length === 0) {
      const message = `the contact has no address for ${channel}`;
      return [{ path: `${path}.channels`, message, expected: 'a channel that it has an address for' }];
    }
    if (address === undefined || known.some(({ value }) => value === address)) return [];
    const message = `${address} is no address of this contact`;
    return [{ path: `${path}.address`, message, expected: known.map(({ value }) => value).join(', ') }];
  });
}

function refuseWithoutLink(events: readonly EventInput[]): void {
  const asked = events.flatMap(({ event: { consent } }) =>
    consent?.state === 'pending' ? (consent.channels ?? []) : [],
  );
  const channel = asked.find((one) => !confirmsByWord(one));
  if (channel === undefined) return;
  throw relanceError(
    'not_configured',
    `nobody could confirm on ${channel}: a link needs RELANCE_PUBLIC_URL and RELANCE_SECRET_KEY (the library: publicUrl, secretKeys)`,
  );
}

/** Everything that was ever said, the latest first. @throws RelanceError `not_found` */
export async function readConsentPage(
  context: OperationContext,
  orgId: number,
  reference: string,
  page: PageRequest,
): Promise<Page<ConsentRow>> {
  const { id } = await readContact(context, orgId, reference);
  const before = (keyAfter(page, 'number')?.[0] as number) ?? null;
  const rows = await context.db.transaction(orgId, (tx) => listConsents(tx, orgId, id, page.limit + 1, before));
  return pageOf(rows, page.limit, ({ n }) => [n]);
}
