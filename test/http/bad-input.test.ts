import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** A problem document that names the field and what would be right. */
function expectProblem(
  answer: Answer,
  status: number,
  code: string,
  problem?: { path: string; expected?: unknown },
): void {
  expect({ status: answer.status, code: answer.body.code }, JSON.stringify(answer.body)).toEqual({ status, code });
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    type: `urn:relance:problem:${code}`,
    status,
    title: expect.any(String),
    detail: expect.any(String),
  });
  if (problem)
    expect(answer.body.problems).toContainEqual(expect.objectContaining({ expected: expect.any(String), ...problem }));
}

const contact = { email: 'ana@example.com' };
const sequence = {
  trigger: 'lead.created',
  steps: [{ key: 'soon', after: '30m', channel: 'email', text: 'hello' }],
  exit: ['message.received'],
};

describe('bad input', () => {
  it.each([
    ['{"type": }', 1, 10],
    ['{"type": "lead.created",\n  oops}', 2, 3],
    ['{"type": "lead.created"', 1, 24],
    ['[1 2]', 1, 4],
    ['{"a":1} x', 1, 9],
  ])('answers malformed JSON with its position: %j', async (body, line, column) => {
    const answer = await api.call('POST', '/v1/events', body);
    expectProblem(answer, 400, 'malformed_body');
    expect(answer.body.problems).toMatchObject([{ line, column }]);
  });

  it('refuses a key that would change prototypes', async () => {
    expectProblem(await api.call('POST', '/v1/events', '{"contact":{"__proto__":{"a":1}}}'), 400, 'malformed_body');
    const deep = `{"note":"\\"__proto__\\"","a":${'['.repeat(100_000)}{"__proto__":1}${']'.repeat(100_000)}}`;
    expectProblem(await api.call('POST', '/v1/events', deep), 400, 'malformed_body');
  });

  it.each([
    ['U+0000', { ...contact, name: 'a\0b' }, 'contact.name'],
    ['half a character', { ...contact, plan: '\ud800' }, 'contact.plan'],
    ['a key with U+0000', { ...contact, 'a\0': 1 }, 'contact'],
    ['nesting without end', { ...contact, plan: JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) }, undefined],
  ])('refuses an event with %s, and only that one of a batch', async (_, bad, path) => {
    const event = { type: 'contact.upserted', contact: bad };
    const answer = await api.call('POST', '/v1/events', event);
    expectProblem(answer, 422, 'invalid_input', path === undefined ? undefined : { path });
    const { body } = await api.call('POST', '/v1/events/batch', { events: [{ ...event, contact }, event] });
    expect(body).toMatchObject({ recorded: 1, refused: 1, results: [{ ok: true }, { code: 'invalid_input' }] });
  });

  it('refuses U+0000 in bodies, queries, paths and cursors', async () => {
    const put = api.call('PUT', '/v1/sequences/quote', { ...sequence, name: 'a\0b' });
    expectProblem(await put, 422, 'invalid_input', { path: 'name' });
    expectProblem(await api.call('GET', '/v1/contacts/key:%00'), 422, 'invalid_input', { path: 'params.ref' });
    expectProblem(await api.call('GET', '/v1/follow-ups?sequence=%00'), 422, 'invalid_input', {
      path: 'query.sequence',
    });
    const cursor = Buffer.from('["a\\u0000b"]').toString('base64url');
    expectProblem(await api.call('GET', `/v1/sequences?cursor=${cursor}`), 422, 'invalid_input', {
      path: 'query.cursor',
    });
  });

  it('refuses seconds where milliseconds are meant', async () => {
    const event = { type: 'contact.upserted', contact, occurredAt: 1_800_000_000 };
    expectProblem(await api.call('POST', '/v1/events', event), 422, 'invalid_input', { path: 'occurredAt' });
  });

  it('refuses text that is no Liquid, in sequences and in one-offs', async () => {
    const text = 'Hello {{ contact.name | shout }}';
    const bad = { ...sequence, steps: [{ ...sequence.steps[0], text }] };
    expectProblem(await api.call('PUT', '/v1/sequences/quote', bad), 422, 'invalid_input', { path: 'steps[0].text' });
    const { body } = await api.call('POST', '/v1/sequences/validate', { ...bad, key: 'quote' });
    expect(body).toMatchObject({ valid: false, problems: [{ path: 'steps[0].text' }] });
    const oneOff = { contact: { key: 'nobody' }, channel: 'email', subject: 'Hello', after: '1h', text };
    expectProblem(await api.call('POST', '/v1/follow-ups', oneOff), 422, 'invalid_input', { path: 'text' });
    const many = await api.call('POST', '/v1/follow-ups', { followUps: [oneOff] });
    expect(many.body.results).toMatchObject([{ ok: false, problems: [{ path: 'followUps[0].text' }] }]);
  });

  it('says of several follow-ups which one is wrong', async () => {
    const good = { contact: { key: 'nobody' }, channel: 'email', subject: 'hello', after: '1h', text: 'hello' };
    const answer = await api.call('POST', '/v1/follow-ups', { followUps: [good, { ...good, channel: 'fax' }] });
    expectProblem(answer, 422, 'invalid_input', { path: 'followUps[1].channel' });
  });

  it('refuses a contact whose key is not that of the path', async () => {
    const answer = await api.call('PUT', '/v1/contacts/key:ana', { key: 'ben', name: 'Ana' });
    expectProblem(answer, 422, 'invalid_input', { path: 'key', expected: 'ana' });
  });

  it('says how a contact is named by its own key', async () => {
    const { body } = await api.call('GET', '/v1/contacts/ana');
    expect(body.detail).toContain('key:ana');
  });

  it('names the event type that was probably meant', async () => {
    const answer = await api.call('POST', '/v1/events', { type: 'lead.create', contact });
    expectProblem(answer, 422, 'invalid_input', { path: 'type', expected: 'did you mean lead.created?' });
  });

  it('refuses a bad time zone', async () => {
    const answer = await api.call('POST', '/v1/events', {
      type: 'contact.upserted',
      contact: { ...contact, timezone: 'Europe/Pari' },
    });
    expectProblem(answer, 422, 'invalid_input', {
      path: 'contact.timezone',
      expected: 'an IANA time zone, for example Europe/Paris',
    });
  });

  it('refuses a bad duration and a negative offset in a sequence', async () => {
    const put = (after: string) =>
      api.call('PUT', '/v1/sequences/quote', { ...sequence, steps: [{ ...sequence.steps[0], after }] });
    expectProblem(await put('soon'), 422, 'invalid_input', { path: 'steps[0].after' });
    expectProblem(await put('-2h'), 422, 'invalid_input', { path: 'steps[0].after' });
  });

  it('refuses a bad duration and a negative offset in a one-off', async () => {
    const post = (after: unknown) =>
      api.call('POST', '/v1/follow-ups', {
        contact: { key: 'ana' },
        channel: 'email',
        subject: 'hello',
        text: 'hello',
        after,
      });
    expectProblem(await post('soonish'), 422, 'invalid_input', { path: 'after' });
    expectProblem(await post('-5m'), 422, 'invalid_input', { path: 'after' });
    expectProblem(await post(-300), 422, 'invalid_input', { path: 'after' });
  });

  it('refuses a sequence without exits', async () => {
    const { exit: _, ...without } = sequence;
    expectProblem(await api.call('PUT', '/v1/sequences/quote', without), 422, 'invalid_input', { path: 'exit' });
  });

  it('says what is wrong with a sequence without storing it', async () => {
    const { body } = await api.call('POST', '/v1/sequences/validate', { ...sequence, key: 'quote', steps: [] });
    expect(body).toMatchObject({ valid: false, problems: [{ path: 'steps' }] });
    expect((await api.call('GET', '/v1/sequences/quote')).status).toBe(404);
  });

  it('refuses a document whose key is not that of the path', async () => {
    expectProblem(await api.call('PUT', '/v1/sequences/quote', { ...sequence, key: 'other' }), 422, 'invalid_input', {
      path: 'key',
      expected: 'quote',
    });
  });

  it('refuses a body over 256 kB, and a batch over 5 MB', async () => {
    const text = 'x'.repeat(300_000);
    expectProblem(
      await api.call('POST', '/v1/events', { type: 'message.received', contact, message: { text } }),
      413,
      'body_too_large',
    );
    const many = { events: Array.from({ length: 20 }, () => ({ type: 'custom.x', contact, text })) };
    expectProblem(await api.call('POST', '/v1/events/batch', many), 413, 'body_too_large');
  });

  it('refuses what is no JSON', async () => {
    const answer = await api.call('POST', '/v1/events', 'type=lead.created', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expectProblem(answer, 415, 'unsupported_media_type');
  });

  it('tells a wrong path from a wrong method', async () => {
    expectProblem(await api.call('GET', '/v1/follow-up'), 404, 'not_found');
    const answer = await api.call('DELETE', '/v1/follow-ups');
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.allow).toBe('GET, HEAD, POST');
  });

  it('names an unknown key and the one that was probably meant', async () => {
    const answer = await api.call('POST', '/v1/keys', { name: 'x', scope: ['read'] });
    expectProblem(answer, 422, 'invalid_input', { path: 'scope', expected: 'did you mean scopes?' });
  });

  it.each([
    ['limit=0', 'query.limit'],
    ['limit=201', 'query.limit'],
    ['limit=many', 'query.limit'],
    ['cursor=nonsense', 'query.cursor'],
    ['state=sended', 'query.state'],
    ['dueFrom=tomorrow', 'query.dueFrom'],
  ])('refuses ?%s', async (query, path) => {
    expectProblem(await api.call('GET', `/v1/follow-ups?${query}`), 422, 'invalid_input', { path });
  });

  it('refuses a one-off for nobody, at no time, with nothing to say', async () => {
    const nobody = await api.call('POST', '/v1/follow-ups', {
      contact: { key: 'nobody' },
      channel: 'email',
      subject: 'x',
      text: 'x',
      after: '1h',
    });
    expectProblem(nobody, 422, 'invalid_input', { path: 'contact' });
    const empty = await api.call('POST', '/v1/follow-ups', { contact: { key: 'a', id: 'b' }, channel: 'email' });
    for (const path of ['contact', 'dueAt', 'text']) expectProblem(empty, 422, 'invalid_input', { path });
  });

  it('refuses a template that is not Liquid, and a preview without its facts', async () => {
    expectProblem(await api.call('PUT', '/v1/templates/bad', { text: 'Hello {{ name' }), 422, 'invalid_input');
    await api.call('PUT', '/v1/templates/good', { text: 'Hello {{ contact.name }}' });
    expectProblem(await api.call('POST', '/v1/templates/good/preview', { channel: 'email' }), 422, 'invalid_input', {
      path: 'facts',
    });
  });

  it('refuses a user or a password in the URL of a contact, and does not repeat them', async () => {
    for (const login of ['ada:hush-42', 'hush-42', ':hush-42']) {
      const addresses = [{ channel: 'webhook', value: `https://${login}@example.com/hook` }];
      const answer = await api.call('POST', '/v1/events', { type: 'lead.created', contact: { key: 'ana', addresses } });
      expectProblem(answer, 422, 'invalid_input', { path: 'contact.addresses[0].value' });
      expect(JSON.stringify(answer.body)).not.toContain('hush-42');
    }
  });

  it('refuses an unknown provider, and a configuration that it cannot use', async () => {
    expectProblem(
      await api.call('PUT', '/v1/senders/a', { provider: 'pigeon', channel: 'email' }),
      422,
      'invalid_input',
    );
    const strange = { provider: 'sandbox', channel: 'email', config: { colour: 'red' } };
    expectProblem(await api.call('PUT', '/v1/senders/a', strange), 422, 'invalid_input', { path: 'config.colour' });
    const config = { url: 'mail.example.com', secret: 'short', timeoutMs: 'long', headers: { host: 'a' } };
    const answer = await api.call('PUT', '/v1/senders/a', { provider: 'webhook', channel: 'webhook', config });
    for (const path of ['config.url', 'config.secret', 'config.timeoutMs', 'config.headers.host'])
      expectProblem(answer, 422, 'invalid_input', { path });
  });

  it('refuses an e-mail without a subject when it is scheduled, and a template of one', async () => {
    await api.call('POST', '/v1/events', { type: 'contact.upserted', contact: { key: 'ana', ...contact } });
    const mail = { contact: { key: 'ana' }, after: '2h', channel: 'email', text: 'Hello' };
    for (const subject of [undefined, ' '])
      expectProblem(await api.call('POST', '/v1/follow-ups', { ...mail, subject }), 422, 'invalid_input', {
        path: 'subject',
      });
    expect((await api.call('POST', '/v1/follow-ups', { ...mail, subject: 'Hello' })).status).toBe(201);
    expect((await api.call('POST', '/v1/follow-ups', { ...mail, channel: 'sms' })).status).toBe(201);
    const template = await api.call('PUT', '/v1/templates/mail', { channel: 'email', text: 'Hello' });
    expectProblem(template, 422, 'invalid_input');
    expect(template.body.problems[0].path).toMatch(/subject$/);
    expect((await api.call('PUT', '/v1/templates/mail', { text: 'Hello' })).status).toBe(200);
  });

  it('refuses a subject of several lines wherever one is given, in the same words', async () => {
    const mail = { contact: { key: 'ana' }, after: '2h', channel: 'email', text: 'Hello' };
    const nobody = '/v1/follow-ups/0197c0de-0000-7000-8000-000000000100/message';
    for (const subject of ['Hello\r\nBcc: eve@example.com', 'Hello\u2028there']) {
      const problem = { path: 'subject', message: 'the subject has several lines', expected: 'one line' };
      const scheduled = await api.call('POST', '/v1/follow-ups', { ...mail, subject });
      expectProblem(scheduled, 422, 'invalid_input', problem);
      expectProblem(await api.call('PATCH', nobody, { subject }), 422, 'invalid_input', problem);
      const many = await api.call('POST', '/v1/follow-ups', { followUps: [{ ...mail, subject }] });
      const [result] = many.body.results;
      expect(result).toEqual({ ok: false, problems: [{ ...problem, path: 'followUps[0].subject' }] });
      for (const channel of ['email', 'sms', '*']) {
        const template = await api.call('PUT', '/v1/templates/mail', { channel, subject, text: 'Hello' });
        expectProblem(template, 422, 'invalid_input', problem);
      }
    }
  });
});
