import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RecipientPlace, recipientZone } from './recipient-zone.ts';
import { isTimeZone } from './zoned-time.ts';

const nowhere: RecipientPlace = { timezone: null, phone: null, locale: null, attributes: {} };
const zoneOf = (place: Partial<RecipientPlace>) => recipientZone({ ...nowhere, ...place }, 'Europe/Berlin');

test("the contact's own zone comes before everything", () => {
  expect(zoneOf({ timezone: 'Asia/Tokyo', phone: '+13055550123', locale: 'fr-FR' })).toEqual({
    zones: ['Asia/Tokyo'],
    source: 'contact',
    region: 'US-FL',
  });
  expect(zoneOf({ timezone: 'Mars/Olympus', phone: '+33612345678' }).source).toBe('phone');
});

test('then the phone number, narrowed by the country if that leaves something', () => {
  expect(zoneOf({ phone: '+33612345678' })).toEqual({ zones: ['Europe/Paris'], source: 'phone', region: 'FR' });
  // Australian mobile numbers include those of Christmas Island and the Cocos Islands.
  const anywhere = zoneOf({ phone: '+61412345678' });
  const inAustralia = zoneOf({ phone: '+61412345678', attributes: { country: 'au' } });
  expect(anywhere.zones).toContain('Indian/Cocos');
  expect(inAustralia.zones).not.toContain('Indian/Cocos');
  expect(inAustralia.zones.every((zone) => anywhere.zones.includes(zone))).toBe(true);
  expect(inAustralia.source).toBe('phone');
  // Somebody with a French address and a number of Miami: the number is what it goes to.
  const abroad = zoneOf({ phone: '+13055550123', attributes: { address: { country: 'FR' } }, locale: 'fr-FR' });
  expect(abroad).toEqual({ zones: ['America/New_York'], source: 'phone', region: 'US-FL' });
});

test('then the address, then the locale, as far as it names a country', () => {
  expect(zoneOf({ attributes: { address: { country: 'FR' }, country: 'US' }, locale: 'en-US' })).toEqual({
    zones: ['Europe/Paris'],
    source: 'address',
    region: 'FR',
  });
  expect(zoneOf({ locale: 'en_GB' })).toEqual({ zones: ['Europe/London'], source: 'locale', region: 'GB' });
  const american = zoneOf({ locale: 'en-US' });
  expect(american).toMatchObject({ source: 'locale', region: 'US' });
  expect(american.zones).toEqual(expect.arrayContaining(['Pacific/Honolulu', 'America/Chicago']));
  // Indianapolis keeps the time of New York, and so on: the many zones of the US are few clocks.
  expect(american.zones.length).toBeLessThan(10);
});

test("where nothing is known, or too little, it is the organization's zone, and says so", () => {
  const unknown = { zones: ['Europe/Berlin'], source: 'organization' };
  expect(zoneOf({})).toEqual(unknown);
  expect(zoneOf({ locale: 'fr' })).toEqual(unknown);
  expect(zoneOf({ locale: 'no locale!' })).toEqual(unknown);
  expect(zoneOf({ attributes: { country: 'Atlantis', address: 'FR' } })).toEqual(unknown);
  // Free of charge, from anywhere between Guam and Newfoundland.
  expect(zoneOf({ phone: '+18005550123' })).toEqual({ ...unknown, region: 'US' });
  expect(zoneOf({ attributes: { country: 'AQ' } })).toEqual({ ...unknown, region: 'AQ' });
});

test('a number that may be anywhere leaves it to the address', () => {
  expect(zoneOf({ phone: '+18005550123', attributes: { country: 'JM' } })).toMatchObject({
    zones: ['America/Jamaica'],
    source: 'phone',
  });
  expect(zoneOf({ phone: '+18005550123', attributes: { country: 'FR' } })).toMatchObject({
    zones: ['Europe/Paris'],
    source: 'address',
  });
});

test('whatever is said about somebody, there is at least one zone, and each is one', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('FR', 'en-US', '+33612345678', 'Asia/Tokyo', 'xx-ZZ', '+1800'));
  const phone = fc.oneof(
    text,
    fc.integer({ min: 1_000_000, max: 999_999_999_999 }).map((digits) => `+${digits}`),
  );
  const attributes = fc.oneof(
    fc.constant({}),
    fc.record({ country: text }),
    fc.record({ address: fc.record({ country: text }) }),
  );
  const place = fc.record({
    timezone: fc.option(text),
    phone: fc.option(phone),
    locale: fc.option(text),
    attributes,
  });
  fc.assert(
    fc.property(place, (drawn) => {
      const { zones, source } = recipientZone(drawn, 'Europe/Berlin');
      expect(zones.length).toBeGreaterThan(0);
      expect(zones.every(isTimeZone)).toBe(true);
      if (source === 'organization') expect(zones).toEqual(['Europe/Berlin']);
      expect(recipientZone(drawn, 'Europe/Berlin').zones).toEqual(zones);
    }),
    { numRuns: 300 },
  );
});
