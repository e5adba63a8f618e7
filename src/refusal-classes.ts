/** The refusal classes of the contract as values: to read them from a configuration or from what an adapter answers. */
import type { RefusalClass } from './provider.ts';

export const refusalClasses = Object.keys({
  transient: true,
  sender: true,
  recipient: true,
  content: true,
  rate: true,
} satisfies Record<RefusalClass, true>) as RefusalClass[];

export const isRefusalClass = (value: unknown): value is RefusalClass =>
  refusalClasses.some((known) => known === value);
