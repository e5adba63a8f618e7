/** Tells screen readers what has changed on the screen, politely, one sentence at a time. */
import { VisuallyHidden } from '@mantine/core';
import { useSyncExternalStore } from 'react';

let sentence = '';
const listeners = new Set<() => void>();

export function announce(text: string): void {
  // The same sentence again would not be read again.
  sentence = text === sentence ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
}

export function LiveRegion() {
  const text = useSyncExternalStore(subscribe, () => sentence);
  return (
    <VisuallyHidden role="status" aria-live="polite" aria-atomic>
      {text}
    </VisuallyHidden>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
