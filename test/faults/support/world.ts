// What a fault test works in: a database of its own, a fake vendor with its ledger in a process of its own, an engine in this
// process that schedules and records but never sends, and workers in processes of their own.
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel } from '../../../src/domain/channel.ts';
import type { Facts } from '../../../src/domain/facts.ts';
import type { PolicyDocument } from '../../../src/domain/policy-document.ts';
import { createEngine, type Engine } from '../../../src/engine.ts';
import type { EngineOptions, WorkerSettings } from '../../../src/engine-options.ts';
import type { OneOff } from '../../../src/operations/schedule-follow-ups.ts';
import { everyOrganization } from '../../../src/store/database.ts';
import { fakeProvider } from '../../../src/testing/fake-provider.ts';
import { type FakeVendor, spawnFakeVendor } from '../../../src/testing/fake-provider-server.ts';
import { type LedgerEntry, readLedger } from '../../../src/testing/ledger.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { temporaryFolder } from '../../support/postgres-server.ts';
import type { Said, WorkerProcessSettings } from '../worker-process.ts';
import { type SpeakingProcess, spawnSpeaking } from './process.ts';

/** Short leases, so that what a dead worker left is taken up soon. */
export const shortLease: WorkerSettings = { leaseMs: 3_000, leaseLeftMs: 1_000, heldMax: 20 };

export type WorkerProcess = SpeakingProcess<Said>;

export interface FollowUpRow {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
}

export interface World {
  readonly url: string;
  readonly vendor: FakeVendor;
  readonly engine: Engine;
  sql<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  spawnWorker(settings?: Partial<WorkerProcessSettings>): WorkerProcess;
  /** Schedules text messages, one for a contact, and returns their ids in order. */
  scheduleTexts(count: number, oneOff?: (index: number) => Partial<OneOff>): Promise<string[]>;
  followUps(): Promise<FollowUpRow[]>;
  ledger(): Promise<readonly LedgerEntry[]>;
  /** Waits until no follow-up is scheduled, claimed or being called; how long that took, in milliseconds. */
  settled(withinMs: number): Promise<number>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Of the senders. Default: `sms` alone. */
  readonly channels?: readonly Channel[];
  /** Senders of each channel in the order of their route, with their configuration beside the vendor's address. */
  readonly senders?: readonly ({ readonly key: string; readonly config?: Facts } & Partial<
    Pick<NonNullable<EngineOptions['senders']>[number], 'ratePerMinute' | 'burst' | 'concurrency'>
  >)[];
  readonly policy?: PolicyDocument;
  /** Another server than the one that the tests share. */
  readonly databaseUrl?: string;
  readonly sequences?: EngineOptions['sequences'];
  /** The process that works; of a copy of the project where bugs are planted. */
  readonly workerScript?: string;
}

/** Checks compare whole tables with each other, of which there may be no statistics yet: the product's connections look up by keys. */
const overEverything = {
  name: 'test-over-everything',
  text: `SELECT set_config('enable_hashjoin', 'on', true), set_config('enable_seqscan', 'on', true),
    set_config('enable_nestloop', 'off', true)`,
};

const workerScript = join(import.meta.dirname, '..', 'worker-process.ts');

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const folder = await temporaryFolder();
  const vendor = await spawnFakeVendor({ ledgerPath: join(folder, 'ledger.jsonl') });
  const database = options.databaseUrl === undefined ? await createTestDatabase() : undefined;
  const url = options.databaseUrl ?? (database?.url as string);
  const engine = await createEngine({
    database: url,
    providers: [fakeProvider],
    senders: (options.channels ?? ['sms']).flatMap((channel) =>
      (options.senders ?? [{ key: 'first' }]).map(({ key, config, ...limits }, position) => ({
        key: channel === 'sms' ? key : `${key}-${channel}`,
        provider: 'fake',
        channel,
        position,
        config: { url: vendor.url, name: key, ...config },
        ...limits,
      })),
    ),
    ...(options.sequences && { sequences: options.sequences }),
    // Whatever else it says, and on a server that is not the shared one: the tests run at any hour of the day.
    policy: { quietHours: 'off', ...options.policy },
  });
  const workers = new Set<WorkerProcess>();
  let contacts = 0;

  const sql = <Row>(text: string, parameters?: readonly unknown[]) =>
    engine.context.db.transaction(everyOrganization, async (tx) => {
      await tx.query(overEverything);
      return tx.query<Row>({ name: createHash('md5').update(text).digest('hex'), text }, parameters);
    });

  return {
    url,
    vendor,
    engine,
    sql,
    spawnWorker(settings = {}) {
      const worker = spawnSpeaking<Said>(options.workerScript ?? workerScript, {
        database: url,
        worker: shortLease,
        ...settings,
      });
      workers.add(worker);
      return worker;
    },
    async scheduleTexts(count, oneOff) {
      const ids: string[] = [];
      const dueAt = Date.now();
      for (let at = 0; at < count; at += 500) {
        const first = contacts;
        contacts += Math.min(500, count - at);
        const events = Array.from({ length: contacts - first }, (_, index) => ({
          type: 'contact.upserted',
          contact: { phone: phone(first + index) },
        }));
        const recorded = await engine.events.recordAll(events);
        const scheduled = await engine.followUps.scheduleAll(
          recorded.map((result, index) => ({
            contactId: 'contactId' in result ? (result.contactId as string) : '',
            dueAt,
            channel: 'sms' as const,
            category: 'conversational' as const,
            text: 'Hello',
            ...oneOff?.(at + index),
          })),
        );
        ids.push(...scheduled.map((result) => (result.ok ? result.id : '')));
      }
      return ids;
    },
    followUps: () => sql('SELECT id, state, reason, attempts FROM relance.follow_ups ORDER BY id'),
    ledger: () => readLedger(vendor.ledgerPath),
    async settled(withinMs) {
      const begin = performance.now();
      for (;;) {
        const [row] = await sql<{ n: number }>(
          `SELECT count(*)::int AS n FROM relance.follow_ups WHERE state IN ('scheduled', 'claimed', 'calling')`,
        ).catch(() => [{ n: -1 }]);
        const tookMs = performance.now() - begin;
        if (row?.n === 0) return tookMs;
        if (tookMs > withinMs) throw new Error(`${row?.n} follow-ups are not over after ${Math.round(tookMs)} ms`);
        await sleep(100);
      }
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.kill()));
      await engine.stop();
      await vendor.close();
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A number that nobody has, and a valid one by its length: one for each `n` below ten million. */
export function phone(n: number): string {
  return `+336${String(10_000_000 + n).padStart(8, '0')}`;
}
