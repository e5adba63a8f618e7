/** Messages that went out and came in, and the local inbox of the sandbox. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { OperationContext } from '../../operations/context.ts';
import { readMessage, readMessagePage, readSandboxPage } from '../../operations/read-messages.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { channel, channelFilter, contactFilter, facts, instant, listOf, page, rowParams } from '../wire.ts';

const tag = 'messages';

const content = {
  channel,
  address: z.string(),
  subject: z.string().nullable(),
  text: z.string(),
  html: z.string().nullable(),
  data: facts.nullable(),
  createdAt: instant,
};

export const message = z
  .object({
    id: z.string(),
    contactId: z.string(),
    followUpId: z.string().nullable(),
    conversationKey: z.string().nullable(),
    direction: z.enum(['in', 'out']),
    state: z.enum(['queued', 'sent', 'failed', 'delivered', 'undelivered', 'received']),
    template: z.string().nullable(),
    replyTo: z.string().nullable().describe('The follow-up that it answers.'),
    automatic: z.boolean().describe('Nobody wrote it: an out-of-office notice, say.'),
    costCents: z.number().nullable().describe("Of all its attempts, by the senders' prices."),
    ...content,
  })
  .meta({ id: 'Message', title: 'Message' });

const sandboxMessage = z.object({ id: z.string(), attemptId: z.string(), ...content });

export function addMessages(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/messages',
    tag,
    summary: 'List messages, the latest first',
    query: page.extend({
      contact: contactFilter,
      conversation: z
        .string()
        .optional()
        .describe("A conversation's key.")
        .meta({ examples: ['chat-4711'] }),
      channel: channelFilter,
      direction: z
        .enum(['in', 'out'])
        .optional()
        .describe('`in`: what people wrote; `out`: what went out.')
        .meta({ examples: ['in'] }),
    }),
    answer: listOf(message),
    handle: async ({
      query: { contact: contactId, conversation: conversationKey, channel: over, direction, ...query },
      orgId,
    }) =>
      writePage(
        await readMessagePage(
          context,
          orgId,
          { contactId, conversationKey, channel: over, direction },
          readPage(query),
        ),
      ),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/messages/:id',
    tag,
    summary: 'Get a message',
    params: rowParams,
    answer: message,
    handle: ({ params: { id }, orgId }) => readMessage(context, orgId, id),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/sandbox/messages',
    tag,
    summary: 'List what the sandbox provider accepted, the latest first',
    query: page,
    answer: listOf(sandboxMessage),
    handle: async ({ query, orgId }) => writePage(await readSandboxPage(context, orgId, readPage(query))),
  });
}
