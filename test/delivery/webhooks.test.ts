// T14: every webhook 46 times, shuffled, ten at a time. It has one effect, and that one whole.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contacted,
  deliver,
  deliverShuffled,
  type Effect,
  effectOn,
  type Repeated,
} from './support/webhook-effects.ts';
import { type AtVendor, type SourceName, startWebhookSources, type WebhookSources } from './support/webhook-sources.ts';

let sources: WebhookSources;

beforeAll(async () => {
  sources = await startWebhookSources(10_000);
});

afterAll(async () => {
  await sources?.close();
});

interface Case {
  readonly what: string;
  readonly source: SourceName;
  /** Each of these comes 46 times. */
  readonly calls: (message: AtVendor) => readonly Repeated[];
  /** What is different from a message that was sent and of which nothing was heard. */
  readonly effect: Partial<Effect>;
}

const sent: Effect = {
  message: 'queued',
  followUps: ['sent', 'scheduled'],
  receipts: [],
  timeline: ['enrolled nurture', 'event lead.created', 'sent'],
  inbound: [],
  inbox: [],
  suppressed: [],
  contacts: 1,
};
const and = (...more: string[]) => [...sent.timeline, ...more].sort();

/** Effects of one report on a message. */
const delivered: Partial<Effect> = { message: 'delivered', receipts: ['delivered'], timeline: and('delivered') };
const gone: Partial<Effect> = {
  message: 'undelivered',
  receipts: ['undelivered recipient'],
  timeline: and('undelivered bounced'),
  suppressed: ['bounced'],
};
const leftAlone = (cause: 'complained' | 'unsubscribed'): Partial<Effect> => ({
  message: 'delivered',
  receipts: [cause],
  timeline: and(cause, 'event contact.optedOut', `exited ${cause}`, `stopped ${cause}`),
  followUps: ['sent', `cancelled ${cause}`],
  inbox: ['contact.optedOut'],
  suppressed: [cause],
});
/** Effects of one message of theirs. */
const replied = (text: string): Partial<Effect> => ({
  followUps: ['sent', 'cancelled message.received'],
  timeline: and('answered', 'event message.received', 'exited message.received'),
  inbound: [`${text}: answers step 0`],
  inbox: ['message.received'],
});
const stopped = (text: string): Partial<Effect> => ({
  ...replied(text),
  followUps: ['sent', 'cancelled stop_word'],
  timeline: and('answered', 'event message.received', 'exited stop_word', 'stopped stop_word'),
  suppressed: ['stop_word'],
});

const reportOf =
  (source: SourceName, ...reports: Parameters<NonNullable<WebhookSources['twilio']['report']>>[1][]) =>
  (message: AtVendor) =>
    reports.map((report) => sources[source].report?.(message, report) as Repeated);
const saying = (source: SourceName, text: string) => (message: AtVendor) => [
  sources[source].say(message.address, text, message),
];

const cases: readonly Case[] = [
  { what: 'status: delivered', source: 'twilio', calls: reportOf('twilio', 'delivered'), effect: delivered },
  {
    what: 'status: sent, delivered and read',
    source: 'twilio',
    calls: reportOf('twilio', 'sent', 'delivered', 'opened'),
    effect: { ...delivered, receipts: ['delivered', 'opened', 'sent'], timeline: and('delivered', 'opened') },
  },
  { what: 'status: unknown number', source: 'twilio', calls: reportOf('twilio', 'gone'), effect: gone },
  { what: 'message', source: 'twilio', calls: saying('twilio', 'Yes'), effect: replied('Yes') },
  { what: 'STOP', source: 'twilio', calls: saying('twilio', 'STOP'), effect: stopped('STOP') },
  { what: 'delivered', source: 'sendgrid', calls: reportOf('sendgrid', 'delivered'), effect: delivered },
  { what: 'bounce', source: 'sendgrid', calls: reportOf('sendgrid', 'gone'), effect: gone },
  {
    what: 'spamreport',
    source: 'sendgrid',
    calls: reportOf('sendgrid', 'complained'),
    effect: leftAlone('complained'),
  },
  {
    what: 'unsubscribe',
    source: 'sendgrid',
    calls: reportOf('sendgrid', 'unsubscribed'),
    effect: leftAlone('unsubscribed'),
  },
  {
    what: 'several events in a call, of which others know some already',
    source: 'sendgrid',
    calls: ({ attemptId }) => {
      const [a, b, c, d] = ['delivered', 'open', 'click', 'open'].map((event) =>
        sources.sendgridEvent(attemptId, event),
      );
      const lists = [[a], [a, b], [c, b, a], [b, c, d], [d, a], [a, a, d]] as Record<string, unknown>[][];
      return lists.map((events) => sources.sendgridEvents(events));
    },
    effect: {
      message: 'delivered',
      receipts: ['clicked', 'delivered', 'opened', 'opened'],
      timeline: and('clicked', 'delivered', 'opened', 'opened'),
    },
  },
  { what: 'mail', source: 'sendgrid', calls: saying('sendgrid', 'Tell me more.'), effect: replied('Tell me more.') },
  { what: 'delivered', source: 'resend', calls: reportOf('resend', 'delivered'), effect: delivered },
  { what: 'bounced', source: 'resend', calls: reportOf('resend', 'gone'), effect: gone },
  { what: 'complained', source: 'resend', calls: reportOf('resend', 'complained'), effect: leftAlone('complained') },
  { what: 'received', source: 'resend', calls: saying('resend', 'Tell me more.'), effect: replied('Tell me more.') },
  { what: 'message', source: 'slack', calls: saying('slack', 'On my way'), effect: replied('On my way') },
  { what: 'message', source: 'telegram', calls: saying('telegram', 'On my way'), effect: replied('On my way') },
  { what: '/stop', source: 'telegram', calls: saying('telegram', '/stop'), effect: stopped('stop') },
  {
    what: 'the bot was blocked',
    source: 'telegram',
    calls: ({ address }) => [sources.telegramKicked(address)],
    effect: {
      ...leftAlone('unsubscribed'),
      message: 'queued',
      receipts: ["nobody's unsubscribed"],
      // It names no message, so it is no entry of one.
      timeline: and('event contact.optedOut', 'exited unsubscribed', 'stopped unsubscribed'),
    },
  },
  {
    what: 'receipt',
    source: 'gateway',
    calls: reportOf('gateway', 'sent', 'delivered'),
    effect: {
      ...delivered,
      receipts: ['delivered', 'sent'],
    },
  },
  { what: 'receipt: unknown number', source: 'gateway', calls: reportOf('gateway', 'gone'), effect: gone },
  { what: 'message', source: 'gateway', calls: saying('gateway', 'Oui'), effect: replied('Oui') },
];

describe('46 times each, shuffled, has one effect:', () => {
  test.each(cases)('$source, $what', async ({ source, calls, effect }) => {
    const { relance } = sources;
    const message = await contacted(sources, source);
    const { organization } = sources[source];
    expect(await effectOn(relance, organization, message.address)).toEqual(sent);
    expect(
      await deliverShuffled(relance.url, calls(message), 46, cases.length + Number(message.address.replace(/\D/g, ''))),
    ).toEqual([200]);
    expect(await effectOn(relance, organization, message.address)).toEqual({ ...sent, ...effect });
  });

  test.each(['twilio', 'whatsapp', 'sendgrid', 'resend', 'slack', 'telegram', 'gateway'] as const)(
    '%s, a message of somebody whom nobody knows: they become one contact with one message',
    async (source) => {
      const { newAddress, organization, say } = sources[source];
      const address = newAddress();
      expect(await deliverShuffled(sources.relance.url, [say(address, 'Is anybody there?')], 46, 7)).toEqual([200]);
      expect(await effectOn(sources.relance, organization, address)).toEqual({
        message: undefined,
        followUps: [],
        receipts: [],
        timeline: ['event message.received'],
        inbound: ['Is anybody there?'],
        inbox: ['message.received'],
        suppressed: [],
        contacts: 1,
      });
    },
  );

  test('whatsapp, delivered and read, within the day of their message', async () => {
    const { newAddress, organization, say } = sources.whatsapp;
    const address = newAddress();
    await deliverShuffled(sources.relance.url, [say(address, 'Hello')], 1, 1);
    const message = await contacted(sources, 'whatsapp', address);
    const calls = reportOf('whatsapp', 'delivered', 'opened')(message);
    expect(await deliverShuffled(sources.relance.url, calls, 46, 3)).toEqual([200]);
    expect(await effectOn(sources.relance, organization, address)).toMatchObject({
      message: 'delivered',
      receipts: ['delivered', 'opened'],
      timeline: and('delivered', 'opened', 'event message.received'),
    });
  });

  test('slack, the question whether the URL is ours, is answered with its challenge', async () => {
    const call = sources.slackChallenge('3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P');
    const answers = await Promise.all(Array.from({ length: 46 }, () => deliver(sources.relance.url, call)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
      new Set(['200 3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P']),
    );
  });
});
