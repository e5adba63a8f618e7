/** What a person may ask for: a copy of everything, and that it is erased. And how long things are kept. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { retentionDaysMax } from '../../domain/retention.ts';
import { withoutUndefined } from '../../domain/without-undefined.ts';
import { invalidInput, relanceError } from '../../errors.ts';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { eraseContact } from '../../operations/erase-contact.ts';
import { exportContact } from '../../operations/export-contact.ts';
import { putRetention, readOwnRetention } from '../../operations/keep-retention.ts';
import { readContact } from '../../operations/read-contacts.ts';
import { addRoute } from '../route.ts';
import { exampleId, facts, instant } from '../wire.ts';

const params = z.object({
  ref: z
    .string()
    .describe('An id, or `key:` and your own key.')
    .meta({ examples: ['key:ana'] }),
});

const days = z.number().int().min(1).max(retentionDaysMax).nullable();

const retention = z.object({
  inbox: days.describe('What came in. A repetition is recognised for as long.'),
  messages: days.describe('Texts of messages; that there was one stays.'),
  timeline: days.describe('Decisions.'),
  attempts: days.describe('Calls to senders.'),
  receipts: days.describe("Vendors' reports."),
  followUps: days.describe('Follow-ups that have ended, and their enrollments.'),
  sandbox: days.describe('Messages that went to the sandbox.'),
  consents: days.describe('The proof of consents; what was said, where and when, stays.'),
  audit: days.describe('Who changed what; what is left is still one chain.'),
});

export function addPrivacy(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/contacts/:ref/export',
    tag: 'contacts',
    summary: 'Export everything about a contact',
    description:
      'One JSON document with every row of every table that is about the person, as it is stored. It is in the audit log. Reads all follow-ups and events of the organization once.',
    scope: 'manage',
    params,
    answer: z.object({ exportedAt: z.string(), contactId: z.string(), tables: z.record(z.string(), z.array(facts)) }),
    handle: async ({ params: { ref }, orgId, caller }) =>
      Readable.from(await exportContact(context, orgId, ref, actorOf(caller))),
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/contacts/:ref/erase',
    tag: 'contacts',
    summary: 'Erase a contact',
    description:
      'From this answer on no call to the person begins; one that is on its way gets out. What is open is cancelled, every address is suppressed by a keyed hash (also when it comes in again), and whatever says who the person was is removed. Cannot be undone; again does no harm. Reads all follow-ups and events of the organization once.',
    scope: 'manage',
    repeats: 'harmless',
    params,
    body: z
      .strictObject({
        confirm: z.string().describe("The contact's id, so that nobody is erased by a slip."),
        reason: z
          .string()
          .regex(/^[A-Za-z][\w.-]{0,63}$/, 'a word such as requested: letters, digits, ".", "_" and "-"')
          .describe('For the audit log; a word, not about the person.'),
      })
      .meta({ examples: [{ confirm: exampleId, reason: 'requested' }] }),
    answer: z.object({
      id: z.string(),
      erasedAt: instant.describe('When it was first done.'),
      cancelled: z.number().int().describe('Follow-ups that were open.'),
    }),
    handle: async ({ params: { ref }, body: { confirm, reason }, orgId, caller }) => {
      const { id } = await readContact(context, orgId, ref);
      if (confirm.toLowerCase() !== id) {
        const message = "this is not the contact's id";
        throw invalidInput([{ path: 'confirm', message, expected: `${id}, if it is this contact that is meant` }]);
      }
      const erased = await eraseContact(context, orgId, id, reason, actorOf(caller));
      if (!erased) throw relanceError('not_found', `there is no contact ${ref}`);
      return { id, erasedAt: erased.erasedAt, cancelled: erased.cancelled };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/retention',
    tag: 'organization',
    summary: 'See how long what is kept',
    description: 'In days; `null` is for ever. What is open is kept however old it is.',
    answer: retention,
    handle: ({ orgId }) => readOwnRetention(context, orgId),
  });

  addRoute(app, {
    method: 'PUT',
    url: '/v1/retention',
    tag: 'organization',
    summary: 'Set how long what is kept',
    description: 'What is not given stays as it is. What is past its keeping goes within a day or so, for good.',
    scope: 'manage',
    body: retention
      .partial()
      .strict()
      .meta({ examples: [{ messages: 365, sandbox: 7 }] }),
    answer: retention,
    handle: ({ body, orgId, caller }) => putRetention(context, orgId, withoutUndefined(body), actorOf(caller)),
  });
}
