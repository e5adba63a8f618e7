/** Rules about events as written: a name, a list of names, or `{ on, when }`. Triggers, exits and waits have them. */
import { type DocumentReader, describe } from './document-reader.ts';
import { type EventType, eventTypes, isEventType } from './event.ts';
import { nearestName } from './nearest-name.ts';
import { readCondition } from './read-condition.ts';
import type { EventRule } from './sequence.ts';
import { withoutUndefined } from './without-undefined.ts';

const example = 'an event such as message.received, a list of events, or { on: …, when: … }';
const typesMax = 50;

/** @param moreKeys options that may stand beside `on` and `when`; the caller reads them */
export function readEventRule(place: DocumentReader, moreKeys: readonly string[] = []): EventRule | undefined {
  const { value } = place;
  if (typeof value === 'string' || Array.isArray(value)) {
    const on = readEventTypes(place);
    return on && { on };
  }
  if (!place.isObject(example)) return undefined;
  place.knowsOnly(['on', 'when', ...moreKeys], { event: 'write on', events: 'write on', if: 'write when' });
  const on = readEventTypes(place.at('on'));
  const when = place.at('when').optional(readCondition);
  return on && withoutUndefined({ on, when });
}

function readEventTypes(place: DocumentReader): readonly EventType[] | undefined {
  if (typeof place.value === 'string') {
    const type = readEventType(place);
    return type && [type];
  }
  const types = place.items(typesMax, 'an event such as message.received, or a list of events')?.map(readEventType);
  const known = types?.filter((type) => type !== undefined);
  return known === undefined || known.length !== types?.length ? undefined : [...new Set(known)];
}

function readEventType(place: DocumentReader): EventType | undefined {
  const { value } = place;
  if (isEventType(value)) return value;
  if (typeof value !== 'string')
    return place.refuse(`this is ${describe(value)}`, 'the name of an event, for example message.received');
  const nearest = nearestName(value, eventTypes);
  if (nearest !== undefined) return place.refuse(`there is no event ${describe(value)}`, `did you mean ${nearest}?`);
  const own = `custom.${value.replace(/^custom[.:_-]*/, '')}`;
  const ownHint = isEventType(own)
    ? `an event of your own is written ${own}`
    : 'an event of your own is written custom.<name>';
  return place.refuse(`there is no event ${describe(value)}`, `one of ${eventTypes.join(', ')}; ${ownHint}`);
}
