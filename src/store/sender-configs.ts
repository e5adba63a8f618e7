/** Configurations of senders over all organizations, for sealing their secrets anew. */
import type { Facts } from '../domain/facts.ts';
import type { Queryable } from './database.ts';

export interface SenderConfigRow {
  readonly org_id: number;
  readonly id: string;
  readonly key: string;
  readonly provider: string;
  readonly config: Facts;
  readonly sealed: string | null;
}

const listStatement = {
  name: 'relance-list-sender-configs',
  // Locked: a sender that is stored meanwhile must not get its old configuration back.
  text: 'SELECT org_id, id, key, provider, config, sealed FROM relance.senders ORDER BY org_id, id FOR UPDATE',
};

export async function listAllSenderConfigs(tx: Pick<Queryable, 'query'>): Promise<SenderConfigRow[]> {
  return tx.query(listStatement);
}

/** As it was stored. */
export interface StoredSenderRow extends SenderConfigRow {
  readonly channel: string;
  readonly position: number;
  readonly rate_per_minute: number | null;
  readonly burst: number | null;
  readonly concurrency: number | null;
  readonly per_hour: number | null;
  readonly per_day: number | null;
}

const readStatement = {
  name: 'relance-read-sender-configs',
  text: `SELECT org_id, id, key, provider, config, sealed, channel, position, rate_per_minute, burst, concurrency, per_hour, per_day
    FROM relance.senders WHERE org_id = $1
    AND key IN (SELECT k #>> '{}' FROM jsonb_array_elements($2) AS k)`,
};

export async function readSenderConfigs(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  keys: readonly string[],
): Promise<StoredSenderRow[]> {
  return tx.query(readStatement, [orgId, keys]);
}

const writeStatement = {
  name: 'relance-write-sender-configs',
  text: `
UPDATE relance.senders s SET config = i.config, sealed = i.sealed, secret_names = i.secret_names
FROM jsonb_to_recordset($1) AS i(org_id int, id uuid, config jsonb, sealed text, secret_names text[])
WHERE s.org_id = i.org_id AND s.id = i.id`,
};

export async function writeSenderConfigs(
  tx: Pick<Queryable, 'query'>,
  rows: readonly {
    readonly org_id: number;
    readonly id: string;
    readonly config: Facts;
    readonly sealed: string | null;
    readonly secret_names: readonly string[];
  }[],
): Promise<void> {
  if (rows.length > 0) await tx.query(writeStatement, [rows]);
}
