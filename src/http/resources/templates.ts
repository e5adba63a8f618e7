/** Templates: texts with variables, stored as versions. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { channels } from '../../domain/channel.ts';
import { DocumentReader } from '../../domain/document-reader.ts';
import { readTemplates } from '../../domain/read-template.ts';
import { withoutUndefined } from '../../domain/without-undefined.ts';
import { invalidInput } from '../../errors.ts';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { putTemplates } from '../../operations/put-templates.ts';
import { previewTemplate, readTemplateForms, readTemplatePage } from '../../operations/read-templates.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { channel, facts, instant, listOf, page } from '../wire.ts';

const tag = 'templates';
const params = z.object({
  key: z
    .string()
    .min(1)
    .max(64)
    .describe('Your own key of the template, as steps name it.')
    .meta({ examples: ['nudge'] }),
});

const vendorTemplate = z
  .object({
    id: z.string().max(200).describe("The vendor's id of its template, for example Twilio's `HX…`."),
    variables: z.record(z.string(), z.string()).describe('Texts with variables, by the placeholders of that template.'),
  })
  .describe('A template that the vendor keeps, for where free text may not be sent: WhatsApp outside its 24 hours.')
  .meta({ examples: [{ id: 'HXb5b62575e6e4ff6129ad7c8efe1f983e', variables: { 1: '{{ contact.name }}' } }] });

const template = z
  .object({
    key: z.string(),
    channel: z.string().describe('`*`: for all channels that have no form of their own.'),
    locale: z.string().describe('`*`: for all languages that have no form of their own.'),
    version: z.number().int(),
    subject: z.string().nullable(),
    text: z.string(),
    html: z.string().nullable(),
    vendorTemplate: vendorTemplate.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Template', title: 'Template' });

const body = z
  .strictObject({
    channel: z.enum(['*', ...channels]).optional(),
    locale: z.string().max(35).optional(),
    subject: z.string().max(500).optional(),
    text: z.string().min(1).max(100_000),
    html: z.string().max(100_000).optional(),
    vendorTemplate: vendorTemplate.optional(),
  })
  .meta({
    examples: [{ channel: 'email', subject: 'Hello {{ contact.name }}', text: 'See you on {{ appointment.day }}.' }],
  });

export function addTemplates(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'PUT',
    url: '/v1/templates/:key',
    tag,
    summary: 'Store a template',
    description:
      'A changed text makes a new version, an unchanged one nothing. Messages that were rendered stay as they are.',
    scope: 'manage',
    params,
    body,
    answer: z.object({ key: z.string(), version: z.number().int(), changed: z.boolean() }),
    handle: async ({ params: { key }, body: given, orgId, caller }) => {
      const place = new DocumentReader({ [key]: withoutUndefined(given) });
      const templates = readTemplates(place);
      const { problems } = place.findings;
      const inside = (path: string) =>
        path === key ? '' : path.startsWith(`${key}.`) ? path.slice(key.length + 1) : path;
      if (problems.length > 0) throw invalidInput(problems.map((one) => ({ ...one, path: inside(one.path) })));
      const [result] = await putTemplates(context, orgId, templates, actorOf(caller));
      return { key, version: result?.version ?? 0, changed: result?.changed ?? false };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/templates',
    tag,
    summary: 'List templates, by key',
    query: page,
    answer: listOf(template),
    handle: async ({ query, orgId }) => writePage(await readTemplatePage(context, orgId, readPage(query))),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/templates/:key',
    tag,
    summary: 'Get a template: the latest version of all its forms',
    params,
    answer: z.object({ key: z.string(), forms: z.array(template) }),
    handle: async ({ params: { key }, orgId }) => ({ key, forms: [...(await readTemplateForms(context, orgId, key))] }),
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/templates/:key/preview',
    tag,
    summary: 'See a template with facts',
    repeats: 'harmless',
    params,
    body: z.strictObject({ channel, locale: z.string().max(35).optional(), facts: facts.default({}) }).meta({
      examples: [{ channel: 'email', facts: { contact: { name: 'Ana' } } }],
    }),
    answer: z.object({
      subject: z.string().nullable(),
      text: z.string(),
      html: z.string().nullable(),
      channel: z.string(),
      locale: z.string(),
      version: z.number().int(),
    }),
    handle: ({ params: { key }, body: given, orgId }) =>
      previewTemplate(context, orgId, key, {
        channel: given.channel,
        locale: given.locale ?? null,
        facts: given.facts,
      }),
  });
}
