/** The senders' part of `relance doctor`: what the database knows of them, and what their providers say. */
import type { Config } from '../config/read-config.ts';
import { createEngine } from '../engine.ts';
import type { Logger } from '../logger.ts';
import type { Check, Diagnosis } from '../operations/diagnose.ts';
import type { OpenDatabase } from '../operations/open-database.ts';
import { type SenderTest, testSender } from '../operations/read-senders.ts';
import { engineOptions } from './engine-settings.ts';

type StoredSender = NonNullable<Diagnosis['senders']>[number];

/** Only for a database with the schema of this version: an engine would bring an older one up to date. */
export async function senderChecks(
  config: Config,
  database: Pick<OpenDatabase, 'url' | 'secretKey'>,
  logger: Logger,
  senders: readonly StoredSender[],
): Promise<readonly Check[]> {
  if (senders.length === 0) {
    const advice =
      'Set SMTP_HOST and SMTP_FROM, or add a sender with PUT /v1/senders/{key}. To try things out, the provider `sandbox` keeps what it is given, for every channel.';
    return [{ name: 'senders', level: 'warn', message: 'there are none, so nothing can be sent', advice }];
  }
  const { senders: _, ...options } = engineOptions(config, database, logger);
  const engine = await createEngine(options);
  try {
    const ask = async (sender: StoredSender) =>
      asCheck(sender, await testSender(engine.context, sender.orgId, sender.key));
    return await Promise.all(senders.map(ask));
  } finally {
    await engine.stop();
  }
}

function asCheck(sender: StoredSender, { result, detail }: SenderTest): Check {
  const name = `sender ${sender.organization}/${sender.key}`;
  const what = `${sender.provider}, ${sender.channel}: ${detail}`;
  if (result === 'failed')
    return { name, level: 'fail', message: what, advice: 'Correct its configuration or its account.' };
  if (sender.breakerUntil !== null) {
    const why = sender.lastError === null ? '' : `; the last failure: ${sender.lastError}`;
    return {
      name,
      level: 'warn',
      message: `${what}; it rests after failures${why}`,
      advice: 'It is tried again by itself.',
    };
  }
  if (!sender.paused) return { name, level: 'ok', message: what };
  return { name, level: 'warn', message: `${what}; it is paused`, advice: 'Resume it when it may send again.' };
}
