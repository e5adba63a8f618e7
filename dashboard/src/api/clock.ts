/**
 * What time it is for the server. Its clock may differ from the viewer's, and under a virtual clock (a demo) it runs at
 * another pace; each of its answers says what it was, so that "in 5 minutes" is true of the server.
 */
let aheadMs = 0;
let tickAt = Date.now();
const listeners = new Set<() => void>();

/** Takes the server's time from an answer, if it says so. */
export function learnServerTime(answer: Response): void {
  const told = Date.parse(answer.headers.get('relance-now') ?? '');
  if (Number.isNaN(told)) return;
  const ahead = told - Date.now();
  // Small differences are the way that the answer took.
  if (Math.abs(ahead - aheadMs) > 1_500) {
    aheadMs = ahead;
    tick();
  }
}

/** Milliseconds since 1970; changes once a second, so that what is shown together is reckoned together. */
export function serverNow(): number {
  return tickAt + aheadMs;
}

/** Calls back once a second. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tick(): void {
  tickAt = Date.now();
  for (const listener of listeners) listener();
}

setInterval(tick, 1_000);
