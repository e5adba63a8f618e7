/**
 * The status by which users of other queues know a follow-up: six words for what our states say more exactly. Shown beside the
 * state, never stored, so that the two cannot disagree.
 *
 *   awaiting_approval, scheduled       pending
 *   scheduled again after a refusal    failed (and will be tried again)
 *   claimed, calling                   processing
 *   unknown                            processing (its state says that nobody knows)
 *   sent                               sent
 *   dead_letter                        dead_letter
 *   skipped, cancelled                 cancelled
 */
import { type FollowUpState, followUpStates } from './follow-up-state.ts';

export const deliveryStatuses = ['pending', 'processing', 'failed', 'sent', 'dead_letter', 'cancelled'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What a status is made of. */
export interface DeliveryFacts {
  readonly state: FollowUpState;
  /** Was a call of it refused since it was scheduled, or last tried again by a person? */
  readonly wasRefused: boolean;
}

const statusOfState: Readonly<Record<FollowUpState, DeliveryStatus>> = {
  awaiting_approval: 'pending',
  scheduled: 'pending',
  claimed: 'processing',
  calling: 'processing',
  unknown: 'processing',
  sent: 'sent',
  dead_letter: 'dead_letter',
  skipped: 'cancelled',
  cancelled: 'cancelled',
};

export function deliveryStatusOf({ state, wasRefused }: DeliveryFacts): DeliveryStatus {
  return state === 'scheduled' && wasRefused ? 'failed' : statusOfState[state];
}

/** The states that are shown as this status: of follow-ups that were not refused, and of those that were. */
export interface StatesOfStatus {
  readonly untried: readonly FollowUpState[];
  readonly refused: readonly FollowUpState[];
}

export function statesOfStatus(status: DeliveryStatus): StatesOfStatus {
  const shownAs = (wasRefused: boolean) =>
    followUpStates.filter((state) => deliveryStatusOf({ state, wasRefused }) === status);
  return { untried: shownAs(false), refused: shownAs(true) };
}
