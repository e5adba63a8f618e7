// The ceiling: what PostgreSQL itself allows. A bare table with two partial indexes and nothing but batched SQL: no
// contract, no rules, no timeline, no leases (a crash loses what is claimed). Not a system anyone should run.
import pg from 'pg';
import { inBatches } from '../callers.ts';
import { selectNumber } from '../database.ts';
import type { Client, FollowUp, FollowUpPayload, Subject, Worker, WorkerOptions } from '../subject.ts';
import { pause, wallClockMs } from '../wall-clock.ts';

const bulkBatch = 5_000;
const coalesceMax = 500;
const claimBatch = 500;
const claimLanes = 4;
const lookAheadMs = 500;
const pollMs = 50;

export const barePostgres: Subject = {
  name: 'bare-postgres',
  version: '-',
  configuration:
    `unnest in batches of ${bulkBatch}; single calls coalesced; claims of ${claimBatch} ` +
    `on ${claimLanes} lanes up to ${lookAheadMs} ms ahead, held in memory until due, settled in batches.`,

  async install(databaseUrl) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`
      create table follow_ups (
        id bigint generated always as identity primary key,
        contact bigint not null,
        due_at timestamptz not null,
        state smallint not null default 0,
        payload json not null
      );
      comment on column follow_ups.state is '0 scheduled, 1 claimed, 2 sent, 3 cancelled';
      create index on follow_ups (due_at) where state = 0;
      create index on follow_ups (contact) where state = 0;
    `);
    await client.end();
  },

  async openClient(databaseUrl, callers) {
    return openClient(callers, new pg.Pool({ connectionString: databaseUrl, max: Math.min(callers, 4) }));
  },

  async openWorker(options) {
    return openWorker(options, new pg.Pool({ connectionString: options.databaseUrl, max: claimLanes * 2 }));
  },
};

function openClient(callers: number, pool: pg.Pool): Client {
  const insert = async (batch: readonly FollowUp[]) => {
    await pool.query({
      name: 'insert',
      text: `insert into follow_ups (contact, due_at, payload)
             select contact, to_timestamp(due_at_ms / 1000.0), payload
             from unnest($1::bigint[], $2::float8[], $3::json[]) as row (contact, due_at_ms, payload)`,
      values: [
        batch.map((followUp) => followUp.contact),
        batch.map((followUp) => followUp.dueAtMs),
        batch.map((followUp) => JSON.stringify(followUp.payload)),
      ],
    });
  };
  const cancel = async (contacts: readonly number[]) => {
    await pool.query({
      name: 'cancel',
      text: 'update follow_ups set state = 3 where state = 0 and contact = any($1::bigint[])',
      values: [contacts],
    });
  };
  return {
    scheduleBulk: (followUps) => inBatches(followUps, bulkBatch, callers, insert),
    schedule: coalesce(insert),
    cancelForContact: coalesce(cancel),
    pendingCount: () => selectNumber(pool, 'select count(*) from follow_ups where state < 2'),
    storedBytes: () => selectNumber(pool, `select pg_total_relation_size('follow_ups')`),
    close: () => pool.end(),
  };
}

/** Joins calls that wait while another statement runs into one statement. */
function coalesce<Item>(run: (items: Item[]) => Promise<void>): (item: Item) => Promise<void> {
  const waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let running = 0;
  const flush = async () => {
    running += 1;
    while (waiting.length > 0) {
      const taken = waiting.splice(0, coalesceMax);
      await run(taken.map(({ item }) => item)).then(
        () => taken.forEach(({ resolve }) => void resolve()),
        (error: unknown) => taken.forEach(({ reject }) => void reject(error)),
      );
    }
    running -= 1;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // Two statements at a time: one is parsed and planned while the other waits for the disk.
      if (running < 2) setImmediate(() => void (running < 2 && flush()));
    });
}

function openWorker({ send, senderConcurrency }: WorkerOptions, pool: pg.Pool): Worker {
  // Enough lanes that the sender's slots stay busy while other lanes claim and settle.
  const lanesWanted = senderConcurrency === undefined ? claimLanes : claimLanes * 2;
  const batchWanted = senderConcurrency === undefined ? claimBatch : Math.ceil(senderConcurrency / 2);
  let running = false;
  let lanes: Promise<void>[] = [];
  let unsettled = 0;

  const claim = async () => {
    const { rows } = await pool.query<{ id: string; payload: FollowUpPayload }>({
      name: 'claim',
      text: `update follow_ups set state = 1
             where id = any(array(
               select id from follow_ups
               where state = 0 and due_at <= now() + $1 * interval '1 millisecond'
               order by due_at limit $2 for update skip locked))
             returning id, payload`,
      values: [lookAheadMs, batchWanted],
    });
    unsettled += rows.length;
    return rows;
  };
  const settle = async (ids: readonly string[]) => {
    await pool.query({
      name: 'settle',
      text: 'update follow_ups set state = 2 where id = any($1::bigint[])',
      values: [ids],
    });
    unsettled -= ids.length;
  };
  const sendWhenDue = async (payload: FollowUpPayload) => {
    for (let early = payload.dueAtMs - wallClockMs(); early > 0; early = payload.dueAtMs - wallClockMs())
      await pause(early);
    await send(payload);
  };
  const lane = async (number: number) => {
    while (running) {
      const claimed = await claim();
      const due = claimed.filter(({ payload }) => payload.dueAtMs <= wallClockMs());
      await Promise.all(due.map(({ payload }) => send(payload)));
      if (due.length > 0) await settle(due.map(({ id }) => id));
      for (const { id, payload } of claimed) {
        if (!due.some((other) => other.id === id)) void sendWhenDue(payload).then(() => settleSoon(id));
      }
      if (claimed.length < batchWanted && running) await pause(pollMs + number);
    }
  };

  let settling: string[] = [];
  const settleSoon = (id: string) => {
    if (settling.length === 0) {
      setTimeout(() => {
        const ids = settling;
        settling = [];
        void settle(ids);
      }, 5);
    }
    settling.push(id);
  };

  return {
    async start() {
      running = true;
      lanes = Array.from({ length: lanesWanted }, (_, number) => lane(number));
    },
    idle: () => unsettled === 0,
    async stop() {
      running = false;
      await Promise.all(lanes);
      while (unsettled > 0) await pause(1);
    },
    close: () => pool.end(),
  };
}
