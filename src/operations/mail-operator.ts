/**
 * E-mails to operators: links that let somebody in. They go out by the organization's own e-mail route, one sender after the
 * other, but they are no follow-ups: a follow-up's text is stored and can be read by everybody who may read messages, and
 * whoever has read such a link could use it. For the same reason the sandbox, which only shows what it takes, sends none.
 */

import { callOnce, type LooseMessage } from './call-once.ts';
import type { OperationContext } from './context.ts';

/**
 * Asks the next sender only when one has certainly not taken it.
 *
 * @returns true when a sender took it; false when there is none, when all refused, or when nobody knows
 */
export async function mailOperator(context: OperationContext, orgId: number, message: LooseMessage): Promise<boolean> {
  const known = await context.definitions.get(orgId);
  const senders = known
    ?.route('email')
    .filter(({ provider, paused_at }) => provider !== 'sandbox' && paused_at === null);
  for (const sender of senders ?? []) {
    const outcome = await callOnce(context, orgId, sender, message).catch(() => undefined);
    if (outcome?.kind !== 'refused') return outcome?.kind === 'accepted';
  }
  return false;
}
