/**
 * How somebody is signed in: with a password, which leaves a cookie that no script can read, so that only "there may be one" is
 * kept here; or with an API key, kept for this tab only (sessionStorage), so that closing the tab signs out. Without storage
 * either lasts until the page is left.
 */
const keyPlace = 'relance-key';
const cookiePlace = 'relance-signed-in';

/** Why nobody is signed in, where it was not the user's own wish. */
export type SignedOutReason = 'revoked' | 'ended' | null;

let key: string | null = read(() => sessionStorage.getItem(keyPlace));
let hasCookie = read(() => localStorage.getItem(cookiePlace)) !== null;
let reason: SignedOutReason = null;
const listeners = new Set<() => void>();

export function currentKey(): string | null {
  return key;
}

/** With a key, or perhaps with a cookie: only the server knows. */
export function mayBeSignedIn(): boolean {
  return key !== null || hasCookie;
}

export function signedOutReason(): SignedOutReason {
  return reason;
}

export function beginWithKey(newKey: string): void {
  key = newKey;
  reason = null;
  write(() => sessionStorage.setItem(keyPlace, newKey));
  tell();
}

/** The server has set its cookie. */
export function beginWithPassword(): void {
  key = null;
  hasCookie = true;
  reason = null;
  write(() => sessionStorage.removeItem(keyPlace));
  write(() => localStorage.setItem(cookiePlace, 'yes'));
  tell();
}

export function endSession(why: SignedOutReason = null): void {
  key = null;
  hasCookie = false;
  reason = why;
  write(() => sessionStorage.removeItem(keyPlace));
  write(() => localStorage.removeItem(cookiePlace));
  tell();
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function read(get: () => string | null): string | null {
  try {
    return get();
  } catch {
    return null;
  }
}

function write(set: () => void): void {
  try {
    set();
  } catch {
    // It is in memory only.
  }
}
