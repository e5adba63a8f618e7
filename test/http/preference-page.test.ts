// The page behind the link of a message: it shows and saves what a person wants, in their language, for whoever has the link.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unsubscribeUrl } from '../../src/operations/public-links.ts';
import { type Api, startApi } from './support/api.ts';

let api: Api;
let person = 0;
let me: string;
let path: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const day = 24 * 3_600_000;
const emailOf = () => `p${person}@example.com`;
const phoneOf = () => `+3361234${1000 + person}`;

/** Of a message to one of the person's addresses, so many days ago. */
async function linkOf(channel: 'email' | 'sms' = 'email', ageDays = 0, address?: string): Promise<string> {
  const { id } = (await api.call('GET', me)).body;
  const who = { orgId: 1, contactId: id, channel, address: address ?? (channel === 'email' ? emailOf() : phoneOf()) };
  const clock = { ...api.context.clock, now: () => api.context.clock.now() - ageDays * day };
  return new URL(unsubscribeUrl({ ...api.context, clock }, who) ?? '').pathname;
}

/** As links were made before they named an address. */
async function oldLink(): Promise<string> {
  const { id } = (await api.call('GET', me)).body;
  const text = `1.email.${id.replaceAll('-', '')}`;
  return `/u/${text}.${api.context.secrets.sign(text, 'unsubscribe')}`;
}

beforeEach(async () => {
  person += 1;
  me = `/v1/contacts/key:p${person}`;
  await api.call('PUT', me, { email: emailOf(), phone: phoneOf() });
  path = await linkOf();
});

const get = (url: string, headers: Record<string, string> = {}) => api.call('GET', url, undefined, headers);
const post = (url: string, form: string, headers: Record<string, string> = {}) =>
  api.call('POST', url, form, { 'content-type': 'application/x-www-form-urlencoded', ...headers });

/** What is ticked. */
function ticked(page: string): string[] {
  const inputs = [...page.matchAll(/<input type="(?:checkbox|radio)" name="(\w+)" value="([^"]+)"( checked)?>/g)];
  return inputs.filter(([, , , checked]) => checked).map(([, , value]) => value as string);
}

const form = (...gets: string[]) =>
  new URLSearchParams([['action', 'save'], ['frequency', 'any'], ...gets.map((key) => ['gets', key])]).toString();

async function snapshot() {
  const rows = await api.context.db.query<object>({
    name: 'snapshot',
    text: `SELECT (SELECT jsonb_agg(c ORDER BY id) FROM relance.contacts c) AS contacts, (SELECT jsonb_agg(a ORDER BY value) FROM relance.addresses a) AS addresses,
      (SELECT count(*) FROM relance.inbox) AS inbox, (SELECT count(*) FROM relance.timeline) AS timeline,
      (SELECT count(*) FROM relance.consents) AS consents, (SELECT count(*) FROM relance.suppressions) AS suppressions`,
  });
  return rows[0];
}

describe('the page', () => {
  it('shows what the person gets: not what would need their consent', async () => {
    const { status, body } = await get(path);
    expect(status).toBe(200);
    expect(ticked(body)).toEqual([
      'email:reminder',
      'email:conversational',
      'email:nurture',
      'email:marketing',
      'sms:reminder',
      'sms:conversational',
      'any',
    ]);
    expect(body).toContain('Your messages from Default organization');
  });

  it('shows the address that the message went to, and of the others too little to know them', async () => {
    const shown = async (link: string) => (await get(link)).body;
    const [byMail, byPhone] = [await shown(path), await shown(await linkOf('sms'))];
    expect([byMail.includes(emailOf()), byMail.includes(phoneOf())]).toEqual([true, false]);
    expect([byPhone.includes(emailOf()), byPhone.includes(phoneOf())]).toEqual([false, true]);
    expect(byMail).toContain(`+33…${phoneOf().slice(-3)}`);
    expect(byPhone).toContain('p…@example.com');
  });

  it('changes nothing by being looked at', async () => {
    const before = await snapshot();
    await get(path);
    await get(path, { 'accept-language': 'fr' });
    expect(await snapshot()).toEqual(before);
  });

  it('saves: consent with its proof where that is needed, a preference elsewhere', async () => {
    const phone = await linkOf('sms');
    const { body } = await post(phone, form('email:reminder', 'email:nurture', 'sms:marketing', 'sms:reminder'), {
      'user-agent': 'Test/1.0',
    });
    expect(body).toContain('Your choice is saved.');
    expect(ticked(body)).toEqual(['email:reminder', 'email:nurture', 'sms:reminder', 'sms:marketing', 'any']);
    expect((await api.call('GET', `${me}/preferences`)).body.off).toEqual([
      'email:conversational',
      'email:marketing',
      'sms:conversational',
    ]);
    const { items } = (await api.call('GET', `${me}/consents`)).body;
    expect(items).toMatchObject([
      { channel: 'sms', category: 'marketing', state: 'in', source: 'page', ip: '127.0.0.1', userAgent: 'Test/1.0' },
    ]);
    expect(items[0].text).toContain('Text messages: Offers and news. By ticking a box you agree');
    // Taken back by leaving it out, also by the link of a mail; what was off comes back by ticking it.
    const again = await post(path, form('email:marketing', 'sms:reminder'));
    expect(ticked(again.body)).toEqual(['email:marketing', 'sms:reminder', 'any']);
    const { items: said } = (await api.call('GET', `${me}/consents`)).body;
    expect(said).toMatchObject([
      { channel: 'sms', category: 'marketing', state: 'out', source: 'page' },
      { state: 'in' },
    ]);
  });

  it('agrees and switches on only for the address that the message went to; elsewhere it only switches off', async () => {
    const second = `+3369999${1000 + person}`;
    await post(await linkOf('sms'), form('email:reminder'));
    const off = ['email:conversational', 'email:marketing', 'email:nurture', 'sms:conversational', 'sms:reminder'];
    const asked = async () => (await api.call('GET', `${me}/preferences`)).body.off;
    expect(await asked()).toEqual(off);
    const { body } = await post(path, form('email:marketing', 'sms:marketing', 'sms:reminder', 'sms:conversational'));
    expect(ticked(body)).toEqual(['email:marketing', 'any']);
    expect(await asked()).toEqual(['email:conversational', 'email:nurture', 'email:reminder', ...off.slice(3)]);
    expect((await api.call('GET', `${me}/consents`)).body.items).toEqual([]);
    expect(body).toMatch(/value="sms:marketing" disabled/);
    // Of two numbers, the one that the link was sent to.
    await api.call('PATCH', me, { phone: second });
    await post(await linkOf('sms'), form('sms:marketing'));
    const { items } = (await api.call('GET', `${me}/consents`)).body;
    expect(items).toMatchObject([{ channel: 'sms', address: phoneOf(), category: 'marketing', state: 'in' }]);
  });

  it('saves how often, and a pause that ends by itself', async () => {
    const often = (frequency: string) => post(path, `action=save&frequency=${frequency}`);
    const asked = async () => (await api.call('GET', `${me}/preferences`)).body;
    await often('48');
    expect(await asked()).toMatchObject({ frequencyHours: 48, pausedUntil: null });
    await often('168');
    expect(await asked()).toMatchObject({ frequencyHours: 168 });
    const { body } = await often('pause');
    expect(body).toContain('Paused until');
    const { pausedUntil } = await asked();
    expect(Date.parse(pausedUntil) - api.context.clock.now()).toBeGreaterThan(29.9 * 24 * 3_600_000);
    await often('pause');
    expect(await asked()).toMatchObject({ pausedUntil, frequencyHours: 168 });
    await often('7');
    expect(await asked()).toMatchObject({ frequencyHours: 168, pausedUntil: null });
    await often('any');
    expect(await asked()).toMatchObject({ frequencyHours: null });
  });

  it('shows one who switched everything off by a command that nothing is on, and takes what they tick', async () => {
    await api.call('PATCH', `${me}/preferences`, { enabled: false });
    expect(ticked((await get(path)).body)).toEqual(['email:reminder', 'sms:reminder', 'any']);
    const { body } = await post(path, form('email:reminder', 'sms:reminder', 'email:nurture'));
    expect(ticked(body)).toEqual(['email:reminder', 'email:nurture', 'sms:reminder', 'any']);
    expect((await api.call('GET', `${me}/preferences`)).body).toMatchObject({ enabled: true });
  });

  it('stops everything by one click of a mail program, whatever the form of its body, and brings it back there', async () => {
    await post(await linkOf('sms'), form('email:reminder', 'sms:marketing'));
    for (const [body, type] of [
      ['List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded'],
      [
        '--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
        'multipart/form-data; boundary=x',
      ],
    ] as const) {
      const { status } = await post(path, body, { 'content-type': type });
      expect(status).toBe(200);
      expect((await api.call('GET', me)).body).toMatchObject({ blockedReason: 'unsubscribed' });
    }
    const stopped = (await get(path)).body;
    expect(stopped).toContain('will not write to you any more');
    expect(stopped).not.toContain('checkbox');
    const { items } = (await api.call('GET', `${me}/consents?limit=1`)).body;
    expect(items).toMatchObject([
      { state: 'out', category: '*', cause: 'unsubscribed', source: 'page', text: 'List-Unsubscribe=One-Click' },
    ]);
    const back = await post(path, 'action=back');
    expect(back.body).toContain('You get messages from Default organization again.');
    expect(ticked(back.body)).toEqual(['email:reminder', 'any']);
    const addresses = async () => (await api.call('GET', me)).body.addresses;
    expect((await api.call('GET', me)).body).toMatchObject({ blockedReason: null });
    expect(await addresses()).toMatchObject([
      { channel: 'email', suppressed: null, consents: {} },
      { channel: 'sms', suppressed: null, consents: { '*': 'out' } },
    ]);
    // What they had agreed to by phone holds again when the phone says so.
    const message = { channel: 'sms', text: 'START' };
    const heard = { type: 'message.received', contact: { key: `p${person}` }, conversation: { key: me }, message };
    await api.call('POST', '/v1/events', heard);
    expect((await addresses())[1]).toMatchObject({ channel: 'sms', consents: { marketing: 'in' } });
  });

  it('brings back an address that a STOP by e-mail has closed, after the phone has ended the rest of it', async () => {
    const say = (channel: string, text: string) =>
      api.call('POST', '/v1/events', {
        type: 'message.received',
        contact: { key: `p${person}` },
        conversation: { key: me },
        message: { channel, text },
      });
    await say('email', 'STOP');
    await say('sms', 'START');
    const closed = (await get(path)).body;
    expect(closed).toContain('Nothing is sent here any more.');
    expect((await get(await linkOf('sms'))).body).not.toContain('value="back"');
    const back = await post(path, 'action=back');
    expect(back.body).toContain('again');
    expect((await api.call('GET', me)).body.addresses[0]).toMatchObject({ channel: 'email', suppressed: null });
  });

  describe.each([
    { which: 'a link that is older than 90 days', link: () => linkOf('email', 91) },
    { which: 'a link of the old form', link: oldLink },
    { which: 'a link to an address that they no longer have', link: () => linkOf('email', 0, 'before@example.com') },
  ])('$which', ({ link }) => {
    it('still stops everything, says that it is too old for more, and shows nothing else', async () => {
      const old = await link();
      const before = await snapshot();
      for (const answer of [await get(old), await post(old, form('email:marketing')), await post(old, 'action=back')]) {
        expect(answer.status).toBe(200);
        expect(answer.body).toContain('too old');
        expect(answer.body).not.toMatch(/checkbox|value="back"|example\.com/);
        expect(answer.body).toContain('value="stop"');
      }
      expect(await snapshot()).toEqual(before);
      expect((await post(old, 'List-Unsubscribe=One-Click')).status).toBe(200);
      expect((await api.call('GET', me)).body).toMatchObject({ blockedReason: 'unsubscribed' });
      const { body } = await post(old, 'action=back');
      expect(body).toContain('will not write to you any more');
      expect(body).not.toContain('<button');
      expect((await api.call('GET', me)).body).toMatchObject({ blockedReason: 'unsubscribed' });
    });
  });

  it('still changes everything by a link of 90 days ago', async () => {
    const old = await linkOf('email', 90);
    expect(ticked((await post(old, form('email:marketing'))).body)).toEqual(['email:marketing', 'any']);
  });

  it('offers no way back to who called a message spam, and takes none', async () => {
    await api.call('POST', '/v1/events', {
      type: 'contact.optedOut',
      contact: { key: `p${person}` },
      channel: 'email',
      cause: 'complained',
    });
    const { body } = await get(path);
    expect(body).not.toContain('<button');
    await post(path, 'action=back');
    await post(path, form('email:marketing'));
    expect((await api.call('GET', me)).body).toMatchObject({ blockedReason: 'complained' });
    expect((await api.call('GET', `${me}/preferences`)).body).toMatchObject({ off: [] });
  });

  it.each([
    ['en', 'Your messages from', 'Offers and news', 'Stop everything'],
    ['fr', 'Vos messages de', 'Offres et actualités', 'Tout arrêter'],
    ['es', 'Sus mensajes de', 'Ofertas y novedades', 'Detener todo'],
    ['de', 'Ihre Nachrichten von', 'Angebote und Neuigkeiten', 'Alles beenden'],
  ])('speaks %s, to the browser and before that to the person', async (language, ...texts) => {
    const browser = await get(path, { 'accept-language': `pt, ${language}-XX;q=0.9, ja;q=0.8` });
    await api.call('PATCH', me, { locale: `${language}-XX` });
    const own = await get(path, { 'accept-language': language === 'en' ? 'fr' : 'en' });
    for (const { body } of [browser, own]) {
      expect(body).toContain(`<html lang="${language}">`);
      for (const text of texts) expect(body).toContain(text);
    }
  });

  it('answers 404 to a link that is not ours, in their language, and does nothing', async () => {
    const before = await snapshot();
    const forged = path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const parts = path.split('.');
    const altered = [3, 4, 5].map((part) => parts.with(part, `${parts[part]}0`).join('.'));
    for (const wrong of [
      forged,
      ...altered,
      parts.toSpliced(3, 3).join('.'),
      '/u/nothing',
      '/u/1.email.x.y',
      `${path}x`,
    ]) {
      for (const answer of [await get(wrong, { 'accept-language': 'de' }), await post(wrong, 'action=stop')]) {
        expect(answer.status).toBe(404);
      }
    }
    expect((await get(forged, { 'accept-language': 'de' })).body).toContain('nicht mehr gültig');
    expect(await snapshot()).toEqual(before);
  });

  it('may not be framed, runs no script, is kept nowhere, and tells nobody its address', async () => {
    const { headers, body } = await get(path);
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    });
    expect(headers['content-security-policy']).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
    expect(body).not.toContain('<script');
  });

  it('shows an organization by its name, whatever stands in it', async () => {
    const name = '<b>Ana & "Sons"</b>';
    await api.context.db.query(
      {
        name: 'rename',
        text: 'UPDATE relance.organizations SET name = $1, definitions_version = definitions_version + 1 WHERE id = 1',
      },
      [name],
    );
    await api.call('PUT', me, { email: `p${person}@example.com` });
    expect((await get(path)).body).toContain('Your messages from &#60;b&#62;Ana &#38; &#34;Sons&#34;&#60;/b&#62;');
  });
});
