/** Says what has changed in the list since it was last refreshed: for those who can't see a row change its state. */
import { useEffect, useRef } from 'react';
import type { FollowUp } from '../api/types.ts';
import { announce } from '../parts/live-region.tsx';
import { stateNames } from '../words/states.ts';
import { contactName } from './row-facts.ts';

/** More at once than this are counted, not named. */
const namedMax = 3;

/** @param list which list it is: another one is announced by its size */
export function useAnnouncedChanges(
  items: readonly FollowUp[] | undefined,
  list: string,
  isPlaceholder: boolean,
): void {
  const last = useRef<{ list: string; states: ReadonlyMap<string, string> }>(undefined);
  useEffect(() => {
    if (!items || isPlaceholder) return;
    const before = last.current;
    last.current = { list, states: new Map(items.map(({ id, state }) => [id, state])) };
    if (before?.list !== list) {
      announce(items.length === 0 ? 'No follow-ups here' : `${items.length} follow-ups on this page`);
      return;
    }
    const changed = items.filter(({ id, state }) => before.states.has(id) && before.states.get(id) !== state);
    if (changed.length === 0) return;
    const named = changed.slice(0, namedMax).map((item) => `${contactName(item)}: ${stateNames[item.state]}`);
    announce(changed.length > namedMax ? `${changed.length} follow-ups have changed` : named.join('. '));
  }, [items, list, isPlaceholder]);
}
