/** What is chosen on the page of follow-ups, as it stands in the address; what can't be is left out. */
import type { Channel, FollowUpQuery, FollowUpState } from '../api/types.ts';
import { channels } from '../words/channels.ts';
import { statesOf, type View, views } from '../words/states.ts';

export interface FollowUpSearch {
  /** Absent: upcoming. */
  readonly view?: View;
  readonly state?: FollowUpState;
  readonly channel?: Channel;
  /** The follow-up whose drawer is open. */
  readonly open?: string;
}

export function readSearch(search: Record<string, unknown>): FollowUpSearch {
  const view = views.find((it) => it === search.view);
  const state = statesOf[view ?? 'upcoming'].find((it) => it === search.state);
  const channel = channels.find((it) => it === search.channel);
  return {
    ...(view && view !== 'upcoming' && { view }),
    ...(state && { state }),
    ...(channel && { channel }),
    ...(typeof search.open === 'string' && { open: search.open }),
  };
}

/** What the server is asked for. */
export function queryOf(
  { view = 'upcoming', state, channel }: FollowUpSearch,
  cursor: string | undefined,
): FollowUpQuery {
  return {
    ...(view !== 'all' && { view }),
    ...(state && { state }),
    ...(channel && { channel }),
    ...(cursor !== undefined && { cursor }),
  };
}
