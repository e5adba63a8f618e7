import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putSequences } from '../../src/operations/put-sequences.ts';
import { type Api, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const sequence = {
  trigger: 'lead.created',
  steps: [{ key: 'soon', after: '30m', channel: 'email', template: 'nudge' }],
  exit: ['message.received'],
  then: { after: '2d' },
};
const put = async (body: object = sequence) => (await api.call('PUT', '/v1/sequences/quote', body)).body;

describe('a sequence that names what is not there yet', () => {
  it('is stored, with a warning for each template and each channel without a sender, until both are there', async () => {
    const first = await put();
    expect(first).toMatchObject({ version: 1, changed: true });
    expect(first.warnings).toEqual([
      {
        path: 'steps[0].template',
        message: 'there is no template "nudge" yet, and without it these messages fail',
        expected: 'a template of that name: PUT /v1/templates/nudge',
      },
      {
        path: 'steps[0].channel',
        message: 'no sender sends over email yet, and without one these messages fail',
        expected: 'a sender of that channel: PUT /v1/senders/{key}',
      },
    ]);
    expect((await api.call('GET', '/v1/sequences/quote')).status).toBe(200);

    await api.call('PUT', '/v1/templates/nudge', { channel: 'sms', text: 'Hello' });
    await api.call('PUT', '/v1/senders/office', { provider: 'sandbox', channel: 'email' });
    expect((await put()).warnings).toMatchObject([
      { message: expect.stringContaining('no text for email, only for sms') },
    ]);

    await api.call('PUT', '/v1/templates/nudge', { text: 'Hello' });
    expect(await put()).toEqual({ key: 'quote', version: 1, changed: false, warnings: [] });
  });

  it('gets the same warnings when it is only checked', async () => {
    const steps = [{ key: 'soon', after: '30m', channel: 'sms', template: 'nudg' }];
    const { body } = await api.call('POST', '/v1/sequences/validate', { ...sequence, key: 'other', steps });
    expect(body).toMatchObject({
      valid: true,
      problems: [],
      warnings: [
        { path: 'steps[0].template', expected: 'did you mean nudge?' },
        { path: 'steps[0].channel', message: expect.stringContaining('over sms') },
      ],
    });
  });

  it('is asked about a misspelt variable of its template, and refused for one in its own text', async () => {
    await api.call('POST', '/v1/events', {
      type: 'contact.upserted',
      contact: { key: 'ana', email: 'ana@example.com', first_name: 'Ana' },
    });
    const greeting = 'Hello {{ contact.frist_name }}';
    await api.call('PUT', '/v1/templates/greeting', { text: `${greeting}, {{ organization.nmae }}` });
    const step = { key: 'soon', after: '30m', channel: 'email' };
    const warned = await put({ ...sequence, steps: [{ ...step, template: 'greeting' }] });
    expect(warned.warnings).toMatchObject([
      { path: 'steps[0].template', expected: 'did you mean contact.first_name?' },
      { path: 'steps[0].template', message: expect.stringContaining('organization.nmae (line 1, column 36') },
    ]);
    const own = { ...sequence, steps: [{ ...step, subject: '{{ contatc.name }}', text: greeting }] };
    expect(await api.call('PUT', '/v1/sequences/quote', own)).toMatchObject({
      status: 422,
      body: {
        problems: [
          {
            path: 'steps[0].subject',
            message: 'there is no variable contatc (line 1, column 4 of the text)',
            expected: 'did you mean contact?',
          },
        ],
      },
    });
    const { body } = await api.call('POST', '/v1/sequences/validate', { ...own, key: 'own' });
    expect(body).toMatchObject({ valid: false, problems: [{ path: 'steps[0].subject' }] });
    expect(body.warnings.at(0)).toMatchObject({ path: 'steps[0].text', expected: 'did you mean contact.first_name?' });
  });

  it('gets them from the library as well, for each of several', async () => {
    const key = 'elsewhere';
    const results = await putSequences(api.context, 1, [
      { ...sequence, key },
      { ...sequence, key: 'wordless', steps: [{ ...sequence.steps[0], template: 'nothing' }] },
    ]);
    expect(results).toMatchObject([
      { key, warnings: [] },
      { key: 'wordless', warnings: [{ path: 'steps[0].template' }] },
    ]);
  });
});
