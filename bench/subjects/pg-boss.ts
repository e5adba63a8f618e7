// pg-boss as its documentation recommends for speed: `insert` for many, `send` for one, `work` with large batches,
// several local workers and burst polling.
//
// The id of a contact's job is given by the caller and kept in memory, the cheapest index from contact to job that an
// application could have: looking it up by singleton key would add a query to every cancellation.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { inBatches } from '../callers.ts';
import { selectNumber } from '../database.ts';
import { installedVersion } from '../installed-version.ts';
import type { Client, FollowUp, FollowUpPayload, Subject, Worker, WorkerOptions } from '../subject.ts';

const queue = 'follow-ups';
const bulkBatch = 5_000;
const workBatch = 500;
const workLanes = 3;

export const pgBoss: Subject = {
  name: 'pg-boss',
  version: installedVersion('pg-boss'),
  configuration:
    `insert() in batches of ${bulkBatch}; send() for one; cancel() by job id; work() with ` +
    `batchSize ${workBatch}, localConcurrency ${workLanes}, burstWhenBatchFull, polling every 0.5 s (its minimum).`,

  async install(databaseUrl) {
    const boss = await startBoss(databaseUrl, 2);
    await boss.createQueue(queue);
    await stopBoss(boss);
  },

  async openClient(databaseUrl, callers) {
    const boss = await startBoss(databaseUrl, callers + 1);
    return openClient(boss, callers, new pg.Pool({ connectionString: databaseUrl, max: 1 }));
  },

  async openWorker(options) {
    return openWorker(options, await startBoss(options.databaseUrl, 10));
  },
};

function openClient(boss: PgBoss, callers: number, pool: pg.Pool): Client {
  const jobOfContact = new Map<number, string>();
  const newJob = (followUp: FollowUp) => {
    const id = randomUUID();
    jobOfContact.set(followUp.contact, id);
    return { id, startAfter: new Date(followUp.dueAtMs) };
  };
  return {
    scheduleBulk: (followUps) =>
      inBatches(followUps, bulkBatch, callers, async (batch) => {
        await boss.insert(
          queue,
          batch.map((followUp) => ({ ...newJob(followUp), data: followUp.payload })),
        );
      }),
    async schedule(followUp) {
      await boss.send(queue, followUp.payload, newJob(followUp));
    },
    async cancelForContact(contact) {
      const id = jobOfContact.get(contact);
      if (id !== undefined) await boss.cancel(queue, id);
    },
    pendingCount: () =>
      selectNumber(
        pool,
        `select count(*) from pgboss.job where name = $1 and state in ('created', 'retry', 'active')`,
        [queue],
      ),
    storedBytes: () =>
      selectNumber(pool, `select sum(pg_total_relation_size(relid)) from pg_partition_tree('pgboss.job') where isleaf`),
    async close() {
      await stopBoss(boss);
      await pool.end();
    },
  };
}

function openWorker({ send, senderConcurrency }: WorkerOptions, boss: PgBoss): Worker {
  // With a slow sender, small batches on more workers: a batch is completed when its last call has returned.
  const batchSize = senderConcurrency === undefined ? workBatch : Math.ceil(senderConcurrency / 4);
  const localConcurrency = senderConcurrency === undefined ? workLanes : 8;
  return {
    async start() {
      await boss.work<FollowUpPayload>(
        queue,
        { batchSize, localConcurrency, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 },
        async (jobs) => {
          await Promise.all(jobs.map((job) => send(job.data)));
        },
      );
    },
    // A worker's count returns to zero once its batch is completed in the database.
    idle: () => boss.getWipData().every((worker) => worker.count === 0),
    stop: () => boss.offWork(queue, { wait: true }),
    close: () => stopBoss(boss),
  };
}

async function startBoss(connectionString: string, max: number): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, max, schedule: false });
  boss.on('error', (error) => console.error('pg-boss:', error));
  return boss.start();
}

function stopBoss(boss: PgBoss): Promise<void> {
  return boss.stop({ graceful: false });
}
