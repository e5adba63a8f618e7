// What is counted as not as it should be, also beside much that is.
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import { readConservation } from '../../src/store/housekeeping.ts';
import { createTestDatabase } from '../support/postgres.ts';

test('what is overdue on one channel is counted, however much another has due within the hour', async () => {
  const database = await createTestDatabase();
  const engine = await createEngine({ database: database.url });
  try {
    const recorded = await engine.events.record({
      type: 'contact.upserted',
      contact: { email: 'ana@example.com', phone: '+33612345678' },
    });
    const contactId = 'contactId' in recorded ? (recorded.contactId as string) : '';
    const { db } = engine.context;
    const one = { contactId, category: 'transactional', text: 'Hello' } as const;
    const soon = Date.now() + 30 * 60_000;
    await engine.followUps.scheduleAll(
      Array.from({ length: 2_500 }, () => ({ ...one, dueAt: soon, channel: 'email' as const })),
    );
    await engine.followUps.schedule({ ...one, dueAt: Date.now(), channel: 'sms' });
    expect(await readConservation(db)).toEqual({ overdue: 0, abandoned: 0, orphaned: 0 });
    const late = `UPDATE relance.follow_ups SET queue_at = relance.now() - interval '6 minutes' WHERE channel = 'sms'`;
    await db.query({ name: 'test-late', text: late });
    expect(await readConservation(db)).toEqual({ overdue: 1, abandoned: 0, orphaned: 0 });
    const orphan = `UPDATE relance.follow_ups SET contact_id = gen_random_uuid() WHERE channel = 'sms'`;
    await db.query({ name: 'test-orphan', text: orphan });
    expect(await readConservation(db)).toEqual({ overdue: 1, abandoned: 0, orphaned: 1 });
  } finally {
    await engine.stop();
    await database.drop();
  }
});
