// What the sender that is described by configuration puts into its requests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { ProviderContext } from '../../src/provider.ts';
import { httpGateway } from '../../src/providers/gateway-http.ts';
import { n8nWebhook } from '../../src/providers/n8n-webhook.ts';
import { configureGateway, plainBody, textRequest, withVendor } from './support/gateway-sender.ts';

const nasty = 'He said "no",\n{{to}} & {{secrets.key}}; <b>x</b> \\ ünï 😀 ]]> %26 +';

describe('no text gets out of its place', () => {
  test('in JSON', () =>
    withVendor(async ({ url, requests }) => {
      const config = {
        url,
        body: { note: 'To: {{to}} / {{text}}!', parts: [{ text: '{{text}}' }] },
        secrets: { key: 'k3y!' },
      };
      await configureGateway(config).send(textRequest({ text: nasty }));
      const [asked] = requests();
      expect(asked?.headers['content-type']).toBe('application/json');
      expect(JSON.parse(asked?.body ?? '')).toEqual({ note: `To: +33612345678 / ${nasty}!`, parts: [{ text: nasty }] });
    }));

  test('in a form and in the address', () =>
    withVendor(async ({ url, requests }) => {
      const body = { To: '{{to}}', Text: '{{text}}', Flag: true, Tag: ['a', '{{text}}'] };
      const config = { url: `${url}/send?v=2`, bodyType: 'form', body, query: { copy: '{{text}}' } };
      await configureGateway(config).send(textRequest({ text: nasty }));
      const [asked] = requests();
      expect(asked?.headers['content-type']).toBe('application/x-www-form-urlencoded');
      const pairs = [...new URLSearchParams(asked?.body)];
      expect(pairs).toEqual([
        ['To', '+33612345678'],
        ['Text', nasty],
        ['Flag', 'true'],
        ['Tag', 'a'],
        ['Tag', nasty],
      ]);
      expect([...(asked?.query ?? [])]).toEqual([
        ['v', '2'],
        ['copy', nasty],
      ]);
      expect(asked?.path).toBe('/send');
    }));

  test('in XML', () =>
    withVendor(async ({ url, requests }) => {
      const body = { sms: { note: '{{text}}', numbers: { number: ['{{to}}', '+15550100'] } } };
      await configureGateway({ url, bodyType: 'xml', body }).send(textRequest({ text: `${nasty}\r` }));
      expect(requests()[0]?.body).toBe(
        '<?xml version="1.0" encoding="UTF-8"?><sms><note>He said "no",\n{{to}} &amp; {{secrets.key}}; ' +
          '&lt;b&gt;x&lt;/b&gt; \\ ünï 😀 ]]&gt; %26 +&#13;</note>' +
          '<numbers><number>+33612345678</number><number>+15550100</number></numbers></sms>',
      );
    }));

  test('as the whole body', () =>
    withVendor(async ({ url, requests }) => {
      await configureGateway({ url, bodyType: 'text', query: { to: '{{to}}' } }).send(textRequest({ text: nasty }));
      const [asked] = requests();
      expect(asked?.body).toBe(nasty);
      expect(asked?.query.get('to')).toBe('+33612345678');
    }));

  test.each(['\u0000', '\u000b', '\ud800', '\uffff'])(
    'what XML cannot carry (%j) is refused, and not sent',
    (character) =>
      withVendor(async ({ url, requests }) => {
        const sender = configureGateway({ url, bodyType: 'xml', body: { sms: plainBody } });
        expect(await sender.send(textRequest({ text: `a${character}b` }))).toMatchObject({
          kind: 'refused',
          class: 'content',
        });
        expect(requests()).toEqual([]);
      }),
  );
});

describe('the request', () => {
  test('holds what the placeholders name, and leaves out what there is not', () =>
    withVendor(async ({ url, requests }) => {
      const body = {
        ...plainBody,
        ids: '{{attemptId}} {{messageId}}',
        via: '{{channel}}/{{values.account}}/{{from}}',
        callback: '{{receiptUrl}}',
        until: '{{validUntil}}',
        seconds: '{{validForSeconds}}',
        report: '{{receiptUrl}}&key={{incomingSecret}}',
        fixed: [7, true, null],
      };
      const sender = configureGateway(
        {
          url,
          body,
          from: 'Studio',
          incomingSecret: 'in-42',
          values: { account: 4711 },
          headers: { 'Idempotency-Key': '{{messageId}}' },
        },
        { clock: { ...systemClock, now: () => Date.UTC(2026, 2, 1, 9) } },
      );
      await sender.send(textRequest());
      await sender.send(textRequest({ receiptUrl: 'https://r.example/x?a=1', validUntil: Date.UTC(2026, 2, 1, 10) }));
      const [first, second] = requests().map((each) => JSON.parse(each.body));
      expect(first).toEqual({
        to: '+33612345678',
        text: 'See you tomorrow.',
        ids: '0197c0de-0000-7000-8000-000000000001.1 0197c0de-1111-7000-8000-000000000001',
        via: 'sms/4711/Studio',
        fixed: [7, true, null],
      });
      expect(second).toMatchObject({
        callback: 'https://r.example/x?a=1',
        report: 'https://r.example/x?a=1&key=in-42',
        until: '2026-03-01T10:00:00.000Z',
        seconds: 3600,
      });
      expect(requests()[0]?.headers['idempotency-key']).toBe('0197c0de-1111-7000-8000-000000000001');
    }));

  test.each([
    ['e164', '+33612345678', '+33612345678'],
    ['digits', '+33612345678', '33612345678'],
    ['national', '+33612345678', '0612345678'],
    ['national', '+12025550123', '2025550123'],
  ])('writes the number as %s: %s is %s', (toFormat, to, expected) =>
    withVendor(async ({ url, requests }) => {
      await configureGateway({ url, body: plainBody, toFormat }).send(textRequest({ to }));
      expect(JSON.parse(requests()[0]?.body ?? '').to).toBe(expected);
    }),
  );

  test('is not made for what is no number', () =>
    withVendor(async ({ url, requests }) => {
      const sender = configureGateway({ url, body: plainBody });
      for (const to of ['0612345678', 'ada', '+0123', '+1-555', ''])
        expect(await sender.send(textRequest({ to }))).toMatchObject({ kind: 'refused', class: 'recipient' });
      expect(requests()).toEqual([]);
    }));

  test('may be a GET, with the key in its path', () =>
    withVendor(async ({ url, requests }) => {
      const config = {
        method: 'get',
        url: `${url}/bot{{secrets.key}}/send`,
        secrets: { key: '12:a/b' },
        query: plainBody,
      };
      await configureGateway(config).send(textRequest({ text: 'a b' }));
      expect(requests()[0]).toMatchObject({ method: 'GET', path: '/bot12%3Aa%2Fb/send', body: '' });
      expect(requests()[0]?.query.get('text')).toBe('a b');
    }));
});

describe('the preset txt180', () => {
  const secrets = { authKey: 'a&b' };
  const values = { accountId: 12, shortCode: '55555', keyword: 'STUDIO' };

  test('fills in everything but the account; what is given replaces its part', () =>
    withVendor(
      async ({ url, requests }) => {
        const sender = configureGateway({
          preset: 'txt180',
          url,
          secrets,
          values,
          headers: { 'Content-Type': 'text/xml' },
        });
        expect(await sender.send(textRequest({ text: 'a < b' }))).toMatchObject({ kind: 'accepted' });
        expect(requests()[0]?.headers['content-type']).toBe('text/xml');
        expect(requests()[0]?.body).toBe(
          '<?xml version="1.0" encoding="UTF-8"?><sms><auth_key>a&amp;b</auth_key><command>send_message</command>' +
            '<account_id>12</account_id><short_code>55555</short_code><keyword>STUDIO</keyword><message>a &lt; b</message>' +
            '<contacts><contact_number>+33612345678</contact_number></contacts></sms>',
        );
      },
      { status: 200, body: '<response><ok/></response>' },
    ));

  test('takes no answer for a refusal that is not configured as one', () =>
    withVendor(
      async ({ url }) => {
        const config = { preset: 'txt180', url, secrets, values };
        expect(await configureGateway(config).send(textRequest())).toMatchObject({
          kind: 'unknown',
          code: 'unreadable',
        });
        const answers = { refusals: [{ contains: '<error', class: 'sender' }] };
        const outcome = await configureGateway({ ...config, answers }).send(textRequest());
        expect(outcome).toMatchObject({ kind: 'refused', class: 'sender' });
      },
      { status: 200, body: '<response><error>no such account</error></response>' },
    ));

  test('says what it needs', () => {
    expect(() => configureGateway({ preset: 'txt180', values })).toThrow(
      'http-gateway: body.sms.auth_key: {{secrets.authKey}} has no value: give authKey in secrets',
    );
    expect(() => configureGateway({ preset: 'txt181' })).toThrow('preset is unknown: known are txt180');
  });
});

describe('a configuration that cannot work is refused, and the place is named', () => {
  const url = 'https://gw.example/send';
  test.each<[Record<string, unknown>, string]>([
    [{ body: plainBody }, 'url is missing'],
    [{ url, body: { to: '{{to}}' } }, 'body: nothing carries {{text}}'],
    [{ url, body: { text: '{{text}}' } }, 'body: nothing carries {{to}}'],
    [
      { url, body: { ...plainBody, a: [{ b: '{{txet}}' }] } },
      'body.a[0].b: a placeholder is unknown: known are to, text',
    ],
    [{ url, body: { ...plainBody, a: 'x {{to' } }, 'body.a: {{ is not closed by }}'],
    [{ url, body: { ...plainBody, a: '{{from}}' } }, 'body.a: {{from}} has no value'],
    [{ url, body: plainBody, headers: { 'x-text': '{{text}}' } }, 'headers must not hold {{text}}'],
    [{ url, bodyType: 'form', body: { ...plainBody, a: { b: 1 } } }, 'body.a must be a text'],
    [{ url, bodyType: 'xml', body: plainBody }, 'body must have exactly one member'],
    [{ url, bodyType: 'xml', body: { sms: { ...plainBody, 'a b': 1 } } }, 'body.sms.a b is not the name'],
    [{ url, bodyType: 'yaml', body: plainBody }, 'bodyType must be one of json, form, xml, text'],
    [{ url, bodyType: 'text', body: plainBody, query: plainBody }, 'body has no place'],
    [{ url, method: 'DELETE', body: plainBody }, 'method must be one of POST'],
    [{ url, toFormat: 'local', body: plainBody }, 'toFormat must be one of e164'],
    [{ url: 'https://{{values.host}}/x', values: { host: 'evil.example' }, body: plainBody }, 'url: its host'],
    [{ url: `${url}/{{values.a}}/x`, values: { a: '..' }, body: plainBody }, 'url: a placeholder must not lead'],
    [{ url: `${url}/{{to}}`, body: plainBody }, 'url: a placeholder is unknown'],
    [{ url, body: plainBody, answers: { sucess: {} } }, 'answers.sucess is unknown'],
    [{ url, body: plainBody, answers: { success: { status: 999 } } }, 'answers.success.status must be an HTTP status'],
    [{ url, body: plainBody, answers: { success: { path: 'a..b' } } }, 'answers.success.path must be names'],
    [{ url, body: plainBody, answers: { refusals: [{ status: 400 }] } }, 'answers.refusals[0].class is missing'],
    [{ url, body: plainBody, answers: { refusals: [{ class: 'sender' }] } }, 'answers.refusals[0] would refuse every'],
    [{ url, body: plainBody, answers: { messageId: { path: 'a', after: 'b' } } }, 'answers.messageId must have either'],
    [{ url, body: plainBody, country: 'Narnia' }, 'country must be two letters'],
  ])('%j', (config, problem) => {
    expect(() => configureGateway(config)).toThrow(`http-gateway: ${problem}`);
  });
});

describe('the configurations of the guide', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/guides/http-gateway.md'), 'utf8');
  const blocks = [...page.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, json]) => JSON.parse(json as string));
  const providers = { 'http-gateway': httpGateway, n8n: n8nWebhook };

  test.each(blocks.map((block, index) => [index + 1, block]))(
    'number %i is taken',
    (_number, { provider, channel, config }) => {
      const { describe: about, configure } = providers[provider as keyof typeof providers];
      expect(about().channels).toContain(channel);
      expect(() => configure(config, {} as ProviderContext)).not.toThrow();
    },
  );

  test('are there', () => expect(blocks.length).toBe(4));
});
