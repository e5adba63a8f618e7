// How often messages come, and a pause, on the page of somebody with several addresses: they count for all of these, links are
// forwarded, and operators change the same at the same time.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/domain/channel.ts';
import { unsubscribeUrl } from '../../src/operations/public-links.ts';
import { readWishes, type Wishes } from '../../src/operations/read-wishes.ts';
import { type LimitsChange, saveWishes } from '../../src/operations/save-wishes.ts';
import { type Api, startApi } from './support/api.ts';

let api: Api;
let person = 0;
let me: string;
let id: string;
/** The links of their e-mail address and of their number. */
let mail: string;
let phone: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const emailOf = () => `p${person}@example.com`;
const phoneOf = () => `+3361234${1000 + person}`;

beforeEach(async () => {
  person += 1;
  me = `/v1/contacts/key:p${person}`;
  id = (await api.call('PUT', me, { email: emailOf(), phone: phoneOf() })).body.id;
  mail = linkOf('email', emailOf());
  phone = linkOf('sms', phoneOf());
});

function linkOf(channel: Channel, address: string): string {
  return new URL(unsubscribeUrl(api.context, { orgId: 1, contactId: id, channel, address }) ?? '').pathname;
}

const post = (link: string, fields: readonly (readonly [string, string])[]) =>
  api.call('POST', link, new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
const often = (link: string, frequency: string, ...gets: string[]) =>
  post(link, [['action', 'save'], ['frequency', frequency], ...gets.map((key) => ['gets', key] as const)]);
const get = (link: string) => api.call('GET', link);
const asked = async () => (await api.call('GET', `${me}/preferences`)).body;
const enter = (patch: object) => api.call('PATCH', `${me}/preferences`, patch);
const all = ['email:marketing', 'sms:conversational'];
const inAWeek = () => new Date(Date.now() + 7 * 24 * 3_600_000).toISOString();

describe('how often, and a pause, of somebody with several addresses', () => {
  it('is changed to less by any link, to more by the one of the address that asked for it', async () => {
    await often(phone, '48', ...all);
    const { body } = await often(mail, 'any', ...all);
    expect(await asked()).toMatchObject({ frequencyHours: 48 });
    expect(body).toMatch(/value="any" disabled/);
    expect(body).toContain('or ask Default organization.');
    await often(mail, '168', ...all);
    expect(await asked()).toMatchObject({ frequencyHours: 168 });
    await often(mail, '48', ...all);
    const paused = await often(mail, 'pause', ...all);
    expect(paused.body).toMatch(/value="168" disabled/);
    await often(mail, '168', ...all);
    expect(await asked()).toMatchObject({ frequencyHours: 168, pausedUntil: expect.any(String) });
    const open = await often(phone, 'any', ...all);
    expect(await asked()).toMatchObject({ frequencyHours: null, pausedUntil: null });
    expect(open.body).not.toMatch(/type="radio"[^>]* disabled/);
    // Now it is nobody's: whoever asks for less may take that back.
    await often(mail, 'pause', ...all);
    expect((await get(phone)).body).toMatch(/value="any" disabled/);
    await often(phone, 'any', ...all);
    expect(await asked()).toMatchObject({ pausedUntil: expect.any(String) });
    await often(mail, 'any', ...all);
    expect(await asked()).toMatchObject({ pausedUntil: null });
  });

  it('that an operator has entered is lifted by no page, unless nothing can come to another address', async () => {
    await often(mail, '48', ...all);
    await enter({ frequencyHours: 168 });
    await often(mail, '48', ...all);
    expect(await asked()).toMatchObject({ frequencyHours: 168 });
    await api.call('POST', '/v1/suppressions', { channel: 'sms', value: phoneOf() });
    const { body } = await often(mail, '48', ...all);
    expect(await asked()).toMatchObject({ frequencyHours: 48 });
    expect(body).not.toContain('or ask Default');
  });

  it('leaves no address on the timeline', async () => {
    await often(mail, '48', ...all);
    const text = `SELECT facts::text AS facts FROM relance.timeline WHERE contact_id = $1 AND kind = 'preferences_changed'`;
    const rows = await api.context.db.query<{ facts: string }>({ name: 'told-preferences', text }, [id]);
    expect(rows).toMatchObject([{ facts: expect.stringContaining('48') }]);
    expect(rows[0]?.facts).not.toContain('@');
  });
});

describe('what the link of one address can do to another does not make it the only one that gets any', () => {
  /** The number has asked for less; by a forwarded mail somebody tries to get more. */
  const isLifted = async (link: string) => {
    const { body } = await get(link);
    expect(/value="any" disabled/.test(body)).toBe(/or ask Default/.test(body));
    await often(link, 'any', 'email:marketing');
    return (await asked()).frequencyHours === null;
  };

  it('not by unticking all of its boxes, also where that takes consent back', async () => {
    await often(phone, '48', ...all, 'sms:marketing');
    await often(mail, '48', 'email:marketing');
    expect((await api.call('GET', me)).body.addresses[1].consents).toEqual({ marketing: 'out' });
    expect(await isLifted(mail)).toBe(false);
    // Nor does it own it by then.
    await often(mail, '168', 'email:marketing');
    expect(await isLifted(mail)).toBe(false);
    expect(await isLifted(phone)).toBe(true);
  });

  it('not by stopping everything and coming back', async () => {
    await often(phone, '48', ...all);
    await post(mail, [['action', 'stop']]);
    await post(mail, [['action', 'back']]);
    expect((await api.call('GET', me)).body.addresses[1]).toMatchObject({ suppressed: null, consents: { '*': 'out' } });
    expect(await isLifted(mail)).toBe(false);
  });

  it('nor where that closes another address of its own channel', async () => {
    const second = `second${person}@example.com`;
    await api.call('PATCH', me, { email: second });
    await api.call('POST', '/v1/suppressions', { channel: 'sms', value: phoneOf() });
    await often(linkOf('email', second), '48', ...all);
    await post(mail, [['action', 'stop']]);
    await post(mail, [['action', 'back']]);
    const { addresses } = (await api.call('GET', me)).body;
    expect(addresses.find(({ value }: { value: string }) => value === second)).toMatchObject({
      suppressed: 'unsubscribed',
    });
    expect(await isLifted(mail)).toBe(false);
  });

  it('but where it is suppressed otherwise, it gets none', async () => {
    await often(phone, '48', ...all);
    await api.call('POST', '/v1/suppressions', { channel: 'sms', value: phoneOf() });
    expect(await isLifted(mail)).toBe(true);
  });

  it('nor does one get any that never agreed where that is needed', async () => {
    await often(phone, '48', ...all);
    await api.call('PUT', '/v1/policy', { consent: { conversational: { sms: 'opt_in', default: 'opt_out' } } });
    const lifted = await isLifted(mail);
    await api.call('PUT', '/v1/policy', {});
    expect(lifted).toBe(true);
  });
});

describe('what an operator enters while the page is open', () => {
  const wishesOf = async (link: string) => (await readWishes(api.context, link.slice('/u/'.length))) as Wishes;
  const gets = (wishes: Wishes) =>
    wishes.channels.flatMap(({ channel, wishes: shown }) =>
      shown.filter(({ isOn }) => isOn).map(({ category }) => `${channel}:${category}`),
    );
  const save = (wishes: Wishes, limits: LimitsChange, wanted = gets(wishes)) =>
    saveWishes(api.context, wishes, new Set(wanted), limits, () => 'the page', { ip: null, userAgent: null });
  const shownBy = (body: string) => /name="shown" value="([^"]*)"/.exec(body)?.[1] ?? '';

  beforeEach(async () => {
    // One address, which may have everything.
    await api.call('POST', '/v1/suppressions', { channel: 'sms', value: phoneOf() });
  });

  it('stays where the person only unticks a box, or sees the page again', async () => {
    const shown = shownBy((await get(mail)).body);
    expect(shown).toBe('any');
    const pausedUntil = inAWeek();
    await enter({ pausedUntil, frequencyHours: 168 });
    const box = ['gets', 'email:marketing'] as const;
    await post(mail, [['action', 'save'], ['shown', shown], ['frequency', shown], box]);
    expect(await asked()).toMatchObject({
      pausedUntil,
      frequencyHours: 168,
      off: expect.arrayContaining(['email:nurture']),
    });
    // On this one it shows: now it is their wish.
    const paused = shownBy((await get(mail)).body);
    expect(paused).toBe('pause');
    await post(mail, [['action', 'save'], ['shown', paused], ['frequency', 'any'], box]);
    expect(await asked()).toMatchObject({ pausedUntil: null, frequencyHours: null });
  });

  it('stays also between the reading of the page and its writing: a pause, boxes, and what else it does not change', async () => {
    const wishes = await wishesOf(mail);
    const pausedUntil = inAWeek();
    await enter({ pausedUntil, off: ['sms:reminder'] });
    await save(wishes, { frequencyHours: 48 }, ['email:reminder', 'email:marketing', 'email:nurture']);
    expect(await asked()).toMatchObject({
      pausedUntil,
      frequencyHours: 48,
      off: ['email:conversational', 'sms:reminder'],
    });
  });

  it('is a longer pause than the one that the person asks for: it stays', async () => {
    const wishes = await wishesOf(mail);
    const pausedUntil = inAWeek();
    await enter({ pausedUntil });
    await save(wishes, { pausedUntil: Date.now() + 1_000 });
    expect(await asked()).toMatchObject({ pausedUntil });
  });

  it('is waited for: whether it becomes more is decided on what stands then', async () => {
    await api.call('DELETE', `/v1/suppressions/sms/${encodeURIComponent(phoneOf())}?reason=test`);
    await often(mail, '48', ...all);
    const wishes = await wishesOf(mail);
    expect(wishes.canHaveMore).toBe(true);
    const entered = Promise.withResolvers<void>();
    const free = Promise.withResolvers<void>();
    const { db } = api.context;
    // The operator's change is made, and not committed yet.
    const change = db.transaction(1, async (tx) => {
      const text = `UPDATE relance.contacts SET preferences = '{"frequencyHours": 168}', epoch = epoch + 1 WHERE org_id = 1 AND id = $1`;
      await tx.query({ name: 'test-operator', text }, [id]);
      entered.resolve();
      await free.promise;
    });
    await entered.promise;
    const saved = save(wishes, { frequencyHours: null });
    const text = `SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    const waiting = () => db.query({ name: 'test-waiting', text });
    await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toHaveLength(1);
    free.resolve();
    await Promise.all([change, saved]);
    expect(await asked()).toMatchObject({ frequencyHours: 168 });
  });

  it('is not theirs by a save that changes nothing, which leaves no trace', async () => {
    await enter({ frequencyHours: 48 });
    const wishes = await wishesOf(mail);
    await save(wishes, {});
    await save(wishes, { frequencyHours: 48 });
    const text = `SELECT preferences, (SELECT count(*)::int FROM relance.timeline t WHERE t.contact_id = c.id AND kind = 'preferences_changed') AS told
      FROM relance.contacts c WHERE id = $1`;
    const rows = await api.context.db.query<object>({ name: 'test-untouched', text }, [id]);
    expect(rows).toEqual([{ preferences: { frequencyHours: 48 }, told: 1 }]);
  });
});

it('takes off a reminder also from who gets nothing else', async () => {
  await enter({ enabled: false });
  await often(mail, 'any', 'email:reminder');
  expect(await asked()).toMatchObject({ enabled: false, off: ['sms:reminder'] });
  await often(phone, 'any', 'email:reminder', 'sms:reminder');
  expect(await asked()).toMatchObject({ enabled: false, off: [] });
});
