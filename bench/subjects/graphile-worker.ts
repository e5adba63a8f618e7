// graphile-worker as its page on performance recommends: `addJobs` for many, the local queue, batched completions, and
// no log line per job.
//
// A job's key is its contact, so the reply of a contact removes its job by key: no index needed beside it.
import { Logger, makeWorkerUtils, type Runner, run, type WorkerUtils } from 'graphile-worker';
import pg from 'pg';
import { inBatches } from '../callers.ts';
import { selectNumber } from '../database.ts';
import { installedVersion } from '../installed-version.ts';
import type { Client, FollowUp, FollowUpPayload, Subject, Worker, WorkerOptions } from '../subject.ts';

const identifier = 'follow-up';
const bulkBatch = 5_000;
const concurrentJobs = 24;
const localQueueSize = 500;
const pollMs = 100;

export const graphileWorker: Subject = {
  name: 'graphile-worker',
  version: installedVersion('graphile-worker'),
  configuration:
    `addJobs() in batches of ${bulkBatch}; addJob() for one; remove_job() by key; ` +
    `concurrentJobs ${concurrentJobs}, localQueue.size ${localQueueSize}, completeJobBatchDelay 0, pollInterval ${pollMs} ms.`,

  async install(databaseUrl) {
    const utils = await makeWorkerUtils({ connectionString: databaseUrl, logger: quiet });
    await utils.migrate();
    await utils.release();
  },

  async openClient(databaseUrl, callers) {
    const pool = newPool(databaseUrl, callers);
    return openClient(await makeWorkerUtils({ pgPool: pool, logger: quiet }), callers, pool);
  },

  async openWorker(options) {
    const slots = options.senderConcurrency ?? concurrentJobs;
    return openWorker(options, slots, newPool(options.databaseUrl, 12));
  },
};

function openClient(utils: WorkerUtils, callers: number, pool: pg.Pool): Client {
  const specification = (followUp: FollowUp) => ({
    runAt: new Date(followUp.dueAtMs),
    jobKey: `contact:${followUp.contact}`,
  });
  return {
    scheduleBulk: (followUps) =>
      inBatches(followUps, bulkBatch, callers, async (batch) => {
        await utils.addJobs(
          batch.map((followUp) => ({ identifier, payload: followUp.payload, ...specification(followUp) })),
        );
      }),
    async schedule(followUp) {
      await utils.addJob(identifier, followUp.payload, specification(followUp));
    },
    async cancelForContact(contact) {
      await pool.query({
        name: 'remove',
        text: 'select graphile_worker.remove_job($1)',
        values: [`contact:${contact}`],
      });
    },
    pendingCount: () => selectNumber(pool, 'select count(*) from graphile_worker._private_jobs'),
    storedBytes: () => selectNumber(pool, `select pg_total_relation_size('graphile_worker._private_jobs')`),
    async close() {
      await utils.release();
      await pool.end();
    },
  };
}

function openWorker({ send }: WorkerOptions, slots: number, pool: pg.Pool): Worker {
  let runner: Runner | undefined;
  let lowestId = Number.POSITIVE_INFINITY;
  let highestId = 0;
  return {
    async start() {
      runner = await run({
        pgPool: pool,
        logger: quiet,
        noHandleSignals: true,
        parsedCronItems: [],
        taskList: {
          [identifier]: async (payload, { job }) => {
            const id = Number(job.id);
            if (id < lowestId) lowestId = id;
            if (id > highestId) highestId = id;
            await send(payload as FollowUpPayload);
          },
        },
        preset: {
          worker: {
            concurrentJobs: slots,
            pollInterval: pollMs,
            localQueue: { size: Math.max(localQueueSize, slots * 2) },
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
      });
    },
    // Completed jobs are deleted, and completions are flushed behind the worker's back: only the table knows.
    async idle() {
      const open = await pool.query('select 1 from graphile_worker._private_jobs where id between $1 and $2 limit 1', [
        Math.min(lowestId, highestId),
        highestId,
      ]);
      return open.rowCount === 0;
    },
    async stop() {
      await runner?.stop();
      runner = undefined;
    },
    close: () => pool.end(),
  };
}

const quiet = new Logger(() => () => undefined);

function newPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  // The library asks for these two handlers on pools that it doesn't make itself.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
