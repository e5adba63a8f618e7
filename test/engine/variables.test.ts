// The variables that a sequence may use without a warning are there when its messages are made.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { putSequences } from '../../src/operations/put-sequences.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const start = Date.UTC(2026, 4, 4, 9);
const everywhere = [
  ...['id', 'key', 'name', 'timezone', 'locale', 'tier', 'address', 'lastInboundAt', 'attributes'].map(
    (it) => `contact.${it}`,
  ),
  ...['key', 'name', 'timezone'].map((it) => `organization.${it}`),
  ...['event.type', 'event.occurredAt', 'name', 'unsubscribeUrl'],
];
const conversation = ['key', 'stage', 'state', 'channel', 'lastInboundAt', 'lastOutboundAt', 'lastActivityAt'];
let clock: VirtualClock;
let engine: Engine;

beforeAll(async () => {
  const world = await startVirtualWorld(start);
  clock = world.clock;
  engine = await world.createEngine({
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'email' }],
    publicUrl: 'https://relance.example.com',
    secretKeys: [Buffer.alloc(32, 3).toString('base64')],
  });
  engine.start();
  return world.close;
});

test.each([
  ['lead.created', { lead: { key: 'l' } }, ['lead.state']],
  [
    'message.sent',
    { conversation: { key: 'c', stage: 'new' }, message: { channel: 'email', text: 'Hi' } },
    [...conversation.map((it) => `conversation.${it}`), 'event.text'],
  ],
  ['call.ended', { call: { key: 'c' } }, ['call.state']],
  [
    'appointment.booked',
    { appointment: { key: 'a', startsAt: '2026-06-01T10:00', timezone: 'Europe/Paris' } },
    ['state', 'startsAt', 'startsAtIntent', 'timezone'].map((it) => `appointment.${it}`),
  ],
  ['actionItem.created', { actionItem: { key: 't' } }, ['actionItem.state']],
  ['custom.signedUp', {}, []],
])('of a sequence that begins with %s', async (type, more, own) => {
  const text = [...everywhere, ...own].map((name) => `{{ ${name} }}`).join(' ');
  const key = type.replace('.', '-').toLowerCase();
  const step = { key: 'only', after: '1m', channel: 'email', subject: 'Hello', text, category: 'transactional' };
  const document = { key, trigger: type, steps: [step], exit: ['custom.left'] };
  expect(await putSequences(engine.context, engine.orgId, [document])).toMatchObject([{ warnings: [] }]);
  const email = `${key}@example.com`;
  await engine.events.record({ type, contact: { key, email }, ...more });
  await clock.playUntil(clock.now() + 5 * 60_000);
  const rows = await engine.context.db.query<{ state: string }>(
    {
      name: 'test-variables',
      text: `SELECT f.state, f.reason FROM relance.follow_ups f
        JOIN relance.contacts c ON c.org_id = f.org_id AND c.id = f.contact_id WHERE c.key = $1 AND f.kind = 'message'`,
    },
    [key],
  );
  expect(rows).toEqual([{ state: 'sent', reason: null }]);
});
