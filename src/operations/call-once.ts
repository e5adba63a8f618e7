/** One call to one sender for a message that belongs to no contact and is stored nowhere. */
import { waitFor } from '../clock.ts';
import type { Facts } from '../domain/facts.ts';
import { newId } from '../ids.ts';
import type { SendOutcome } from '../provider.ts';
import type { SenderRow } from '../store/definitions.ts';
import type { OperationContext } from './context.ts';
import { openSender } from './open-sender.ts';

export interface LooseMessage {
  /** An address of the sender's channel. */
  readonly to: string;
  /** Of e-mails only. */
  readonly subject: string;
  readonly text: string;
  /** The same for machines, where the channel is one. */
  readonly data?: Facts;
}

/** Ends after the provider's own time limit; it never throws for what the sender does. */
export async function callOnce(
  context: OperationContext,
  orgId: number,
  row: SenderRow,
  { to, subject, text, data }: LooseMessage,
): Promise<SendOutcome> {
  const { clock, providers } = context;
  const id = newId(clock.now());
  const ended = new AbortController();
  const limit = new AbortController();
  const timeoutMs = providers.get(row.provider)?.describe().limits.timeoutMs ?? 30_000;
  void waitFor(clock, timeoutMs, ended.signal).then(() => limit.abort());
  const sender = openSender(context, orgId, row);
  try {
    return await sender.send({
      attemptId: `${id}.1`,
      messageId: id,
      channel: row.channel,
      to,
      ...(row.channel === 'email' && { subject }),
      text,
      ...(data && row.channel === 'webhook' && { data }),
      signal: limit.signal,
    });
  } finally {
    ended.abort();
    await sender.close?.().catch(() => {});
  }
}
