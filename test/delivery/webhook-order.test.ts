// Vendors' calls out of order, early, about somebody else's messages, forged: what they may change, and what not.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  begin,
  contacted,
  deliver,
  deliverShuffled,
  type Effect,
  effectOn,
  type Repeated,
} from './support/webhook-effects.ts';
import {
  type AtVendor,
  type Report,
  type SourceName,
  sourceNames,
  startWebhookSources,
  type WebhookSources,
} from './support/webhook-sources.ts';

/** Of every call to a vendor. */
const timeoutMs = 2_500;
let sources: WebhookSources;

beforeAll(async () => {
  sources = await startWebhookSources(timeoutMs);
});

afterAll(async () => {
  await sources?.close();
});

const report = (name: SourceName, message: AtVendor, what: Report) => sources[name].report?.(message, what) as Repeated;
const effect = (name: SourceName, { address }: { address: string }): Promise<Effect> =>
  effectOn(sources.relance, sources[name].organization, address);

async function inOrder(...calls: readonly Repeated[]): Promise<void> {
  for (const call of calls) expect(await deliver(sources.relance.url, call(0))).toMatchObject({ status: 200 });
}

describe('reports have the same effect in every order:', () => {
  const orders = (reports: readonly Report[]): Report[][] =>
    reports.length < 2
      ? [[...reports]]
      : reports.flatMap((first) => orders(reports.filter((one) => one !== first)).map((rest) => [first, ...rest]));

  test.each<[SourceName, Report[], Partial<Effect>]>([
    [
      'twilio',
      ['sent', 'delivered', 'opened'],
      { message: 'delivered', suppressed: [], followUps: ['sent', 'scheduled'] },
    ],
    ['twilio', ['sent', 'delivered', 'gone'], { message: 'undelivered', suppressed: ['bounced'] }],
    ['gateway', ['sent', 'delivered', 'gone'], { message: 'undelivered', suppressed: ['bounced'] }],
    [
      'sendgrid',
      ['delivered', 'complained'],
      { message: 'delivered', suppressed: ['complained'], followUps: ['sent', 'cancelled complained'] },
    ],
    [
      'resend',
      ['delivered', 'complained'],
      { message: 'delivered', suppressed: ['complained'], followUps: ['sent', 'cancelled complained'] },
    ],
    ['sendgrid', ['delivered', 'gone', 'opened'], { message: 'undelivered', suppressed: ['bounced'] }],
    ['resend', ['sent', 'delivered', 'gone'], { message: 'undelivered', suppressed: ['bounced'] }],
  ])('%s: %j', async (name, reports, expected) => {
    const ends = await Promise.all(
      orders(reports).map(async (order) => {
        const message = await contacted(sources, name);
        await inOrder(...order.map((what) => report(name, message, what)));
        return effect(name, message);
      }),
    );
    expect(ends[0]).toMatchObject(expected);
    for (const end of ends) expect(end).toEqual(ends[0]);
  });

  test('at the same moment, of 40 messages', async () => {
    const messages = await Promise.all(Array.from({ length: 40 }, () => contacted(sources, 'twilio')));
    await Promise.all(
      messages.flatMap((message, n) =>
        (['delivered', n % 2 === 0 ? 'gone' : 'opened'] as const).map((what) =>
          inOrder(report('twilio', message, what)),
        ),
      ),
    );
    const states = await Promise.all(messages.map(async (message) => (await effect('twilio', message)).message));
    expect(states).toEqual(messages.map((_, n) => (n % 2 === 0 ? 'undelivered' : 'delivered')));
  });

  test.each(['twilio', 'sendgrid', 'resend', 'gateway'] as const)('%s: a reply before the receipt', async (name) => {
    const message = await contacted(sources, name);
    await inOrder(sources[name].say(message.address, 'Yes', message), report(name, message, 'delivered'));
    expect(await effect(name, message)).toMatchObject({
      message: 'delivered',
      followUps: ['sent', 'cancelled message.received'],
      receipts: ['delivered'],
      inbound: ['Yes: answers step 0'],
      suppressed: [],
    });
  });
});

const reporting = ['twilio', 'sendgrid', 'resend', 'gateway'] as const;

describe('a report that comes before the answer of the call', () => {
  test.each(reporting)('%s: is kept, and the answer is what it is', async (name) => {
    const release = sources[name].gate.hold();
    const message = await begin(sources, name);
    expect(await deliverShuffled(sources.relance.url, [report(name, message, 'delivered')], 46, 5)).toEqual([200]);
    expect(await sources.relance.states(message.address)).toEqual(['calling', 'scheduled']);
    release();
    await sources.relance.until(async () => (await sources.relance.states(message.address))[0] !== 'calling');
    expect(await effect(name, message)).toMatchObject({
      message: 'delivered',
      followUps: ['sent', 'scheduled'],
      receipts: ['delivered'],
      timeline: ['delivered', 'enrolled nurture', 'event lead.created', 'sent'],
    });
  });

  test('settles the call that never gets one, at each vendor', async () => {
    for (const name of reporting) sources[name].hang(true);
    const messages = await Promise.all(reporting.map((name) => begin(sources, name)));
    const isCalling = messages.map(({ address }) => sources.relance.states(address));
    expect((await Promise.all(isCalling)).map(([state]) => state)).toEqual(reporting.map(() => 'calling'));
    await inOrder(...messages.map((message, n) => report(reporting[n] as SourceName, message, 'delivered')));
    for (const name of reporting) sources[name].hang(false);
    for (const [n, message] of messages.entries()) {
      await sources.relance.until(async () => (await sources.relance.states(message.address))[0] === 'sent');
      expect(await effect(reporting[n] as SourceName, message)).toMatchObject({
        message: 'delivered',
        followUps: ['sent', 'scheduled'],
        receipts: ['delivered'],
      });
      const reached = sources[reporting[n] as SourceName].reached().filter((address) => address === message.address);
      expect(reached).toHaveLength(1);
    }
  });
});

describe('a report on a message that is not ours', () => {
  const nobody = { attemptId: '0197c0de-0000-7000-8000-000000000001.1' };

  test.each(['sendgrid', 'resend'] as const)(
    '%s: an attempt that does not exist is kept, and changes no message',
    async (name) => {
      const message = await contacted(sources, name);
      const before = await effect(name, message);
      await inOrder(report(name, { ...nobody, address: message.address }, 'delivered'));
      expect(await effect(name, message)).toEqual({ ...before, receipts: ["nobody's delivered"] });
    },
  );

  test.each<[SourceName, SourceName]>([
    ['sendgrid', 'resend'],
    ['resend', 'sendgrid'],
  ])('%s: the attempt of another organization (by %s) changes nothing there', async (name, other) => {
    const theirs = await contacted(sources, other);
    const before = await effect(other, theirs);
    for (const what of ['delivered', 'gone', 'complained'] as const) await inOrder(report(name, theirs, what));
    expect(await effect(other, theirs)).toEqual(before);
    // Who has verified the call has a bounce and a complaint about an address of its own to keep.
    expect(await effect(name, theirs)).toMatchObject({
      message: undefined,
      receipts: ["nobody's complained", "nobody's delivered", "nobody's undelivered recipient"],
    });
  });
});

describe('nothing is read', () => {
  const stored = async () =>
    (
      await sources.relance.rows<{ rows: number[] }>(
        `SELECT ARRAY[(SELECT count(*) FROM relance.receipts), (SELECT count(*) FROM relance.inbox),
          (SELECT count(*) FROM relance.contacts), (SELECT count(*) FROM relance.messages),
          (SELECT count(*) FROM relance.suppressions), (SELECT count(*) FROM relance.timeline)]::int[] AS rows`,
      )
    )[0]?.rows;

  /** What is to be refused of a source: a message of somebody, and a report where it makes some. */
  const callsOf = (name: SourceName, message: AtVendor) => [
    sources[name].say(sources[name].newAddress(), 'STOP')(0),
    ...(sources[name].report ? [report(name, message, 'gone')(0)] : []),
  ];

  test.each(sourceNames)(
    '%s: forged, unreadable, for nobody, or for an organization with other secrets',
    async (name) => {
      const { forge, unreadable, channel } = sources[name];
      if (channel === 'whatsapp') await inOrder(sources.whatsapp.say('+14155559999', 'Hello'));
      const message = await contacted(sources, name, channel === 'whatsapp' ? '+14155559999' : undefined);
      const before = await stored();
      const ask = (call: Parameters<typeof deliver>[1]) => deliver(sources.relance.url, call);
      for (const call of callsOf(name, message)) {
        const [path, query = ''] = call.path.split('?') as [string, string?];
        const elsewhere = (organization: string) => ({
          ...call,
          path: `${path}?${new URLSearchParams([...[...new URLSearchParams(query)].filter(([key]) => key !== 'org'), ['org', organization]])}`,
        });
        expect(await ask(forge(call))).toMatchObject({ status: 401 });
        expect(await ask({ ...call, headers: { 'content-type': 'application/json' } })).toMatchObject({ status: 401 });
        expect(await ask(elsewhere('nowhere'))).toMatchObject({ status: 404 });
        expect(await ask(elsewhere(sources[name].organization === 'default' ? 'second' : 'default'))).toMatchObject({
          status: 404,
        });
      }
      expect(await ask(unreadable(0))).toMatchObject({ status: 400 });
      expect(await stored()).toEqual(before);
    },
  );

  test.each(['sendgrid', 'resend', 'slack'] as const)('%s: signed an hour ago', async (name) => {
    const before = await stored();
    const call = sources[name].say(sources[name].newAddress(), 'STOP')(3_600);
    expect(await deliver(sources.relance.url, call)).toMatchObject({ status: 401 });
    expect(await stored()).toEqual(before);
  });
});
