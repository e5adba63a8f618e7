/**
 * The organization that this tab shows. An operator acts in one at a time, in all tabs: when they switch in another one, this one
 * shows what they no longer act in. Each call says what is shown (`api/client.ts`), so that nothing is done in the other.
 */
import { onSessionChange } from './session.ts';

let shown: string | null = null;
let hasMoved = false;
let isSwitching = false;
const listeners = new Set<() => void>();

/** Null until the server has said it, and with an API key, which has one organization only. */
export function shownOrganization(): string | null {
  return shown;
}

/** What the server says that its operator acts in; the first time it is what this tab shows from then on. */
export function learnOrganization(key: string): void {
  shown ??= key;
  if (key !== shown) noteMoved();
}

/** The operator acts in another organization than the one that is shown. */
export function noteMoved(): void {
  if (isSwitching || hasMoved) return;
  hasMoved = true;
  tell();
}

export function hasMovedAway(): boolean {
  return hasMoved;
}

/** This tab switches by itself, and is loaded anew then. */
export function beginSwitching(begun: boolean): void {
  isSwitching = begun;
}

export function onMove(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

onSessionChange(() => {
  shown = null;
  hasMoved = false;
  isSwitching = false;
  tell();
});

function tell(): void {
  for (const listener of listeners) listener();
}
