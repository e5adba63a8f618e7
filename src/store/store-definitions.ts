/** Writing sequences, templates, senders and organizations, and telling every process that they changed. */
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { TemplateInput } from '../domain/read-template.ts';
import type { Sequence } from '../domain/sequence.ts';
import type { Database, Queryable } from './database.ts';
import { tellDefinitionsChanged } from './definitions.ts';
import { bringForward } from './sender-breaker.ts';

type Tx = Pick<Queryable, 'query'>;

export interface StoredVersion {
  readonly version: number;
  readonly changed: boolean;
}

const sequencesStatement = {
  name: 'relance-store-sequences',
  text: `
WITH input AS (SELECT definition->>'key' AS key, definition FROM jsonb_array_elements($2) AS definition),
latest AS (
  SELECT DISTINCT ON (s.key) s.key, s.version, s.definition FROM relance.sequences s
  JOIN input i ON i.key = s.key WHERE s.org_id = $1 ORDER BY s.key, s.version DESC
),
changed AS (
  INSERT INTO relance.sequences (org_id, key, version, definition, created_at)
  SELECT $1, i.key, coalesce(l.version, 0) + 1, i.definition, relance.now()
  FROM input i LEFT JOIN latest l ON l.key = i.key WHERE l.definition IS DISTINCT FROM i.definition
  RETURNING key, version
)
SELECT i.key, coalesce(c.version, l.version) AS version, c.key IS NOT NULL AS changed
FROM input i LEFT JOIN latest l ON l.key = i.key LEFT JOIN changed c ON c.key = i.key`,
};

/** One writer of definitions at a time, per organization: versions count up without gaps. */
export const lockStatement = {
  name: 'relance-lock-definitions',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('definitions/' || $1::int, 0))`,
};

export async function storeSequences(
  tx: Tx,
  orgId: number,
  sequences: readonly Sequence[],
): Promise<Map<string, StoredVersion>> {
  await tx.query(lockStatement, [orgId]);
  const rows = await tx.query<StoredVersion & { key: string }>(sequencesStatement, [orgId, sequences]);
  await tellDefinitionsChanged(tx, orgId);
  return new Map(rows.map(({ key, ...stored }) => [key, stored]));
}

const templatesStatement = {
  name: 'relance-store-templates',
  text: `
WITH input AS (
  SELECT i.key, i.channel, i.locale, i.subject, i.text, i.html, i."vendorTemplate" AS vendor_template
  FROM jsonb_to_recordset($2) AS i(key text, channel text, locale text, subject text, text text, html text, "vendorTemplate" jsonb)
),
latest AS (
  SELECT DISTINCT ON (t.key, t.channel, t.locale) t.* FROM relance.templates t
  JOIN input i USING (key, channel, locale) WHERE t.org_id = $1 ORDER BY t.key, t.channel, t.locale, t.version DESC
),
changed AS (
  INSERT INTO relance.templates (org_id, key, channel, locale, version, subject, text, html, vendor_template, created_at)
  SELECT $1, i.key, i.channel, i.locale, coalesce(l.version, 0) + 1, i.subject, i.text, i.html, i.vendor_template, relance.now()
  FROM input i LEFT JOIN latest l USING (key, channel, locale)
  WHERE (l.subject, l.text, l.html, l.vendor_template) IS DISTINCT FROM (i.subject, i.text, i.html, i.vendor_template)
  RETURNING key, channel, locale, version
)
SELECT i.key || '/' || i.channel || '/' || i.locale AS name, coalesce(c.version, l.version) AS version, c.key IS NOT NULL AS changed
FROM input i LEFT JOIN latest l USING (key, channel, locale) LEFT JOIN changed c USING (key, channel, locale)`,
};

/** Keyed by `<key>/<channel>/<locale>`. */
export async function storeTemplates(
  tx: Tx,
  orgId: number,
  templates: readonly TemplateInput[],
): Promise<Map<string, StoredVersion>> {
  await tx.query(lockStatement, [orgId]);
  const rows = await tx.query<StoredVersion & { name: string }>(templatesStatement, [orgId, templates]);
  await tellDefinitionsChanged(tx, orgId);
  return new Map(rows.map(({ name, ...stored }) => [name, stored]));
}

export interface SenderRowInput {
  readonly id: string;
  readonly key: string;
  readonly provider: string;
  readonly channel: string;
  readonly position: number;
  readonly config: Facts;
  readonly sealed: string | null;
  readonly secret_names: readonly string[];
  readonly rate_per_minute: number | null;
  readonly burst: number | null;
  readonly concurrency: number | null;
  readonly per_hour: number | null;
  readonly per_day: number | null;
}

/** That it failed says nothing about another account. One that only asked to slow down may be the same: it still rests. */
const isChanged = `s.breaker_failures > 0 AND (s.provider, s.config, s.sealed)
    IS DISTINCT FROM (excluded.provider, excluded.config, excluded.sealed)`;

const sendersStatement = {
  name: 'relance-store-senders',
  text: `
INSERT INTO relance.senders AS s (org_id, id, key, provider, channel, position, config, sealed, secret_names, rate_per_minute, burst, concurrency, per_hour, per_day,
  created_at, updated_at)
SELECT $1, i.id, i.key, i.provider, i.channel, i.position, i.config, i.sealed, i.secret_names, i.rate_per_minute, i.burst, i.concurrency, i.per_hour, i.per_day,
  relance.now(), relance.now()
FROM jsonb_to_recordset($2) AS i(id uuid, key text, provider text, channel text, position smallint, config jsonb, sealed text, secret_names text[],
  rate_per_minute real, burst real, concurrency int, per_hour int, per_day int)
ON CONFLICT (org_id, key) DO UPDATE SET provider = excluded.provider, channel = excluded.channel, position = excluded.position,
  config = excluded.config, sealed = excluded.sealed, secret_names = excluded.secret_names, rate_per_minute = excluded.rate_per_minute, burst = excluded.burst,
  concurrency = excluded.concurrency, per_hour = excluded.per_hour, per_day = excluded.per_day, updated_at = excluded.updated_at,
  breaker_until = CASE WHEN ${isChanged} THEN relance.now() ELSE s.breaker_until END,
  breaker_failures = CASE WHEN ${isChanged} THEN 1 ELSE s.breaker_failures END,
  probe_until = CASE WHEN ${isChanged} THEN NULL ELSE s.probe_until END
RETURNING s.key, s.id, s.channel, coalesce(s.breaker_until <= relance.now(), false) AS "isTried"`,
};

/** Returns the ids by key; a sender that was there keeps its own. With another configuration one call shows at once whether it works. */
export async function storeSenders(
  tx: Tx,
  orgId: number,
  senders: readonly SenderRowInput[],
): Promise<Map<string, string>> {
  type Stored = { readonly key: string; readonly id: string; readonly channel: Channel; readonly isTried: boolean };
  const rows = await tx.query<Stored>(sendersStatement, [orgId, senders]);
  const tried = rows.filter(({ isTried }) => isTried).map(({ channel }) => channel);
  await bringForward(tx, orgId, [...new Set(tried)]);
  await tellDefinitionsChanged(tx, orgId);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

const organizationStatement = {
  name: 'relance-organization',
  text: `
WITH made AS (
  INSERT INTO relance.organizations (key, name) VALUES ($1, $1) ON CONFLICT (key) DO NOTHING RETURNING id
)
SELECT id FROM made UNION ALL SELECT id FROM relance.organizations WHERE key = $1 LIMIT 1`,
};

/** The id of an organization, which is made if there is none with this key. */
export async function ensureOrganization(db: Database, key: string): Promise<number> {
  const [row] = await db.query<{ id: number }>(organizationStatement, [key]);
  return row?.id ?? ensureOrganization(db, key);
}
