// A chain whose beginning was cut off: only retention may do that, and says so in the chain itself.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKey } from '../../src/operations/api-keys.ts';
import { type ChainReport, change, localActor, pruneAudit, verifyAudit } from '../../src/operations/audit.ts';
import type { Database } from '../../src/store/database.ts';
import { type Api, startApi } from './support/api.ts';

let api: Api;
const id = 1;

beforeAll(async () => {
  api = await startApi();
  await write(8);
});
afterAll(() => api.close());

let statements = 0;
function sql<Row>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  statements += 1;
  return api.context.db.query<Row>({ name: `chain-${statements}`, text }, parameters);
}

async function write(entries: number): Promise<void> {
  for (let n = 0; n < entries; n += 1)
    await createApiKey(api.context, { id, key: 'default' }, { name: `k${statements}-${n}` }, localActor);
}

const verified = async () => (await verifyAudit(api.context, id))[0] as ChainReport;

/** Something is done beside it, after so many of its transactions. */
async function verifiedWith(transactions: number, beside: () => Promise<unknown>): Promise<ChainReport> {
  const { db } = api.context;
  let done = 0;
  const transaction: Database['transaction'] = async (organization, work) => {
    const result = await db.transaction(organization, work);
    done += 1;
    if (done === transactions) await beside();
    return result;
  };
  const [report] = await verifyAudit(
    { db: new Proxy(db, { get: (of, name) => (name === 'transaction' ? transaction : of[name as keyof Database]) }) },
    id,
  );
  return report as ChainReport;
}

/** By hand, in the way in which the table lets retention do it. */
async function cutOff(through: number): Promise<void> {
  await sql(
    `UPDATE relance.audit_chains c SET base_seq = a.seq, base_hash = a.hash FROM relance.audit a
    WHERE c.org_id = $1 AND a.org_id = $1 AND a.seq = $2`,
    [id, through],
  );
  const gone = await sql('DELETE FROM relance.audit WHERE org_id = $1 AND seq <= $2 RETURNING seq', [id, through]);
  expect(gone.length).toBeGreaterThan(0);
}

it('is broken when its beginning was deleted by hand, though the rest goes on from it', async () => {
  expect(await verified()).toMatchObject({ broken: null, keptFrom: 1 });
  await cutOff(3);
  expect(await verified()).toMatchObject({ broken: { seq: 1, why: 'missing' }, keptFrom: 4 });
  await write(1);
  expect(await verified()).toMatchObject({ broken: { seq: 1, why: 'missing' } });
});

it('is whole again from where retention has begun it, which an entry vouches for, and broken after another cut', async () => {
  const before = await verified();
  expect(await pruneAudit(api.context, id, -1)).toBeGreaterThan(0);
  await write(5);
  const { seq, keptFrom, broken } = await verified();
  expect({ keptFrom, broken }).toEqual({ keptFrom: before.seq, broken: null });
  await pruneAudit(api.context, id, -1);
  await write(5);
  expect(await verified()).toMatchObject({ broken: null, keptFrom: seq });
  // One entry further than what retention has deleted.
  await cutOff(seq);
  expect(await verified()).toMatchObject({ broken: { seq, why: 'missing' } });
});

it.each([
  { when: 'before its entries are read', transactions: 1 },
  { when: 'between two parts of them', transactions: 2 },
])('is whole when retention cuts it while it is verified, $when', async ({ transactions }) => {
  await pruneAudit(api.context, id, -1);
  await write(3);
  // More than one part, written at one time: each of them is a transaction of the reader.
  await change(api.context, id, localActor, async (_, note) => {
    for (let n = 0; n < 1_100; n += 1) note({ action: 'test.noted', ids: [] });
  });
  const { seq } = await verified();
  expect(await verifiedWith(transactions, () => pruneAudit(api.context, id, -1))).toMatchObject({
    broken: null,
    keptFrom: seq,
  });
});

it('is broken when somebody else cuts it while it is verified', async () => {
  await write(3);
  const { seq } = await verified();
  expect(await verifiedWith(1, () => cutOff(seq - 1))).toMatchObject({ broken: { why: 'missing' }, keptFrom: seq });
  await write(1);
  await pruneAudit(api.context, id, -1);
});

it('is broken when the entry that vouches for its beginning says another hash', async () => {
  await pruneAudit(api.context, id, -1);
  await write(2);
  expect(await verified()).toMatchObject({ broken: null });
  await sql(`UPDATE relance.audit_chains SET base_hash = repeat('a', 64) WHERE org_id = $1`, [id]);
  const { keptFrom, broken } = await verified();
  expect(broken).toEqual({ seq: keptFrom, why: 'misplaced' });
});
