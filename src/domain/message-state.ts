/**
 * What the reports about a message come to. Reports arrive in any order, late and several times, so the answer depends on the
 * set of them and never on their order.
 */

export type ReceiptState = 'sent' | 'delivered' | 'undelivered' | 'complained' | 'unsubscribed' | 'opened' | 'clicked';

export interface ReceiptFacts {
  /** Number of the attempt that it reports on. */
  readonly attempt: number;
  readonly state: ReceiptState;
  readonly class: string | null;
}

/** States that only receipts bring; a message without any is in the state that its follow-up says. */
export type ReportedState = 'sent' | 'delivered' | 'undelivered';

/**
 * Of one attempt: the address does not work > delivered > not delivered > sent. Mail servers report `delivered` when the next
 * server took it over, and the bounce for ever comes later: so the bounce counts. Of several attempts the best counts.
 */
export function messageStateOf(receipts: readonly ReceiptFacts[]): ReportedState | undefined {
  const attempts = new Map<number, ReceiptFacts[]>();
  for (const receipt of receipts) {
    const others = attempts.get(receipt.attempt);
    if (others) others.push(receipt);
    else attempts.set(receipt.attempt, [receipt]);
  }
  let best: ReportedState | undefined;
  for (const reports of attempts.values()) {
    const state = attemptStateOf(reports);
    if (best === undefined || rank[state] > rank[best]) best = state;
  }
  return best;
}

const rank: Readonly<Record<ReportedState, number>> = { undelivered: 0, sent: 1, delivered: 2 };

function attemptStateOf(reports: readonly ReceiptFacts[]): ReportedState {
  const isGone = reports.some((report) => report.state === 'undelivered' && report.class === 'recipient');
  if (isGone) return 'undelivered';
  // Who opens, clicks, complains or unsubscribes has got it.
  if (reports.some(({ state }) => state !== 'sent' && state !== 'undelivered')) return 'delivered';
  return reports.some(({ state }) => state === 'undelivered') ? 'undelivered' : 'sent';
}
