// The page behind the link that confirms a consent: it says what holds now, and is no way round a later no.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confirmationUrl } from '../../src/operations/public-links.ts';
import { type Api, startApi } from './support/api.ts';

let api: Api;
let person = 0;
let me: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

beforeEach(async () => {
  person += 1;
  me = `/v1/contacts/key:p${person}`;
  await api.call('PUT', me, { email: `p${person}@example.com`, phone: `+3361234${1000 + person}` });
});

const get = (url: string) => api.call('GET', url);
const post = (url: string, form: string) =>
  api.call('POST', url, form, { 'content-type': 'application/x-www-form-urlencoded' });

async function snapshot() {
  const rows = await api.context.db.query<object>({
    name: 'snapshot',
    text: `SELECT (SELECT jsonb_agg(c ORDER BY id) FROM relance.contacts c) AS contacts, (SELECT jsonb_agg(a ORDER BY value) FROM relance.addresses a) AS addresses,
      (SELECT count(*) FROM relance.inbox) AS inbox, (SELECT count(*) FROM relance.timeline) AS timeline,
      (SELECT count(*) FROM relance.consents) AS consents, (SELECT count(*) FROM relance.suppressions) AS suppressions`,
  });
  return rows[0];
}

describe('the link of a confirmation', () => {
  const asking = async () => {
    const consent = { confirm: true, channels: ['sms'], categories: ['marketing'], text: 'Offers by text message' };
    const { status } = await api.call('POST', `${me}/consents`, { consents: [consent] });
    expect(status).toBe(200);
    const { items } = (await api.call('GET', `${me}/consents?limit=1`)).body;
    expect(items).toMatchObject([{ state: 'pending', followUpId: expect.any(String) }]);
    return items[0].eventId as string;
  };
  const link = (eventId: string, expiresInMs: number, channel: 'sms' | 'email' = 'sms') => {
    const expiresAt = api.context.clock.now() + expiresInMs;
    return new URL(confirmationUrl(api.context, { orgId: 1, eventId, channel, expiresAt }) ?? '').pathname;
  };
  const held = async () =>
    (await api.call('GET', me)).body.addresses.find((one: { channel: string }) => one.channel === 'sms').consents;

  it('shows what is asked and changes nothing; the button gives the consent, once', async () => {
    const confirm = link(await asking(), 60_000);
    const before = await snapshot();
    const { body } = await get(confirm);
    expect(body).toContain('Text messages: Offers and news');
    expect(body).toContain('Offers by text message');
    expect(await snapshot()).toEqual(before);
    expect(await held()).toEqual({ marketing: 'pending' });
    for (let clicks = 0; clicks < 2; clicks += 1) expect((await post(confirm, '')).body).toContain('it is confirmed');
    expect(await held()).toEqual({ marketing: 'in' });
    const { items } = (await api.call('GET', `${me}/consents`)).body;
    expect(items).toMatchObject([
      { state: 'in', source: 'page', ip: '127.0.0.1', text: expect.stringContaining('Offers by text message') },
      { state: 'pending' },
    ]);
    expect((await get(confirm)).body).toContain('it is confirmed');
  });

  it('is 404 and gives nothing when it is forged, expired, for another channel, or of an address that has changed', async () => {
    const eventId = await asking();
    const good = link(eventId, 60_000);
    const later = good.split('.');
    later[3] = (Number.parseInt(later[3] as string, 36) + 1_000).toString(36);
    for (const wrong of [link(eventId, -1), later.join('.'), link(eventId, 60_000, 'email'), `${good}x`, '/c/x']) {
      expect([(await get(wrong)).status, (await post(wrong, '')).status]).toEqual([404, 404]);
    }
    await api.call('PATCH', me, { phone: `+3368888${1000 + person}` });
    expect((await post(good, '')).status).toBe(404);
    const { items } = (await api.call('GET', `${me}/consents`)).body;
    expect(items.map(({ state }: { state: string }) => state)).toEqual(['pending']);
  });

  describe('after a no that came later', () => {
    const tell = (...consents: object[]) => api.call('POST', `${me}/consents`, { consents });
    const states = async () =>
      (await api.call('GET', `${me}/consents`)).body.items.map(({ state }: { state: string }) => state);
    const overWords = 'you have said that you do not want it';

    it('says that it is over, and agrees to nothing anew, whether it had been used or not', async () => {
      for (const isUsed of [false, true]) {
        const confirm = link(await asking(), 60_000);
        if (isUsed) await post(confirm, '');
        await tell({ given: false, channels: ['sms'], categories: ['marketing'] });
        const before = await states();
        for (const { status, body } of [await get(confirm), await post(confirm, '')]) {
          expect(status).toBe(200);
          expect(body).toContain(overWords);
          expect(body).not.toMatch(/<button|it is confirmed/);
        }
        expect(await states()).toEqual(before);
        expect(await held()).toEqual({ marketing: 'out' });
      }
    });

    it('leaves what was asked for and not refused since', async () => {
      const consent = { confirm: true, channels: ['sms'], categories: ['marketing', 'nurture'], text: 'Both' };
      await tell(consent);
      const { items } = (await api.call('GET', `${me}/consents?limit=1`)).body;
      const confirm = link(items[0].eventId, 60_000);
      await tell({ given: false, channels: ['sms'], categories: ['nurture'] });
      expect((await get(confirm)).body).toContain('Text messages: Offers and news<');
      expect((await post(confirm, '')).body).toContain('it is confirmed');
      expect(await held()).toEqual({ marketing: 'in', nurture: 'out' });
    });

    it('does not agree to everything where one thing was refused since', async () => {
      await tell({ confirm: true, channels: ['sms'], categories: ['*'], text: 'All' });
      const { items } = (await api.call('GET', `${me}/consents?limit=1`)).body;
      const confirm = link(items[0].eventId, 60_000);
      await tell({ given: false, channels: ['sms'], categories: ['nurture'] });
      expect((await post(confirm, '')).body).toContain(overWords);
      expect(await held()).toEqual({ '*': 'pending', nurture: 'out' });
    });

    it('says that nothing is sent where the person stopped everything, and is as before when they come back', async () => {
      const confirm = link(await asking(), 60_000);
      const say = (type: string) =>
        api.call('POST', '/v1/events', { type, contact: { key: `p${person}` }, channel: 'email' });
      await say('contact.optedOut');
      for (const { body } of [await get(confirm), await post(confirm, '')]) {
        expect(body).toContain('will not write to you any more');
        expect(body).not.toMatch(/<button|it is confirmed/);
      }
      expect(await held()).toEqual({ marketing: 'pending' });
      await say('contact.optedIn');
      expect((await post(confirm, '')).body).toContain('it is confirmed');
      expect(await held()).toEqual({ marketing: 'in' });
    });

    it('is no news when the no was said before the request and heard of after it', async () => {
      const at = new Date(api.context.clock.now() - 3_600_000).toISOString();
      const confirm = link(await asking(), 60_000);
      await tell({ given: false, channels: ['sms'], categories: ['marketing'], at });
      expect((await post(confirm, '')).body).toContain('it is confirmed');
    });
  });
});
