/** Reading senders for people. */
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import { build, type Queryable } from './database.ts';

/** Its secrets are sealed. Instants are milliseconds since 1970. */
export interface SenderDetailRow {
  readonly id: string;
  readonly key: string;
  readonly provider: string;
  readonly channel: Channel;
  readonly position: number;
  readonly config: Facts;
  readonly sealed: string | null;
  readonly secretNames: readonly string[];
  readonly ratePerMinute: number | null;
  readonly burst: number | null;
  readonly concurrency: number | null;
  readonly perHour: number | null;
  readonly perDay: number | null;
  /** How often in a row it was found broken. */
  readonly breakerFailures: number;
  readonly learnedPerMinute: number | null;
  readonly learnedAt: number | null;
  readonly pausedAt: number | null;
  readonly breakerUntil: number | null;
  readonly lastError: string | null;
  readonly lastErrorAt: number | null;
  /** What reading its mailbox failed by the last time. */
  readonly mailboxError: string | null;
  readonly mailboxErrorAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** By key. */
export async function listSenders(
  tx: Queryable,
  orgId: number,
  limit: number,
  where: { readonly after?: string | null; readonly key?: string },
): Promise<SenderDetailRow[]> {
  let query = build
    .selectFrom('relance.senders as s')
    .leftJoin('relance.sender_listeners as l', (join) =>
      join.onRef('l.org_id', '=', 's.org_id').onRef('l.sender_id', '=', 's.id'),
    )
    .select([
      's.id',
      's.key',
      's.provider',
      's.channel',
      's.position',
      's.config',
      's.sealed',
      's.secret_names as secretNames',
      's.rate_per_minute as ratePerMinute',
      's.burst',
      's.concurrency',
      's.per_hour as perHour',
      's.per_day as perDay',
      's.breaker_failures as breakerFailures',
      's.learned_per_minute as learnedPerMinute',
      's.learned_at as learnedAt',
      's.paused_at as pausedAt',
      's.breaker_until as breakerUntil',
      's.last_error as lastError',
      's.last_error_at as lastErrorAt',
      'l.last_error as mailboxError',
      'l.last_error_at as mailboxErrorAt',
      's.created_at as createdAt',
      's.updated_at as updatedAt',
    ])
    .where('s.org_id', '=', orgId)
    .orderBy('s.key')
    .limit(limit);
  if (where.after) query = query.where('s.key', '>', where.after);
  if (where.key !== undefined) query = query.where('s.key', '=', where.key);
  return tx.run(query);
}
