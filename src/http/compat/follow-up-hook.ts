/** The hook that schedulers of scored leads call when a follow-up is due, under the path and the names that they know. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import type { OperationContext } from '../../operations/context.ts';
import { receiveFollowUpHook } from '../../operations/receive-follow-up-hook.ts';
import { addRoute } from '../route.ts';

const received = { ok: true, message: 'Follow-up hook received' } as const;

export interface FollowUpHookOptions {
  readonly context: OperationContext;
  readonly logger: Logger;
}

export function addFollowUpHook(app: FastifyInstance, { context, logger }: FollowUpHookOptions): void {
  addRoute(app, {
    method: 'POST',
    url: '/ops/followup-hook',
    tag: 'compatibility',
    summary: 'Note that a lead is followed up, and pass the message on',
    description:
      "Writes the lead's timeline, once for each strategy, and hands the message to the senders of the channel `webhook` as a " +
      'follow-up; where none is configured it is only noted. The same lead and strategy again: the same answer, and nothing is done.',
    scope: 'send',
    // The lead and the strategy are the key.
    repeats: 'harmless',
    body: z
      .strictObject({
        lead_id: z.string().min(1).max(200).describe('Your own key of the lead.'),
        strategy: z.string().min(1).max(100).describe('Your name for this touch, for example `1800s`.'),
        message: z.string().min(1).max(10_000).describe('The words as they are to arrive: no variables are filled in.'),
      })
      .meta({ examples: [{ lead_id: '4711', strategy: '1800s', message: 'Shall I keep your quote open?' }] }),
    bodyNames: true,
    answer: z.object({ ok: z.literal(received.ok), message: z.literal(received.message) }),
    handle: async ({ body: { lead_id, strategy, message }, orgId }) => {
      const { isRepeated } = await receiveFollowUpHook(context, orgId, { leadKey: lead_id, strategy, message });
      if (!isRepeated) logger.info('followup_hook_received', { lead_id, strategy });
      return received;
    },
  });
}
