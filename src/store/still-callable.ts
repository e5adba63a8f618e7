/**
 * A second look at rows in `calling`, where the first was not the last word: its answer came late, or the address is one that
 * the contact does not hold, whose suppression raises no epoch of theirs. No lock is taken: whatever committed before the
 * `calling` commit is seen, and what commits later comes too late to stop a row that is `calling`.
 */
import type { CallingInput } from './begin-calling.ts';
import { claimKey } from './claim-key.ts';
import type { Database } from './database.ts';
import { rowSet } from './row-set.ts';

const input = rowSet<CallingInput>({
  org_id: ['int', (row) => row.org_id],
  id: ['uuid', (row) => row.id],
  contact_id: ['uuid', (row) => row.contact_id],
  token: ['bigint', (row) => row.token],
  epoch: ['int', (row) => row.epoch],
  channel: ['text', (row) => row.channel],
  address: ['text', (row) => row.address],
});

const statement = {
  name: 'relance-still-callable',
  text: `
SELECT i.id, i.token FROM ${input.as('i')}
WHERE (SELECT c.epoch FROM relance.contacts c WHERE c.org_id = i.org_id AND c.id = i.contact_id) = i.epoch
  AND (SELECT f.lease_until FROM relance.follow_ups f
    WHERE f.org_id = i.org_id AND f.id = i.id AND f.state = 'calling' AND f.lease_token = i.token)
    >= relance.now() + $${input.size + 1}::float8 * interval '1 millisecond'
  AND (SELECT s.cause FROM relance.suppressions s
    WHERE s.org_id = i.org_id AND s.channel = i.channel AND s.value = i.address) IS NULL`,
};

/**
 * Those that nothing has stopped since their `calling` commit, by `claimKey`.
 *
 * @param leaseLeftMs the lease that has to be left, at least
 */
export async function stillCallable(
  db: Database,
  rows: readonly CallingInput[],
  options: { leaseLeftMs: number },
): Promise<ReadonlySet<string>> {
  const found = await db.query<{ id: string; token: number }>(statement, [
    ...input.parameters(rows),
    options.leaseLeftMs,
  ]);
  return new Set(found.map(claimKey));
}
