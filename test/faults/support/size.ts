// How large the fault tests are: short ones in every run, full ones by hand (`npm run test:faults`).
export const full = process.env.RELANCE_FAULTS === 'full';

export function sized<T>(sizes: { readonly short: T; readonly full: T }): T {
  return full ? sizes.full : sizes.short;
}

/** A small seeded generator (mulberry32), so that a run can be had again: the tests' own chance, never the product's. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
