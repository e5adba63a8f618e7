// Accounts in the environment become senders that their providers take as they are.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configuredSenders } from '../../src/cli/configured-senders.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { createEngine, type Engine } from '../../src/engine.ts';
import { openSender } from '../../src/operations/open-sender.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

const environment = {
  SMTP_HOST: 'mail.example.com',
  SMTP_FROM: 'Front desk <hello@example.com>',
  SENDGRID_API_KEY: 'SG.key',
  RESEND_API_KEY: 're_key',
  RESEND_FROM: 'hello@resend.example.com',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_PHONE_NUMBER: '+15005550006',
  TWILIO_WHATSAPP_NUMBER: '+15005550007',
  SLACK_BOT_TOKEN: 'xoxb-token',
  SLACK_SIGNING_SECRET: 'signing',
  DISCORD_BOT_TOKEN: 'token.of.bot',
  TELEGRAM_BOT_TOKEN: '123456:abcdefghijklmnopqrstuvwxyzABCDEFGHI',
  N8N_OUTBOUND_WEBHOOK_URL: 'https://n8n.example.com/webhook/follow-up',
};

let database: TestDatabase;
let engine: Engine;

beforeAll(async () => {
  database = await createTestDatabase();
  const senders = configuredSenders(readConfig(environment));
  engine = await createEngine({
    database: database.url,
    secretKeys: [Buffer.alloc(32, 1).toString('base64')],
    senders,
  });
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

test('every account that is given is a sender, and none that is not', async () => {
  expect(configuredSenders(readConfig({}))).toEqual([]);
  const known = await engine.context.definitions.get(engine.orgId);
  expect(known?.senders.map(({ key }) => key).sort()).toEqual([
    'discord',
    'n8n',
    'resend',
    'sendgrid',
    'slack',
    'smtp',
    'telegram',
    'twilio-sms',
    'twilio-whatsapp',
  ]);
  expect(known?.route('email').map(({ key }) => key)).toEqual(['smtp', 'sendgrid', 'resend']);
});

test('its provider can be configured with it', async () => {
  const known = await engine.context.definitions.get(engine.orgId);
  for (const row of known?.senders ?? []) {
    const sender = openSender(engine.context, engine.orgId, row);
    const request = {
      attemptId: 'a.1',
      messageId: 'm',
      channel: row.channel,
      to: 'x\r\ny',
      text: 'hello',
      signal: AbortSignal.abort(),
    };
    // What can't be configured refuses as `sender_misconfigured`.
    expect(await sender.send(request), row.key).not.toMatchObject({ code: 'sender_misconfigured' });
    await sender.close?.();
  }
});

describe('what is missing beside the first setting is named', () => {
  test.each([
    [{ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_PHONE_NUMBER: '+15005550006' }, 'TWILIO_AUTH_TOKEN'],
    [{ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'x' }, 'TWILIO_PHONE_NUMBER'],
    [{ SENDGRID_API_KEY: 'SG.x' }, 'SENDGRID_FROM'],
    [{ RESEND_API_KEY: 're_x' }, 'RESEND_FROM'],
    [{ N8N_OUTBOUND_WEBHOOK_URL: 'localhost' }, 'N8N_OUTBOUND_WEBHOOK_URL'],
  ])('%j: %s', (given, path) => {
    expect(() => readConfig(given)).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ path })] }));
  });
});
