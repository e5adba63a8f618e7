// Faults of one row, of a vendor's words, of an empty queue: what they must not do to the rest.
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import type { Provider, SendOutcome, SendRequest } from '../../src/provider.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import { until } from '../faults/support/until.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

const databases: TestDatabase[] = [];
let engine: Engine;
let outcome: (request: SendRequest) => SendOutcome;
let delayMs = 0;
let open = new Map<string, number>();
let together = 0;

const instant = createInstantProvider({ outcome: (request) => outcome(request) });
/** Counts the calls that are open at one time to one recipient. */
const provider: Provider = {
  describe: () => instant.describe(),
  configure(config, context) {
    const sender = instant.configure(config, context);
    return {
      async send(request) {
        const now = (open.get(request.to) ?? 0) + 1;
        open.set(request.to, now);
        together = Math.max(together, now);
        if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
        open.set(request.to, now - 1);
        return sender.send(request);
      },
    };
  },
};

beforeEach(async () => {
  outcome = () => ({ kind: 'accepted' });
  delayMs = 0;
  open = new Map();
  together = 0;
  const database = await createTestDatabase();
  databases.push(database);
  engine = await createEngine({
    database: database.url,
    providers: [provider],
    senders: [{ key: 'instant', provider: 'instant', channel: 'sms' }],
  });
});

afterEach(() => engine.stop());
afterAll(() => Promise.all(databases.map((database) => database.drop())));

const sql = <Row>(name: string, text: string, parameters?: readonly unknown[]) =>
  engine.context.db.query<Row>({ name, text }, parameters);

async function contact(n: number, name: string): Promise<string> {
  const recorded = await engine.events.record({
    type: 'contact.upserted',
    contact: { phone: `+336${10_000_000 + n}`, name },
  });
  return 'contactId' in recorded ? (recorded.contactId as string) : '';
}

const textTo = (contactId: string, text = 'Hello') =>
  ({ contactId, dueAt: Date.now(), channel: 'sms', category: 'conversational', text }) as const;

async function states(): Promise<string[]> {
  const rows = await sql<{ state: string }>('states', 'SELECT state FROM relance.follow_ups ORDER BY id');
  return rows.map(({ state }) => state);
}

const over = () =>
  until('nothing is under way', 10_000, async () =>
    (await states()).every((state) => !['scheduled', 'claimed', 'calling'].includes(state)),
  );

test('a vendor whose words PostgreSQL cannot store costs no neighbour what is known about it', async () => {
  outcome = ({ text }) =>
    text === 'Hello'
      ? { kind: 'accepted', providerMessageId: 'id \0 \ud83d' }
      : { kind: 'refused', class: 'content', code: 'C\0', detail: `no \0 ${'\u{1f600}'.repeat(400)}` };
  const contacts = await Promise.all(Array.from({ length: 20 }, (_, n) => contact(n, 'Ana')));
  await engine.followUps.scheduleAll(contacts.map((id, n) => textTo(id, n === 7 ? 'odd' : 'Hello')));
  engine.start();
  await over();
  const ended = await states();
  expect(ended.filter((state) => state === 'sent')).toHaveLength(19);
  expect(ended.filter((state) => state === 'dead_letter')).toHaveLength(1);
});

test('a template that cuts a character in two is sent all the same', async () => {
  const half = "{{ contact.name | split: '' | first }}";
  await engine.followUps.schedule(textTo(await contact(1, '\u{1f600}'), half));
  engine.start();
  await over();
  expect(await states()).toEqual(['sent']);
});

test('a row that cannot be written down ends visibly, and keeps no neighbour from going out', async () => {
  await sql('refuse', `ALTER TABLE relance.messages ADD CHECK (text <> 'unwritable')`);
  const contacts = await Promise.all(Array.from({ length: 20 }, (_, n) => contact(n, 'Ana')));
  await engine.followUps.scheduleAll(contacts.map((id, n) => textTo(id, n === 7 ? 'unwritable' : 'Hello')));
  engine.start();
  await over();
  const rows = await sql<{ reason: string; n: number }>(
    'ends',
    'SELECT reason, count(*)::int AS n FROM relance.follow_ups GROUP BY reason ORDER BY n',
  );
  expect(rows).toEqual([
    { reason: 'commit_failed', n: 1 },
    { reason: null, n: 19 },
  ]);
});

test('what a dead worker left is taken up also where nothing else is scheduled', async () => {
  await engine.followUps.schedule(textTo(await contact(1, 'Ana')));
  await sql(
    'leave',
    `UPDATE relance.follow_ups SET state = 'claimed', queue_at = NULL, lease_token = 1,
       lease_until = relance.now() - interval '1 second'`,
  );
  engine.start();
  await over();
  expect(await states()).toEqual(['sent']);
});

test('two messages to one contact that are due together are never on their way at one time', async () => {
  delayMs = 100;
  const contacts = await Promise.all(Array.from({ length: 5 }, (_, n) => contact(n, 'Ana')));
  engine.start();
  const dueAt = Date.now() + 700;
  // Scheduled one after another, so that they are claimed apart and wait together.
  for (const id of [...contacts, ...contacts]) {
    await engine.followUps.schedule({ ...textTo(id), dueAt });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await over();
  expect(await states()).toEqual(Array.from({ length: 10 }, () => 'sent'));
  expect(together).toBe(1);
});

test('an engine that is stopped by two at once, and again, stops once', async () => {
  engine.start();
  await Promise.all([engine.stop(), engine.stop()]);
  await engine.stop();
});

test('an adapter that answers with anything but an outcome leaves unknowns, and the process alive', async () => {
  const answers: Record<string, unknown> = {
    nothing: undefined,
    number: { kind: 'refused', class: 'recipient', code: 550 },
  };
  outcome = ({ text }) => (text in answers ? answers[text] : { kind: 'accepted' }) as SendOutcome;
  const texts = ['nothing', 'number', 'Hello'];
  const contacts = await Promise.all(texts.map((_, n) => contact(n, 'Ana')));
  await engine.followUps.scheduleAll(contacts.map((id, n) => textTo(id, texts[n])));
  engine.start();
  await over();
  const called = await sql<{ text: string; code: string | null }>(
    'called',
    `SELECT m.text, a.code FROM relance.attempts a JOIN relance.messages m ON m.follow_up_id = a.follow_up_id ORDER BY m.text`,
  );
  expect(called).toEqual([
    { text: 'Hello', code: null },
    { text: 'nothing', code: 'no_outcome' },
    { text: 'number', code: 'no_outcome' },
  ]);
});

test('what is known of a call whose outcome cannot be written is kept, settles it later, and delays no other unknown', async () => {
  const contacts = await Promise.all([1, 2].map((n) => contact(n, 'Ana')));
  await engine.followUps.scheduleAll(contacts.map((id, n) => textTo(id, `Hello ${n}`)));
  const [bad] = await sql<{ id: string }>('bad', 'SELECT id FROM relance.follow_ups ORDER BY id LIMIT 1');
  await sql(
    'never',
    `ALTER TABLE relance.follow_ups ADD CONSTRAINT fault CHECK (state <> 'sent' OR id <> '${bad?.id}')`,
  );
  engine.start();
  await until('both are called', 10_000, async () => {
    const [row] = await sql<{ n: number }>(
      'kept',
      `SELECT count(*)::int AS n FROM relance.attempts WHERE outcome = 'accepted'`,
    );
    return row?.n === 2;
  });
  expect((await states()).toSorted()).toEqual(['calling', 'sent']);
  // The other one as if its answer had been lost: both are looked into together.
  await sql(
    'lose',
    `UPDATE relance.follow_ups SET lease_until = relance.now() - interval '1 second' WHERE state = 'calling'`,
  );
  await until('it is unknown', 10_000, async () => (await states()).includes('unknown'));
  outcome = () => ({ kind: 'unknown', code: 'lost', detail: '' });
  const other = await engine.followUps.schedule(textTo(await contact(3, 'Ana'), 'lost'));
  await until('another is unknown', 10_000, async () => (await states()).filter((it) => it === 'unknown').length === 2);
  const otherId = other.ok ? other.id : '';
  await sql('report', `UPDATE relance.attempts SET outcome = 'accepted' WHERE follow_up_id = $1`, [otherId]);
  await sql(
    'now',
    `UPDATE relance.follow_ups SET lease_until = relance.now(), lease_token = NULL WHERE state = 'unknown'`,
  );
  await until(
    'the other is settled',
    10_000,
    async () => (await states()).filter((it) => it === 'unknown').length === 1,
  );
  await sql('mend', 'ALTER TABLE relance.follow_ups DROP CONSTRAINT fault');
  await sql(
    'again',
    `UPDATE relance.follow_ups SET lease_until = relance.now(), lease_token = NULL WHERE state = 'unknown'`,
  );
  await over();
  await until('all is sent', 10_000, async () => (await states()).every((it) => it === 'sent'));
});
