/** What a message costs by the prices that an account's owner wrote down. Vendors report theirs late or never. Pure. */
import type { ConfigField } from '../provider.ts';
import type { ConfigProblems } from './sender-config.ts';

/** Cents per unit (a part of a text message, else a message), by the beginning of the recipient's address. */
export type PriceTable = ReadonlyMap<string, number>;

/** The field of a sender's configuration that holds the prices. */
export const pricesField = {
  type: 'object',
  required: false,
  description:
    'Cents per message (of text messages: per segment) by the beginning of the recipient, the longest that fits; "default" for all others. For example { "+33": 6.9, "default": 0.79 }.',
} as const satisfies ConfigField;

const otherwise = 'default';

export function readPrices(problems: ConfigProblems, prices: Readonly<Record<string, unknown>> = {}): PriceTable {
  for (const [beginning, cents] of Object.entries(prices)) {
    const isPrice = typeof cents === 'number' && Number.isFinite(cents) && cents >= 0;
    problems.require(isPrice, `prices.${beginning} must be a number of cents from 0 on`);
  }
  return new Map(Object.entries(prices as Record<string, number>));
}

/**
 * @param units segments of a text message; 1 elsewhere
 * @returns cents, rounded to a ten-thousandth; undefined where no price fits
 */
export function priceOf(prices: PriceTable, to: string, units = 1): number | undefined {
  let price = prices.get(otherwise);
  let longest = 0;
  for (const [beginning, cents] of prices) {
    if (beginning.length <= longest || beginning === otherwise || !to.startsWith(beginning)) continue;
    price = cents;
    longest = beginning.length;
  }
  return price === undefined ? undefined : Math.round(price * units * 10_000) / 10_000;
}
