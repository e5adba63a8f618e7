/** Senders for people: configuration without secrets. */
import type { Provider, Sender } from '../provider.ts';
import type { SenderRow } from '../store/definitions.ts';

/** What senders are made from. */
export interface SenderAccess {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly openSender: (orgId: number, row: SenderRow) => Sender;
}
