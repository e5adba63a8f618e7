/** Alerts: who is told when something is not as it should be, and what stands at this moment. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type AlertRules, alertChannels, alertKinds, alertLevels, defaultAlertRules } from '../../domain/alert.ts';
import { formatDuration } from '../../domain/duration.ts';
import {
  putAlertRules,
  readAlertRulesInForce,
  readStandingAlerts,
  testAlertTarget,
} from '../../operations/alert-rules.ts';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { instant, listOf, page, spoken } from '../wire.ts';

const tag = 'alerts';
const kind = z.enum(alertKinds);
const level = z.enum(alertLevels);

const rules = z
  .object({
    targets: z
      .array(
        z.object({
          key: z.string(),
          channel: z.enum(alertChannels),
          to: z.string(),
          hears: z.partialRecord(kind, level).describe('A kind that is absent it does not hear about.'),
        }),
      )
      .describe('Without any, nobody is told.'),
    deadLetters: z.number().int().describe('An alert when more than this were given up within an hour.'),
    lateAfter: z.string().describe('An alert when the oldest due follow-up has waited for longer: `5m`.'),
  })
  .meta({ id: 'AlertRules', title: 'Alert rules' });

/** Documented, not checked: the operation reads it, and says all that is wrong. */
const body = z.unknown().meta({
  title: 'Alert rules, as written',
  type: 'object',
  properties: {
    targets: {
      type: 'array',
      maxItems: 20,
      items: {
        type: 'object',
        required: ['key', 'channel', 'to'],
        properties: {
          key: { type: 'string', description: 'A name of your own: lower-case letters, digits and "-".' },
          channel: { type: 'string', enum: [...alertChannels] },
          to: {
            type: 'string',
            description:
              'An address of the channel, as a sender of that channel takes it: an e-mail address, a phone number in E.164 form, `#team`, a URL.',
          },
          hears: {
            description:
              'One level: everything, from that level on. An object: these kinds, each from its level on. Absent: everything.',
            anyOf: [
              { type: 'string', enum: [...alertLevels] },
              {
                type: 'object',
                properties: Object.fromEntries(
                  alertKinds.map((name) => [name, { type: 'string', enum: [...alertLevels] }]),
                ),
                additionalProperties: false,
              },
            ],
          },
        },
        additionalProperties: false,
      },
    },
    deadLetters: { type: 'integer', minimum: 0, default: defaultAlertRules.deadLetters },
    lateAfter: { type: 'string', default: formatDuration(defaultAlertRules.lateAfterMs), description: 'At least 1m.' },
  },
  additionalProperties: false,
  examples: [
    {
      targets: [
        { key: 'desk', channel: 'slack', to: '#follow-ups' },
        { key: 'on-call', channel: 'sms', to: '+33612345678', hears: 'critical' },
      ],
    },
  ],
});

const standing = z.object({
  kind,
  sender: z.string().nullable().describe('The key of the sender that it is about; null for what is about none.'),
  level,
  since: instant.describe('When it was there first; that it was gone for less than ten minutes counts for nothing.'),
  seenAt: instant.describe('When it was last there. Ten minutes later it is over.'),
  text: z.string(),
  told: z.array(
    z.object({
      target: z.string(),
      phase: z.enum(['stands', 'over']).describe('What was said last, or is to be tried again.'),
      outcome: z
        .enum(['calling', 'accepted', 'refused', 'unknown'])
        .describe('`refused`: tried again. `unknown`: no clear answer came; a reminder follows after an hour.'),
      at: instant,
      detail: z.string().nullable().describe('What the sender answered, where it did not take it.'),
    }),
  ),
});

export function addAlerts(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/alerts',
    tag,
    summary: 'Get who is told what',
    answer: rules,
    handle: async ({ orgId }) => wire(await readAlertRulesInForce(context, orgId)),
  });

  addRoute(app, {
    method: 'PUT',
    url: '/v1/alerts',
    tag,
    summary: 'Set who is told what',
    description:
      'The whole: what is absent is as by default. Who is added hears of what stands within a minute or two.',
    scope: 'manage',
    body,
    answer: rules,
    handle: async ({ body: given, orgId, caller }) => wire(await putAlertRules(context, orgId, given, actorOf(caller))),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/alerts/standing',
    tag,
    summary: 'List what is not as it should be, and who was told',
    description:
      'As a worker last saw it, which is at most a minute or two ago; by kind. Empty while there is no target.',
    query: page.extend(spoken.shape),
    answer: listOf(standing),
    handle: async ({ query, orgId }) => {
      const { items, nextCursor } = writePage(await readStandingAlerts(context, orgId, readPage(query), query.locale));
      return { items: items.map((item) => ({ ...item, told: [...item.told] })), nextCursor };
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/alerts/test',
    tag,
    summary: 'Send a test to a target',
    description:
      'One real message at once, by the senders of its channel; the next one is asked when one has certainly not taken it.',
    scope: 'manage',
    body: z
      .strictObject({ target: z.string().min(1).max(64).describe('The key of a target that is stored.') })
      .meta({ examples: [{ target: 'desk' }] }),
    answer: z.object({ result: z.enum(['ok', 'failed', 'unknown']), detail: z.string() }),
    handle: ({ body: { target }, orgId }) => testAlertTarget(context, orgId, target),
  });
}

function wire({ targets, deadLetters, lateAfterMs }: AlertRules) {
  return {
    targets: targets.map(({ hears, ...target }) => ({ ...target, hears: { ...hears } })),
    deadLetters,
    lateAfter: formatDuration(lateAfterMs),
  };
}
