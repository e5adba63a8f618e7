// Consent over HTTP: given and taken back with proof, carried by events, stopped and started by a word; and preferences.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, startApi } from './support/api.ts';

let api: Api;
let person = 0;
let me: string;
let phone: string;
let email: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

beforeEach(async () => {
  person += 1;
  me = `/v1/contacts/key:p${person}`;
  phone = `+3361234${1000 + person}`;
  email = `p${person}@example.com`;
  await api.call('PUT', me, { phone, email });
});

const words = 'Yes, send me offers by text message.';
const agree = { channels: ['sms'], categories: ['marketing'], text: words };
const tell = (...consents: object[]) => api.call('POST', `${me}/consents`, { consents });
const history = async (query = '') => (await api.call('GET', `${me}/consents${query}`)).body;
const said = (type: string, extra: object = {}) =>
  api.call('POST', '/v1/events', { type, contact: { key: `p${person}` }, ...extra });
const write = (text: string) =>
  said('message.received', { conversation: { key: `c${person}` }, message: { channel: 'sms', text } });

async function held(): Promise<Record<string, object>> {
  const { body } = await api.call('GET', me);
  return Object.fromEntries(
    body.addresses.map((one: { channel: string; consents: object }) => [one.channel, one.consents]),
  );
}

async function epoch(): Promise<number> {
  const rows = await api.context.db.query<{ epoch: number }>(
    { name: 'epoch', text: 'SELECT epoch FROM relance.contacts WHERE org_id = 1 AND key = $1' },
    [`p${person}`],
  );
  return rows[0]?.epoch ?? -1;
}

describe('consent', () => {
  it('is kept with its proof, holds at the address, and raises the epoch', async () => {
    const before = await epoch();
    const { status, body } = await tell({
      ...agree,
      source: 'form',
      url: 'https://example.com/sign-up',
      ip: '203.0.113.7',
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(await held()).toEqual({ sms: { marketing: 'in' }, email: {} });
    expect(await epoch()).toBe(before + 1);
    const { items } = await history();
    expect(items).toMatchObject([
      {
        channel: 'sms',
        address: phone,
        category: 'marketing',
        state: 'in',
        cause: null,
        source: 'form',
        text: words,
        url: 'https://example.com/sign-up',
        ip: '203.0.113.7',
        actor: 'test',
      },
    ]);
    const { body: timeline } = await api.call('GET', `${me}/timeline`);
    expect(timeline.items).toContainEqual(
      expect.objectContaining({ kind: 'consent_given', text: 'The person agreed to marketing messages by SMS.' }),
    );
  });

  it('is taken back, and everything that was ever said stays on record, page by page', async () => {
    await tell(agree, { channels: ['email'], categories: ['nurture', 'marketing'], text: 'Newsletter, please' });
    await tell({ given: false, channels: ['sms'] });
    expect(await held()).toEqual({ sms: { '*': 'out' }, email: { nurture: 'in', marketing: 'in' } });
    const first = await history('?limit=3');
    const second = await history(`?limit=3&cursor=${first.nextCursor}`);
    const states = [...first.items, ...second.items].map(
      ({ state, channel, category }: Record<string, string>) => `${state} ${channel} ${category}`,
    );
    expect(states).toEqual(['out sms *', 'in email marketing', 'in email nurture', 'in sms marketing']);
    expect(second.nextCursor).toBeNull();
  });

  it('binds to the address: a new one has none', async () => {
    await tell(agree);
    await api.call('PATCH', me, { phone: `+3369999${1000 + person}` });
    const { body } = await api.call('GET', me);
    const ofPhones = body.addresses.filter(({ channel }: { channel: string }) => channel === 'sms');
    expect(ofPhones.map(({ consents }: { consents: object }) => consents)).toEqual([{}, { marketing: 'in' }]);
  });

  it('is refused whole, with what would be right, where it says too little or too much', async () => {
    const { status, body } = await tell(
      agree,
      { channels: ['sms'], categories: ['news'] },
      { ...agree, channels: ['whatsapp'] },
      { ...agree, address: '+33600000000' },
      { ...agree, given: false, confirm: true },
      { ...agree, channel: 'sms', at: 'yesterday' },
      { categories: ['*'], text: words },
    );
    expect(status).toBe(422);
    expect(body.problems.map(({ path }: { path: string }) => path)).toEqual([
      'consents[1].categories[0]',
      'consents[1].text',
      'consents[2].channels',
      'consents[3].address',
      'consents[4].confirm',
      'consents[5].at',
      'consents[5].channel',
      'consents[6].channels',
    ]);
    expect((await history()).items).toEqual([]);
    expect((await tell('yes' as never)).status).toBe(422);
  });

  it('comes along with any event about a contact', async () => {
    const consent = {
      channels: ['sms'],
      categories: ['nurture'],
      text: 'May we text you the offer? Yes.',
      actor: 'Ben',
    };
    const { status } = await said('call.ended', { call: { key: `call-${person}` }, consent });
    expect(status).toBe(201);
    expect(await held()).toMatchObject({ sms: { nurture: 'in' } });
    expect((await history()).items).toMatchObject([{ source: 'call', actor: 'Ben', text: consent.text }]);
    await said('call.ended', { call: { key: `call-${person}` }, consent: { given: false } });
    expect(await held()).toEqual({ sms: { '*': 'out' }, email: { '*': 'out' } });
    const wrong = await said('call.ended', { call: { key: 'x' }, consent: true });
    expect(wrong.body.problems).toMatchObject([{ path: 'consent', expected: expect.stringContaining('given: false') }]);
    const against = await said('contact.consentGiven', { consent: { ...agree, given: false } });
    expect(against.body.problems).toMatchObject([{ path: 'consent.given' }]);
  });

  it('begins and ends sequences', async () => {
    const steps = [{ key: 'welcome', after: '1d', channel: 'sms', text: 'Welcome' }];
    await api.call('PUT', '/v1/sequences/welcome', {
      trigger: 'contact.consentGiven',
      steps,
      exit: ['contact.consentWithdrawn'],
    });
    await tell(agree);
    const enrollments = async () => (await api.call('GET', me)).body.openEnrollments;
    expect(await enrollments()).toBe(1);
    await tell({ given: false });
    expect(await enrollments()).toBe(0);
  });

  it('heard of late does not undo what was said since', async () => {
    await tell({ given: false, channels: ['sms'] });
    await tell({ ...agree, at: new Date(api.context.clock.now() - 3_600_000).toISOString() });
    expect(await held()).toMatchObject({ sms: { '*': 'out' } });
  });
});

describe('STOP and START', () => {
  it('leave a proof, and START brings back what STOP took and nothing else', async () => {
    await tell(agree, { ...agree, channels: ['email'] });
    await write('STOP');
    expect(await held()).toEqual({ sms: { '*': 'out' }, email: { marketing: 'in' } });
    await write('START');
    expect(await held()).toEqual({ sms: { marketing: 'in' }, email: { marketing: 'in' } });
    const { items } = await history('?limit=2');
    expect(items).toMatchObject([
      { state: 'in', category: '*', cause: 'start_word', source: 'word', text: 'START', messageId: expect.any(String) },
      { state: 'out', category: '*', cause: 'stop_word', source: 'word', text: 'STOP', messageId: expect.any(String) },
    ]);
  });

  it('START agrees to nothing that the person had not agreed to, nor to what they refused otherwise', async () => {
    await tell({ given: false, channels: ['sms'], categories: ['nurture'] });
    await write('STOP');
    await write('START');
    expect(await held()).toMatchObject({ sms: { nurture: 'out' } });
  });

  it.each([
    { words: ['START'] },
    // A STOP after it, which START would take back, does not stand in its place.
    { words: ['STOP', 'START'] },
  ])('START does not outweigh a complaint: $words', async ({ words }) => {
    await tell(agree);
    await said('contact.optedOut', { channel: 'sms', cause: 'complained' });
    for (const word of words) await write(word);
    expect(await held()).toMatchObject({ sms: { '*': 'out' } });
    expect((await api.call('GET', me)).body).toMatchObject({ blockedReason: 'complained' });
  });
});

describe("START by e-mail, which anybody can write in anybody's name", () => {
  const mail = (text: string) =>
    said('message.received', { conversation: { key: `m${person}` }, message: { channel: 'email', text } });

  it('brings nothing back, and says so', async () => {
    await tell(agree, { ...agree, channels: ['email'] });
    await mail('STOP');
    const stopped = await held();
    expect(stopped).toEqual({ sms: { marketing: 'in' }, email: { '*': 'out' } });
    expect((await mail('START')).status).toBe(201);
    expect(await held()).toEqual(stopped);
    const { body } = await api.call('GET', me);
    expect(body).toMatchObject({ blockedReason: 'stop_word' });
    expect(body.addresses).toContainEqual(expect.objectContaining({ value: email, suppressed: 'stop_word' }));
    const { items } = (await api.call('GET', `${me}/timeline?limit=1`)).body;
    expect(items).toMatchObject([{ kind: 'not_restarted', reason: 'sender_unproven' }]);
    expect(items[0].text).toContain('e-mail');
    // By the phone whose number nobody else can write from it holds.
    await write('START');
    expect((await api.call('GET', me)).body).toMatchObject({ blockedReason: null });
    expect(await held()).toEqual(stopped);
  });

  it('ends no sequence, and neither does it begin one', async () => {
    const steps = [{ key: 'later', after: '1d', channel: 'sms', text: 'Later' }];
    await api.call('PUT', '/v1/sequences/waits', { trigger: 'lead.created', steps, exit: ['message.received'] });
    await said('lead.created', { lead: { key: `l${person}` } });
    await mail('START');
    expect((await api.call('GET', me)).body.openEnrollments).toBe(1);
    await mail('Tell me more');
    expect((await api.call('GET', me)).body.openEnrollments).toBe(0);
  });

  it('nor does a message that does not say over which channel it came', async () => {
    await write('STOP');
    await said('message.received', { conversation: { key: `u${person}` }, message: { text: 'START' } });
    expect((await api.call('GET', me)).body).toMatchObject({ blockedReason: 'stop_word' });
  });
});

describe('preferences', () => {
  const preferences = `/preferences`;

  it('are what was asked for, and when the last follow-up went out', async () => {
    expect((await api.call('GET', me + preferences)).body).toEqual({
      enabled: true,
      frequencyHours: null,
      pausedUntil: null,
      off: [],
      hold: null,
      lastSentAt: null,
    });
    const before = await epoch();
    const pausedUntil = '2030-01-01T00:00:00.000Z';
    const change = { enabled: false, frequencyHours: 48, pausedUntil, off: ['email:marketing'] };
    expect((await api.call('PATCH', me + preferences, change)).body).toEqual({
      ...change,
      hold: null,
      lastSentAt: null,
    });
    expect(await epoch()).toBe(before + 1);
    await api.call('PATCH', me + preferences, { enabled: null, pausedUntil: null });
    expect((await api.call('GET', me + preferences)).body).toMatchObject({
      enabled: true,
      frequencyHours: 48,
      pausedUntil: null,
      off: ['email:marketing'],
    });
    const { body } = await api.call('GET', `${me}/timeline?limit=1`);
    expect(body.items).toMatchObject([{ kind: 'preferences_changed', facts: { by: 'test' } }]);
  });

  it('are refused where they cannot be', async () => {
    for (const [change, path] of [
      [{ frequencyHours: 0 }, 'frequencyHours'],
      [{ off: ['email:news'] }, 'off[0]'],
      [{ often: true }, 'often'],
      [{ pausedUntil: 'soon' }, 'pausedUntil'],
    ] as const) {
      const { status, body } = await api.call('PATCH', me + preferences, change);
      expect([status, body.problems[0].path]).toEqual([422, path]);
    }
    expect((await api.call('GET', '/v1/contacts/key:nobody/preferences')).status).toBe(404);
  });
});
