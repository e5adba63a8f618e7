// What an organization, a sequence and a contact set is what happens: times, attempts, and the link to get no more.
import { beforeAll, expect, test } from 'vitest';
import type { Engine, OrganizationEngine } from '../../src/engine.ts';
import { readTimeline } from '../../src/operations/read-contacts.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 4, 4, 9);
const sent: string[] = [];
const provider = createInstantProvider({
  type: 'moody',
  onSend: ({ text }) => sent.push(text),
  outcome: ({ text }) =>
    text.startsWith('refused')
      ? { kind: 'refused', class: 'transient', code: 'busy', detail: 'not now' }
      : { kind: 'accepted' },
});
let clock: VirtualClock;
let engine: Engine;

const step = (text: string) => ({
  key: 'only',
  after: '0m',
  channel: 'sms' as const,
  category: 'conversational' as const,
  text,
});
const sequence = (key: string, text: string, more: object = {}) => ({
  key,
  trigger: { on: `custom.${key}` as const },
  subject: 'contact' as const,
  steps: [step(text)],
  exit: ['message.received' as const],
  then: { reason: 'no_answer' },
  ...more,
});
const senders = [{ key: 'moody', provider: 'moody', channel: 'sms' as const }];

beforeAll(async () => {
  const world = await startVirtualWorld(start);
  clock = world.clock;
  engine = await world.createEngine({
    providers: [provider],
    senders,
    publicUrl: 'https://relance.example.com',
    secretKeys: [Buffer.alloc(32, 3).toString('base64')],
    policy: { ghostDelay: '36h', quietHours: 'off', retry: { attempts: 4, delay: '1m' } },
    sequences: [
      sequence('waiting', 'hello'),
      sequence('insistent', 'refused by the policy'),
      sequence('modest', 'refused by its own', { policy: { retry: { attempts: 2 } } }),
      sequence('sale', '', {
        steps: [step('20 % off! {{ unsubscribeUrl }}')],
      }),
    ],
  });
  engine.start();
  return world.close;
});

async function record(to: OrganizationEngine, type: string, phone: string): Promise<string> {
  const result = await to.events.record({ type, contact: { phone } });
  return (!result.conflict && result.contactId) || '';
}

/** Hours from the start at which an enrollment ended, as whole ones. */
async function endedAfter(orgId: number, contactId: string): Promise<number[]> {
  const { items } = await readTimeline(engine.context, orgId, contactId, { limit: 50, after: null });
  return items.filter(({ kind }) => kind === 'ended').map(({ at }) => Math.round((at - start) / hour));
}

test('two organizations go by their own times, with the same sequence', async () => {
  const other = await engine.for('other');
  await other.senders.put(senders);
  await other.policy.put({ ghostDelay: '12h', quietHours: 'off' });
  await other.sequences.put([sequence('waiting', 'hello')]);
  const mine = await record(engine, 'custom.waiting', '+14155550100');
  const theirs = await record(other, 'custom.waiting', '+14155550100');
  await clock.playUntil(start + 40 * hour);
  expect(await endedAfter(engine.orgId, mine)).toEqual([36]);
  expect(await endedAfter(other.orgId, theirs)).toEqual([12]);
});

test('a message is tried as often as its sequence says, else as often as the organization says', async () => {
  await record(engine, 'custom.insistent', '+14155550101');
  await record(engine, 'custom.modest', '+14155550102');
  await clock.playUntil(start + 41 * hour);
  const tries = (text: string) => sent.filter((it) => it === text).length;
  expect([tries('refused by the policy'), tries('refused by its own')]).toEqual([4, 2]);
});

test('a text message can carry the link to unsubscribe', async () => {
  await record(engine, 'custom.sale', '+14155550103');
  await clock.playUntil(start + 42 * hour);
  expect(sent.filter((text) => text.startsWith('20 %'))).toEqual([
    expect.stringMatching(/^20 % off! https:\/\/relance\.example\.com\/u\/\S+$/),
  ]);
});

test('what counts is told by the engine as well', async () => {
  const values = new Map((await engine.policy.effective({ sequence: 'modest' })).map((it) => [it.path, it]));
  expect(values.get('retry.attempts')).toMatchObject({ value: 2, source: { from: 'sequence', key: 'modest' } });
  expect(values.get('ghostDelay')).toMatchObject({ value: '36h', source: { from: 'organization', version: 1 } });
  expect(await engine.policy.read()).toMatchObject({ version: 1, createdBy: null });
});
