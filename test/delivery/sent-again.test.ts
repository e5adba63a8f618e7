// What a vendor may have already is sent again by nobody else. The engine, the database and the far side are real; the
// second sender of each route takes everything and writes it down.
import { afterEach, expect, test } from 'vitest';
import { changeFollowUps } from '../../src/operations/change-follow-ups.ts';
import { settleByHand } from '../../src/operations/settle-by-hand.ts';
import type { SendOutcome } from '../../src/provider.ts';
import { definitionsChannel } from '../../src/store/definitions.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import { type HookReceiver, hookSecret, startHookReceiver } from '../providers/support/webhook-counterpart.ts';
import { type Installation, startInstallation } from './support/installation.ts';

const second = { texts: [] as string[], outcome: { kind: 'accepted' } as SendOutcome };
const secondSender = createInstantProvider({
  type: 'second',
  onSend: ({ text }) => second.texts.push(text),
  outcome: () => second.outcome,
});

let relance: Installation;
let hooks: HookReceiver;
let orgId: number;

/** The waits of the policy, in milliseconds. */
const delayMs = 400;
const breakerMs = { short: 1_000, long: 4_000 };

async function start(
  policy: { attempts?: number; unknownOutcome?: 'at_most_once' | 'at_least_once'; rest?: keyof typeof breakerMs },
  config: object = {},
): Promise<void> {
  const { attempts = 2, unknownOutcome = 'at_least_once', rest = 'short' } = policy;
  Object.assign(second, { texts: [], outcome: { kind: 'accepted' } });
  relance = await startInstallation({ providers: [secondSender] });
  hooks = await startHookReceiver({ timeoutMs: 300 });
  const organization = await relance.engine.for('studio');
  orgId = organization.orgId;
  const retry = { attempts, delay: delayMs / 1_000 };
  await organization.policy.put({ retry, breaker: breakerMs[rest] / 1_000, unknownOutcome });
  await organization.senders.put([
    {
      key: 'first',
      provider: 'webhook',
      channel: 'webhook',
      config: { secret: hookSecret, url: `${hooks.url}/all`, timeoutMs: 300, ...config },
    },
    { key: 'second', provider: 'second', channel: 'webhook', position: 1 },
  ]);
}

afterEach(async () => {
  await relance?.close();
  await hooks?.close();
});

interface Sent {
  readonly id: string;
  /** `<state> <reason>`. */
  state(): Promise<string>;
  becomes(state: string | RegExp): Promise<void>;
  /** `<outcome> <class>` of each call. */
  attempts(): Promise<string[]>;
}

async function send(text: string): Promise<Sent> {
  const organization = await relance.engine.for('studio');
  const contact = { key: text, addresses: [{ channel: 'webhook', value: `https://people.example.com/${text}` }] };
  const { contactId } = (await organization.events.record({ type: 'contact.upserted', contact })) as {
    contactId: string;
  };
  const oneOff = { contactId, dueAt: Date.now(), channel: 'webhook', category: 'transactional', text } as const;
  const scheduled = await organization.followUps.schedule(oneOff);
  if (!scheduled.ok) throw new Error(scheduled.reason);
  const { id } = scheduled;
  const state = async () => {
    const [row] = await relance.rows<{ state: string }>(
      `SELECT state || coalesce(' ' || reason, '') AS state FROM relance.follow_ups WHERE id = $1`,
      [id],
    );
    return row?.state ?? '';
  };
  return {
    id,
    state,
    becomes: (wanted) =>
      relance.until(async () => (typeof wanted === 'string' ? (await state()) === wanted : wanted.test(await state()))),
    attempts: async () => {
      const rows = await relance.rows<{ attempt: string }>(
        `SELECT outcome || coalesce(' ' || class, '') AS attempt FROM relance.attempts WHERE follow_up_id = $1 ORDER BY number`,
        [id],
      );
      return rows.map(({ attempt }) => attempt);
    },
  };
}

const calls = (it: Sent, count: number) => relance.until(async () => (await it.attempts()).length >= count);

/** The time for looking into it is over. */
const timeIsUp = ({ id }: Sent) =>
  relance.rows(
    `UPDATE relance.follow_ups SET failed_at = relance.now() - interval '20 minutes', lease_until = relance.now()
     WHERE id = $1 AND state = 'unknown'`,
    [id],
  );

/** Takes the first sender out of service, as long as the policy says: by another message, which the second sender sends. */
async function restTheFirst(): Promise<void> {
  hooks.react('refuse_sender');
  const other = await send('other');
  await other.becomes('sent');
}

const restIsOver = () =>
  relance.until(async () => {
    const rows = await relance.rows(
      'SELECT 1 FROM relance.senders WHERE org_id = $1 AND breaker_until > relance.now()',
      [orgId],
    );
    return rows.length === 0;
  });

/** Of the message that is watched: the others are told apart by their text. */
const arrived = () => hooks.received().filter(({ text }) => text === 'watched');
const secondHas = () => second.texts.filter((text) => text === 'watched').length;

test.each([{}, { idempotent: true }])(
  'a webhook answered 500 after it had taken the message, and once the budget was spent the second sender sent it too: %j',
  async (config) => {
    await start({}, config);
    hooks.react('accept_then_fault');
    const it = await send('watched');
    await calls(it, 2);
    await it.becomes('unknown outcome_unknown');
    await timeIsUp(it);
    await it.becomes('unknown kept_unknown');
    expect(await it.attempts()).toEqual(['unknown', 'unknown']);
    expect(new Set(arrived().map(({ messageId }) => messageId)).size).toBe(1);
    expect(secondHas()).toBe(0);
  },
);

test('receivers that do not remove duplicates were called again by their key', async () => {
  await start({ unknownOutcome: 'at_most_once' }, { idempotent: false });
  hooks.react('accept_then_fault');
  const it = await send('watched');
  await calls(it, 1);
  await it.becomes('unknown outcome_unknown');
  await timeIsUp(it);
  await it.becomes('unknown kept_unknown');
  expect([arrived().length, secondHas()]).toEqual([1, 0]);
});

test('what was to be sent again by its key went out by the second sender while the first rested', async () => {
  await start({ attempts: 3, rest: 'long' });
  hooks.react('accept_then_hang');
  const it = await send('watched');
  await it.becomes(/^unknown/);
  await restTheFirst();
  hooks.react('accept');
  await it.becomes('scheduled sender_unavailable');
  await it.becomes('sent');
  expect(await it.attempts()).toEqual(['unknown', 'accepted']);
  expect(new Set(arrived().map(({ messageId }) => messageId)).size).toBe(1);
  expect([arrived().length, secondHas()]).toEqual([2, 0]);
});

test('a repetition that was refused was handed to the second sender, though the first may have the message', async () => {
  await start({ attempts: 2 });
  hooks.react('accept_then_fault');
  const it = await send('watched');
  await calls(it, 1);
  hooks.react('refuse_transient');
  await it.becomes('dead_letter retries_exhausted');
  expect(await it.attempts()).toEqual(['unknown', 'refused transient', 'refused transient']);
  expect([arrived().length, secondHas()]).toEqual([1, 0]);
});

test('the only sender that may send it again is gone: a dead letter says so, and a retry asks the others', async () => {
  await start({ attempts: 3, rest: 'long' });
  hooks.react('accept_then_hang');
  const it = await send('watched');
  await it.becomes(/^unknown/);
  await restTheFirst();
  await it.becomes('scheduled sender_unavailable');
  await relance.rows(`DELETE FROM relance.senders WHERE org_id = $1 AND key = 'first'`, [orgId]);
  await relance.rows(`SELECT pg_notify('${definitionsChannel}', $1)`, [String(orgId)]);
  await it.becomes('dead_letter no_sender');
  const [told] = await relance.rows<{ detail: string }>(
    `SELECT facts->>'detail' AS detail FROM relance.timeline WHERE follow_up_id = $1 AND kind = 'dead_letter'`,
    [it.id],
  );
  expect(told?.detail).toMatch(/may have sent it already is no longer there/);
  expect(secondHas()).toBe(0);
  await changeFollowUps(relance.engine.context, orgId, 'retry', [it], 'desk');
  await it.becomes('sent');
  expect([arrived().length, secondHas()]).toEqual([1, 1]);
});

test('what certainly was not sent, as somebody says, may go out by any sender again', async () => {
  await start({ attempts: 2 });
  hooks.react('accept_then_fault');
  const it = await send('watched');
  await calls(it, 2);
  await it.becomes('unknown outcome_unknown');
  hooks.react('refuse_sender');
  expect(await settleByHand(relance.engine.context, orgId, it.id, 'not_sent', 'desk')).toEqual({ ok: true });
  await it.becomes('sent');
  expect(secondHas()).toBe(1);
});

test('a possible duplicate went to another sender though the one that may have it could be used', async () => {
  await start({ unknownOutcome: 'at_least_once', rest: 'long' });
  await restTheFirst();
  second.outcome = { kind: 'unknown', code: 'no_answer', detail: 'nothing came back' };
  const it = await send('watched');
  await it.becomes(/^unknown/);
  hooks.react('accept');
  second.outcome = { kind: 'accepted' };
  await restIsOver();
  await timeIsUp(it);
  await it.becomes('sent');
  // The first was never asked about it, so that it is not passed over as one that was tried.
  expect(await it.attempts()).toEqual(['unknown', 'accepted']);
  expect([arrived().length, secondHas()]).toEqual([0, 2]);
});
