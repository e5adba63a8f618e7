// What workers do, batch by batch: a batch that is due, and the looks over everything.
import { expect } from 'vitest';
import { newId, newLeaseToken } from '../../../src/ids.ts';
import { beginAlerts, keepAlerts, readAlertFacts, releaseAlerts } from '../../../src/store/alerts.ts';
import { beginCalling, type CallingInput } from '../../../src/store/begin-calling.ts';
import { type ClaimedRow, claimFollowUps, readLanes } from '../../../src/store/claim-follow-ups.ts';
import { takeLateTraces } from '../../../src/store/erase-contact.ts';
import { readConservation, StrandedCount, sweep } from '../../../src/store/housekeeping.ts';
import { readMailThreads } from '../../../src/store/mail-threads.ts';
import { recordLateOutcomes } from '../../../src/store/record-late-outcomes.ts';
import { rescueFollowUps } from '../../../src/store/rescue-follow-ups.ts';
import { readSenderResults } from '../../../src/store/sender-results.ts';
import { type AttemptRecord, type Settlement, settleFollowUps } from '../../../src/store/settle-follow-ups.ts';
import { stillCallable } from '../../../src/store/still-callable.ts';
import { carryOn, readStranded } from '../../../src/store/stranded-enrollments.ts';
import { readUnchanged } from '../../../src/store/unchanged-contacts.ts';
import { leaveUnknown, takeOneUnknown, takeUnknown } from '../../../src/store/unknown-follow-ups.ts';
import type { ExplainingDatabase } from './explaining-database.ts';
import { batch, contactId, enrollmentId, followUpId, orgId, peopleFrom, senderId } from './large-database.ts';

const hour = 3_600_000;

/** What becomes of a batch that is due. */
export async function workThrough(db: ExplainingDatabase): Promise<void> {
  const { lanes } = await readLanes(db);
  expect(lanes.length).toBeGreaterThan(0);
  const token = newLeaseToken();
  const request = { orgId, channel: 'email', tier: 1, limit: batch } as const;
  const { rows } = await claimFollowUps(db, [request], { aheadMs: 1_000, leaseMs: 60_000, token });
  expect(rows).toHaveLength(batch);
  const ofEnrollments = rows.flatMap((row) =>
    row.enrollment_id === null ? [] : [{ ...row, enrollment_id: row.enrollment_id }],
  );
  await readMailThreads(db, ofEnrollments);
  await readUnchanged(db, rows);
  const calling = rows.map((row) => callingInput(row, token));
  const { refusals } = await beginCalling(db, calling, { leaseLeftMs: 20_000 });
  expect(refusals.size).toBe(0);
  expect((await stillCallable(db, calling, { leaseLeftMs: 10_000 })).size).toBe(batch);
  const stale = await settleFollowUps(
    db,
    calling.map((input, index) => ({
      ...settlement(input, index),
      ...following(rows[index] as ClaimedRow, index),
    })),
  );
  expect(stale.size).toBe(0);
  await recordLateOutcomes(
    db,
    rows.map(({ id }) => ({ org_id: orgId, follow_up_id: id, attempt })),
  );
}

const attempt: AttemptRecord = {
  number: 1,
  sender_id: senderId,
  outcome: 'accepted',
  class: null,
  code: null,
  detail: null,
  provider_message_id: null,
  duration_ms: 5,
};

function callingInput(row: ClaimedRow, token: number): CallingInput {
  const { id, contact_id, epoch, queued_at } = row;
  const address = `${row.address}`;
  return {
    org_id: orgId,
    id,
    contact_id,
    token,
    epoch,
    sender_id: senderId,
    message_id: newId(Date.now()),
    channel: 'email',
    address,
    message: {
      subject: 'Hello',
      text: 'Hello',
      html: null,
      data: null,
      headers: null,
      vendor_template: null,
      body_hash: 'x',
      template: null,
      conversation_key: null,
    },
    queued_at,
    repeats: false,
    closes_at: null,
    touch_seen: '',
  };
}

function settlement({ id, contact_id, token }: CallingInput, index: number): Settlement {
  return {
    org_id: orgId,
    id,
    contact_id,
    token,
    from_state: 'calling',
    to_state: index % 10 === 9 ? 'unknown' : 'sent',
    reason: null,
    counts: 'email nudge',
    attempt,
    timeline: { id: newId(Date.now()), kind: 'sent', reason: null, facts: null },
  };
}

/** Of those of an enrollment; ten of them end it and lose their address. */
function following(row: ClaimedRow, index: number): Partial<Settlement> {
  if (row.enrollment_id === null) return {};
  const value = `${row.address}`;
  return {
    plan: { alone: true, ...plannedAfter(row.enrollment_id) },
    touch: { key: `${row.subject_key}`, sent: true, stage: 'nudged' },
    ...(index < 20 && {
      end: { alone: true, state: 'completed', reason: null, timeline_id: newId(Date.now()) },
      suppress: { channel: 'email', value, cause: 'bounced', detail: null },
    }),
  };
}

const plannedAfter = (enrollment: string) =>
  ({
    id: `${enrollment.slice(0, -1)}2`,
    kind: 'message',
    state: 'scheduled',
    channel: 'email',
    category: 'conversational',
    step: 2,
    occurrence: 0,
    tier: 1,
    due_at: Date.now() + hour,
  }) as const;

/** What looks over everything, a part at a time. */
export async function carryOnAndTidy(db: ExplainingDatabase): Promise<void> {
  await rescueFollowUps(db, Date.now());
  const token = newLeaseToken();
  const taken = await takeUnknown(db, token);
  await leaveUnknown(
    db,
    taken.map(({ id }) => ({
      org_id: orgId,
      id,
      token,
      reason: 'outcome_unknown',
      again_at: Date.now() + hour,
      timeline: { id: newId(Date.now()), reason: 'outcome_unknown' },
    })),
  );
  await db.transaction(orgId, (tx) => takeOneUnknown(tx, orgId, taken[0]?.id ?? followUpId(1, 1), newLeaseToken()));
  await beginAlerts(db, token, { everyMs: 0, leaseMs: 60_000 });
  await readAlertFacts(db, [orgId]);
  await keepAlerts(db, { orgId, token, leaseMs: null }, []);
  await releaseAlerts(db, [orgId], token);
  // Their ids are of another time: these are the people up to the 1,300th.
  await db.transaction(orgId, (tx) => readSenderResults(tx, orgId, 1_300 * 2 ** 16));
  await readStranded(db, null);
  await carryOn(
    db,
    peopleFrom(30_000).map((n) => ({
      org_id: orgId,
      contact_id: contactId(n),
      enrollment_id: enrollmentId(n),
      ...plannedAfter(enrollmentId(n)),
    })),
    peopleFrom(31_000).map((n) => ({ org_id: orgId, id: enrollmentId(n), timeline_id: newId(Date.now()) })),
  );
  await takeLateTraces(db, hour);
  await readConservation(db);
  await new StrandedCount().look(db);
  await sweep(db, [{ org_id: orgId, kind: 'inbox', days: 30 }]);
}
