// Two people with one address: what is one person's is theirs alone, and what is about the address is about both.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { exportContact } from '../../src/operations/export-contact.ts';
import { unsubscribeUrl } from '../../src/operations/public-links.ts';
import { readWishes, type Wishes } from '../../src/operations/read-wishes.ts';
import { resubscribe, unsubscribe } from '../../src/operations/save-wishes.ts';
import { sendTest } from '../../src/operations/send-test.ts';
import { by } from '../support/actor.ts';
import { type Installation, idOf, startInstallation } from './support/installation.ts';

let relance: Installation;
let pairs = 0;
let shared: string;
let ana: string;
let ben: string;

beforeAll(async () => {
  relance = await startInstallation();
});
afterAll(() => relance?.stop());

beforeEach(async () => {
  pairs += 1;
  shared = `family${pairs}@example.com`;
  const known = (key: string) =>
    relance.engine.events.record({ type: 'contact.upserted', contact: { key: `${key}${pairs}`, email: shared } });
  [ana, ben] = [idOf(await known('ana')), idOf(await known('ben'))];
  expect(ana).not.toBe(ben);
});

const mail = async (contactId: string, text: string) => {
  const email = { channel: 'email', category: 'conversational', dueAt: Date.now() } as const;
  const scheduled = await relance.engine.followUps.schedule({ contactId, text, ...email });
  return scheduled.ok ? scheduled.id : '';
};

const inSandbox = async () =>
  (
    await relance.rows<{ text: string }>('SELECT text FROM relance.sandbox_messages WHERE address = $1 ORDER BY text', [
      shared,
    ])
  ).map(({ text }) => text);

const waitFor = (texts: readonly string[]) =>
  vi.waitFor(async () => expect(await inSandbox()).toEqual(texts), { timeout: 10_000, interval: 100 });

async function exportOf(contactId: string): Promise<Record<string, Record<string, unknown>[]>> {
  const { context, orgId } = relance.engine;
  const pieces: string[] = [];
  for await (const piece of await exportContact(context, orgId, contactId, by('desk'))) pieces.push(piece);
  return JSON.parse(pieces.join('')).tables;
}

test('of the sandbox, export and erasure reach exactly the messages that went to the person', async () => {
  const { context, orgId } = relance.engine;
  await mail(ana, 'For Ana');
  const gone = await mail(ana, 'For Ana, long ago');
  await mail(ben, 'For Ben');
  await waitFor(['For Ana', 'For Ana, long ago', 'For Ben']);
  await sendTest(context, orgId, { sender: 'inbox', to: shared, text: 'A reset link of an operator' });
  await expect
    .poll(() => relance.rows(`SELECT 1 FROM relance.follow_ups WHERE id = $1 AND state = 'sent'`, [gone]))
    .toHaveLength(1);
  // Past its keeping; that there was a message stays.
  await relance.rows('DELETE FROM relance.follow_ups WHERE id = $1', [gone]);
  const { sandbox_messages: exported } = await exportOf(ana);
  expect(exported?.map(({ text }) => text).sort()).toEqual(['For Ana', 'For Ana, long ago']);
  await relance.erase(ana);
  expect(await inSandbox()).toEqual(['A reset link of an operator', 'For Ben']);
  expect((await exportOf(ben)).sandbox_messages).toMatchObject([{ text: 'For Ben' }]);
});

describe('a stop at an address that two people have', () => {
  const standing = async (contactId: string) => {
    const { contact, summary } = await relance.engine.contacts.explain(contactId);
    return { blocked: contact.blockedReason, suppressed: contact.addresses[0]?.suppressed, summary: summary.join(' ') };
  };
  const say = (type: string, more: object) => relance.engine.events.record({ type, ...more } as never);

  test('closes the address for both, blocks the one who said it, and each is told why', async () => {
    const later = await mail(ben, 'For Ben, later');
    await waitFor(['For Ben, later']);
    expect(later).not.toBe('');
    const heard = { conversation: { key: `c${pairs}` }, message: { channel: 'email', text: 'STOP' } };
    const from = await say('message.received', { contact: { email: shared }, ...heard });
    // Who of the two was written to last.
    expect(idOf(from)).toBe(ben);
    expect(await standing(ben)).toMatchObject({ blocked: 'stop_word', suppressed: 'stop_word' });
    expect(await standing(ana)).toMatchObject({ blocked: null, suppressed: 'stop_word' });
    for (const one of [ana, ben]) expect((await standing(one)).summary).toMatch(new RegExp(`${shared}.*means stop`));
    const held = await mail(ana, 'For Ana');
    await expect
      .poll(() => relance.engine.followUps.explain(held))
      .toMatchObject({
        summary: expect.stringMatching(/nothing may be sent to this address \(.* means stop\)/),
        followUp: { state: 'skipped', reason: 'suppressed' },
      });
  });

  test('by the link of one of them is taken back by that one for the address, and by nobody for the other', async () => {
    const { context } = relance.engine;
    const wishesOf = async (contactId: string) => {
      const link = unsubscribeUrl(
        { ...context, publicUrl: 'https://relance.example.com' },
        { orgId: relance.engine.orgId, contactId, channel: 'email', address: shared },
      );
      return (await readWishes(context, link?.split('/u/')[1] ?? '')) as Wishes;
    };
    const visit = { text: 'the page', ip: null, userAgent: null };
    await unsubscribe(context, await wishesOf(ana), visit);
    expect(await standing(ana)).toMatchObject({ blocked: 'unsubscribed', suppressed: 'unsubscribed' });
    expect(await standing(ben)).toMatchObject({ blocked: null, suppressed: 'unsubscribed' });
    await unsubscribe(context, await wishesOf(ben), visit);
    await resubscribe(context, await wishesOf(ana), visit);
    expect(await standing(ana)).toMatchObject({ blocked: null, suppressed: null });
    expect(await standing(ben)).toMatchObject({ blocked: 'unsubscribed', suppressed: null });
    expect((await standing(ben)).summary).toContain('unsubscribed');
    const held = await mail(ben, 'For Ben');
    await mail(ana, 'For Ana');
    await waitFor(['For Ana']);
    await expect
      .poll(() => relance.engine.followUps.explain(held))
      .toMatchObject({ followUp: { state: 'skipped', reason: 'blocked' } });
    const consents = await relance.rows<{ contact_id: string; consents: object }>(
      'SELECT contact_id, consents FROM relance.addresses WHERE value = $1',
      [shared],
    );
    expect(Object.fromEntries(consents.map(({ contact_id, consents }) => [contact_id, consents]))).toEqual({
      [ana]: {},
      [ben]: { '*': 'out' },
    });
  });
});
