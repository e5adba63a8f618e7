// The status by which users of other queues know a follow-up: in every answer, and as a filter.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryStatuses } from '../../src/domain/delivery-status.ts';
import type { FollowUpState } from '../../src/domain/follow-up-state.ts';
import { type Api, startApi } from './support/api.ts';

let api: Api;
/** What each follow-up is, by its id. */
const made = new Map<string, string>();
let statements = 0;

const query = (text: string, id: string) => api.context.db.query({ name: `test-${statements++}`, text }, [id]);

const claimed = `state = 'claimed', queue_at = NULL, lease_until = relance.now(), lease_token = 1`;
const ended = `lease_until = NULL, ended_at = relance.now()`;

/** How a scheduled follow-up comes into each state. */
const ways: Readonly<Record<Exclude<FollowUpState, 'awaiting_approval'>, readonly string[]>> = {
  scheduled: [],
  claimed: [claimed],
  calling: [claimed, `state = 'calling'`],
  unknown: [claimed, `state = 'calling'`, `state = 'unknown', failed_at = relance.now()`],
  sent: [claimed, `state = 'calling'`, `state = 'sent', ${ended}`],
  dead_letter: [claimed, `state = 'dead_letter', reason = 'no_sender', failed_at = relance.now(), ${ended}`],
  skipped: [`state = 'skipped', queue_at = NULL, reason = 'blocked', ${ended}`],
  cancelled: [`state = 'cancelled', queue_at = NULL, reason = 'discarded', ${ended}`],
};

async function make(what: string, steps: readonly string[], more: object = {}): Promise<void> {
  const one = { contact: { key: 'ana' }, after: '2h', channel: 'email', subject: 'Hi', text: 'Hello', ...more };
  const { status, body } = await api.call('POST', '/v1/follow-ups', one);
  expect(status).toBe(201);
  made.set(body.id, what);
  for (const step of steps) await query(`UPDATE relance.follow_ups SET ${step} WHERE id = $1`, body.id);
  // By which what has ended is found with its contact.
  await query(
    `INSERT INTO relance.timeline (org_id, contact_id, id, at, kind, follow_up_id)
      SELECT org_id, contact_id, gen_random_uuid(), relance.now(), 'moved', id FROM relance.follow_ups WHERE id = $1`,
    body.id,
  );
}

beforeAll(async () => {
  api = await startApi();
  await api.call('PUT', '/v1/contacts/key:ana', { email: 'ana@example.com' });
  await make('awaiting_approval', [], { approval: true });
  for (const [state, steps] of Object.entries(ways)) await make(state, steps);
  // As a refused call leaves it, with the rest of its attempts.
  for (const n of [1, 2, 3]) await make(`refused ${n}`, ['attempts = 1, attempts_left = 2']);
});
afterAll(() => api.close());

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly deadLetterReason: string | null;
  readonly deadLetterAt: string | null;
  readonly retryAt: string | null;
  readonly queueAt: string | null;
}

async function listed(filter: string): Promise<Shown[]> {
  const { status, body } = await api.call('GET', `/v1/follow-ups?${filter}`);
  expect({ filter, status }).toEqual({ filter, status: 200 });
  return body.items;
}

const names = (items: readonly Shown[]) => items.map(({ id }) => made.get(id)).sort();

describe('the status of a follow-up', () => {
  it.each([
    ['pending', ['awaiting_approval', 'scheduled']],
    ['processing', ['calling', 'claimed', 'unknown']],
    ['failed', ['refused 1', 'refused 2', 'refused 3']],
    ['sent', ['sent']],
    ['dead_letter', ['dead_letter']],
    ['cancelled', ['cancelled', 'skipped']],
  ] as const)('%s is shown, and filters the list, of everybody and of one contact', async (status, expected) => {
    const { id } = (await api.call('GET', '/v1/contacts/key:ana')).body;
    for (const whose of ['', `&contact=${id}`]) {
      const items = await listed(`status=${status}${whose}`);
      expect({ whose, names: names(items) }).toEqual({ whose, names: [...expected] });
      expect(new Set(items.map((item) => item.status))).toEqual(new Set([status]));
    }
  });

  it('is one of six for each of them', async () => {
    const all = await Promise.all(deliveryStatuses.map((status) => listed(`status=${status}`)));
    expect(names(all.flat())).toEqual([...made.values()].sort());
  });

  it('goes on page by page', async () => {
    const first = await api.call('GET', '/v1/follow-ups?status=failed&limit=2');
    const second = await api.call('GET', `/v1/follow-ups?status=failed&limit=2&cursor=${first.body.nextCursor}`);
    expect(names([...first.body.items, ...second.body.items])).toEqual(['refused 1', 'refused 2', 'refused 3']);
    expect(second.body.nextCursor).toBeNull();
  });

  it('is pending again once somebody has a dead letter tried again', async () => {
    await make('tried again', ['attempts = 3, attempts_left = 0', ...ways.dead_letter]);
    const [id] = [...made].find(([, what]) => what === 'tried again') as [string, string];
    await api.call('POST', `/v1/follow-ups/${id}/retry`);
    expect((await api.call('GET', `/v1/follow-ups/${id}`)).body).toMatchObject({
      state: 'scheduled',
      status: 'pending',
    });
  });

  it('comes with reason and time where it is a dead letter, and without them where it is none', async () => {
    expect(await listed('status=dead_letter')).toMatchObject([
      { deadLetterReason: 'no_sender', deadLetterAt: expect.stringMatching(/Z$/) },
    ]);
    for (const state of ['unknown', 'skipped']) {
      expect(await listed(`state=${state}`)).toMatchObject([{ deadLetterReason: null, deadLetterAt: null }]);
    }
  });

  it('comes with the time of the next try where its last one failed, and without it where none was made', async () => {
    for (const { retryAt, queueAt } of await listed('status=failed')) expect([retryAt]).toEqual([queueAt]);
    for (const status of ['pending', 'sent', 'dead_letter']) {
      const [one] = await listed(`status=${status}`);
      expect(one).toMatchObject({ retryAt: null });
    }
  });

  it.each([
    ['status=queued', /pending/],
    ['status=sent&state=sent', /one of the two/],
  ])('refuses what it cannot be: %s', async (filter, expected) => {
    const { status, body } = await api.call('GET', `/v1/follow-ups?${filter}`);
    expect({ status, problems: body.problems }).toMatchObject({
      status: 422,
      problems: [{ path: 'query.status', expected: expect.stringMatching(expected) }],
    });
  });
});
