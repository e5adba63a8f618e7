/**
 * Reads one event as a caller wrote it: what is known gets its place, the rest is kept as attributes of the contact, facts
 * of the record, or data of the event. All problems are answered at once.
 *
 * The written form:
 * `{ type, key?, occurredAt?, contact, lead | conversation | call | appointment | actionItem ?, message?, consent?, … }`.
 */
import { type Channel, channels } from '../domain/channel.ts';
import { DocumentReader, describe } from '../domain/document-reader.ts';
import {
  type AddressInput,
  type ContactInput,
  type EventType,
  eventTypes,
  isEventType,
  type RelanceEvent,
  subjectTypeOf,
} from '../domain/event.ts';
import type { Fact, Facts } from '../domain/facts.ts';
import { didYouMean } from '../domain/nearest-name.ts';
import type { PolicyLayer } from '../domain/policy-layer.ts';
import type { Problem } from '../domain/problem.ts';
import { readPolicyAt } from '../domain/read-policy.ts';
import { tierMax } from '../domain/sequence.ts';
import { unstorable } from '../domain/storable.ts';
import { isTimeZone, readInstant } from '../domain/zoned-time.ts';
import { newId, sha256 } from '../ids.ts';
import { readAddress, readEmail, readPhone } from './read-address.ts';
import { readConsent } from './read-consent.ts';
import type { EventInput } from './record-events.ts';

export interface ReadEventOptions {
  /** Milliseconds since 1970: when it is received. */
  readonly now: number;
  /** What makes it unique, where the event itself has no `key`: the Idempotency-Key. */
  readonly dedupeKey?: string;
  /** Where it came from. Default `api`. */
  readonly source?: string;
  /** For phone numbers without a country code. */
  readonly defaultCountry?: string;
}

export type EventReading = { readonly event: EventInput } | { readonly problems: readonly Problem[] };

const subjectKeys = {
  lead: 'lead',
  conversation: 'conversation',
  call: 'call',
  appointment: 'appointment',
  action_item: 'actionItem',
} as const;

/** How far ahead of our time an event may say that it happened: clocks differ. */
const futureMsMax = 5 * 60_000;

/** @param path where the event stands in a larger document, for the problems' paths */
export function readEvent(value: unknown, path: string, options: ReadEventOptions): EventReading {
  const refused = unstorable(value, path);
  if (refused.length > 0) return { problems: refused };
  const place = new DocumentReader(value, path);
  const input = read(place, options);
  const { problems } = place.findings;
  return input === undefined || problems.length > 0 ? { problems } : { event: input };
}

function read(place: DocumentReader, options: ReadEventOptions): EventInput | undefined {
  if (!place.isObject('an event: an object with type and contact')) return undefined;
  const type = readType(place.at('type'));
  const occurredAt = place.at('occurredAt').optional((it) => readMoment(it, options.now)) ?? options.now;
  const contact = readContact(place.at('contact'), options);
  const key = place.at('key').optional((it) => it.text(200));
  const message = place.at('message').optional(readMessage);
  const consent = type && readConsent(place.at('consent'), type, options);
  if (type === undefined || contact === undefined) return undefined;
  const id = newId(options.now);
  const subject = readSubject(place, type, id);
  if (subject === undefined) return undefined;
  const {
    type: _,
    key: __,
    occurredAt: ___,
    contact: ____,
    message: _____,
    consent: ______,
    ...rest
  } = place.value as Record<string, Fact>;
  for (const name of Object.values(subjectKeys)) delete rest[name];
  const event: RelanceEvent = {
    id,
    type,
    occurredAt,
    contact,
    subject,
    data: rest,
    ...(message && { message }),
    ...(consent && { consent }),
  };
  const body = place.value as Facts;
  const source = options.source ?? 'api';
  return { event, source, dedupeKey: key ?? options.dedupeKey ?? id, bodyHash: sha256(canonical(body)), body };
}

function readType(place: DocumentReader): EventType | undefined {
  if (isEventType(place.value)) return place.value;
  if (!place.given) return place.refuse('is missing', `one of ${eventTypes.join(', ')}, or custom.<name>`);
  const hint = typeof place.value === 'string' ? didYouMean(place.value, eventTypes) : undefined;
  return place.refuse(
    `there is no event type ${describe(place.value)}`,
    hint ?? `one of ${eventTypes.join(', ')}, or a type of your own as custom.<name>`,
  );
}

/** Milliseconds since 1970 below this lie in its first four months: they are seconds that somebody took for milliseconds. */
const millisecondsMin = 10_000_000_000;

function refuseSeconds(place: DocumentReader): boolean {
  if (typeof place.value !== 'number' || Math.abs(place.value) >= millisecondsMin) return false;
  place.refuse(
    `${describe(place.value)} seems to be in seconds`,
    'milliseconds since 1970, or ISO 8601 with an offset',
  );
  return true;
}

/** ISO 8601 with an offset, or milliseconds since 1970. */
function readMoment(place: DocumentReader, now: number): number | undefined {
  if (refuseSeconds(place)) return undefined;
  const instant = readInstant(place.value);
  if (instant === undefined)
    return place.refuse(
      `${describe(place.value)} is not an instant`,
      'ISO 8601 with an offset, for example 2026-05-04T15:00:00Z',
    );
  if (instant > now + futureMsMax)
    return place.refuse(
      'this lies in the future',
      'when it happened; what is to come belongs in the record, for example appointment.startsAt',
    );
  return instant;
}

const contactKeys = [
  'id',
  'key',
  'name',
  'email',
  'phone',
  'timezone',
  'locale',
  'tier',
  'policy',
  'addresses',
  'attributes',
];
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function readContact(place: DocumentReader, options: ReadEventOptions): ContactInput | undefined {
  if (!place.isObject('the contact: an object with key, email, phone or addresses')) return undefined;
  const value = place.value as Record<string, Fact>;
  const id = place
    .at('id')
    .optional((it) =>
      typeof it.value === 'string' && uuidForm.test(it.value)
        ? it.value.toLowerCase()
        : it.refuse(
            `${describe(it.value)} is not an id`,
            'a UUID: the id that Relance gave, or one of your own for a new contact; other ids go in key',
          ),
    );
  const key = place.at('key').optional((it) => it.text(200));
  const timezone = nullable(place.at('timezone'), (it) =>
    typeof it.value === 'string' && isTimeZone(it.value)
      ? it.value
      : it.refuse(`there is no time zone ${describe(it.value)}`, 'an IANA time zone, for example Europe/Paris'),
  );
  const locale = nullable(place.at('locale'), readLocale);
  const name = nullable(place.at('name'), (it) => it.text(200));
  const tier = place.at('tier').optional((it) => it.whole(0, tierMax));
  const policy = nullable(place.at('policy'), readContactPolicy);
  const addresses = [
    // The e-mail address and the phone number of a person are the ones to use, also where others are known.
    ...(place.at('email').optional((it) => one(readEmail(it))) ?? []).map(first),
    ...(place.at('phone').optional((it) => phoneAddresses(it, options)) ?? []).map(first),
    ...place
      .at('addresses')
      .elements()
      .flatMap((it) => one(readAddress(it, options)) ?? []),
  ];
  if (place.at('addresses').given && !Array.isArray(place.at('addresses').value)) {
    place.at('addresses').refuse('this is not a list', 'a list of { channel, value }');
  }
  if (id === undefined && key === undefined && addresses.length === 0 && place.findings.problems.length === 0) {
    return place.refuse('says of nobody who it is', 'at least one of id, key, email, phone or addresses');
  }
  const attributes = {
    ...Object.fromEntries(Object.entries(value).filter(([name]) => !contactKeys.includes(name))),
    ...(value.attributes as Facts | undefined),
  };
  return {
    addresses,
    attributes,
    ...(id !== undefined && { id }),
    ...(key !== undefined && { key }),
    ...(name !== undefined && { name }),
    ...(timezone !== undefined && { timezone }),
    ...(locale !== undefined && { locale }),
    ...(tier !== undefined && { tier }),
    ...(policy !== undefined && { policy }),
  };
}

function readContactPolicy(place: DocumentReader): PolicyLayer | undefined {
  if (typeof place.value === 'object') return readPolicyAt(place, 'contact');
  const own = 'a policy of your own kind (insurance, for example) goes in attributes: { policy: … }';
  return place.refuse(`${describe(place.value)} is no policy for messages`, `an object; ${own}`);
}

const first = (address: AddressInput): AddressInput => ({ ...address, isFirst: true });

function nullable<T>(place: DocumentReader, read: (place: DocumentReader) => T | undefined): T | null | undefined {
  return place.value === null ? null : place.optional(read);
}

function one<T>(value: T | undefined): T[] | undefined {
  return value === undefined ? undefined : [value];
}

/** A language tag, in its usual spelling. */
export function readLocale(place: DocumentReader): string | undefined {
  try {
    const [locale] = Intl.getCanonicalLocales(String(place.value));
    if (typeof place.value === 'string' && locale !== undefined) return locale;
  } catch {
    // Not a language tag: refused below.
  }
  return place.refuse(`${describe(place.value)} is not a language tag`, 'BCP 47, for example en or pt-BR');
}

/** A phone can be reached by text message. WhatsApp needs to be said: not everybody has it. */
function phoneAddresses(place: DocumentReader, options: ReadEventOptions): AddressInput[] | undefined {
  const phone = readPhone(place, options);
  return phone === undefined ? undefined : [{ channel: 'sms', value: phone }];
}

function readMessage(place: DocumentReader): { channel?: Channel; text?: string } | undefined {
  if (!place.isObject('a message: { text, channel }')) return undefined;
  const channel = place.at('channel').optional((it) => it.oneOf(channels));
  const text = place.at('text').optional((it) => (it.value === '' ? '' : it.text(100_000)));
  return { ...(channel !== undefined && { channel }), ...(text !== undefined && { text }) };
}

/** Events about a record name it; about a conversation without a key, it is the contact's own. */
function readSubject(place: DocumentReader, type: EventType, id: string): RelanceEvent['subject'] | undefined {
  const subjectType = subjectTypeOf(type);
  if (subjectType === 'event') return { type: 'event', key: id, facts: {} };
  if (subjectType === 'contact') return { type: 'contact', key: '', facts: {} };
  const name = subjectKeys[subjectType];
  const at = place.at(name);
  if (!at.isObject(`the ${name} that this is about: { key, … }`)) return undefined;
  const key = at.at('key').text(200, `your own id of the ${name}, 1 to 200 characters`);
  if (key === undefined) return undefined;
  const { key: _, ...facts } = at.value as Record<string, Fact>;
  if (subjectType === 'appointment') readAppointmentTime(at, type, facts);
  return { type: subjectType, key, facts };
}

/** An appointment's time is an instant, or a wall-clock time with a zone; both are kept, so that it can be computed again. */
function readAppointmentTime(place: DocumentReader, type: EventType, facts: Record<string, Fact>): void {
  const at = place.at('startsAt');
  if (!at.given) {
    if (type === 'appointment.booked' || type === 'appointment.moved') {
      at.refuse('is missing', 'when it starts: 2026-05-04T15:00:00Z, or 2026-05-04T15:00 with timezone');
    }
    return;
  }
  if (refuseSeconds(at)) return;
  const zone = place
    .at('timezone')
    .optional((it) =>
      typeof it.value === 'string' && isTimeZone(it.value)
        ? it.value
        : it.refuse(`there is no time zone ${describe(it.value)}`, 'an IANA time zone, for example Europe/Paris'),
    );
  const instant = readInstant(at.value, zone);
  if (instant === undefined) {
    at.refuse(`${describe(at.value)} is not a time`, '2026-05-04T15:00:00Z, or 2026-05-04T15:00 with timezone');
    return;
  }
  facts.startsAt = new Date(instant).toISOString();
  if (zone !== undefined && typeof at.value === 'string') {
    facts.startsAtIntent = { local: at.value, timezone: zone, tzdata: process.versions.tz ?? null };
  }
}

/** The same content gives the same text, whatever the order of its keys. */
function canonical(value: Fact | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as Facts).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
