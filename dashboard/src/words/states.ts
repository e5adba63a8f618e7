/** The states of follow-ups in words, what may be done in each, and which a list can be narrowed to. */
import type { FollowUpState } from '../api/types.ts';

/** Spelled as everywhere else: who reads "dead letter" here finds it in the documentation, the API and the database. */
export const stateNames: Readonly<Record<FollowUpState, string>> = {
  awaiting_approval: 'Awaiting approval',
  scheduled: 'Scheduled',
  claimed: 'Claimed',
  calling: 'Calling',
  sent: 'Sent',
  unknown: 'Unknown',
  dead_letter: 'Dead letter',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
};

export type View = 'upcoming' | 'failed' | 'recent' | 'all';

export const viewNames: Readonly<Record<View, string>> = {
  upcoming: 'Upcoming',
  failed: 'Failed',
  recent: 'Recent',
  all: 'All',
};

export const views = Object.keys(viewNames) as readonly View[];

/** The states that occur in a view. */
export const statesOf: Readonly<Record<View, readonly FollowUpState[]>> = {
  upcoming: ['scheduled'],
  failed: ['dead_letter', 'unknown'],
  recent: ['sent', 'calling', 'scheduled', 'unknown', 'dead_letter', 'cancelled'],
  all: Object.keys(stateNames) as FollowUpState[],
};

export type Verb = 'approve' | 'send-now' | 'retry' | 'was-sent' | 'was-not-sent' | 'cancel';

/** What an operator may do in a state, the most likely first. The server has the last word. */
export function verbsFor(state: FollowUpState): readonly Verb[] {
  switch (state) {
    case 'awaiting_approval':
      return ['approve', 'cancel'];
    case 'scheduled':
      return ['send-now', 'cancel'];
    case 'dead_letter':
      return ['retry', 'cancel'];
    case 'unknown':
      return ['was-sent', 'was-not-sent', 'cancel'];
    case 'claimed':
      return ['cancel'];
    case 'calling':
    case 'sent':
    case 'skipped':
    case 'cancelled':
      return [];
  }
}
