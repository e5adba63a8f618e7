/**
 * How many of a sender's messages came back or were called spam, and from when on that is too many: mailbox providers and
 * vendors judge a sender by exactly this, and stop taking its messages.
 *
 * @source Amazon SES, Developer Guide, "Reputation metrics messages": bounces under review from 5 %, sending paused from 10 %;
 *   complaints under review from 0.1 %, sending paused from 0.5 %
 * @source Google, "Email sender guidelines", and Yahoo, "Sender Best Practices": spam rate below 0.1 %, never 0.3 %
 */
import type { AlertLevel } from './alert.ts';

/** Of the last seven days, each attempt counted once. */
export interface SenderResults {
  /** Taken by the vendor. */
  readonly accepted: number;
  /** Refused at once because of the address: that is a bounce too. Who has said stop to the vendor is not counted. */
  readonly refused: number;
  /** The address does not work: refused at once, or reported later. Not those who have said stop to the vendor. */
  readonly bounced: number;
  /** Reported as spam by the person. */
  readonly complained: number;
}

export interface SenderRates {
  /** Bounced, of all that were accepted or refused because of the address: from 0 to 1. Null: there were none. */
  readonly bounceRate: number | null;
  /** Complained, of all that were accepted: from 0 to 1. Null: there were none. */
  readonly complaintRate: number | null;
}

export function ratesOf({ accepted, refused, bounced, complained }: SenderResults): SenderRates {
  const tried = accepted + refused;
  return {
    bounceRate: tried === 0 ? null : bounced / tried,
    complaintRate: accepted === 0 ? null : complained / accepted,
  };
}

/** With fewer messages a rate says nothing. */
const messagesMin = 50;
/** One angry person among a few hundred is no rate. */
const complaintsMin = 3;

/** The worst first. */
const limits: readonly { readonly level: AlertLevel; readonly bounceRate: number; readonly complaintRate: number }[] = [
  { level: 'critical', bounceRate: 0.1, complaintRate: 0.005 },
  { level: 'warning', bounceRate: 0.05, complaintRate: 0.001 },
];

/** Undefined: it is as it should be, or there are too few to tell. */
export function levelOfResults(results: SenderResults): AlertLevel | undefined {
  if (results.accepted + results.refused < messagesMin) return undefined;
  const { bounceRate, complaintRate } = ratesOf(results);
  const exceeded = limits.find(
    (limit) =>
      (bounceRate ?? 0) > limit.bounceRate ||
      (results.complained >= complaintsMin && (complaintRate ?? 0) > limit.complaintRate),
  );
  return exceeded?.level;
}
