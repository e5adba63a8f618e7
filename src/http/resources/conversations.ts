/** Conversations: how long they have been silent, and what is said in them. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { invalidInput, RelanceError } from '../../errors.ts';
import type { OperationContext } from '../../operations/context.ts';
import type { Intake } from '../../operations/intake.ts';
import { readConversation, readConversationPage } from '../../operations/read-conversations.ts';
import { readEvent } from '../../operations/read-event.ts';
import { readPage, writePage } from '../cursor.ts';
import { idempotencyKey } from '../remember-answers.ts';
import { addRoute } from '../route.ts';
import { channel, contactFilter, facts, instant, listOf, page } from '../wire.ts';
import { contactBody } from './event-schema.ts';

const tag = 'conversations';
const params = z.object({
  key: z
    .string()
    .min(1)
    .max(200)
    .describe('Your own key of the conversation.')
    .meta({ examples: ['chat-4711'] }),
});

const conversation = z
  .object({
    key: z.string(),
    contactId: z.string(),
    channel: channel.nullable(),
    state: z.string(),
    stage: z.string().nullable().describe('Your own word; steps may set it, a reply restores the one before.'),
    lastInboundAt: instant.nullable(),
    lastOutboundAt: instant.nullable().describe('The last message out that no sequence sent.'),
    lastFollowUpAt: instant.nullable(),
    lastBotMessageAt: instant.nullable().describe('The last message out, follow-ups included.'),
    followupCount24h: z.number().int().describe('Follow-ups of the last 24 hours, counted on reading.'),
    scheduledFollowupAt: instant.nullable(),
    attributes: facts,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Conversation', title: 'Conversation' });

const messageBody = z
  .strictObject({
    direction: z.enum(['in', 'out']).describe('`in`: the person wrote; `out`: you, or your bot.'),
    text: z.string().max(100_000).optional(),
    channel: channel.optional(),
    at: instant.optional().describe('Absent: now.'),
    contact: contactBody.optional().describe('Needed for the first message of a conversation.'),
    conversation: facts.optional().describe('Facts of the conversation, for example its stage.'),
    key: z.string().min(1).max(200).optional().describe('Makes it unique, like `Idempotency-Key`.'),
  })
  .meta({ examples: [{ direction: 'in', channel: 'email', text: 'Yes, tomorrow is fine', contact: { key: 'ana' } }] });

export interface ConversationsOptions {
  readonly context: OperationContext;
  readonly intake: Intake;
  readonly defaultCountry?: string;
}

export function addConversations(
  app: FastifyInstance,
  { context, intake, defaultCountry }: ConversationsOptions,
): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/conversations',
    tag,
    summary: 'List conversations, by key',
    query: page.extend({
      contact: contactFilter,
      stage: z
        .string()
        .optional()
        .describe('Only in this stage, your own word.')
        .meta({ examples: ['quote_sent'] }),
      state: z.enum(['open', 'closed']).optional().describe('Only open or only closed ones.'),
    }),
    answer: listOf(conversation),
    handle: async ({ query: { contact: contactId, stage, state, ...query }, orgId }) =>
      writePage(await readConversationPage(context, orgId, { contactId, stage, state }, readPage(query))),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/conversations/:key',
    tag,
    summary: 'Get a conversation',
    params,
    answer: conversation,
    handle: ({ params: { key }, orgId }) => readConversation(context, orgId, key),
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/conversations/:key/messages',
    tag,
    summary: 'Log a message of a conversation',
    description:
      'Recorded as the event `message.received` or `message.sent`; nothing is sent. `Idempotency-Key` makes it unique.',
    scope: 'send',
    repeats: 'event',
    params,
    body: messageBody,
    answer: z.object({
      eventId: z.string(),
      duplicate: z.boolean(),
      contactId: z.string().nullable(),
      enrolled: z.number().int(),
      exited: z.number().int(),
    }),
    status: 201,
    answers200When: 'Recorded before: nothing was done.',
    handle: async ({ params: { key }, body, orgId, request, reply }) => {
      const { direction, text, channel: over, at, key: own, conversation: more } = body;
      const contact = body.contact ?? { id: (await readConversation(context, orgId, key)).contactId };
      const message = { ...(text !== undefined && { text }), ...(over !== undefined && { channel: over }) };
      const event = {
        type: direction === 'in' ? 'message.received' : 'message.sent',
        ...(own !== undefined && { key: own }),
        ...(at !== undefined && { occurredAt: new Date(at).toISOString() }),
        contact,
        conversation: { ...more, key },
        message,
      };
      const dedupeKey = idempotencyKey(request);
      const read = readEvent(event, '', {
        now: context.clock.now(),
        ...(dedupeKey !== null && { dedupeKey }),
        ...(defaultCountry !== undefined && { defaultCountry }),
      });
      if ('problems' in read) throw invalidInput(read.problems);
      const result = await intake.record(orgId, read.event);
      if (result.conflict)
        throw new RelanceError('idempotency_conflict', 'this key was used before for a message with another body');
      if (result.duplicate) reply.status(200);
      const { id, ...rest } = result;
      return { eventId: id, ...rest };
    },
  });
}
