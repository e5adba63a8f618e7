// No statement of the intake or the workers reads a whole table, whatever the planner believes about its size: without
// statistics, with those of an empty table or of a few rows, and with fresh ones.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { newId } from '../../src/ids.ts';
import { cancelFollowUps, cancelFollowUpsOfContacts } from '../../src/operations/cancel-follow-ups.ts';
import { changeFollowUps } from '../../src/operations/change-follow-ups.ts';
import type { OperationContext } from '../../src/operations/context.ts';
import { DefinitionCache } from '../../src/operations/definition-cache.ts';
import { putSequences } from '../../src/operations/put-sequences.ts';
import { pauseContact, readContact } from '../../src/operations/read-contacts.ts';
import { readEvent } from '../../src/operations/read-event.ts';
import { recordEvents } from '../../src/operations/record-events.ts';
import { redateByPolicy, redateByZoneRules } from '../../src/operations/redate-follow-ups.ts';
import { scheduleFollowUps } from '../../src/operations/schedule-follow-ups.ts';
import { storeIncoming } from '../../src/operations/store-incoming.ts';
import { liftSuppression, suppressAddress } from '../../src/operations/suppress-addresses.ts';
import { SecretBox } from '../../src/secret-box.ts';
import { findContactIds, listContactsByAddress } from '../../src/store/list-contacts.ts';
import { changeEnrollment } from '../../src/store/list-enrollments.ts';
import { bringForward } from '../../src/store/sender-breaker.ts';
import { by } from '../support/actor.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { ExplainingDatabase, explainOnly, type Seen } from './support/explaining-database.ts';
import { judgePlan } from './support/judge-plan.ts';
import {
  contactId,
  emailOf,
  enrollmentId,
  fillDatabase,
  fillWithFew,
  followUpId,
  orgId,
  peopleFrom,
  type Statistics,
  senderId,
  takeStatistics,
} from './support/large-database.ts';
import { carryOnAndTidy, workThrough } from './support/work-through.ts';

const hour = 3_600_000;

describe.each<Statistics>(['never', 'when they were empty', 'when they had a few rows'])(
  'with statistics taken %s',
  (taken) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createTestDatabase();
      await fillDatabase(database.url, taken);
    });
    afterAll(() => database?.drop());

    test('no statement reads a whole table', () => everyStatement(database.url, 1_000), 60_000);
    if (taken === 'never') {
      test('nor with fresh ones', async () => {
        await takeStatistics(database.url);
        await everyStatement(database.url, 20_000);
      });
    }
  },
);

// The connections of a pool keep their plans until there are other statistics, while the tables grow.
test('nor does a plan that was made when they had a few rows, and is kept', async () => {
  const database = await createTestDatabase();
  try {
    await fillWithFew(database.url);
    expect([...statements.keys()]).toEqual(expect.arrayContaining(named));
    const explained = await explainOnly(database.url, statements.values());
    expect([...new Set(explained.flatMap(judgePlan))]).toEqual([]);
  } finally {
    await database.drop();
  }
});

/** What was run in the tests above, by name. */
const statements = new Map<string, Seen>();

/** @param first whom it is about: everybody from this one on was left alone so far */
async function everyStatement(url: string, first: number): Promise<void> {
  const db = new ExplainingDatabase(url);
  await db.connect();
  try {
    const context: OperationContext = {
      db,
      clock: systemClock,
      providers: new Map(),
      definitions: new DefinitionCache(db, systemClock),
      secrets: new SecretBox([]),
      allowPrivateAddresses: true,
    };
    await putSequences(context, orgId, [nudge]);
    await takeIn(context, first);
    await workThrough(db);
    await carryOnAndTidy(db);
    for (const [name, statement] of db.statements) statements.set(name, statement);
    expect(named.filter((name) => !db.statements.has(name))).toEqual([]);
    expect([...new Set(db.explained.flatMap(judgePlan))]).toEqual([]);
  } finally {
    await db.close();
  }
}

const nudge = {
  key: 'nudge',
  trigger: { on: 'message.sent' },
  reenter: 'restart',
  steps: [
    { key: 'asked', waitFor: { on: 'custom.done', timeout: '1h' } },
    { key: 'first', afterPrevious: '2h', channel: 'email', subject: 'Hello', text: 'Still there?' },
  ],
  exit: ['message.received', 'conversation.closed'],
};

/** What callers and vendors tell us, and what operators do. */
async function takeIn(context: OperationContext, first: number): Promise<void> {
  const { db, clock } = context;
  const record = (...events: readonly object[]) =>
    recordEvents(
      context,
      orgId,
      events.map((event) => {
        const read = readEvent(event, '', { now: clock.now() });
        if ('problems' in read) throw new Error(JSON.stringify(read.problems));
        return read.event;
      }),
    );
  const conversation = (n: number) => ({ key: `talk-${n}` });

  // New ones, and those who are known by a key, an address, an id; addresses that are to come first; fields that are cleared.
  await record(
    ...peopleFrom(first, 10).flatMap((n) => [
      { type: 'contact.upserted', contact: { key: `new-${n}`, email: `new-${n}@example.com`, name: 'Ben' } },
      {
        type: 'message.sent',
        contact: { key: `key-${n}`, email: emailOf(n), name: null },
        conversation: conversation(n),
      },
      { type: 'message.sent', contact: { email: emailOf(n + 100) }, conversation: conversation(n + 100) },
      {
        type: 'appointment.booked',
        contact: { id: contactId(n + 200) },
        appointment: { key: `visit-${n}`, startsAt: '2099-05-04T15:00:00Z' },
      },
      { type: 'contact.upserted', contact: { id: contactId(n + 300), email: `moved-${n}@example.com` } },
    ]),
  );
  const again = {
    key: `once-${first}`,
    type: 'message.sent',
    contact: { email: emailOf(first) },
    conversation: conversation(first),
  };
  await record(again);
  await record(again);
  // Answers, words that stop and start, exits, waits that are over.
  const answer = (n: number, text: string) => ({
    type: 'message.received',
    contact: { email: emailOf(n) },
    conversation: conversation(n),
    message: { channel: 'email', text },
  });
  await record(...peopleFrom(first + 400, 20).map((n) => answer(n, 'Yes!')));
  await record(...peopleFrom(first + 400, 20).map((n) => answer(n, 'STOP')));
  await record(
    ...peopleFrom(first + 400, 20).map((n) => ({ type: 'contact.optedIn', contact: { email: emailOf(n) } })),
  );
  await record(...peopleFrom(first, 10).map((n) => ({ type: 'custom.done', contact: { key: `key-${n}` } })));
  await record(
    ...peopleFrom(first + 100, 10).map((n) => ({
      type: 'conversation.closed',
      contact: { email: emailOf(n) },
      conversation: conversation(n),
    })),
  );

  // What vendors report: with our id, with theirs, about somebody who is gone.
  const receipt = { state: 'delivered', at: clock.now() } as const;
  await storeIncoming(
    context,
    orgId,
    { id: senderId, key: 'inbox', channel: 'email', source: 'mail' },
    {
      receipts: peopleFrom(first + 500).flatMap((n) => [
        { ...receipt, dedupeKey: `ours-${n}`, attemptId: `${followUpId(n, 0)}.1` },
        { ...receipt, dedupeKey: `theirs-${n}`, providerMessageId: `<${n + 100}@mail.example>`, to: emailOf(n + 100) },
        {
          ...receipt,
          dedupeKey: `dead-${n}`,
          attemptId: `${followUpId(n + 200, 0)}.1`,
          state: 'undelivered',
          class: 'recipient',
        },
        {
          ...receipt,
          dedupeKey: `fast-${n}`,
          attemptId: `${followUpId(n + 300, 0)}.1`,
          state: 'undelivered',
          class: 'rate',
        },
      ]),
      inbound: peopleFrom(first + 800).map((n) => ({
        dedupeKey: `in-${n}`,
        channel: 'email',
        from: emailOf(n),
        to: 'studio@example.com',
        text: 'Thanks',
        at: clock.now(),
        answers: [`${followUpId(n, 0)}.1`],
      })),
    },
    { isVerified: true },
  );

  const scheduled = await scheduleFollowUps(
    context,
    orgId,
    peopleFrom(first + 900).map((n) => ({
      contactId: contactId(n),
      dueAt: clock.now() + hour,
      channel: 'email',
      category: 'manual',
      subject: 'Hello',
      text: 'Hello',
    })),
  );
  // At a time of the day, moved by another zone and by newer rules of the zones.
  await scheduleFollowUps(
    context,
    orgId,
    peopleFrom(first + 900).map((n) => ({
      contactId: contactId(n),
      dueAt: '2099-05-04T09:30',
      timeZone: 'recipient',
      channel: 'email',
      category: 'manual',
      text: 'Hello',
    })),
  );
  await record(
    ...peopleFrom(first + 900).map((n) => ({
      type: 'contact.upserted',
      contact: { id: contactId(n), timezone: 'America/New_York', policy: { quietHours: 'off' } },
    })),
  );
  const onFault = (id: number, error: unknown) => expect.fail(`${id}: ${error}`);
  await redateByZoneRules(context, new AbortController().signal, onFault, '2099z');
  await redateByPolicy(context, new AbortController().signal, onFault);
  await db.transaction(orgId, (tx) => bringForward(tx, orgId, ['email']));
  const ids = scheduled.flatMap((result) => (result.ok ? [result.id] : []));
  await changeFollowUps(
    context,
    orgId,
    'reschedule',
    ids.map((id) => ({ id, dueAt: clock.now() + 2 * hour })),
    by('test'),
  );
  await cancelFollowUps(context, orgId, ids, 'cancelled_by_caller', by('test'));
  await changeFollowUps(
    context,
    orgId,
    'retry',
    peopleFrom(first + 1_400).map((n) => ({ id: followUpId(n, 0) })),
    by('test'),
  );
  await cancelFollowUpsOfContacts(
    context,
    orgId,
    peopleFrom(first + 1_000).map((n) => ({ contactId: contactId(n), reason: 'cancelled_by_caller' })),
  );
  const address = { channel: 'email', value: emailOf(first + 1_100) } as const;
  await suppressAddress(context, orgId, address, { cause: 'manual', detail: null }, by('test'));
  await liftSuppression(context, orgId, address, { by: by('test') });
  for (const paused of [true, false]) await pauseContact(context, orgId, contactId(first + 1_200), paused, by('test'));
  for (const to of ['paused', 'active', 'exited'] as const)
    await db.transaction(orgId, (tx) =>
      changeEnrollment(tx, orgId, enrollmentId(first + 1_300), {
        to,
        reason: to === 'exited' ? 'exited_by_operator' : null,
        timelineId: newId(clock.now()),
        by: 'test',
      }),
    );
  await readContact(context, orgId, contactId(first));
  await readContact(context, orgId, `key:key-${first}`);
  await db.transaction(orgId, async (tx) => {
    await findContactIds(
      tx,
      orgId,
      peopleFrom(first).map((n) => `key-${n}`),
    );
    await listContactsByAddress(tx, orgId, { channels: ['email'], value: emailOf(first) }, 50, null);
  });
}

/** What has to be among them: what runs for each event, each row that is due, each report, and each look over everything. */
const named = `
  lock-identities find-contacts insert-inbox known-inbox upsert-contacts clear-contact-fields add-addresses put-addresses-first
  read-contact-states recent-messages heard-from apply-ends apply-starts apply-begins apply-waits insert-one-offs
  insert-receipts stored-receipts lock-messages read-receipts apply-receipts learn-reported add-suppressions bump-holders remove-suppression
  bring-forward intents-of-contacts places intents redate cancel-by-id cancel-by-contact reschedule lock-dead-letters dead-letter-bars retry lock-contact-of-enrollment change-enrollment pause-contact read-contact
  read-contact-by-key find-contact-ids list-contacts-by-address lanes claim mail-threads unchanged-contacts begin-calling still-callable settle
  settle-suppress late-outcomes rescue take-unknown take-one-unknown leave-unknown stranded carry-on sender-results take-late-traces conservation count-stranded sweep`
  .trim()
  .split(/\s+/)
  .map((name) => `relance-${name}`);
