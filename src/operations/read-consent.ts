/**
 * Reads what an event says about consent: `{ given?, confirm?, channels, address?, categories, text, source?, url?, ip?,
 * userAgent?, actor? }`. Whoever says that somebody agreed has to say to what, where, and in which words they were asked;
 * a refusal needs nothing at all.
 */
import { type Channel, channels } from '../domain/channel.ts';
import { type ConsentState, consentScopes, consentSources } from '../domain/consent-statement.ts';
import { type DocumentReader, describe } from '../domain/document-reader.ts';
import type { ConsentInput, EventType } from '../domain/event.ts';
import { readAddressOn } from './read-address.ts';

const keys = [
  'given',
  'confirm',
  'channels',
  'address',
  'categories',
  'text',
  'source',
  'url',
  'ip',
  'userAgent',
  'actor',
] as const;

const advice = {
  channel: 'channels: a list such as ["sms"]',
  category: 'categories: a list such as ["marketing"], or ["*"] for all',
  state: 'given: true or false',
};

/** What the type of an event says by itself. */
const stateOfType: Readonly<Partial<Record<EventType, ConsentState>>> = {
  'contact.consentGiven': 'in',
  'contact.consentWithdrawn': 'out',
  'contact.consentRequested': 'pending',
};

export function readConsent(
  place: DocumentReader,
  type: EventType,
  options: { readonly defaultCountry?: string },
): ConsentInput | undefined {
  const said = stateOfType[type];
  if (!place.given && said === undefined) return undefined;
  if (!place.given && said === 'out') return withdrawal;
  if (!place.isObject('what the person agreed to: { channels, categories, text }, or { given: false }'))
    return undefined;
  place.knowsOnly(keys, advice);
  const state = readState(place, said);
  const isRefusal = state === 'out';
  const reach = place.at('channels').given || !isRefusal ? readList(place.at('channels'), channels) : undefined;
  const categories =
    place.at('categories').given || !isRefusal ? readList(place.at('categories'), consentScopes) : ['*' as const];
  const text = isRefusal
    ? place.at('text').optional((it) => it.text(5_000))
    : place.at('text').text(5_000, 'what the person was shown or asked, in its own words: the proof');
  const short = (name: string, max: number) => place.at(name).optional((it) => it.text(max)) ?? null;
  const address = readOneAddress(place.at('address'), reach, options);
  const source = place.at('source').optional((it) => it.oneOf(consentSources));
  const proof = {
    source: source ?? (type.startsWith('call.') ? ('call' as const) : ('api' as const)),
    text: text ?? null,
    url: short('url', 2_000),
    ip: short('ip', 100),
    userAgent: short('userAgent', 500),
    actor: short('actor', 200),
  };
  if (categories === undefined) return undefined;
  return {
    state,
    categories,
    proof,
    ...(reach !== undefined && { channels: reach }),
    ...(address !== undefined && { address }),
  };
}

const withdrawal: ConsentInput = {
  state: 'out',
  categories: ['*'],
  proof: { source: 'api', text: null, url: null, ip: null, userAgent: null, actor: null },
};

/** By the event's type, else by `given` and `confirm`; where both say something, they have to agree. */
function readState(place: DocumentReader, said: ConsentState | undefined): ConsentState {
  const given = place.at('given').optional((it) => it.boolean());
  const confirm = place.at('confirm').optional((it) => it.boolean());
  const told = given === false ? 'out' : confirm ? 'pending' : given ? 'in' : undefined;
  if (given === false && confirm) place.at('confirm').refuse('a refusal needs no confirmation', 'given or confirm');
  if (said === undefined || told === undefined || told === said || (said === 'pending' && told === 'in'))
    return said ?? told ?? 'in';
  place
    .at(confirm ? 'confirm' : 'given')
    .refuse(
      'the type of the event says something else',
      'contact.consentGiven, contact.consentWithdrawn (given: false) or contact.consentRequested (confirm: true)',
    );
  return said;
}

function readList<const T extends string>(place: DocumentReader, names: readonly T[]): T[] | undefined {
  const items = place.items(names.length, `a list of ${names.join(', ')}`);
  const read = items?.flatMap((it) => it.oneOf(names) ?? []);
  return read && [...new Set(read)];
}

function readOneAddress(
  place: DocumentReader,
  reach: readonly Channel[] | undefined,
  options: { readonly defaultCountry?: string },
): string | undefined {
  if (!place.given) return undefined;
  const [channel, ...others] = reach ?? [];
  if (channel === undefined || others.length > 0) {
    return place.refuse(`${describe(place.value)} stands beside ${reach?.length ?? 'no'} channels`, 'one channel');
  }
  return readAddressOn(channel, place, options)?.value;
}
