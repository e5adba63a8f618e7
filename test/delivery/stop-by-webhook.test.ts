// K3: STOP by webhook, at random moments around the calls. No call is committed after the stop, and nothing stays planned.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Facts } from '../../src/domain/facts.ts';
import { startTwilioServer, type TwilioServer, twilioNumber } from '../../src/testing/vendors/twilio-server.ts';
import { seeded } from '../faults/support/size.ts';
import { type Installation, startInstallation } from './support/installation.ts';

let twilio: TwilioServer;
let relance: Installation;
const publicUrl = 'https://relance.example.com';

beforeAll(async () => {
  twilio = await startTwilioServer();
  const category = 'transactional';
  relance = await startInstallation({
    publicUrl,
    senders: [{ key: 'twilio', provider: 'twilio', channel: 'sms', config: twilio.config as Facts }],
    sequences: [
      {
        key: 'nurture',
        trigger: { on: 'lead.created' },
        steps: [
          { key: 'now', after: '1m', channel: 'sms', text: 'Hello {{ contact.name }}', category },
          { key: 'at-once', afterPrevious: '0s', channel: 'sms', text: 'Still there?', category },
          { key: 'tomorrow', afterPrevious: '1d', channel: 'sms', text: 'Still interested?', category },
          { key: 'month', after: '30d', channel: 'sms', text: 'And now?', category },
        ],
        exit: ['lead.converted'],
      },
    ],
  });
});

afterAll(async () => {
  await relance?.close();
  await twilio?.close();
});

/**
 * Every commit of a call and of a stop gets a number, taken at the commit itself, while the locks of the contact are held: so the
 * numbers about one contact are in the order of the commits.
 */
const commitLog = [
  'CREATE TABLE commit_log (n bigint GENERATED ALWAYS AS IDENTITY, address text, attempt text)',
  `CREATE FUNCTION log_call() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO commit_log (address, attempt) SELECT a.value, NEW.id || '.' || NEW.attempts FROM relance.addresses a
       WHERE a.org_id = NEW.org_id AND a.contact_id = NEW.contact_id; RETURN NULL; END $$`,
  `CREATE FUNCTION log_stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO commit_log (address) VALUES (NEW.value); RETURN NULL; END $$`,
  `CREATE CONSTRAINT TRIGGER log_commits AFTER UPDATE OF state ON relance.follow_ups DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
     WHEN (OLD.state <> NEW.state AND NEW.state = 'calling') EXECUTE FUNCTION log_call()`,
  `CREATE CONSTRAINT TRIGGER log_commits AFTER INSERT ON relance.suppressions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
     EXECUTE FUNCTION log_stop()`,
];

/** A machine that has much else to do may be too busy (503): then a vendor calls again. */
async function sayStop(phone: string): Promise<number> {
  const message = { From: phone, To: twilioNumber, Body: 'STOP' };
  const { url, headers, body } = twilio.inboundCall(`${publicUrl}/webhooks/twilio/inbound`, message);
  for (;;) {
    const response = await fetch(relance.url + url.slice(publicUrl.length), { method: 'POST', headers, body });
    await response.text();
    if (response.status !== 503) return response.status;
  }
}

const people = 200;

test(`${people} people say STOP while their message is being sent: no call begins after it, and nothing is left`, async () => {
  for (const text of commitLog) await relance.engine.context.db.transaction('*', (tx) => tx.query({ name: '', text }));
  const chance = seeded(46);
  const firstAt = Date.now() + 1_500;
  const leads = Array.from({ length: people }, (_, n) => ({
    phone: `+1415555${String(n + 1).padStart(4, '0')}`,
    dueAt: firstAt + Math.round(chance() * 3_000),
    // Mostly close to the call; some so early that a busy machine, too, takes them before it.
    stopAfterMs: 100 - 1_500 * chance() ** 2,
  }));
  await relance.engine.events.recordAll(
    leads.map(({ phone, dueAt }) => ({
      type: 'lead.created',
      occurredAt: new Date(dueAt - 60_000).toISOString(),
      contact: { phone, name: phone },
      lead: { key: phone },
    })),
  );
  const statuses = await Promise.all(
    leads.map(async ({ phone, dueAt, stopAfterMs }) => {
      // The moment is what is tested.
      await new Promise((resolve) => setTimeout(resolve, dueAt + stopAfterMs - Date.now()));
      return sayStop(phone);
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  await relance.until(async () => {
    const open = await relance.rows(
      `SELECT 1 FROM relance.follow_ups WHERE state IN ('scheduled', 'claimed', 'calling')`,
    );
    return open.length === 0 && relance.engine.idle;
  });

  const calls = await relance.rows<{ attempt: string; address: string; is_late: boolean }>(
    `SELECT c.attempt, c.address, s.n < c.n AS is_late FROM commit_log c JOIN commit_log s ON s.address = c.address
      WHERE c.attempt IS NOT NULL AND s.attempt IS NULL`,
  );
  expect(calls.filter(({ is_late }) => is_late)).toEqual([]);
  // By the database's own times as well, each read under the lock of the contact.
  const late = await relance.rows(
    `SELECT m.address FROM relance.messages m JOIN relance.suppressions s ON s.value = m.address
      WHERE m.direction = 'out' AND m.created_at > s.created_at`,
  );
  expect(late).toEqual([]);
  const suppressed = await relance.rows(`SELECT 1 FROM relance.suppressions WHERE cause = 'stop_word'`);
  expect(suppressed).toHaveLength(people);

  // The vendor has got nothing that was not committed as a call before, and every message once.
  const received = twilio.received().map(({ attemptId }) => attemptId ?? '');
  const committed = new Set(calls.map(({ attempt }) => attempt));
  expect(received.filter((attempt) => !committed.has(attempt))).toEqual([]);
  const messages = await relance.rows<{ id: string }>(
    `SELECT id FROM relance.follow_ups WHERE state = 'sent' ORDER BY id`,
  );
  expect(received.map((attempt) => attempt.replace(/\.\d+$/, '')).sort()).toEqual(messages.map(({ id }) => id));

  // A call that was given up before it began goes back, and is looked at once more; nothing else may be left after the stop.
  const left = await relance.rows<{ id: string; end: string }>(
    `SELECT id || '.' || attempts AS id, concat_ws(' ', state, reason) AS end FROM relance.follow_ups
      WHERE concat_ws(' ', state, reason) NOT IN ('sent', 'cancelled stop_word')`,
  );
  expect(left.filter(({ id, end }) => end !== 'skipped enrollment_ended' || !committed.has(id))).toEqual([]);
  expect(await relance.rows(`SELECT 1 FROM relance.enrollments WHERE ended_at IS NULL`)).toEqual([]);
  // Both orders occurred, or nothing was tested.
  const reached = new Set(twilio.received().map(({ to }) => to)).size;
  expect(reached).toBeGreaterThan(people / 50);
  expect(people - reached).toBeGreaterThan(people / 50);
});
