/** Suppressions: addresses that nothing is sent to. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { relanceError } from '../../errors.ts';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { liftSuppression, readSuppressionPage, suppressAddress } from '../../operations/suppress-addresses.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { channel, channelFilter, instant, listOf, page } from '../wire.ts';

const tag = 'suppressions';

const suppression = z
  .object({ channel, value: z.string(), cause: z.string(), detail: z.string().nullable(), createdAt: instant })
  .meta({ id: 'Suppression', title: 'Suppression' });

export const causeWord = z
  .string()
  .regex(/^[A-Za-z][\w.-]{0,63}$/, 'a word such as complaint: letters, digits, ".", "_" and "-"');

export const causeFilter = causeWord
  .optional()
  .describe('Only with this cause.')
  .meta({ examples: ['bounced'] });

const body = z
  .strictObject({
    channel,
    value: z
      .string()
      .min(1)
      .max(2_000)
      .describe('A phone number, an e-mail address, an id; normalised like every address.'),
    cause: causeWord.default('manual'),
    detail: z.string().max(500).optional(),
  })
  .meta({ examples: [{ channel: 'email', value: 'ana@example.com', cause: 'complaint' }] });

export interface SuppressionsOptions {
  readonly context: OperationContext;
  readonly defaultCountry?: string;
}

export function addSuppressions(app: FastifyInstance, { context, defaultCountry }: SuppressionsOptions): void {
  const options = defaultCountry === undefined ? {} : { defaultCountry };

  addRoute(app, {
    method: 'POST',
    url: '/v1/suppressions',
    tag,
    summary: 'Suppress an address',
    description:
      'From this answer on no call to that address begins; one that is on its way gets out. An earlier suppression stays as it is.',
    scope: 'manage',
    // Suppressing twice is the same as once.
    repeats: 'remembered',
    body,
    answer: suppression,
    status: 201,
    handle: ({ body: { channel: over, value, cause, detail = null }, orgId, caller }) =>
      suppressAddress(context, orgId, { channel: over, value }, { cause, detail }, actorOf(caller), options),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/suppressions',
    tag,
    summary: 'List suppressions, by channel and address',
    query: page.extend({
      channel: channelFilter,
      value: z
        .string()
        .optional()
        .describe('Exactly this address, as the list shows it: e-mail in lower case, numbers in E.164.')
        .meta({ examples: ['ana@example.com'] }),
      cause: causeFilter,
    }),
    answer: listOf(suppression),
    handle: async ({ query: { channel: over, value, cause, ...query }, orgId }) =>
      writePage(await readSuppressionPage(context, orgId, { channel: over, value, cause }, readPage(query))),
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/v1/suppressions/:channel/:value',
    tag,
    summary: 'Lift a suppression',
    description:
      'Lets the person be written to again, as far as they let us; who stopped us by a word is better asked for START. After a complaint or a hard bounce it needs `force=true`.',
    scope: 'manage',
    params: z.object({
      channel: channel.describe('The channel of the address.').meta({ examples: ['email'] }),
      value: z
        .string()
        .min(1)
        .max(2_000)
        .describe('The address.')
        .meta({ examples: ['ana@example.com'] }),
    }),
    query: z.object({
      reason: z
        .string()
        .min(1)
        .max(500)
        .optional()
        .describe('Why, in words, for the timeline.')
        .meta({ examples: ['the address works again'] }),
      force: z
        .enum(['true', 'false'])
        .optional()
        .describe('`true`: also after a complaint or a hard bounce.')
        .meta({ examples: ['true'] }),
    }),
    answer: z.object({ lifted: z.literal(true) }),
    handle: async ({ params: { channel: over, value }, query: { reason, force }, orgId, caller }) => {
      const lifting = { reason, force: force === 'true', by: actorOf(caller) };
      const isLifted = await liftSuppression(context, orgId, { channel: over, value }, lifting, options);
      if (!isLifted) throw relanceError('not_found', `${value} is not suppressed on ${over}`);
      return { lifted: true as const };
    },
  });
}
