/** Reading contacts for people: found by id or key, listed by the order in which they were made. */
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import { textArray } from './contact-states.ts';
import type { Queryable } from './database.ts';

/** Instants are milliseconds since 1970. */
export interface ContactDetailRow {
  readonly id: string;
  readonly key: string | null;
  readonly name: string | null;
  readonly timezone: string | null;
  readonly locale: string | null;
  readonly tier: number;
  readonly attributes: Facts;
  readonly blockedReason: string | null;
  readonly pausedAt: number | null;
  readonly lastInboundAt: number | null;
  readonly erasedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly addresses: readonly { channel: Channel; value: string; suppressed: string | null }[];
  /** The next of its follow-ups that is scheduled. */
  readonly nextFollowUpAt: number | null;
  readonly openEnrollments: number;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const columns = `c.id, c.key, c.name, c.timezone, c.locale, c.tier, c.attributes, c.blocked_reason AS "blockedReason",
  ${ms('c.paused_at')} AS "pausedAt", ${ms('c.last_inbound_at')} AS "lastInboundAt", ${ms('c.erased_at')} AS "erasedAt", ${ms('c.created_at')} AS "createdAt",
  ${ms('c.updated_at')} AS "updatedAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('channel', a.channel, 'value', a.value, 'suppressed', s.cause) ORDER BY a.channel, a.position)
    FROM relance.addresses a
    LEFT JOIN relance.suppressions s ON s.org_id = a.org_id AND s.channel = a.channel AND s.value = a.value
    WHERE a.org_id = c.org_id AND a.contact_id = c.id), '[]') AS addresses,
  (SELECT ${ms('min(f.queue_at)')} FROM relance.follow_ups f
    WHERE f.org_id = c.org_id AND f.contact_id = c.id AND f.ended_at IS NULL) AS "nextFollowUpAt",
  (SELECT count(*) FROM relance.enrollments e
    WHERE e.org_id = c.org_id AND e.contact_id = c.id AND e.ended_at IS NULL)::int AS "openEnrollments"`;

const listStatement = {
  name: 'relance-list-contacts',
  text: `
SELECT ${columns} FROM (
  SELECT * FROM relance.contacts c
  WHERE c.org_id = $1 AND ($3::uuid IS NULL OR c.id < $3) ORDER BY c.id DESC LIMIT $2) c
ORDER BY c.id DESC`,
};

/** By an address, whose index leads to few rows. */
const byAddressStatement = {
  name: 'relance-list-contacts-by-address',
  text: `
SELECT ${columns} FROM relance.contacts c
WHERE c.org_id = $1 AND ($3::uuid IS NULL OR c.id < $3)
  AND c.id IN (SELECT a.contact_id FROM relance.addresses a, unnest($4::text[]) AS wanted(channel)
    WHERE a.org_id = $1 AND a.channel = wanted.channel AND a.value = $5)
ORDER BY c.id DESC LIMIT $2`,
};

/** The latest first. */
export async function listContacts(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  limit: number,
  before: string | null,
): Promise<ContactDetailRow[]> {
  return tx.query(listStatement, [orgId, limit, before]);
}

export async function listContactsByAddress(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  address: { readonly channels: readonly Channel[]; readonly value: string },
  limit: number,
  before: string | null,
): Promise<ContactDetailRow[]> {
  return tx.query(byAddressStatement, [orgId, limit, before, textArray(address.channels), address.value]);
}

const oneStatement = {
  name: 'relance-read-contact',
  text: `SELECT ${columns} FROM relance.contacts c
WHERE c.org_id = $1 AND ($2::uuid IS NULL OR c.id = $2) AND ($3::text IS NULL OR c.key = $3) AND coalesce($2::text, $3) IS NOT NULL LIMIT 1`,
};

export async function readContact(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  reference: { readonly id: string } | { readonly key: string },
): Promise<ContactDetailRow | undefined> {
  const id = 'id' in reference ? reference.id : null;
  const key = 'key' in reference ? reference.key : null;
  const [row] = await tx.query<ContactDetailRow>(oneStatement, [orgId, id, key]);
  return row;
}

const idsStatement = {
  name: 'relance-find-contact-ids',
  text: 'SELECT key, id FROM relance.contacts WHERE org_id = $1 AND key = ANY ($2::text[])',
};

/** The ids of contacts by the caller's keys. */
export async function findContactIds(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ key: string; id: string }>(idsStatement, [orgId, textArray(keys)]);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

const pauseStatement = {
  name: 'relance-pause-contact',
  text: `
WITH changed AS (
  UPDATE relance.contacts c SET paused_at = CASE WHEN $3::boolean THEN coalesce(c.paused_at, relance.now()) END,
    epoch = c.epoch + 1, updated_at = relance.now()
  WHERE c.org_id = $1 AND c.id = $2 RETURNING c.id
),
-- Put off while it was paused: looked at again now.
woken AS (
  UPDATE relance.follow_ups f SET queue_at = greatest(f.due_at, relance.now()), reason = 'contact_resumed'
  FROM changed WHERE NOT $3::boolean AND f.org_id = $1 AND f.contact_id = changed.id AND f.ended_at IS NULL
    AND f.state = 'scheduled' AND f.reason = 'contact_paused'
  RETURNING f.id
),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, kind, reason, facts)
  SELECT $1, id, $4, relance.now(), CASE WHEN $3::boolean THEN 'contact_paused' ELSE 'contact_resumed' END, NULL,
    jsonb_build_object('by', $5::text) FROM changed
)
SELECT changed.id, (SELECT count(*) FROM woken)::int AS woken FROM changed`,
};

/** Undefined when there is no such contact; else how many follow-ups are to be looked at now. */
export async function setContactPaused(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  id: string,
  paused: boolean,
  timelineId: string,
  by: string,
): Promise<number | undefined> {
  const [row] = await tx.query<{ woken: number }>(pauseStatement, [orgId, id, paused, timelineId, by]);
  return row?.woken;
}
