/** Senders: configured accounts at providers. What is secret goes in and never comes out. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { withoutUndefined } from '../../domain/without-undefined.ts';
import { relanceError } from '../../errors.ts';
import { actorOf, type Caller } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import {
  pauseSender,
  putSender,
  readSender,
  readSenderPage,
  removeSender,
  type Sender,
  testSender,
} from '../../operations/read-senders.ts';
import { sendTest } from '../../operations/send-test.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { channel, facts, instant, listOf, page } from '../wire.ts';

const tag = 'senders';
const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a name of lower-case letters, digits and "-", for example office-smtp');
const params = z.object({ key: z.string().max(200) });

const sender = z
  .object({
    id: z.string(),
    key: z.string(),
    provider: z.string(),
    channel,
    position: z.number().int().describe('Its place in the route of the channel: lower is tried first.'),
    config: facts.describe('Without what is secret.'),
    secrets: z.array(z.string()).describe('The names of what is configured and not shown.'),
    ratePerMinute: z.number().nullable(),
    burst: z.number().nullable(),
    concurrency: z.number().nullable(),
    perHour: z.number().nullable().describe('Messages in any hour, over all processes.'),
    perDay: z.number().nullable().describe('Messages in any day, over all processes.'),
    pausedAt: instant.nullable(),
    breaker: z
      .enum(['closed', 'open', 'half_open'])
      .describe(
        '`open`: left alone, the next of the route is asked. `half_open`: one call has to show that it works again.',
      ),
    breakerFailures: z.number().int().describe('How often in a row it was found broken; each rest is longer.'),
    learnedPerMinute: z.number().nullable().describe('What its vendor seemed to take when it last said "too fast".'),
    learnedAt: instant.nullable(),
    breakerUntil: instant.nullable().describe('Left alone until then, after it refused everything.'),
    lastError: z.string().nullable(),
    lastErrorAt: instant.nullable(),
    mailboxError: z
      .string()
      .nullable()
      .describe('What reading its mailbox failed by the last time; it is tried again every few seconds.'),
    mailboxErrorAt: instant.nullable(),
    lastWeek: z
      .object({
        accepted: z.number().int().describe('Taken by the vendor.'),
        refused: z.number().int().describe('Refused at once because of the address; they are among `bounced`, too.'),
        bounced: z
          .number()
          .int()
          .describe(
            'To addresses that do not work: refused at once, or reported later. Not to people who have said stop to the vendor.',
          ),
        complained: z.number().int().describe('Called spam.'),
        bounceRate: z.number().nullable().describe('Of what was accepted or refused, from 0 to 1; null: nothing was.'),
        complaintRate: z.number().nullable().describe('Of what was accepted, from 0 to 1; null: nothing was.'),
      })
      .describe(
        "What became of what went out by it in the last seven days. Of an organization's messages the last 2,000 of each 24 hours are looked at, in and out.",
      ),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Sender', title: 'Sender' });

const body = z
  .strictObject({
    provider: z.string().min(1).max(64),
    channel,
    position: z.number().int().min(0).max(1_000).optional(),
    config: facts.optional().describe('As its provider describes it; replaced as a whole.'),
    ratePerMinute: z.number().positive().max(1_000_000).nullable().optional(),
    burst: z.number().min(1).max(100_000).nullable().optional(),
    concurrency: z.number().int().min(1).max(10_000).nullable().optional(),
    perHour: z.number().int().min(1).max(10_000_000).nullable().optional(),
    perDay: z.number().int().min(1).max(100_000_000).nullable().optional(),
  })
  .meta({ examples: [{ provider: 'sandbox', channel: 'email', ratePerMinute: 600 }] });

export function addSenders(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  const wire = (found: Sender) => ({ ...found, secrets: [...found.secrets] });

  addRoute(app, {
    method: 'GET',
    url: '/v1/senders',
    tag,
    summary: 'List senders, by key',
    query: page,
    answer: listOf(sender),
    handle: async ({ query, orgId }) => {
      const { items, nextCursor } = writePage(await readSenderPage(context, orgId, readPage(query)));
      return { items: items.map(wire), nextCursor };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/senders/:key',
    tag,
    summary: 'Get a sender',
    params,
    answer: sender,
    handle: async ({ params: { key: name }, orgId }) => wire(await readSender(context, orgId, name)),
  });

  addRoute(app, {
    method: 'PUT',
    url: '/v1/senders/:key',
    tag,
    summary: 'Store a sender',
    scope: 'manage',
    params: z.object({ key }),
    body,
    answer: sender,
    description:
      'The configuration replaces the one before, but secrets that are not given stay as they are while the provider does; `null` removes one. ' +
      'A sender of e-mail needs the scope `admin`: it carries the links with which operators get in.',
    handle: async ({ params: { key: name }, body: given, orgId, caller }) => {
      if (given.channel === 'email') refuseWithoutAdmin(caller);
      return wire(await putSender(context, orgId, withoutUndefined({ key: name, ...given }), actorOf(caller)));
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/v1/senders/:key',
    tag,
    summary: 'Remove a sender',
    description: 'What was sent by it stays on record; what waits goes by the others of the route, or waits for one.',
    scope: 'manage',
    params,
    answer: z.object({ key: z.string(), removed: z.boolean() }),
    handle: async ({ params: { key: name }, orgId, caller }) => {
      await removeSender(context, orgId, name, actorOf(caller));
      return { key: name, removed: true };
    },
  });

  for (const [verb, summary] of [
    ['pause', 'Pause a sender'],
    ['resume', 'Resume a sender'],
  ] as const) {
    addRoute(app, {
      method: 'POST',
      url: `/v1/senders/:key/${verb}`,
      tag,
      summary,
      scope: 'manage',
      params,
      answer: sender,
      handle: async ({ params: { key: name }, orgId, caller }) =>
        wire(await pauseSender(context, orgId, name, verb === 'pause', actorOf(caller))),
    });
  }

  addRoute(app, {
    method: 'POST',
    url: '/v1/senders/:key/test',
    tag,
    summary: "Ask a sender's provider whether the account works, or send one message by it",
    description:
      'Without `to` nothing is sent. With `to` one real message goes there at once: without a contact, a guard or a trace.',
    scope: 'manage',
    params,
    body: z
      .strictObject({ to: z.string().min(1).max(500).optional(), text: z.string().min(1).max(2_000).optional() })
      .default({})
      .meta({ examples: [{ to: '+33612345678' }] }),
    answer: z.object({ result: z.enum(['ok', 'failed', 'unchecked', 'unknown']), detail: z.string() }),
    handle: async ({ params: { key: name }, body: { to, text }, orgId }) => {
      if (to === undefined) return testSender(context, orgId, name);
      const { outcome } = await sendTest(context, orgId, withoutUndefined({ sender: name, to, text }));
      const { kind, detail = '' } = outcome;
      if (kind === 'accepted') return { result: 'ok' as const, detail: detail || 'accepted' };
      return {
        result: kind === 'unknown' ? ('unknown' as const) : ('failed' as const),
        detail: `${outcome.code}: ${detail}`,
      };
    },
  });
}

/** Invitations and new passwords of operators go out by these: whoever could store one could read them, and become an owner. */
function refuseWithoutAdmin({ scopes }: Caller): void {
  if (!scopes.includes('admin'))
    throw relanceError(
      'forbidden',
      'a sender of e-mail needs the scope admin: it carries the links with which operators get in',
    );
}
