/** What was given up: its words seen and changed, tried again or discarded, one by one or many at once. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isOneLine, notOneLine } from '../../domain/read-content.ts';
import { withoutUndefined } from '../../domain/without-undefined.ts';
import { actorOf } from '../../operations/caller.ts';
import { cancelFollowUps } from '../../operations/cancel-follow-ups.ts';
import { changeFollowUps } from '../../operations/change-follow-ups.ts';
import type { OperationContext } from '../../operations/context.ts';
import { editDeadLetter, readMessageOf } from '../../operations/edit-dead-letter.ts';
import { addRoute } from '../route.ts';
import { instant, rowParams } from '../wire.ts';
import { message } from './messages.ts';

const tag = 'follow-ups';
const ids = z.strictObject({ ids: z.array(z.string()).min(1).max(1_000) }).meta({
  examples: [{ ids: ['0197c0de-0000-7000-8000-000000000100'] }],
});

/** Words that go out as they are: what looks like a variable would arrive like that. */
const asTheyAre = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .regex(/^(?![\s\S]*(\{\{|\{%))/, 'the words as they are to arrive: variables are not filled in here');

const notDone = z.object({
  ok: z.literal(false),
  id: z.string(),
  reason: z.enum(['not_found', 'conflict']).describe('conflict: its present state does not allow it.'),
  detail: z.string(),
});
const discarded = z.union([z.object({ ok: z.literal(true), id: z.string() }), notDone]);
const retried = z.union([
  z.object({ ok: z.literal(true), id: z.string(), dueAt: instant }),
  notDone.extend({
    reason: z
      .enum([...notDone.shape.reason.options, 'suppressed', 'blocked'])
      .describe(
        'conflict: its present state does not allow it; suppressed: its address is; blocked: the person wants nothing more. It would be skipped at once.',
      ),
  }),
]);

export function addDeadLetters(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/follow-ups/:id/message',
    tag,
    summary: 'See what a follow-up says',
    description: 'Once it is written, which is when it is due: until then 404.',
    params: rowParams,
    answer: message,
    handle: ({ params: { id }, orgId }) => readMessageOf(context, orgId, id),
  });

  addRoute(app, {
    method: 'PATCH',
    url: '/v1/follow-ups/:id/message',
    tag,
    summary: 'Change the words of a dead letter',
    description:
      'Parts that are not given stay; a new text without html drops the html. The words go out as they are: no variables. ' +
      'What was tried before keeps the words that it had.',
    scope: 'send',
    params: rowParams,
    body: z
      .strictObject({
        subject: asTheyAre(500)
          .refine((subject) => subject.trim() !== '', {
            error: 'the subject is empty',
            params: { expected: 'one line' },
          })
          .refine(isOneLine, { error: notOneLine.message, params: { expected: notOneLine.expected } })
          .optional(),
        text: asTheyAre(100_000).min(1).optional(),
        html: asTheyAre(100_000).optional(),
      })
      .refine((it) => Object.values(it).some((value) => value !== undefined), {
        error: 'changes nothing',
        params: { expected: 'at least one of subject, text, html' },
      })
      .meta({ examples: [{ text: 'Hello Ana, your table is booked for eight.' }] }),
    answer: message,
    handle: ({ params: { id }, body, orgId, caller }) =>
      editDeadLetter(context, orgId, id, withoutUndefined(body), actorOf(caller)),
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/follow-ups/retry',
    tag,
    summary: 'Try many dead letters again',
    description:
      'Each with a new attempt; the ones before are kept. Each id has a result of its own; what would be skipped at once is refused.',
    scope: 'send',
    body: ids,
    answer: z.object({ results: z.array(retried) }),
    handle: async ({ body, orgId, caller }) => {
      const followUps = body.ids.map((id) => ({ id }));
      return { results: [...(await changeFollowUps(context, orgId, 'retry', followUps, actorOf(caller)))] };
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/follow-ups/discard',
    tag,
    summary: 'Cancel many follow-ups, or discard many dead letters',
    description: 'Each id has a result of its own.',
    scope: 'send',
    body: ids,
    answer: z.object({ results: z.array(discarded) }),
    handle: async ({ body, orgId, caller }) => ({
      results: [...(await cancelFollowUps(context, orgId, body.ids, 'discarded', actorOf(caller)))],
    }),
  });
}
