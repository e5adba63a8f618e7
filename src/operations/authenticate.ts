/**
 * Who calls: finds the organization and the scopes of an API key, with a short memory so that a busy caller costs no
 * statement per call. Keys are compared by their SHA-256 in an index, so that the time taken says nothing about a key.
 */
import { sha256 } from '../ids.ts';
import { type FoundApiKey, findApiKey, noteUse } from '../store/api-keys.ts';
import { organizationOf } from './api-keys.ts';
import type { Caller } from './caller.ts';
import type { OperationContext } from './context.ts';

/** How long a key is remembered: a key revoked in another process works no longer than this. */
const rememberMs = 5_000;
/** Unknown keys are remembered as well, so that guessing does not load the database. */
const rememberedMax = 10_000;
const noteEveryMs = 60_000;

interface Remembered {
  readonly until: number;
  readonly caller: Promise<Caller | undefined>;
}

export class Authenticator {
  readonly #context: OperationContext;
  readonly #remembered = new Map<string, Remembered>();
  readonly #notedAt = new Map<string, number>();
  /** Hashes of keys that were good once; whether they still are is asked every time. */
  readonly #good = new Set<string>();

  constructor(context: OperationContext) {
    this.#context = context;
  }

  /** @throws RelanceError `store_unavailable` */
  async callerOf(key: string): Promise<Caller | undefined> {
    const hash = sha256(key);
    const now = this.#context.clock.elapsedMs();
    let found = this.#remembered.get(hash);
    if (!found || found.until <= now) {
      const caller = findApiKey(this.#context.db, organizationOf(key), hash).then(asCaller);
      found = { until: now + rememberMs, caller };
      if (this.#remembered.size >= rememberedMax) this.#remembered.clear();
      this.#remembered.set(hash, found);
      caller.catch(() => this.#remembered.delete(hash));
    }
    const caller = await found.caller;
    if (caller) {
      this.#note(caller, now);
      if (this.#good.size >= rememberedMax) this.#good.clear();
      this.#good.add(hash);
    }
    return caller;
  }

  /** Has this key been known here before? Tells a caller from somebody who guesses, without asking the database. */
  wasGood(key: string): boolean {
    return this.#good.has(sha256(key));
  }

  /** After a key was revoked here. */
  forget(): void {
    this.#remembered.clear();
  }

  /** At most once a minute for each key, beside the request: when it cannot be noted nothing is lost. */
  #note(caller: Caller, now: number): void {
    const last = this.#notedAt.get(caller.id);
    if (last !== undefined && now - last < noteEveryMs) return;
    if (this.#notedAt.size >= rememberedMax) this.#notedAt.clear();
    this.#notedAt.set(caller.id, now);
    this.#context.db.transaction(caller.orgId, (tx) => noteUse(tx, caller.orgId, caller.id)).catch(() => {});
  }
}

function asCaller(row: FoundApiKey | undefined): Caller | undefined {
  return row && { orgId: row.orgId, orgKey: row.orgKey, kind: 'key', id: row.id, name: row.name, scopes: row.scopes };
}
