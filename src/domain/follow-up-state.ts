/**
 * The states of a follow-up and the ways between them. The same table is a trigger in SQL, so that no statement of any
 * process can take another way; code that moves rows is typed with `Next`.
 *
 *   awaiting_approval -> scheduled | skipped | cancelled
 *   scheduled         -> scheduled (moved) | claimed | skipped | cancelled | sent (marked by the caller)
 *   claimed           -> calling | scheduled (deferred, or its lease ran out) | skipped | cancelled
 *                        | sent (waits and endings, which make no call) | dead_letter (its content cannot be made)
 *   calling           -> sent | scheduled (refused, retry later) | dead_letter | unknown
 *   unknown           -> sent | scheduled (sent again, only in at_least_once) | dead_letter | cancelled
 *   dead_letter       -> scheduled (an operator's retry) | cancelled (discarded)
 *   sent, skipped, cancelled: the end
 */
export const followUpTransitions = {
  awaiting_approval: ['scheduled', 'skipped', 'cancelled'],
  scheduled: ['scheduled', 'claimed', 'skipped', 'cancelled', 'sent'],
  claimed: ['calling', 'scheduled', 'skipped', 'cancelled', 'sent', 'dead_letter'],
  calling: ['calling', 'sent', 'scheduled', 'dead_letter', 'unknown'],
  unknown: ['sent', 'scheduled', 'dead_letter', 'cancelled'],
  dead_letter: ['scheduled', 'cancelled'],
  sent: [],
  skipped: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type FollowUpState = keyof typeof followUpTransitions;

/** What a state may become. */
export type Next<S extends FollowUpState> = (typeof followUpTransitions)[S][number];

export const followUpStates = Object.keys(followUpTransitions) as readonly FollowUpState[];
