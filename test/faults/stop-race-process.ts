// Races `calling` commits against everything that stops messages, on several connections, in a process of its own, so that
// the same race can be run on a copy with a planted bug. Every commit is logged with a number that is taken at the commit
// while its locks are held, so that the numbers of two transactions about one contact are in the order of their commits.
//
// Gets its settings as JSON in its only argument, and says one line of JSON: what is wrong, and how often each order occurred.
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngine } from '../../src/engine.ts';
import { newId, newLeaseToken } from '../../src/ids.ts';
import { beginCalling, type CallingInput } from '../../src/store/begin-calling.ts';
import { type ClaimedRow, claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { isContention } from '../../src/store/database.ts';
import { settleFollowUps } from '../../src/store/settle-follow-ups.ts';
import { fakeProvider } from '../../src/testing/fake-provider.ts';
import { seeded } from './support/size.ts';

export interface StopRaceSettings {
  readonly database: string;
  readonly rounds: number;
  readonly seed: number;
}

export interface StopRaceResult {
  readonly findings: readonly string[];
  /** How often a message of the contact who stopped, and of one who shares the address, was called and was refused. */
  readonly called: number;
  readonly refused: number;
}

const { database, rounds, seed } = JSON.parse(process.argv[2] as string) as StopRaceSettings;
const chance = seeded(seed);
const engine = await createEngine({
  database,
  providers: [fakeProvider],
  senders: [{ key: 'first', provider: 'fake', channel: 'sms', config: { url: 'http://127.0.0.1:1' } }],
});
const { db } = engine.context;
const sql = <Row>(name: string, text: string) => db.query<Row>({ name, text });

for (const statement of [
  `CREATE TABLE commit_log (n bigint GENERATED ALWAYS AS IDENTITY, what text, follow_up_id uuid, contact_id uuid, address text)`,
  `CREATE FUNCTION log_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO commit_log (what, follow_up_id, contact_id) VALUES (NEW.state::text, NEW.id, NEW.contact_id); RETURN NULL; END $$`,
  `CREATE FUNCTION log_contact() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO commit_log (what, contact_id) VALUES ('blocked', NEW.id); RETURN NULL; END $$`,
  `CREATE FUNCTION log_suppression() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO commit_log (what, address) VALUES ('suppressed', NEW.value); RETURN NULL; END $$`,
  `CREATE CONSTRAINT TRIGGER log_commits AFTER UPDATE OF state ON relance.follow_ups DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
     WHEN (OLD.state <> NEW.state AND NEW.state IN ('calling', 'cancelled')) EXECUTE FUNCTION log_follow_up()`,
  `CREATE CONSTRAINT TRIGGER log_commits AFTER UPDATE OF blocked_reason ON relance.contacts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
     WHEN (OLD.blocked_reason IS NULL AND NEW.blocked_reason IS NOT NULL) EXECUTE FUNCTION log_contact()`,
  `CREATE CONSTRAINT TRIGGER log_commits AFTER INSERT ON relance.suppressions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
     EXECUTE FUNCTION log_suppression()`,
  `CREATE FUNCTION log_refusal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO commit_log (what, contact_id) VALUES ('refused consent', NEW.contact_id); RETURN NULL; END $$`,
  `CREATE CONSTRAINT TRIGGER log_commits AFTER INSERT ON relance.consents DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
     WHEN (NEW.state = 'out') EXECUTE FUNCTION log_refusal()`,
]) {
  await db.transaction('*', (tx) => tx.query({ name: '', text: statement }));
}
const [sender] = await sql<{ id: string }>('race-sender', 'SELECT id FROM relance.senders');

const ways = ['word', 'optedOut', 'consentWithdrawn', 'cancelContact', 'cancelOne', 'recipientRefused'] as const;
const findings: string[] = [];
let called = 0;
let refused = 0;
const atOnce = 25;
for (let first = 0; first < rounds; first += atOnce) {
  await race(Array.from({ length: Math.min(atOnce, rounds - first) }, (_, index) => first + index));
}

findings.push(
  ...(
    await sql<{ finding: string }>(
      'race-findings',
      `SELECT c.follow_up_id || ' was committed as calling after its ' || s.what AS finding
       FROM commit_log c JOIN commit_log s ON s.n < c.n AND (
         (s.what = 'cancelled' AND s.follow_up_id = c.follow_up_id) OR (s.what IN ('blocked', 'refused consent') AND s.contact_id = c.contact_id)
         OR (s.what = 'suppressed' AND EXISTS (SELECT 1 FROM relance.addresses a
           WHERE a.contact_id = c.contact_id AND a.value = s.address)))
       WHERE c.what = 'calling'`,
    )
  ).map(({ finding }) => finding),
);
await engine.stop();
process.stdout.write(`${JSON.stringify({ findings, called, refused } satisfies StopRaceResult)}\n`);

/** Two contacts who share a phone, each with a claimed follow-up; the first one stops while both are being committed. */
async function race(numbers: readonly number[]): Promise<void> {
  const people = numbers.flatMap((n) => ['a', 'b'].map((who) => ({ key: `${who}${n}`, phone: phoneOf(n) })));
  const recorded = await engine.events.recordAll(people.map((contact) => ({ type: 'contact.upserted', contact })));
  await engine.followUps.scheduleAll(
    recorded.map((result) => ({
      contactId: 'contactId' in result ? (result.contactId as string) : '',
      dueAt: Date.now(),
      channel: 'sms',
      category: 'conversational',
      text: 'Hello',
    })),
  );
  const token = newLeaseToken();
  const lane = { orgId: engine.orgId, channel: 'sms', tier: 1, limit: people.length } as const;
  const { rows } = await claimFollowUps(db, [lane], { aheadMs: 1_000, leaseMs: 60_000, token });
  const byKey = new Map(rows.map((row) => [row.contact_key, row]));
  await Promise.all(
    numbers.map((n) => {
      const own = byKey.get(`a${n}`) as ClaimedRow;
      const shared = byKey.get(`b${n}`) as ClaimedRow;
      return raceOne(n, own, shared, token);
    }),
  );
}

async function raceOne(n: number, own: ClaimedRow, shared: ClaimedRow, token: number): Promise<void> {
  const way = ways[n % ways.length];
  if (way === 'recipientRefused') await commit([own], token);
  const together = chance() < 0.5;
  const stop = async () => {
    await sleep(chance() * 8);
    const contact = { key: `a${n}` };
    switch (way) {
      case 'word': {
        const message = { channel: 'sms', text: 'Stop!' };
        return engine.events.recordAll([
          { type: 'message.received', contact, conversation: { key: `c${n}` }, message },
        ]);
      }
      case 'optedOut':
        return engine.events.recordAll([{ type: 'contact.optedOut', contact }]);
      case 'consentWithdrawn':
        return engine.consents.tell(own.contact_id, [{ given: false, channels: ['sms'] }]);
      case 'cancelContact':
        return engine.followUps.cancelForContact(own.contact_id);
      case 'cancelOne':
        return engine.followUps.cancel(own.id);
      default:
        return refuseRecipient(own, token);
    }
  };
  const begin = async (inputs: readonly ClaimedRow[]) => {
    await sleep(chance() * 8);
    await commit(inputs, token);
  };
  const begins = way === 'recipientRefused' ? [[shared]] : together ? [[own, shared]] : [[own], [shared]];
  await Promise.all([stop(), ...begins.map(begin)]);
}

/** As the sender's pump does it, a lost deadlock included. */
async function commit(rows: readonly ClaimedRow[], token: number): Promise<void> {
  try {
    const { refusals } = await beginCalling(
      db,
      rows.map((row) => inputOf(row, token)),
      { leaseLeftMs: 1_000 },
    );
    refused += refusals.size;
    called += rows.length - refusals.size;
  } catch (error) {
    if (!isContention(error)) throw error;
    await commit(rows, token);
  }
}

function inputOf(row: ClaimedRow, token: number): CallingInput {
  const { org_id, id, contact_id, epoch, queued_at, address } = row;
  const message = {
    channel: 'sms',
    address: address as string,
    subject: null,
    text: 'Hello',
    html: null,
    data: null,
    headers: null,
    vendor_template: null,
    body_hash: '',
    template: null,
    conversation_key: null,
  } as const;
  return {
    org_id,
    id,
    contact_id,
    token,
    epoch,
    queued_at,
    repeats: false,
    closes_at: null,
    touch_seen: null,
    sender_id: sender?.id as string,
    message_id: newId(Date.now()),
    channel: message.channel,
    address: message.address,
    message,
  };
}

/** The vendor says of the shared address, by the first contact's message, that it does not work. */
async function refuseRecipient(row: ClaimedRow, token: number): Promise<void> {
  const { org_id, id, contact_id } = row;
  const cause = 'recipient_refused';
  await settleFollowUps(db, [
    {
      org_id,
      id,
      contact_id,
      token,
      from_state: 'calling',
      to_state: 'dead_letter',
      reason: cause,
      timeline: { id: newId(Date.now()), kind: 'dead_letter', reason: cause, facts: null },
      suppress: { channel: 'sms', value: row.address as string, cause, detail: null },
    },
  ]).catch((error: unknown) => (isContention(error) ? refuseRecipient(row, token) : Promise.reject(error)));
}

function phoneOf(n: number): string {
  return `+336${String(10_000_000 + n).padStart(8, '0')}`;
}
