// Erasing while a message is on its way, and while events come in: there is an order, and nothing comes back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, newLeaseToken } from '../../src/ids.ts';
import { liftSuppression } from '../../src/operations/suppress-addresses.ts';
import type { SendOutcome } from '../../src/provider.ts';
import { beginCalling, type CallingInput } from '../../src/store/begin-calling.ts';
import { type ClaimedRow, claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { claimKey } from '../../src/store/claim-key.ts';
import { by } from '../support/actor.ts';
import { type Installation, idOf, startInstallation } from './support/installation.ts';

let relance: Installation;

beforeAll(async () => {
  relance = await startInstallation();
});
afterAll(() => relance?.stop());

describe('while a message is on its way', () => {
  const outcomes = {
    accepted: [{ kind: 'accepted', providerMessageId: 'SM-quill' }, 'sent'],
    refused: [
      { kind: 'refused', class: 'transient', code: '421', detail: 'quill is busy', retryAfterMs: 0 },
      'skipped',
    ],
    'refused because of the address': [
      { kind: 'refused', class: 'recipient', code: '550', detail: '+33633334444 is nobody' },
      'dead_letter',
    ],
    unknown: [{ kind: 'unknown', code: 'reset', detail: 'while quill was told' }, 'unknown'],
  } as const satisfies Record<string, readonly [SendOutcome, string]>;

  for (const [name, [outcome, state]] of Object.entries(outcomes)) {
    test(`which is then ${name}, it is counted and brings nothing back`, async () => {
      const contact = { key: 'crm-quill', name: 'Quill', phone: '+33633334444' };
      const contactId = idOf(await relance.engine.events.record({ type: 'contact.upserted', contact }));
      await liftSuppression(
        relance.engine.context,
        relance.engine.orgId,
        { channel: 'sms', value: '+33633334444' },
        { by: by('desk') },
      );
      const before = relance.calls.length;
      const inCall = relance.nextCall();
      const scheduled = await relance.engine.followUps.schedule({
        contactId,
        dueAt: Date.now(),
        channel: 'sms',
        category: 'conversational',
        text: 'Hello Quill',
      });
      await inCall;
      await relance.erase(contactId);
      expect(await relance.whoSays(['quill', '+33633334444'])).toEqual([]);
      relance.calls[before]?.answer(outcome);
      const id = scheduled.ok ? scheduled.id : '';
      const now = async () =>
        (await relance.rows<{ state: string }>('SELECT state::text FROM relance.follow_ups WHERE id = $1', [id]))[0]
          ?.state;
      await expect.poll(now, { timeout: 15_000 }).toBe(state);
      expect(await relance.whoSays(['quill', '+33633334444'])).toEqual([]);
      expect(relance.calls).toHaveLength(before + 1);
    });
  }
});

describe('at each point of sending', () => {
  let idle: Installation;

  beforeAll(async () => {
    idle = await startInstallation({ works: false });
  });
  afterAll(() => idle?.stop());

  /** Claimed and decided on, like a worker does, up to the commit before the call. */
  async function claimOne(n: number) {
    const { engine, rows } = idle;
    const phone = `+336444${String(n).padStart(5, '0')}`;
    const contactId = idOf(
      await engine.events.record({ type: 'contact.upserted', contact: { name: `Racer${n}x`, phone } }),
    );
    const dueAt = Date.now();
    await engine.followUps.schedule({ contactId, dueAt, channel: 'sms', category: 'conversational', text: phone });
    const token = newLeaseToken();
    const lane = { orgId: engine.orgId, channel: 'sms', tier: 1, limit: 1 } as const;
    const claimed = await claimFollowUps(engine.context.db, [lane], { aheadMs: 1_000, leaseMs: 60_000, token });
    const row = claimed.rows[0] as ClaimedRow;
    const [sender] = await rows<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'slow'`);
    const message = { channel: 'sms', address: phone, subject: null, text: phone, html: null, data: null } as const;
    const { org_id, id, contact_id, epoch, queued_at } = row;
    const input: CallingInput = {
      ...{ org_id, id, contact_id, epoch, queued_at, token },
      sender_id: sender?.id as string,
      message_id: newId(dueAt),
      channel: 'sms',
      address: phone,
      repeats: false,
      closes_at: null,
      touch_seen: null,
      message: {
        ...message,
        headers: null,
        vendor_template: null,
        body_hash: 'x',
        template: null,
        conversation_key: null,
      },
    };
    const state = async () =>
      (await rows<{ state: string }>('SELECT state::text FROM relance.follow_ups WHERE id = $1', [id]))[0]?.state;
    const begin = async () => {
      const { refusals } = await beginCalling(engine.context.db, [input], { leaseLeftMs: 1_000 });
      return refusals.get(claimKey(input)) ?? 'called';
    };
    return { contactId, begin, state };
  }

  test('before the commit of the call: it is not called', async () => {
    const { contactId, begin, state } = await claimOne(1);
    expect(await idle.erase(contactId)).toMatchObject({ cancelled: 1 });
    expect([await begin(), await state()]).toEqual(['epoch', 'cancelled']);
  });

  test('after it: that one gets out, and its text and address are gone', async () => {
    const { contactId, begin, state } = await claimOne(2);
    expect(await begin()).toBe('called');
    expect(await idle.erase(contactId)).toMatchObject({ cancelled: 0 });
    expect(await state()).toBe('calling');
    expect(await idle.whoSays(['Racer2x', '+33644400002'])).toEqual([]);
  });

  test('at the same time: the two have an order', { timeout: 90_000 }, async () => {
    const seen = new Set<string>();
    for (let n = 10; n < 50; n += 1) {
      const { contactId, begin, state } = await claimOne(n);
      // The commit is one statement, the erasure some twenty: they meet when it begins a little later.
      const late = async () => {
        for (let turn = 0; turn < n % 20; turn += 1) await idle.rows('SELECT 1');
        return begin();
      };
      const [called, erased] = await Promise.all([late(), idle.erase(contactId)]);
      seen.add(called);
      expect({ called, state: await state(), cancelled: erased?.cancelled }).toEqual(
        called === 'called'
          ? { called, state: 'calling', cancelled: 0 }
          : { called: expect.stringMatching(/^(epoch|gone)$/), state: 'cancelled', cancelled: 1 },
      );
    }
    // Both came about, else this has shown nothing.
    expect(seen.size).toBeGreaterThan(1);
    expect(await idle.whoSays(['Racer', '+336444'])).toEqual([]);
  });
});

test('events about a person race with their erasure: either they were erased with it, or they are about somebody new', {
  timeout: 90_000,
}, async () => {
  for (let round = 0; round < 15; round += 1) {
    const email = `wren${round}@example.com`;
    const contactId = idOf(
      await relance.engine.events.record({ type: 'contact.upserted', contact: { name: 'Wren', email } }),
    );
    const told = Array.from({ length: 6 }, (_, n) =>
      relance.engine.events.record({
        type: 'lead.created',
        contact: n % 2 ? { id: contactId, name: 'Wren' } : { email, name: 'Wren' },
        lead: { key: `wren-${round}-${n}` },
      }),
    );
    const [results] = await Promise.all([Promise.all(told), relance.erase(contactId)]);
    const others = new Set(results.map(idOf));
    others.delete(contactId);
    // Whoever is new has the address again, and with it its suppression.
    const [row] = await relance.rows<{ named: number; open: number; others: number }>(
      `SELECT (SELECT count(*)::int FROM relance.contacts WHERE id = $1 AND (name IS NOT NULL OR attributes <> '{}')) +
          (SELECT count(*)::int FROM relance.addresses WHERE contact_id = $1) +
          (SELECT count(*)::int FROM relance.inbox WHERE contact_id = $1 AND body <> '{}') AS named,
        (SELECT count(*)::int FROM relance.follow_ups WHERE contact_id = $1 AND ended_at IS NULL) AS open,
        (SELECT count(*)::int FROM relance.addresses a JOIN relance.suppressions s USING (org_id, channel, value) WHERE a.value = $2) AS others`,
      [contactId, email],
    );
    expect(row).toEqual({ named: 0, open: 0, others: others.size });
  }
});
