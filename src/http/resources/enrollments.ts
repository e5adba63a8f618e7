/** Enrollments: one contact's run through one sequence. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { subjectTypes } from '../../domain/event.ts';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { changeEnrollment, readEnrollment, readEnrollmentPage } from '../../operations/read-enrollments.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { contactFilter, instant, listOf, page, rowParams } from '../wire.ts';

const tag = 'enrollments';
const state = z.enum(['active', 'paused', 'completed', 'exited']);

const enrollment = z
  .object({
    id: z.string(),
    contactId: z.string(),
    sequenceKey: z.string(),
    sequenceVersion: z.number().int(),
    subjectType: z.enum(subjectTypes),
    subjectKey: z.string(),
    anchorAt: instant.describe('What its offsets count from.'),
    state,
    exitReason: z.string().nullable(),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Enrollment', title: 'Enrollment' });

export function addEnrollments(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/enrollments',
    tag,
    summary: 'List enrollments, the latest first',
    query: page.extend({
      contact: contactFilter,
      sequence: z
        .string()
        .optional()
        .describe("A sequence's key.")
        .meta({ examples: ['quote-nudge'] }),
      state: state
        .optional()
        .describe('Only in this state.')
        .meta({ examples: ['active'] }),
    }),
    answer: listOf(enrollment),
    handle: async ({ query: { contact: contactId, sequence: sequenceKey, state: wanted, ...query }, orgId }) =>
      writePage(await readEnrollmentPage(context, orgId, { contactId, sequenceKey, state: wanted }, readPage(query))),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/enrollments/:id',
    tag,
    summary: 'Get an enrollment',
    params: rowParams,
    answer: enrollment,
    handle: ({ params: { id }, orgId }) => readEnrollment(context, orgId, id),
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/enrollments/:id/exit',
    tag,
    summary: 'End an enrollment early: what is pending is cancelled',
    scope: 'send',
    params: rowParams,
    body: z
      .strictObject({
        reason: z
          .string()
          .regex(/^[A-Za-z][\w.-]{0,63}$/, 'a word such as handled_by_phone: letters, digits, ".", "_" and "-"')
          .default('ended_by_caller'),
      })
      .meta({ examples: [{ reason: 'handled_by_phone' }] }),
    answer: enrollment,
    handle: ({ params: { id }, body: { reason }, orgId, caller }) =>
      changeEnrollment(context, orgId, id, 'exited', { reason, by: actorOf(caller) }),
  });

  for (const [verb, to, summary] of [
    ['pause', 'paused', 'Pause an enrollment: what comes due meanwhile waits'],
    ['resume', 'active', 'Resume an enrollment'],
  ] as const) {
    addRoute(app, {
      method: 'POST',
      url: `/v1/enrollments/:id/${verb}`,
      tag,
      summary,
      scope: 'send',
      params: rowParams,
      answer: enrollment,
      handle: ({ params: { id }, orgId, caller }) => changeEnrollment(context, orgId, id, to, { by: actorOf(caller) }),
    });
  }
}
