/**
 * By whose clock a recipient lives: their own zone if the contact has one, else where their phone number, their address
 * or their locale may be. Where that leaves several zones, all of them count: what goes out has to suit every one.
 *
 * With too many, or ones so far apart that next to nothing of the day suits all, a guess would be worth nothing: then it is
 * the organization's zone, and `source` says so.
 */
import { dayMs } from './calendar-day.ts';
import { type Fact, type Facts, factAt } from './facts.ts';
import { phoneArea } from './phone-area.ts';
import { isTimeZone, wallClock } from './zoned-time.ts';

/** What is known about where somebody is. */
export interface RecipientPlace {
  /** The contact's own zone. */
  readonly timezone: string | null;
  /** A phone number of theirs in E.164 form, the one it goes to before others. */
  readonly phone: string | null;
  readonly locale: string | null;
  /** Of the contact: `country` or `address.country`, two letters as in ISO 3166, tell where they are. */
  readonly attributes: Facts;
}

export type ZoneSource = 'contact' | 'phone' | 'address' | 'locale' | 'organization';

export interface RecipientZone {
  /** At least one; zones that keep the same time are named once. */
  readonly zones: readonly string[];
  /** What told it; `organization` is no knowledge of the recipient. */
  readonly source: ZoneSource;
  /** `FR`, `US-FL`: of the phone number, else of the address, else of the locale. */
  readonly region?: string;
}

/** More candidates than this are no knowledge. (Russia has eleven.) */
const candidatesMax = 12;

/** From 8 to 21 by each of their clocks, at least so much has to be common to all candidates. */
const common = { fromMs: 8 * 3_600_000, toMs: 21 * 3_600_000, leastMs: 3_600_000 };

/** The zones of a recipient. Never fails: what is no zone, number, country or locale is taken as not known. */
export function recipientZone(place: RecipientPlace, organizationZone: string): RecipientZone {
  const phone = place.phone === null ? undefined : phoneArea(place.phone);
  const address = countryOf(place.attributes);
  const locale = address === undefined ? regionOfLocale(place.locale) : undefined;
  const known = phone ? phone.region : (address ?? locale);
  const region = known === undefined ? undefined : { region: known };

  if (place.timezone !== null && isTimeZone(place.timezone)) {
    return { zones: [place.timezone], source: 'contact', ...region };
  }
  const byPlace = zonesOfCountry(address ?? locale);
  if (phone) {
    const zones = sensible(narrowed(phone.zones, byPlace)) ?? sensible(differing(phone.zones));
    if (zones) return { zones, source: 'phone', ...region };
  }
  const zones = sensible(differing(byPlace));
  if (zones) return { zones, source: address === undefined ? 'locale' : 'address', ...region };
  return { zones: [organizationZone], source: 'organization', ...region };
}

function countryOf(attributes: Facts): string | undefined {
  return readCountry(factAt(attributes, 'address.country')) ?? readCountry(attributes.country);
}

function readCountry(value: Fact | undefined): string | undefined {
  if (typeof value !== 'string' || !/^[a-z]{2}$/i.test(value)) return undefined;
  const country = value.toUpperCase();
  return zonesOfCountry(country).length > 0 ? country : undefined;
}

const regionsOfLocales = new Map<string, string | undefined>();

/** Only what it says: `fr` is spoken in many places. */
function regionOfLocale(locale: string | null): string | undefined {
  if (locale === null || locale.length > 35) return undefined;
  if (!regionsOfLocales.has(locale)) keep(regionsOfLocales, locale, readRegion(locale));
  return regionsOfLocales.get(locale);
}

function readRegion(locale: string): string | undefined {
  try {
    return readCountry(new Intl.Locale(locale.replaceAll('_', '-')).region);
  } catch {
    return undefined;
  }
}

const zonesOfCountries = new Map<string, readonly string[]>();
const none: readonly string[] = [];

/** The zones of a country of two letters; none for what is no country. */
function zonesOfCountry(country: string | undefined): readonly string[] {
  if (country === undefined) return none;
  let zones = zonesOfCountries.get(country);
  if (!zones) {
    const place = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones(): string[] | undefined };
    zones = place.getTimeZones() ?? none;
    zonesOfCountries.set(country, zones);
  }
  return zones;
}

/** Lists of the phone table and of countries are the same objects each time, so that what is found out of them is kept. */
const differingOf = new WeakMap<readonly string[], readonly string[]>();

/** The first of each group of zones that keep the same time. */
function differing(zones: readonly string[]): readonly string[] {
  let kept = differingOf.get(zones);
  if (!kept) {
    const byTime = new Map<string, string>();
    for (const zone of zones) if (!byTime.has(timeKept(zone))) byTime.set(timeKept(zone), zone);
    kept = [...byTime.values()];
    differingOf.set(zones, kept);
  }
  return kept;
}

/** Over these years zones are compared: long enough for all that sends now, and the same for everybody at any time. */
const comparedFrom = Date.UTC(2025, 0, 1);
const comparedTo = Date.UTC(2040, 0, 1);
const timesKept = new Map<string, string>();

function timeKept(zone: string): string {
  let kept = timesKept.get(zone);
  if (kept === undefined) {
    kept = JSON.stringify(wallClock(zone).offsetsBetween(comparedFrom, comparedTo));
    timesKept.set(zone, kept);
  }
  return kept;
}

const narrowedOf = new WeakMap<readonly string[], WeakMap<readonly string[], readonly string[]>>();

/** Those candidates that keep the time of one of the others, by the name that both have if there is one. */
function narrowed(zones: readonly string[], others: readonly string[]): readonly string[] {
  let byOthers = narrowedOf.get(zones);
  if (!byOthers) {
    byOthers = new WeakMap();
    narrowedOf.set(zones, byOthers);
  }
  let kept = byOthers.get(others);
  if (!kept) {
    const times = new Set(others.map(timeKept));
    const both = zones.filter((zone) => times.has(timeKept(zone)));
    kept = differing([...both.filter((zone) => others.includes(zone)), ...both]);
    byOthers.set(others, kept);
  }
  return kept;
}

const sensibleOf = new WeakMap<readonly string[], boolean>();

/** The same zones, if they are few and near enough to each other to be of use. */
function sensible(zones: readonly string[]): readonly string[] | undefined {
  let isSensible = sensibleOf.get(zones);
  if (isSensible === undefined) {
    isSensible = zones.length > 0 && zones.length <= candidatesMax && commonMs(zones) >= common.leastMs;
    sensibleOf.set(zones, isSensible);
  }
  return isSensible ? zones : undefined;
}

/** What is day in all zones at once, at the time of the year when that is least. */
function commonMs(zones: readonly string[]): number {
  if (zones.length === 1) return common.toMs - common.fromMs;
  const clocks = zones.map(wallClock);
  const changes = clocks.flatMap((clock) => clock.offsetsBetween(comparedFrom, comparedTo).map(({ from }) => from));
  return Math.min(...[...new Set(changes)].map((at) => commonWith(clocks.map((clock) => clock.shownAt(at) - at))));
}

/** With these offsets: a day seen by the first clock, less what is night by another. In steps of a quarter of an hour. */
function commonWith(offsetsMs: readonly number[]): number {
  const stepMs = 15 * 60_000;
  let sumMs = 0;
  for (let ofDay = 0; ofDay < dayMs; ofDay += stepMs) {
    const isDay = offsetsMs.every((offsetMs) => {
      const shown = (((ofDay + offsetMs) % dayMs) + dayMs) % dayMs;
      return shown >= common.fromMs && shown < common.toMs;
    });
    if (isDay) sumMs += stepMs;
  }
  return sumMs;
}

/** Locales come from outside: those as they are written are kept, not all that there could be. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size > 1_000) map.clear();
  map.set(key, value);
}
