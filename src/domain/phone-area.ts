/** What a phone number says about where its owner is: its zones, and its region. Cheap: a few look-ups by its first digits. */
import { areaCodesElsewhere, areaCodesOfStates, callingCodes } from './phone-region-data.ts';
import { phoneZoneLines } from './phone-zone-data.ts';

export interface PhoneArea {
  /** IANA names; one or several. */
  readonly zones: readonly string[];
  /** `FR`; in the US with the state, `US-FL`, where the area code has one. */
  readonly region: string | undefined;
}

/** The area of a number in E.164 form, `+33612345678`; undefined for anything else, and where nothing is known. */
export function phoneArea(phone: string): PhoneArea | undefined {
  if (!/^\+[1-9]\d{5,14}$/.test(phone)) return undefined;
  tables ??= readTables();
  const zonesKey = longest(phone, tables.zones, tables.depths.get(phone.slice(1, 3)) ?? 3);
  if (zonesKey === undefined) return undefined;
  return { zones: tables.zones.get(zonesKey) as readonly string[], region: regionOf(phone, tables) };
}

interface Tables {
  readonly zones: ReadonlyMap<string, readonly string[]>;
  /** How long the longest of these beginnings is, by its first two digits. */
  readonly depths: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<string, string>;
  readonly elsewhere: ReadonlySet<string>;
  readonly countries: ReadonlyMap<string, string>;
}

let tables: Tables | undefined;

function readTables(): Tables {
  const zones = new Map<string, readonly string[]>();
  const depths = new Map<string, number>();
  for (const line of phoneZoneLines) {
    const [names = '', ...prefixes] = line.split(' ');
    const list = names.split('&');
    for (const prefix of prefixes) {
      zones.set(prefix, list);
      const start = prefix.slice(0, 2);
      depths.set(start, Math.max(depths.get(start) ?? 0, prefix.length));
    }
  }
  const states = Object.entries(areaCodesOfStates).flatMap(([state, areas]) =>
    areas.split(' ').map((area) => [area, `US-${state}`] as const),
  );
  return {
    zones,
    depths,
    states: new Map(states),
    elsewhere: new Set(areaCodesElsewhere.split(' ')),
    countries: new Map(callingCodes.split(' ').map((entry) => entry.split(':') as [string, string])),
  };
}

function longest(phone: string, known: ReadonlyMap<string, unknown>, lengthMax: number): string | undefined {
  for (let length = lengthMax; length > 0; length--) {
    const prefix = phone.slice(1, 1 + length);
    if (known.has(prefix)) return prefix;
  }
  return undefined;
}

/** An area code of +1 that nobody else has counts as one of the US, whose law is the stricter one. */
function regionOf(phone: string, { states, elsewhere, countries }: Tables): string | undefined {
  if (phone.startsWith('+1')) {
    const area = phone.slice(2, 5);
    return states.get(area) ?? (elsewhere.has(area) ? undefined : 'US');
  }
  const code = longest(phone, countries, 3);
  return code === undefined ? undefined : countries.get(code);
}
