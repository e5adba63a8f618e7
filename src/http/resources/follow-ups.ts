/** Follow-ups: scheduled, listed, changed, explained. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { deliveryStatuses } from '../../domain/delivery-status.ts';
import { childPath } from '../../domain/problem.ts';
import { withoutUndefined } from '../../domain/without-undefined.ts';
import { invalidInput, relanceError } from '../../errors.ts';
import { actorOf } from '../../operations/caller.ts';
import { cancelFollowUps } from '../../operations/cancel-follow-ups.ts';
import { type ChangeResult, changeFollowUps } from '../../operations/change-follow-ups.ts';
import type { OperationContext } from '../../operations/context.ts';
import { explainFollowUp } from '../../operations/explain-follow-up.ts';
import { readFollowUp, readFollowUpPage } from '../../operations/read-follow-ups.ts';
import { type OneOffInput, scheduleOnce } from '../../operations/schedule-once.ts';
import { settleByHand } from '../../operations/settle-by-hand.ts';
import { readPage, writePage } from '../cursor.ts';
import { identityOf } from '../remember-answers.ts';
import { addRoute } from '../route.ts';
import { batchLimit, channelFilter, contactFilter, instant, listOf, page, rowParams, spoken } from '../wire.ts';
import {
  changed,
  explanation,
  followUp,
  followUpState,
  type oneOffBody,
  scheduleBody,
  scheduled,
} from './follow-up-schema.ts';

const tag = 'follow-ups';
const reasonForm = /^[A-Za-z][\w.-]{0,63}$/;

const listQuery = page
  .extend({
    view: z
      .enum(['upcoming', 'failed', 'recent'])
      .optional()
      .describe(
        'upcoming: what goes out next; failed: dead letters and unknowns, the latest first; recent: what was sent, the latest first.',
      )
      .meta({ examples: ['upcoming'] }),
    state: followUpState
      .optional()
      .describe('Only in this state.')
      .meta({ examples: ['scheduled'] }),
    status: z
      .enum(deliveryStatuses)
      .optional()
      .describe('Only with this status, in place of a state.')
      .meta({ examples: ['pending'] }),
    channel: channelFilter,
    contact: contactFilter,
    sequence: z
      .string()
      .optional()
      .describe("A sequence's key.")
      .meta({ examples: ['quote-nudge'] }),
    dueFrom: instant.optional().describe('Only what is due at this instant or later.'),
    dueUntil: instant.optional().describe('Only what is due at this instant or before.'),
  })
  .refine(({ dueFrom = 0, dueUntil = Number.POSITIVE_INFINITY }) => dueFrom <= dueUntil, {
    path: ['dueUntil'],
    error: 'lies before dueFrom',
    params: { expected: 'an instant at or after dueFrom' },
  })
  .refine(({ state, status }) => state === undefined || status === undefined, {
    path: ['status'],
    error: 'is given beside state, which says it already',
    params: { expected: 'one of the two' },
  });

export function addFollowUps(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'POST',
    url: '/v1/follow-ups',
    tag,
    summary: 'Schedule one follow-up, or up to 1,000',
    description:
      'One-offs, without a sequence. `{ followUps: [ … ] }` schedules many; each then has a result of its own.',
    scope: 'send',
    repeats: 'stored',
    bodyLimit: batchLimit,
    body: scheduleBody,
    answer: z.union([z.object({ id: z.string(), dueAt: instant }), z.object({ results: z.array(scheduled) })]),
    status: 201,
    answers200When: 'Many were given: each has a result of its own, good or bad.',
    handle: async ({ body, orgId, request, reply }) => {
      const now = context.clock.now();
      const identity = identityOf(request);
      if ('followUps' in body) {
        const inputs = body.followUps.map((one) => toOneOff(one, now));
        const pathOf = (index: number) => childPath('followUps', index);
        const results = await scheduleOnce(context, orgId, inputs, pathOf, identity);
        reply.status(200);
        return { results: results.map((one) => (one.ok ? one : { ok: false as const, problems: [...one.problems] })) };
      }
      const [result] = await scheduleOnce(context, orgId, [toOneOff(body, now)], () => '', identity);
      if (!result?.ok) throw invalidInput(result?.problems ?? []);
      return { id: result.id, dueAt: result.dueAt };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/follow-ups',
    tag,
    summary: 'List follow-ups',
    description:
      'Ordered by the view: what is upcoming by time; of a contact by due time, the latest first; else the latest made first.',
    query: listQuery,
    answer: listOf(followUp),
    handle: async ({ query, orgId }) => {
      const { contact: contactId, sequence: sequenceKey, ...filter } = query;
      return writePage(await readFollowUpPage(context, orgId, { ...filter, contactId, sequenceKey }, readPage(query)));
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/follow-ups/:id',
    tag,
    summary: 'Get a follow-up',
    params: rowParams,
    answer: followUp,
    handle: ({ params: { id }, orgId }) => readFollowUp(context, orgId, id),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/follow-ups/:id/explain',
    tag,
    summary: 'Explain why a follow-up was or was not sent',
    params: rowParams,
    query: spoken,
    answer: explanation,
    handle: async ({ params: { id }, query, orgId }) => {
      const { decisions, attempts, ...rest } = await explainFollowUp(context, orgId, id, query.locale);
      return { ...rest, decisions: [...decisions], attempts: [...attempts] };
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/follow-ups/:id/cancel',
    tag,
    summary: 'Cancel a follow-up, or discard a dead letter',
    scope: 'send',
    params: rowParams,
    body: z
      .strictObject({
        reason: z
          .string()
          .regex(reasonForm, 'a word such as not_needed: letters, digits, ".", "_" and "-"')
          .default('cancelled_by_caller'),
      })
      .meta({ examples: [{ reason: 'not_needed' }] }),
    answer: followUp,
    handle: async ({ params: { id }, body, orgId, caller }) => {
      const before = await readFollowUp(context, orgId, id);
      const [result] = await cancelFollowUps(context, orgId, [before.id], body.reason, actorOf(caller));
      const after = await readFollowUp(context, orgId, id);
      if (result?.ok === false && after.state !== 'cancelled') throw relanceError('conflict', result.detail);
      return after;
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/follow-ups/:id/reschedule',
    tag,
    summary: 'Move a follow-up to another time',
    scope: 'send',
    params: rowParams,
    body: z.strictObject({ dueAt: instant }).meta({ examples: [{ dueAt: '2026-03-01T09:30:00Z' }] }),
    answer: changed,
    handle: async ({ params: { id }, body, orgId, caller }) =>
      settled(await changeFollowUps(context, orgId, 'reschedule', [{ id, dueAt: body.dueAt }], actorOf(caller))),
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/follow-ups/:id/settle',
    tag,
    summary: 'Say what became of a follow-up whose outcome is unknown',
    description:
      'For one that is `unknown`, once somebody has found out. `sent`: the next step follows as after any send. `not_sent`: it goes out again by the policy for retries, or becomes a dead letter. The timeline names the key.',
    scope: 'send',
    params: rowParams,
    body: z
      .strictObject({ outcome: z.enum(['sent', 'not_sent']).describe('Whether the provider had taken it.') })
      .meta({ examples: [{ outcome: 'sent' }] }),
    answer: followUp,
    handle: async ({ params: { id }, body, orgId, caller }) => {
      const result = await settleByHand(context, orgId, id, body.outcome, actorOf(caller));
      if (!result.ok && result.reason === 'conflict') {
        throw relanceError(
          'conflict',
          `only an unknown follow-up can be settled; this one is ${result.state.replaceAll('_', ' ')}`,
        );
      }
      return readFollowUp(context, orgId, id);
    },
  });

  const commands = [
    { verb: 'send-now', summary: 'Send a scheduled follow-up now' },
    { verb: 'retry', summary: 'Try a dead letter again' },
    { verb: 'approve', summary: 'Approve a follow-up that waits for it' },
  ] as const;
  for (const { verb, summary } of commands) {
    addRoute(app, {
      method: 'POST',
      url: `/v1/follow-ups/:id/${verb}`,
      tag,
      summary,
      scope: 'send',
      params: rowParams,
      answer: changed,
      handle: async ({ params: { id }, orgId, caller }) =>
        settled(await changeFollowUps(context, orgId, verb, [{ id }], actorOf(caller))),
    });
  }
}

/** @throws RelanceError `not_found`, `conflict` */
function settled([result]: readonly ChangeResult[]): { id: string; dueAt: number } {
  if (result?.ok) return { id: result.id, dueAt: result.dueAt };
  throw relanceError(result?.reason === 'not_found' ? 'not_found' : 'conflict', result?.detail ?? '');
}

function toOneOff({ after, dueAt, lateGrace, ...rest }: z.output<typeof oneOffBody>, now: number): OneOffInput {
  return withoutUndefined({ ...rest, lateGraceMs: lateGrace, dueAt: dueAt ?? now + (after ?? 0) });
}
