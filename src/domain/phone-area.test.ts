import { expect, test } from 'vitest';
import { phoneArea } from './phone-area.ts';
import { phoneZoneLines } from './phone-zone-data.ts';
import { isTimeZone } from './zoned-time.ts';

test('the longest beginning of a number decides', () => {
  expect(phoneArea('+33612345678')).toEqual({ zones: ['Europe/Paris'], region: 'FR' });
  expect(phoneArea('+12125550123')).toEqual({ zones: ['America/New_York'], region: 'US-NY' });
  expect(phoneArea('+13055550123')).toEqual({ zones: ['America/New_York'], region: 'US-FL' });
  expect(phoneArea('+74951234567')).toEqual({ zones: ['Europe/Moscow'], region: 'RU' });
  expect(phoneArea('+5511912345678')).toEqual({ zones: ['America/Sao_Paulo'], region: 'BR' });
});

test('a mobile number of a country that gives them no place may be anywhere in it', () => {
  expect(phoneArea('+61412345678')?.zones).toEqual(expect.arrayContaining(['Australia/Sydney', 'Australia/Perth']));
  expect(phoneArea('+351912345678')?.zones).toEqual(['Atlantic/Azores', 'Europe/Lisbon']);
  expect(phoneArea('+79161234567')?.zones).toEqual(expect.arrayContaining(['Asia/Kamchatka', 'Europe/Kaliningrad']));
});

test('+1 is not the United States alone', () => {
  expect(phoneArea('+16045550123')).toEqual({ zones: ['America/Vancouver'], region: undefined });
  expect(phoneArea('+18765550123')).toEqual({ zones: ['America/Jamaica'], region: undefined });
  // Territories are under its law; and so is, out of caution, what nobody else has.
  expect(phoneArea('+17875550123')).toEqual({ zones: ['America/Puerto_Rico'], region: 'US' });
  expect(phoneArea('+18005550123')?.region).toBe('US');
});

test('the states whose law is stricter have the area codes that they have', () => {
  const areas = {
    'US-FL': '239 305 321 352 386 407 561 727 754 772 786 813 850 863 904 941 954',
    'US-OK': '405 580 918',
    'US-WA': '206 253 360 425 509 564',
  };
  for (const [state, codes] of Object.entries(areas)) {
    for (const code of codes.split(' ')) expect(phoneArea(`+1${code}5550123`)?.region).toBe(state);
  }
});

test('what is no number in E.164 form has no area', () => {
  for (const text of [
    '',
    '0612345678',
    '33612345678',
    '+0612345678',
    '+33 6 12 34 56 78',
    '+336',
    'tel:+33612345678',
  ]) {
    expect(phoneArea(text)).toBeUndefined();
  }
  // A satellite phone.
  expect(phoneArea('+881612345678')).toBeUndefined();
});

test('every zone of the table is one', () => {
  const zones = new Set(phoneZoneLines.flatMap((line) => line.split(' ')[0]?.split('&') ?? []));
  expect(zones.size).toBeGreaterThan(200);
  expect([...zones].filter((zone) => !isTimeZone(zone))).toEqual([]);
});
