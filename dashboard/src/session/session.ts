/**
 * Who is signed in: the API key, kept for this tab only (sessionStorage), so that closing the tab signs out. Without
 * storage it lasts until the page is left.
 */
const storageKey = 'relance-key';

/** Why nobody is signed in, where it was not the user's own wish. */
export type SignedOutReason = 'revoked' | null;

let key: string | null = read();
let reason: SignedOutReason = null;
const listeners = new Set<() => void>();

export function currentKey(): string | null {
  return key;
}

export function signedOutReason(): SignedOutReason {
  return reason;
}

export function beginSession(newKey: string): void {
  key = newKey;
  reason = null;
  try {
    sessionStorage.setItem(storageKey, newKey);
  } catch {
    // Kept in memory only.
  }
  tell();
}

export function endSession(why: SignedOutReason = null): void {
  key = null;
  reason = why;
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // It was in memory only.
  }
  tell();
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function read(): string | null {
  try {
    return sessionStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
