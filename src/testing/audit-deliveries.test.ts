import { expect, test } from 'vitest';
import { type AuditedFollowUp, auditDeliveries } from './audit-deliveries.ts';

const now = Date.UTC(2026, 4, 4);

function followUp(id: string, state: AuditedFollowUp['state'], more: Partial<AuditedFollowUp> = {}): AuditedFollowUp {
  return { id, kind: 'message', state, reason: null, dueAt: now - 1_000, queueAt: null, ...more };
}

test('what was sent and arrived once is well', () => {
  const audit = auditDeliveries([followUp('a', 'sent'), followUp('b', 'sent', { kind: 'ending' })], ['a.2'], now);
  expect(audit).toMatchObject({ sent: 1, lost: [], duplicated: [], unaccounted: [], failed: [] });
});

test('what was sent and did not arrive is lost, and so is what is overdue', () => {
  const followUps = [
    followUp('a', 'sent'),
    followUp('b', 'scheduled', { queueAt: now - 1 }),
    followUp('c', 'calling'),
    followUp('d', 'scheduled', { queueAt: now + 60_000 }),
  ];
  expect(auditDeliveries(followUps, [], now).lost).toEqual(['a', 'b', 'c']);
});

test('what arrived by two attempts is duplicated, what nobody sent is unaccounted', () => {
  const audit = auditDeliveries([followUp('a', 'sent'), followUp('b', 'cancelled')], ['a.1', 'a.2', 'b.1'], now);
  expect(audit).toMatchObject({ duplicated: ['a'], unaccounted: ['b'] });
});

test('replies and stop words stop, everything else that was cancelled does not count as stopped by a reply', () => {
  const reasons = ['message.received', 'stop_word', 'restarted', 'appointment.cancelled'];
  const followUps = reasons.map((reason, index) => followUp(String(index), 'cancelled', { reason }));
  expect(auditDeliveries(followUps, [], now).stoppedByReply).toBe(2);
});
