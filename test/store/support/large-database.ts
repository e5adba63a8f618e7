// A database of a size at which a wrong plan shows: 50,000 people, each with an address or two and what came of one enrollment.
import pg from 'pg';

export const peopleCount = 50_000;
/** Due now; of all others nothing is due for days. */
export const dueCount = 200;
export const leasedCount = 60;
export const orgId = 1;
/** How many rows a statement is given. */
export const batch = 50;
/** People by number, beside each other and far from those of other tests. */
export const peopleFrom = (first: number, count = batch) => Array.from({ length: count }, (_, index) => first + index);

const hex = (n: number) => n.toString(16).padStart(8, '0');
export const contactId = (n: number) => `${hex(n)}-1111-7000-8000-000000000000`;
export const enrollmentId = (n: number) => `${hex(n)}-2222-7000-8000-000000000000`;
/** The first step's, which was sent, and the second's, which is ahead. */
export const followUpId = (n: number, step: 0 | 1) => `${hex(n)}-2222-7000-8000-00000000000${step}`;
export const senderId = '00000001-4444-7000-8000-000000000000';
export const emailOf = (n: number) => `person-${n}@example.com`;

const id = (kind: number, tail = `'000000000000'`) =>
  `(lpad(to_hex(n), 8, '0') || '-${kind}-7000-8000-' || ${tail})::uuid`;
/** Where fewer are enough. */
const someCount = 15_000;
/** How many there are while the tables are small: when autovacuum takes statistics for the first time. */
const fewCount = 60;

const sender = `INSERT INTO relance.senders (org_id, id, key, provider, channel, created_at, updated_at)
  SELECT 1, ${id(4444)}, 'inbox', 'sandbox', 'email', relance.now(), relance.now() FROM (SELECT 1 AS n) one`;

/** Of everybody from the parameter `$1` to `$2`. */
const people = `generate_series($1::int, $2::int) AS n`;
const some = `generate_series($1::int, least($2::int, ${someCount})) AS n`;
const rows = [
  `INSERT INTO relance.contacts (org_id, id, key, name, created_at, updated_at)
   SELECT 1, ${id(1111)}, CASE WHEN n % 2 = 0 THEN 'key-' || n END, 'Ada', relance.now(), relance.now() FROM ${people}`,
  `INSERT INTO relance.addresses (org_id, contact_id, channel, value, position, created_at)
   SELECT 1, ${id(1111)}, 'email', 'person-' || n || '@example.com', 0, relance.now() FROM ${people}`,
  `INSERT INTO relance.addresses (org_id, contact_id, channel, value, position, created_at)
   SELECT 1, ${id(1111)}, 'email', 'other-' || n || '@example.com', 1, relance.now() FROM ${people} WHERE n % 10 = 0`,
  `INSERT INTO relance.suppressions (org_id, channel, value, cause, created_at)
   SELECT 1, 'email', 'gone-' || n || '@example.com', 'bounced', relance.now() FROM ${some}`,
  `INSERT INTO relance.conversations (org_id, key, contact_id, channel, created_at, updated_at)
   SELECT 1, 'talk-' || n, ${id(1111)}, 'email', relance.now(), relance.now() FROM ${some} WHERE n % 2 = 0`,
  `INSERT INTO relance.subject_records (org_id, type, key, contact_id, state, created_at, updated_at)
   SELECT 1, 'appointment', 'visit-' || n, ${id(1111)}, 'booked', relance.now(), relance.now() FROM ${some} WHERE n % 2 = 0`,
  `INSERT INTO relance.enrollments (org_id, id, contact_id, sequence_key, sequence_version, subject_type, subject_key, open_key,
     anchor_at, created_at)
   SELECT 1, ${id(2222)}, ${id(1111)}, 'nudge', 1, 'conversation', 'talk-' || n, 'nudge/talk-' || n, relance.now(),
     relance.now() - interval '1 day' FROM ${people}`,
  // What was sent.
  `INSERT INTO relance.follow_ups (org_id, id, contact_id, enrollment_id, due_at, ended_at, created_at, state, channel, category,
     message_id, sender_id, step, attempts, provider_message_id)
   SELECT 1, ${id(2222)}, ${id(1111)}, ${id(2222)}, relance.now() - interval '1 day', relance.now() - interval '1 day',
     relance.now() - interval '2 days', 'sent', 'email', 'conversational', ${id(3333)}, '${senderId}', 0, 1,
     '<' || n || '@mail.example>' FROM ${people}`,
  // What is ahead; the first are due, then come leases, of the dead and of the living, unknowns and dead letters.
  `INSERT INTO relance.follow_ups (org_id, id, contact_id, enrollment_id, due_at, queue_at, lease_until, lease_token, failed_at,
     ended_at, created_at, state, channel, category, step, attempts, message_id, sender_id, reason)
   SELECT 1, ${id(2222, `'000000000001'`)}, ${id(1111)}, ${id(2222)}, due, CASE WHEN state = 'scheduled' THEN due END,
     CASE state WHEN 'claimed' THEN relance.now() - interval '1 minute' WHEN 'calling' THEN relance.now() - interval '1 minute'
       WHEN 'unknown' THEN relance.now() END,
     CASE WHEN state IN ('claimed', 'calling') THEN 1 END, CASE WHEN state IN ('unknown', 'dead_letter') THEN relance.now() END,
     CASE WHEN state = 'dead_letter' THEN relance.now() END, relance.now() - interval '1 day', state::relance.follow_up_state, 'email',
     'conversational', 1, CASE WHEN state IN ('scheduled', 'claimed') THEN 0 ELSE 1 END,
     CASE WHEN state NOT IN ('scheduled', 'claimed') THEN ${id(3333)} END,
     CASE WHEN state NOT IN ('scheduled', 'claimed') THEN '${senderId}'::uuid END, CASE WHEN state = 'dead_letter' THEN 'attempts_used_up' END
   FROM (SELECT n, CASE WHEN n <= ${dueCount} THEN relance.now() - interval '1 minute' ELSE relance.now() + interval '3 days' END AS due,
     CASE WHEN n <= ${dueCount} OR n > ${dueCount + 4 * leasedCount} THEN 'scheduled'
       ELSE (ARRAY['claimed', 'calling', 'unknown', 'dead_letter'])[1 + n % 4] END AS state FROM ${people}) f`,
  `INSERT INTO relance.messages (org_id, id, contact_id, follow_up_id, channel, direction, state, address, text, body_hash, created_at)
   SELECT 1, ${id(3333)}, ${id(1111)}, ${id(2222)}, 'email', 'out', 'sent', 'person-' || n || '@example.com', 'Hello', 'x',
     relance.now() - interval '1 day' FROM ${people}`,
  `INSERT INTO relance.attempts (org_id, follow_up_id, number, sender_id, outcome, provider_message_id, at)
   SELECT 1, ${id(2222)}, 1, '${senderId}', 'accepted', '<' || n || '@mail.example>', relance.now() FROM ${people}`,
  `INSERT INTO relance.receipts (org_id, sender_id, dedupe_key, message_id, follow_up_id, attempt, state, at, received_at)
   SELECT 1, '${senderId}', 'known-' || n, ${id(3333)}, ${id(2222)}, 1, 'delivered', relance.now(), relance.now() FROM ${some}`,
  `INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, kind)
   SELECT 1, ${id(1111)}, ${id(5555)}, relance.now(), ${id(2222)}, 'sent' FROM ${some}`,
  `INSERT INTO relance.inbox (org_id, source, dedupe_key, id, type, contact_id, body_hash, body, occurred_at, received_at)
   SELECT 1, 'api', 'event-' || n, ${id(6666)}, 'message.sent', ${id(1111)}, 'x', '{}', relance.now(), relance.now() FROM ${some}`,
];

/** Tables that grow with what is done: none of them is ever read as a whole. */
export const largeTables: ReadonlySet<string> = new Set(
  rows.map((row) => /INTO relance\.(\w+)/.exec(row)?.[1] as string),
);

/** When the planner's statistics were taken before the tables were filled. */
export type Statistics = 'never' | 'when they were empty' | 'when they had a few rows';

/** Fills a database with the present schema. Its statistics stay as they are from then on. */
export async function fillDatabase(url: string, statistics: Statistics): Promise<void> {
  await withClient(url, async (client) => {
    for (const table of largeTables)
      await client.query(`ALTER TABLE relance.${table} SET (autovacuum_enabled = false)`);
    if (statistics === 'when they were empty') await client.query('ANALYZE');
    await addPeople(client, 1, fewCount);
    if (statistics === 'when they had a few rows') await client.query('ANALYZE');
    await addPeople(client, fewCount + 1, peopleCount);
  });
}

/** As many as there are when autovacuum takes statistics for the first time, and these statistics. */
export function fillWithFew(url: string): Promise<void> {
  return withClient(url, async (client) => {
    await addPeople(client, 1, fewCount);
    await client.query('ANALYZE');
  });
}

async function addPeople(client: pg.Client, from: number, to: number): Promise<void> {
  if (from === 1) await client.query(sender);
  for (const row of rows) await client.query(row, [from, to]);
}

/** Takes statistics of all tables. */
export function takeStatistics(url: string): Promise<void> {
  return withClient(url, async (client) => {
    await client.query('ANALYZE');
  });
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c relance.org=* -c synchronous_commit=off' });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
