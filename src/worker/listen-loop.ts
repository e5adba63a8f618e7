/**
 * Fetches what comes back where the vendor does not call us (replies and bounces in a mailbox). One process at a time listens for
 * a sender, by a lease; all leases of a process are taken and renewed in one statement. The position is stored with what was
 * read, so that nothing is lost when the next one takes over.
 */
import { type Clock, waitFor } from '../clock.ts';
import { storableText } from '../domain/storable.ts';
import type { Logger } from '../logger.ts';
import type { OperationContext } from '../operations/context.ts';
import { openSender } from '../operations/open-sender.ts';
import { sourceOf, storeIncoming } from '../operations/store-incoming.ts';
import type { Sender } from '../provider.ts';
import { isStoreUnavailable } from '../store/database.ts';
import type { SenderRow } from '../store/definitions.ts';
import {
  type ListeningSender,
  listListening,
  moveListener,
  releaseListener,
  takeListeners,
} from '../store/sender-listeners.ts';
import { ToldOnce } from './told-once.ts';

export interface ListenLoopOptions {
  readonly context: OperationContext;
  readonly logger: Logger;
  readonly workerId: string;
}

const everyMs = 5_000;
/** Renewed at every round; a dead process's listeners are taken over after that long. */
const leaseMs = 30_000;
/** After a failure, such as a mail server that is down. */
const restMs = 15_000;

interface Listening {
  readonly ending: AbortController;
  readonly updatedAt: number;
  readonly running: Promise<void>;
}

interface Opened {
  readonly sender: Sender;
  readonly definition: SenderRow;
}

/** A sender whose lease this process wants: because it listens already, or to begin. */
interface Wanted {
  readonly row: ListeningSender;
  readonly known?: Listening;
  readonly opened?: Opened;
}

export class ListenLoop {
  readonly #options: ListenLoopOptions;
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  readonly #listening = new Map<string, Listening>();
  /** Senders whose configuration of that time has nothing to listen to. */
  readonly #silent = new Map<string, number>();
  /** Senders of organizations whose definitions cannot be read. */
  readonly #unreadable = new ToldOnce();
  readonly #providers: readonly string[];
  #running: Promise<void> | undefined;

  constructor(options: ListenLoopOptions) {
    this.#options = options;
    this.#clock = options.context.clock;
    this.#providers = [...options.context.providers.values()]
      .map((provider) => provider.describe())
      .flatMap(({ type, listens }) => (listens ? [type] : []));
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    for (const { ending } of this.#listening.values()) ending.abort();
    await Promise.all([...this.#listening.values()].map(({ running }) => running));
  }

  async #run(): Promise<void> {
    if (this.#providers.length === 0) return;
    while (!this.#stop.signal.aborted) {
      try {
        await this.#round();
      } catch (error) {
        this.#options.logger.warn('listen_round_failed', { error: String(error) });
      }
      await waitFor(this.#clock, everyMs, this.#stop.signal);
    }
  }

  async #round(): Promise<void> {
    const found = await listListening(this.#options.context.db, this.#providers);
    const known = new Map(found.map((row) => [row.id, row]));
    for (const [id, { ending, updatedAt }] of this.#listening) {
      if (known.get(id)?.updated_at !== updatedAt) ending.abort();
    }
    for (const id of this.#silent.keys()) if (!known.has(id)) this.#silent.delete(id);
    const wanted: Wanted[] = [];
    for (const row of found) {
      try {
        const one = await this.#want(row);
        if (one) wanted.push(one);
        this.#unreadable.isRight(row.id);
      } catch (error) {
        // What cannot be read of one organization must not keep the others from hearing.
        if (!isStoreUnavailable(error)) this.#tellUnreadable(row, error);
      }
    }
    await this.#take(wanted);
  }

  #tellUnreadable({ org_id: organization, id: sender }: ListeningSender, error: unknown): void {
    if (this.#unreadable.isNews(sender))
      this.#options.logger.error('listener_unreadable', { organization, sender, error: String(error) });
  }

  /** Undefined where there is nothing to listen to, or where it is just coming to its end. */
  async #want(row: ListeningSender): Promise<Wanted | undefined> {
    const { context, logger } = this.#options;
    if (this.#silent.get(row.id) === row.updated_at) return undefined;
    const known = this.#listening.get(row.id);
    if (known) return known.ending.signal.aborted ? undefined : { row, known };
    const definition = (await context.definitions.get(row.org_id))?.sender(row.id);
    if (!definition) return undefined;
    const sender = openSender(context, row.org_id, definition);
    if (sender.listen) return { row, opened: { sender, definition } };
    if (sender.unusableHere !== undefined)
      logger.error('listener_unusable_here', { sender: definition.key, detail: sender.unusableHere });
    this.#silent.set(row.id, row.updated_at);
    await sender.close?.().catch(() => {});
    return undefined;
  }

  /** Renews the leases of those that run here, and begins to listen to those that nobody does. */
  async #take(wanted: readonly Wanted[]): Promise<void> {
    const { context, workerId } = this.#options;
    const rows = wanted.map(({ row }) => row);
    const begun = new Set<Wanted>();
    try {
      const taken = await takeListeners(context.db, rows, { workerId, leaseMs });
      for (const one of wanted) {
        const ours = taken.get(one.row.id);
        if (!ours) one.known?.ending.abort();
        else if (one.opened) {
          begun.add(one);
          this.#begin(one.row, one.opened, ours.position);
        }
      }
    } finally {
      for (const one of wanted) if (!begun.has(one)) await one.opened?.sender.close?.().catch(() => {});
    }
  }

  #begin({ id, org_id: orgId, updated_at: updatedAt }: ListeningSender, opened: Opened, position: string | null): void {
    const { sender, definition } = opened;
    const ending = new AbortController();
    const receiving = { ...definition, orgId, source: sourceOf(this.#options.context, definition) };
    const running = this.#listen(sender, receiving, position, ending).finally(() => {
      this.#listening.delete(id);
    });
    this.#listening.set(id, { ending, updatedAt, running });
  }

  async #listen(
    sender: Sender,
    row: Parameters<typeof storeIncoming>[2] & { readonly orgId: number },
    position: string | null,
    ending: AbortController,
  ): Promise<void> {
    const { context, logger, workerId } = this.#options;
    const { orgId, id, key } = row;
    let fault: string | null = null;
    try {
      await sender.listen?.(
        position,
        async (incoming, reached) => {
          const stored = await storeIncoming(context, orgId, row, incoming, { isVerified: false });
          if (stored.inbound + stored.receipts > 0) logger.info('incoming_stored', { sender: key, ...stored });
          if (!(await moveListener(context.db, orgId, id, workerId, reached))) ending.abort();
        },
        ending.signal,
      );
    } catch (error) {
      if (!ending.signal.aborted) fault = error instanceof Error ? error.message : String(error);
    }
    if (fault !== null) logger.warn('listener_failed', { sender: key, error: fault });
    await sender.close?.().catch(() => {});
    const why = fault === null ? null : storableText(fault, 500);
    await releaseListener(context.db, orgId, id, workerId, why, fault === null ? 0 : restMs).catch((error: unknown) =>
      logger.warn('release_listener_failed', { sender: key, error: String(error) }),
    );
  }
}
