/** Sends one message by a sender at once, to see that it works. It belongs to no contact and is stored nowhere. */
import { channels } from '../domain/channel.ts';
import { didYouMean } from '../domain/nearest-name.ts';
import { relanceError } from '../errors.ts';
import type { SendOutcome } from '../provider.ts';
import { callOnce } from './call-once.ts';
import type { OperationContext } from './context.ts';

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
  const { clock, definitions } = context;
  const known = await definitions.get(orgId);
  const rows = channels.flatMap((channel) => known?.route(channel) ?? []);
  const row = rows.find(({ key }) => key === message.sender);
  if (!row) {
    const keys = rows.map(({ key }) => key);
    const remedy = keys.length === 0 ? 'there is none yet' : didYouMean(message.sender, keys);
    throw relanceError('not_found', `there is no sender ${message.sender}: ${remedy}`);
  }
  const startedAt = clock.elapsedMs();
  const { to, text = standardText } = message;
  const outcome = await callOnce(context, orgId, row, { to, subject: 'A test message', text });
  return { provider: row.provider, outcome, durationMs: Math.round(clock.elapsedMs() - startedAt) };
}
