/** Sends one message by a sender at once, to see that it works. It belongs to no contact and is stored nowhere. */
import { waitFor } from '../clock.ts';
import { channels } from '../domain/channel.ts';
import { didYouMean } from '../domain/nearest-name.ts';
import { relanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { SendOutcome } from '../provider.ts';
import type { OperationContext } from './context.ts';
import { openSender } from './open-sender.ts';

export interface TestMessage {
  /** Key of the sender. */
  readonly sender: string;
  /** An address of the sender's channel. */
  readonly to: string;
  readonly text?: string;
}

export interface TestResult {
  readonly provider: string;
  readonly outcome: SendOutcome;
  readonly durationMs: number;
}

const standardText = 'This is a test message of Relance. It reached you, so this sender works.';

/** @throws RelanceError `not_found` when there is no such sender */
export async function sendTest(context: OperationContext, orgId: number, message: TestMessage): Promise<TestResult> {
  const { clock, definitions, providers } = context;
  const known = await definitions.get(orgId);
  const rows = channels.flatMap((channel) => known?.route(channel) ?? []);
  const row = rows.find(({ key }) => key === message.sender);
  if (!row) {
    const keys = rows.map(({ key }) => key);
    const remedy = keys.length === 0 ? 'there is none yet' : didYouMean(message.sender, keys);
    throw relanceError('not_found', `there is no sender ${message.sender}: ${remedy}`);
  }
  const id = newId(clock.now());
  const ended = new AbortController();
  const limit = new AbortController();
  const timeoutMs = providers.get(row.provider)?.describe().limits.timeoutMs ?? 30_000;
  void waitFor(clock, timeoutMs, ended.signal).then(() => limit.abort());
  const startedAt = clock.elapsedMs();
  const sender = openSender(context, orgId, row);
  try {
    const outcome = await sender.send({
      attemptId: `${id}.1`,
      messageId: id,
      channel: row.channel,
      to: message.to,
      ...(row.channel === 'email' && { subject: 'A test message' }),
      text: message.text ?? standardText,
      signal: limit.signal,
    });
    return { provider: row.provider, outcome, durationMs: Math.round(clock.elapsedMs() - startedAt) };
  } finally {
    ended.abort();
    await sender.close?.().catch(() => {});
  }
}
