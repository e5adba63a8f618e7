/** Reading contacts for people: found by id or key, listed by the order in which they were made. */
import type { Channel } from '../domain/channel.ts';
import type { Consents } from '../domain/consent-statement.ts';
import type { Facts } from '../domain/facts.ts';
import type { PolicyLayer } from '../domain/policy-layer.ts';
import { textArray } from './contact-states.ts';
import type { Queryable } from './database.ts';
import { openOf } from './likely-rows.ts';

/** Instants are milliseconds since 1970. */
export interface ContactDetailRow {
  readonly id: string;
  readonly key: string | null;
  readonly name: string | null;
  readonly timezone: string | null;
  readonly locale: string | null;
  readonly tier: number;
  readonly attributes: Facts;
  /** What is set for this contact alone; null: nothing. */
  readonly policy: PolicyLayer | null;
  readonly blockedReason: string | null;
  readonly pausedAt: number | null;
  readonly lastInboundAt: number | null;
  readonly erasedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly addresses: readonly {
    channel: Channel;
    value: string;
    suppressed: string | null;
    /** What holds there by everything that was said about it. */
    consents: Consents;
  }[];
  /** The next of its follow-ups that is scheduled. */
  readonly nextFollowUpAt: number | null;
  readonly openEnrollments: number;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const columns = `c.id, c.key, c.name, c.timezone, c.locale, c.tier, c.attributes, c.policy, c.blocked_reason AS "blockedReason",
  ${ms('c.paused_at')} AS "pausedAt", ${ms('c.last_inbound_at')} AS "lastInboundAt", ${ms('c.erased_at')} AS "erasedAt", ${ms('c.created_at')} AS "createdAt",
  ${ms('c.updated_at')} AS "updatedAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('channel', a.channel, 'value', a.value, 'suppressed', s.cause,
      'consents', coalesce(a.consents, '{}')) ORDER BY a.channel, a.position)
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
SELECT ${columns} FROM (
  SELECT DISTINCT a.contact_id FROM unnest($4::text[]) AS wanted(channel)
  CROSS JOIN LATERAL (SELECT b.contact_id FROM relance.addresses b
    WHERE b.org_id = $1 AND b.channel = wanted.channel AND b.value = $5 OFFSET 0) a
  WHERE $3::uuid IS NULL OR a.contact_id < $3 ORDER BY 1 DESC LIMIT $2) found
CROSS JOIN LATERAL (SELECT k.* FROM relance.contacts k WHERE k.org_id = $1 AND k.id = found.contact_id OFFSET 0) c
ORDER BY c.id DESC`,
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
  text: `SELECT ${columns} FROM relance.contacts c WHERE c.org_id = $1 AND c.id = $2`,
};

const byKeyStatement = {
  name: 'relance-read-contact-by-key',
  text: `SELECT ${columns} FROM relance.contacts c WHERE c.org_id = $1 AND c.key = $2`,
};

export async function readContact(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  reference: { readonly id: string } | { readonly key: string },
): Promise<ContactDetailRow | undefined> {
  const [row] =
    'id' in reference
      ? await tx.query<ContactDetailRow>(oneStatement, [orgId, reference.id])
      : await tx.query<ContactDetailRow>(byKeyStatement, [orgId, reference.key]);
  return row;
}

const idsStatement = {
  name: 'relance-find-contact-ids',
  text: `SELECT c.key, c.id FROM unnest($2::text[]) AS i(key)
    CROSS JOIN LATERAL (SELECT k.key, k.id FROM relance.contacts k WHERE k.org_id = $1 AND k.key = i.key OFFSET 0) c`,
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
  WHERE c.org_id = $1 AND c.id = $2 RETURNING c.org_id, c.id AS contact_id
),
-- Put off while it was paused: looked at again now.
woken AS (
  UPDATE relance.follow_ups f SET queue_at = greatest(f.due_at, relance.now()), reason = 'contact_resumed'
  FROM changed c CROSS JOIN LATERAL (${openOf('c')}) o WHERE NOT $3::boolean AND f.org_id = o.org_id AND f.id = o.id
    AND f.state = 'scheduled' AND f.reason = 'contact_paused'
  RETURNING f.id
),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, kind, reason, facts)
  SELECT $1, contact_id, $4, relance.now(), CASE WHEN $3::boolean THEN 'contact_paused' ELSE 'contact_resumed' END, NULL,
    jsonb_build_object('by', $5::text) FROM changed
)
SELECT contact_id, (SELECT count(*) FROM woken)::int AS woken FROM changed`,
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
