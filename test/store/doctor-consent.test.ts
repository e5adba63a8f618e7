// `relance doctor` counts what was not sent because nobody had agreed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { diagnose } from '../../src/operations/diagnose.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({ database: database.url });
});
afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

const consentCheck = async () => (await diagnose(database.url)).checks.find(({ name }) => name === 'consent');

async function endAs(reason: string, daysAgo: number): Promise<void> {
  const recorded = await engine.events.record({
    type: 'contact.upserted',
    contact: { key: 'ana', phone: '+33612345678' },
  });
  const contactId = ('contactId' in recorded && recorded.contactId) || '';
  const message = { channel: 'sms', category: 'marketing', text: 'Offer' } as const;
  const scheduled = await engine.followUps.schedule({ contactId, dueAt: Date.now() + 3_600_000, ...message });
  await engine.context.db.query(
    {
      name: 'end-as',
      text: `UPDATE relance.follow_ups SET state = 'skipped', reason = $2, queue_at = NULL, ended_at = relance.now() - $3 * interval '1 day' WHERE id = $1`,
    },
    [scheduled.ok && scheduled.id, reason, daysAgo],
  );
}

test('nothing held is well; a refusal is told, but nothing to mend', async () => {
  expect(await consentCheck()).toMatchObject({ level: 'ok', message: expect.stringContaining('nothing was held') });
  await endAs('consent_refused', 1);
  await endAs('condition_false', 1);
  expect(await consentCheck()).toMatchObject({ level: 'ok', message: expect.stringContaining('1 follow-up because') });
});

test('what was held within seven days is counted, with what to do', async () => {
  await endAs('no_consent', 1);
  await endAs('no_consent', 6);
  await endAs('no_consent', 8);
  expect(await consentCheck()).toMatchObject({
    level: 'warn',
    message: expect.stringMatching(/^2 follow-ups not sent in the last 7 days/),
    advice: expect.stringContaining('/consents'),
  });
});
