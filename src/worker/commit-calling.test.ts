// What is called at once after its commit, what is looked at a second time, and what a slow store leads to. How the statements
// judge is tested on a real database: test/engine/calling-commit.test.ts.
import { expect, test } from 'vitest';
import type { Clock } from '../clock.ts';
import { silentLogger } from '../logger.ts';
import type { ReadyFollowUp } from '../operations/prepare-follow-ups.ts';
import type { SettleItem } from '../operations/send-follow-ups.ts';
import type { Database, Statement } from '../store/database.ts';
import { callWithinMs, commitCalling } from './commit-calling.ts';
import type { DatabaseTime } from './database-time.ts';

const now = Date.UTC(2026, 4, 4, 9);
const token = 7;
const idOf = (n: number) => `01980000-0000-7000-8000-00000000000${n}`;

function ready(n: number, isAddressFixed = false): ReadyFollowUp {
  const row = { org_id: 1, id: idOf(n), contact_id: idOf(n), channel: 'sms', queued_at: now, attempts: 0 };
  const known = { put_off_reason: null, attempts_left: null, message_id: null };
  return {
    row: { ...row, ...known },
    token,
    sender: { id: idOf(0) },
    isAddressFixed,
    touchSeen: null,
  } as ReadyFollowUp;
}

/** A store whose statements take so long; the second look finds only these still callable, or fails. */
async function commit(
  batch: readonly ReadyFollowUp[],
  { commitMs = 1, lookMs = 1, free = [] as readonly number[], fails = false } = {},
) {
  let elapsedMs = 0;
  const asked: string[] = [];
  const db = {
    query: async ({ name }: Statement) => {
      const isCommit = name === 'relance-begin-calling';
      asked.push(name);
      elapsedMs += isCommit ? commitMs : lookMs;
      if (!isCommit && fails) throw new Error('gone');
      const ids = isCommit ? batch.map(({ row }) => row.id) : free.map(idOf);
      return ids.map((id) => ({ id, token, refusal: null, now }));
    },
  } as unknown as Database;
  const clock = { elapsedMs: () => elapsedMs } as Clock;
  const time = { now: () => now, sample: () => {} } as unknown as DatabaseTime;
  const called: string[] = [];
  const refused: (SettleItem | undefined)[] = [];
  await commitCalling({ db, clock, time, logger: silentLogger, leaseLeftMs: 20_000 }, batch, {
    call: ({ row }, knownAt) => called.push(`${row.id} at ${knownAt}`),
    refuse: async (instead) => void refused.push(instead),
  });
  const given = refused.map((item) => {
    const [row] = item?.rows ?? [];
    return [row?.id, row?.from_state, row?.reason, (row?.queue_at ?? 0) - now];
  });
  return { called, given, looks: asked.filter((name) => name === 'relance-still-callable').length };
}

test('what is committed quickly is called at once', async () => {
  expect(await commit([ready(1), ready(2)], { commitMs: callWithinMs })).toEqual({
    called: [`${idOf(1)} at 250`, `${idOf(2)} at 250`],
    given: [],
    looks: 0,
  });
});

test('after a commit that took longer all are looked at again, and called as of then', async () => {
  expect(await commit([ready(1), ready(2)], { commitMs: 9_000, lookMs: 20, free: [2] })).toEqual({
    called: [`${idOf(2)} at 9020`],
    given: [[idOf(1), 'calling', 'facts_changed', 0]],
    looks: 1,
  });
});

test('those with an address of their own are looked at again, and they alone', async () => {
  expect(await commit([ready(1), ready(2, true)], { free: [] })).toEqual({
    called: [`${idOf(1)} at 1`],
    given: [[idOf(2), 'calling', 'facts_changed', 0]],
    looks: 1,
  });
});

test.each([
  ['late', { lookMs: 1_001, free: [1] }],
  ['never', { fails: true }],
])(
  'where the second look is answered %s nothing is called, and the store is left alone for a while',
  async (_, look) => {
    expect(await commit([ready(1)], { commitMs: 300, ...look })).toEqual({
      called: [],
      given: [[idOf(1), 'calling', 'late_call', 1_000]],
      looks: 1,
    });
  },
);
