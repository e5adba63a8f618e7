/** What an event says about consent, address by address: stops and starts, consent that it carries, a yes to what was asked. Pure. */
import type { ConsentPlace, ConsentProof, ConsentState } from './consent-statement.ts';
import type { Changes, ContactState } from './contact-state.ts';
import type { ConsentInput, RelanceEvent } from './event.ts';

/** One row of evidence. */
export interface ConsentTold extends ConsentPlace, ConsentProof {
  readonly state: ConsentState;
  /** Of a stop or a start, which have entries of their own on the timeline. */
  readonly cause: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A stop and a start are about everything, and win over what else the event says. */
export function consentAfterEvent(
  contact: Pick<ContactState, 'addresses'>,
  event: RelanceEvent,
  { stop, start }: Pick<Changes, 'stop' | 'start'>,
): ConsentTold[] {
  const { consent, confirms, message, occurredAt: at } = event;
  const said = consent?.proof ?? heard(message?.text ?? null, message === undefined ? 'api' : 'word');
  const everywhere = (addresses: ContactState['addresses'], state: ConsentState, cause: string) =>
    addresses.map(({ channel, value }) => ({ ...said, channel, value, category: '*' as const, state, cause, at }));
  if (stop) return everywhere(stop.addresses, 'out', stop.cause);
  if (start) {
    const cause = event.type === 'contact.optedIn' ? 'opted_in' : 'start_word';
    const { keptBack } = start;
    return [
      ...everywhere(start.addresses, 'in', cause),
      ...(keptBack ? everywhere(keptBack.addresses, 'out', keptBack.cause) : []),
    ];
  }
  if (confirms) return confirms.map((place) => ({ ...said, ...place, state: 'in', cause: null, at }));
  if (!consent) return [];
  return placesOf(contact, consent).map((place) => ({ ...said, ...place, state: consent.state, cause: null, at }));
}

function heard(text: string | null, source: ConsentProof['source']): ConsentProof {
  return { source, text, url: null, ip: null, userAgent: null, actor: null };
}

/** Consent binds to the addresses that the contact has now; to confirm is asked where a message would go: at the first. */
function placesOf({ addresses }: Pick<ContactState, 'addresses'>, consent: ConsentInput): ConsentPlace[] {
  const { channels, address, categories, state } = consent;
  const meant = addresses.filter(
    ({ channel, value }, index) =>
      (channels === undefined || channels.includes(channel)) &&
      (address === undefined || value === address) &&
      (state !== 'pending' || addresses.findIndex((one) => one.channel === channel) === index),
  );
  return meant.flatMap(({ channel, value }) => categories.map((category) => ({ channel, value, category })));
}
