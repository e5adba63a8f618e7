/** Finding, locking and reading contacts for deciding on events about them. All over arrays. */
import type { HeardHours } from '../domain/best-hour.ts';
import type { Channel } from '../domain/channel.ts';
import type { ConversationState, RecordState } from '../domain/contact-state.ts';
import type { SubjectType } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import type { PolicyLayer } from '../domain/policy-layer.ts';
import type { Hold } from '../domain/preferences.ts';
import type { Queryable } from './database.ts';

type Tx = Pick<Queryable, 'query'>;

const lockIdentitiesStatement = {
  name: 'relance-lock-identities',
  text: `SELECT (SELECT definitions_version FROM relance.organizations WHERE id = $1) AS version,
    (SELECT count(pg_advisory_xact_lock(h)) FROM (
      SELECT DISTINCT hashtextextended($1::int || '/' || i, 0) AS h FROM unnest($2::text[]) AS i ORDER BY 1) hashes) AS locked`,
};

/**
 * Locks identities (a caller's key, an address) until the end of the transaction: two events that name the same new contact
 * at the same time make one contact, and an address that is being suppressed gains no contact meanwhile. Returns the version
 * of the organization's definitions, so that nothing is decided by older ones.
 */
export async function lockIdentities(tx: Tx, orgId: number, identities: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ version: number }>(lockIdentitiesStatement, [orgId, textArray(identities)]);
  return row?.version ?? 0;
}

export interface ContactIdentity {
  readonly n: number;
  readonly id: string | null;
  readonly key: string | null;
  readonly addresses: readonly { readonly channel: Channel; readonly value: string }[];
  /** For what a person wrote: the follow-ups that it names. Null for everything else. */
  readonly answers: readonly string[] | null;
}

const findStatement = {
  name: 'relance-find-contacts',
  // Materialized: flattened, the planner would compare every contact of the organization with what was found.
  text: `
WITH found AS MATERIALIZED (
  SELECT i.n, coalesce(
    (SELECT c.id FROM relance.contacts c WHERE c.org_id = $1 AND c.id = i.id),
    (SELECT c.id FROM relance.contacts c WHERE c.org_id = $1 AND c.key = i.key),
    -- Who is named by a key for the first time may be known by an address already; but never somebody with another key.
    CASE WHEN i.id IS NULL THEN (
      SELECT a.contact_id FROM jsonb_to_recordset(i.addresses) AS w(channel text, value text)
      -- OFFSET 0: looked up by value, whatever stale statistics say; a join may read every contact for each event.
      CROSS JOIN LATERAL (SELECT b.contact_id, b.value, b.created_at FROM relance.addresses b
        WHERE b.org_id = $1 AND b.channel = w.channel AND b.value = w.value OFFSET 0) a
      WHERE i.key IS NULL OR (SELECT h.key FROM relance.contacts h WHERE h.org_id = $1 AND h.id = a.contact_id) IS NULL
      -- Of several who share an address, an answer is from the one whose message it names, else who was written to last.
      ORDER BY CASE WHEN i.answers IS NOT NULL THEN NOT EXISTS (
          SELECT 1 FROM jsonb_array_elements_text(i.answers) AS named(id)
          WHERE (SELECT f.contact_id FROM relance.follow_ups f WHERE f.org_id = $1 AND f.id = named.id::uuid) = a.contact_id) END,
        CASE WHEN i.answers IS NOT NULL THEN (
          SELECT max(m.created_at) FROM relance.messages m
          WHERE m.org_id = $1 AND m.contact_id = a.contact_id AND m.direction = 'out' AND m.address = a.value) END DESC NULLS LAST,
        a.created_at, a.contact_id LIMIT 1) END,
    -- Who answers one of our messages from an address that nobody is known by.
    CASE WHEN i.id IS NULL AND i.key IS NULL AND i.answers IS NOT NULL THEN (
      SELECT f.contact_id FROM jsonb_array_elements_text(i.answers) WITH ORDINALITY AS named(id, place)
      CROSS JOIN LATERAL (SELECT g.contact_id FROM relance.follow_ups g WHERE g.org_id = $1 AND g.id = named.id::uuid OFFSET 0) f
      ORDER BY named.place LIMIT 1) END) AS contact_id
  FROM jsonb_to_recordset($2) AS i(n int, id uuid, key text, addresses jsonb, answers jsonb)
)
SELECT f.n, f.contact_id, (SELECT c.key FROM relance.contacts c WHERE c.org_id = $1 AND c.id = f.contact_id) AS key
FROM found f WHERE f.contact_id IS NOT NULL`,
};

export interface FoundContact {
  readonly id: string;
  readonly key: string | null;
}

/** The contact of each identity, by its `n`; absent where there is none yet. */
export async function findContacts(
  tx: Tx,
  orgId: number,
  identities: readonly ContactIdentity[],
): Promise<Map<number, FoundContact>> {
  const rows = await tx.query<{ n: number; contact_id: string; key: string | null }>(findStatement, [
    orgId,
    identities,
  ]);
  return new Map(rows.map(({ n, contact_id, key }) => [n, { id: contact_id, key }] as const));
}

/** What events say about a contact: absent fields stay, null clears. */
export interface ContactPatch {
  readonly id: string;
  readonly fields: Readonly<Record<string, string | number | PolicyLayer | null>>;
  readonly attributes: Facts;
  readonly last_inbound_at: number | null;
}

export interface ContactRow {
  readonly id: string;
  readonly key: string | null;
  readonly name: string | null;
  readonly timezone: string | null;
  readonly locale: string | null;
  readonly tier: number;
  readonly attributes: Facts;
  readonly policy: PolicyLayer | null;
  readonly blocked_reason: string | null;
  readonly last_inbound_at: number | null;
  readonly heard_hours: HeardHours | null;
  readonly hold: Hold | null;
  /** Nothing is written about somebody who was erased: what was given stayed out. */
  readonly is_erased: boolean;
}

/** By the row as it is under its lock: an erasure may have come between. */
const unlessErased = (value: string) => `CASE WHEN c.erased_at IS NULL THEN ${value} END`;

const upsertStatement = {
  name: 'relance-upsert-contacts',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
input AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($2) AS i(id uuid, fields jsonb, attributes jsonb, last_inbound_at float8) ORDER BY id
)
INSERT INTO relance.contacts AS c (org_id, id, key, name, timezone, locale, policy, tier, attributes, last_inbound_at, created_at, updated_at)
SELECT $1, i.id, i.fields->>'key', i.fields->>'name', i.fields->>'timezone', i.fields->>'locale', nullif(i.fields->'policy', 'null'),
  coalesce((i.fields->>'tier')::smallint, (SELECT k.tier FROM relance.contacts k WHERE k.org_id = $1 AND k.id = i.id), 1), i.attributes, to_timestamp(i.last_inbound_at / 1000), clock.t, clock.t
FROM input i CROSS JOIN clock
ON CONFLICT (org_id, id) DO UPDATE SET
  name = ${unlessErased('coalesce(excluded.name, c.name)')}, timezone = ${unlessErased('coalesce(excluded.timezone, c.timezone)')},
  locale = ${unlessErased('coalesce(excluded.locale, c.locale)')}, policy = ${unlessErased('coalesce(excluded.policy, c.policy)')},
  key = ${unlessErased('coalesce(c.key, excluded.key)')}, tier = excluded.tier,
  attributes = coalesce(${unlessErased('c.attributes || excluded.attributes')}, '{}'),
  last_inbound_at = ${unlessErased('greatest(c.last_inbound_at, excluded.last_inbound_at)')},
  epoch = c.epoch + 1, updated_at = excluded.updated_at
RETURNING c.id, c.key, c.name, c.timezone, c.locale, c.tier, c.attributes, c.policy, c.blocked_reason, c.heard_hours, c.preferences->'hold' AS hold, c.erased_at IS NOT NULL AS is_erased,
  (extract(epoch FROM c.last_inbound_at) * 1000)::float8 AS last_inbound_at`,
};

const clearStatement = {
  name: 'relance-clear-contact-fields',
  text: `
-- The organization is a column of the input, not a constant, here and elsewhere: rows can then be reached by their whole key
-- only. Without statistics the planner takes one organization's rows for a few, and would read them all.
WITH input AS MATERIALIZED (SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($2) AS i(id uuid, fields jsonb))
UPDATE relance.contacts c SET
  name = CASE WHEN i.fields ? 'name' THEN i.fields->>'name' ELSE c.name END,
  timezone = CASE WHEN i.fields ? 'timezone' THEN i.fields->>'timezone' ELSE c.timezone END,
  locale = CASE WHEN i.fields ? 'locale' THEN i.fields->>'locale' ELSE c.locale END,
  policy = CASE WHEN i.fields ? 'policy' THEN nullif(i.fields->'policy', 'null') ELSE c.policy END
FROM input i WHERE c.org_id = i.org_id AND c.id = i.id`,
};

/**
 * Inserts or updates contacts, locks their rows until the end of the transaction (in key order), and raises their epoch: no
 * message that was decided on earlier facts can be committed after this. Returns the rows as they are now.
 */
export async function upsertContacts(tx: Tx, orgId: number, patches: readonly ContactPatch[]): Promise<ContactRow[]> {
  const rows = await tx.query<ContactRow>(upsertStatement, [orgId, patches]);
  const clearing = patches.filter(({ fields }) => Object.values(fields).includes(null));
  if (clearing.length === 0) return rows;
  await tx.query(clearStatement, [orgId, clearing]);
  const cleared = new Map(
    clearing.map(({ id, fields }) => [
      id,
      Object.fromEntries(Object.entries(fields).filter(([, value]) => value === null)),
    ]),
  );
  return rows.map((row) => ({ ...row, ...cleared.get(row.id) }));
}

const addAddressesStatement = {
  name: 'relance-add-addresses',
  text: `
WITH added AS (
INSERT INTO relance.addresses (org_id, contact_id, channel, value, position, created_at)
SELECT $1, i.contact_id, i.channel, i.value,
  coalesce((SELECT max(a.position) + 1 FROM relance.addresses a
    -- An expression, so that no plan takes the index of values for it.
    WHERE a.org_id = $1 AND a.contact_id = i.contact_id AND a.channel || '' = i.channel), 0)
  + row_number() OVER (PARTITION BY i.contact_id, i.channel ORDER BY i.n) - 1, relance.now()
FROM (SELECT contact_id, channel, value, min(n) AS n
  FROM ROWS FROM (jsonb_to_recordset($2) AS (contact_id uuid, channel text, value text)) WITH ORDINALITY AS g(contact_id, channel, value, n)
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3) i
ON CONFLICT DO NOTHING RETURNING channel, value
)
SELECT DISTINCT channel, value FROM added
WHERE EXISTS (SELECT 1 FROM relance.erased_addresses e WHERE e.org_id = $1)`,
};

const putFirstStatement = {
  name: 'relance-put-addresses-first',
  text: `
-- Contact by contact, by the key's beginning, and what was found by its place: mostly there is none, and by stale statistics a
-- join would read everybody's for it. Its contact is locked, so that it stays there.
WITH moved AS MATERIALIZED (
  SELECT l.lowest, p.place FROM jsonb_to_recordset($2) AS i(contact_id uuid, channel text, value text)
  CROSS JOIN LATERAL (SELECT min(b.position) AS lowest FROM relance.addresses b
    WHERE b.org_id = $1 AND b.contact_id = i.contact_id AND b.channel || '' = i.channel AND b.value <> i.value OFFSET 0) l
  CROSS JOIN LATERAL (SELECT b.position, b.ctid AS place FROM relance.addresses b
    WHERE b.org_id = $1 AND b.contact_id = i.contact_id AND b.channel || '' = i.channel AND b.value || '' = i.value OFFSET 0) p
  WHERE p.position >= l.lowest AND l.lowest > -32000
)
UPDATE relance.addresses a SET position = m.lowest - 1 FROM moved m WHERE a.org_id = $1 AND a.ctid = m.place`,
};

/**
 * The first of a channel is the one that is written to: the first that was given, or one that was said to be the first. Returns
 * what is new to its contact and may be an erased person's: nothing in an organization that has erased nobody.
 */
export async function addAddresses(
  tx: Tx,
  orgId: number,
  addresses: readonly {
    readonly contact_id: string;
    readonly channel: Channel;
    readonly value: string;
    readonly isFirst?: boolean;
  }[],
): Promise<readonly { readonly channel: Channel; readonly value: string }[]> {
  if (addresses.length === 0) return [];
  const added = await tx.query<{ channel: Channel; value: string }>(addAddressesStatement, [orgId, addresses]);
  const first = addresses.filter(({ isFirst }) => isFirst);
  if (first.length > 0) await tx.query(putFirstStatement, [orgId, first]);
  return added;
}

/** An open enrollment as stored, with its follow-ups that are still ahead. Instants are milliseconds since 1970. */
export interface OpenEnrollmentRow {
  readonly id: string;
  readonly sequence_key: string;
  readonly sequence_version: number;
  readonly subject_type: SubjectType;
  readonly subject_key: string;
  readonly anchor_at: number;
  readonly paused: boolean;
  readonly pending: readonly {
    id: string;
    kind: 'message' | 'wait' | 'ending';
    step: number;
    occurrence: number;
    dueAt: number;
  }[];
}

export interface ContactStateRow {
  readonly contact_id: string;
  readonly addresses: readonly { channel: Channel; value: string }[] | null;
  readonly conversations: readonly ConversationState[] | null;
  readonly records: readonly RecordState[] | null;
  readonly enrollments: readonly OpenEnrollmentRow[] | null;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const readStatement = {
  name: 'relance-read-contact-states',
  text: `
SELECT i.contact_id,
  (SELECT jsonb_agg(jsonb_build_object('channel', a.channel, 'value', a.value) ORDER BY a.position, a.channel)
   FROM relance.addresses a WHERE a.org_id = $1 AND a.contact_id = i.contact_id) AS addresses,
  (SELECT jsonb_agg(jsonb_build_object('key', v.key, 'channel', v.channel, 'stage', v.stage, 'stageBefore', v.stage_before,
     'state', v.state, 'lastInboundAt', ${ms('v.last_inbound_at')}, 'lastOutboundAt', ${ms('v.last_outbound_at')},
     'attributes', v.attributes))
   FROM relance.conversations v WHERE v.org_id = $1 AND v.contact_id = i.contact_id AND v.key = ANY ($3::text[])) AS conversations,
  (SELECT jsonb_agg(jsonb_build_object('type', r.type, 'key', r.key, 'state', r.state, 'facts', r.facts))
   FROM relance.subject_records r
   WHERE r.org_id = $1 AND r.contact_id = i.contact_id AND r.type || '/' || r.key = ANY ($4::text[])) AS records,
  (SELECT jsonb_agg(jsonb_build_object('id', e.id, 'sequence_key', e.sequence_key, 'sequence_version', e.sequence_version,
     'subject_type', e.subject_type, 'subject_key', e.subject_key, 'anchor_at', ${ms('e.anchor_at')},
     'paused', e.state = 'paused', 'pending', coalesce(
       (SELECT jsonb_agg(jsonb_build_object('id', f.id, 'kind', f.kind, 'step', f.step, 'occurrence', f.occurrence,
          'dueAt', ${ms('f.due_at')}))
        FROM relance.follow_ups f WHERE f.org_id = $1 AND f.contact_id = i.contact_id AND f.ended_at IS NULL
          AND f.enrollment_id = e.id AND f.state NOT IN ('calling', 'unknown')), '[]')))
   FROM relance.enrollments e WHERE e.org_id = $1 AND e.contact_id = i.contact_id AND e.ended_at IS NULL) AS enrollments
FROM unnest($2::uuid[]) AS i(contact_id)`,
};

/** Reads what is known about contacts, of conversations and records only the ones named. */
export async function readContactStates(
  tx: Tx,
  orgId: number,
  contactIds: readonly string[],
  conversationKeys: readonly string[],
  recordKeys: readonly string[],
): Promise<ContactStateRow[]> {
  return tx.query<ContactStateRow>(readStatement, [
    orgId,
    `{${contactIds.join(',')}}`,
    textArray(conversationKeys),
    textArray(recordKeys),
  ]);
}

/** PostgreSQL's array text form. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}
