// Two people with one address: what is one person's is theirs alone, and what is about the address is about both.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { exportContact } from '../../src/operations/export-contact.ts';
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
  await vi.waitFor(async () =>
    expect(
      await relance.rows(`SELECT 1 FROM relance.follow_ups WHERE id = $1 AND state = 'sent'`, [gone]),
    ).toHaveLength(1),
  );
  // Past its keeping; that there was a message stays.
  await relance.rows('DELETE FROM relance.follow_ups WHERE id = $1', [gone]);
  const { sandbox_messages: exported } = await exportOf(ana);
  expect(exported?.map(({ text }) => text).sort()).toEqual(['For Ana', 'For Ana, long ago']);
  await relance.erase(ana);
  expect(await inSandbox()).toEqual(['A reset link of an operator', 'For Ben']);
  expect((await exportOf(ben)).sandbox_messages).toMatchObject([{ text: 'For Ben' }]);
});
