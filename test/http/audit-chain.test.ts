// A chain whose beginning was cut off: only retention may do that, and says so in the chain itself.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKey } from '../../src/operations/api-keys.ts';
import { type ChainReport, localActor, pruneAudit, verifyAudit } from '../../src/operations/audit.ts';
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

it('is broken when the entry that vouches for its beginning says another hash', async () => {
  await pruneAudit(api.context, id, -1);
  await write(2);
  expect(await verified()).toMatchObject({ broken: null });
  await sql(`UPDATE relance.audit_chains SET base_hash = repeat('a', 64) WHERE org_id = $1`, [id]);
  const { keptFrom, broken } = await verified();
  expect(broken).toEqual({ seq: keptFrom, why: 'misplaced' });
});
