import { expect, test } from 'vitest';
import { type PriceTable, priceOf, pricesField, readPrices } from './price-table.ts';
import { ConfigReading } from './sender-config.ts';

function read(prices?: Record<string, unknown>): PriceTable {
  const reading = new ConfigReading('demo', { prices: pricesField }, { prices });
  const table = readPrices(reading, reading.given.prices);
  reading.done();
  return table;
}

const prices = read({ '+33': 6.9, '+336': 5, '+1': 0.79, default: 10 });

test.each([
  ['the beginning that fits', '+33140000000', 1, 6.9],
  ['the longest beginning that fits', '+33612345678', 1, 5],
  ['the default for all others', '+4915112345678', 1, 10],
  ['by segments', '+15550100', 3, 2.37],
])('%s', (_name, to, units, cents) => {
  expect(priceOf(prices, to, units)).toBe(cents);
});

test('the order of the table does not matter', () => {
  const turned = read({ '+336': 5, '+33': 6.9 });
  expect(priceOf(turned, '+33612345678')).toBe(5);
});

test('without a price that fits there is none', () => {
  expect(priceOf(read({ '+33': 6.9 }), '+15550100')).toBeUndefined();
  expect(priceOf(read(), '+15550100')).toBeUndefined();
});

test('a price of nothing is a price', () => {
  expect(priceOf(read({ '+33': 0, default: 1 }), '+33612345678')).toBe(0);
});

test('fractions of cents are kept to the ten-thousandth, without the dust of floating point', () => {
  expect(priceOf(read({ default: 0.1 }), 'x', 3)).toBe(0.3);
  expect(priceOf(read({ default: 0.00754 }), 'x', 7)).toBe(0.0528);
});

test.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY], ['0.79'], [null]])(
  'refuses the price %s by name',
  (price) => {
    expect(() => read({ '+33': price })).toThrow('demo: prices.+33 must be a number of cents from 0 on');
  },
);
