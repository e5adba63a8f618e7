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
    .selectFrom('relance.senders')
    .select([
      'id',
      'key',
      'provider',
      'channel',
      'position',
      'config',
      'sealed',
      'secret_names as secretNames',
      'rate_per_minute as ratePerMinute',
      'burst',
      'concurrency',
      'per_hour as perHour',
      'per_day as perDay',
      'breaker_failures as breakerFailures',
      'learned_per_minute as learnedPerMinute',
      'learned_at as learnedAt',
      'paused_at as pausedAt',
      'breaker_until as breakerUntil',
      'last_error as lastError',
      'last_error_at as lastErrorAt',
      'created_at as createdAt',
      'updated_at as updatedAt',
    ])
    .where('org_id', '=', orgId)
    .orderBy('key')
    .limit(limit);
  if (where.after) query = query.where('key', '>', where.after);
  if (where.key !== undefined) query = query.where('key', '=', where.key);
  return tx.run(query);
}
