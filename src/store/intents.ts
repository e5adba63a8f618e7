/** Follow-ups that are due at a time of the day: reading what was meant, and dating them anew. All over arrays. */

import type { Facts } from '../domain/facts.ts';
import type { StoredIntent } from '../domain/local-time.ts';
import type { PolicyLayer } from '../domain/policy-layer.ts';
import { phoneOf } from './claim-follow-ups.ts';
import type { Database, Queryable } from './database.ts';
import { beginning } from './stranded-enrollments.ts';

/** A pending follow-up with its intent. Instants are milliseconds since 1970. */
export interface IntendedRow {
  readonly id: string;
  readonly contact_id: string;
  readonly enrollment_id: string | null;
  readonly due_at: number;
  readonly intent: StoredIntent;
}

export interface Redating {
  readonly id: string;
  /** As it was read: what has been changed meanwhile stays. */
  readonly before: StoredIntent;
  readonly intent: StoredIntent;
  readonly due_at: number;
  /** Null where the instant is the same: nothing to tell. */
  readonly timeline_id: string | null;
  readonly reason: 'zone_changed' | 'policy_changed';
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
/** As the index `follow_ups_intents` says it. */
const hasOpenIntent = `f.intent IS NOT NULL AND coalesce(f.ended_at, 'infinity') = 'infinity'`;
const pending = `f.ended_at IS NULL AND f.intent IS NOT NULL AND f.state IN ('scheduled', 'awaiting_approval')`;

const ofContactsStatement = {
  name: 'relance-intents-of-contacts',
  text: `
SELECT f.id, f.contact_id, f.enrollment_id, ${ms('f.due_at')} AS due_at, f.intent
FROM unnest($2::uuid[]) AS i(contact_id) CROSS JOIN LATERAL (
  SELECT f.* FROM relance.follow_ups f WHERE f.org_id = $1 AND f.contact_id = i.contact_id AND ${pending} OFFSET 0) f
ORDER BY f.id`,
};

/** The pending follow-ups of contacts that have an intent. */
export async function readIntents(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  contactIds: readonly string[],
): Promise<IntendedRow[]> {
  return tx.query<IntendedRow>(ofContactsStatement, [orgId, `{${contactIds.join(',')}}`]);
}

const allStatement = {
  name: 'relance-intents',
  text: `
WITH looked AS MATERIALIZED (
  SELECT f.org_id, f.id, f.contact_id, f.enrollment_id, f.due_at, f.intent FROM relance.follow_ups f
  WHERE ${hasOpenIntent} AND (f.org_id, f.contact_id, f.id) > ($1::int, $2::uuid, $3::uuid) AND f.org_id <= $5::int
  ORDER BY f.org_id, f.contact_id, f.id LIMIT $4::int
)
SELECT
  (SELECT jsonb_build_object('org_id', org_id, 'contact_id', contact_id, 'id', id) FROM looked
    WHERE (SELECT count(*) FROM looked) = $4 ORDER BY org_id DESC, contact_id DESC, id DESC LIMIT 1) AS next,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('org_id', f.org_id, 'id', f.id, 'contact_id', f.contact_id,
      'enrollment_id', f.enrollment_id, 'due_at', ${ms('f.due_at')}, 'intent', f.intent, 'sequence_key', e.sequence_key,
      'sequence_version', e.sequence_version) ORDER BY f.org_id, f.contact_id, f.id), '[]')
    FROM looked f LEFT JOIN relance.enrollments e ON e.org_id = f.org_id AND e.id = f.enrollment_id
    WHERE $6::text IS NULL OR f.intent->>'tzdata' COLLATE "C" < $6) AS rows`,
};

export interface IntendedOf extends IntendedRow {
  readonly org_id: number;
  /** Null for a one-off. */
  readonly sequence_key: string | null;
  readonly sequence_version: number | null;
}

const orgIdMax = 2 ** 31 - 1;
/** Looked at in one statement. */
const lookedAtMax = 500;

/** Which of the open follow-ups that have an intent. */
export interface IntentsOf {
  /** Of one organization. Default: of everybody. */
  readonly orgId?: number;
  /** Those that were dated by older rules of the zones than these. Default: all. */
  readonly olderThan?: string;
}

/** The open follow-ups that have an intent, a part at a time; a part may be empty. */
export async function* readAllIntents(
  db: Database,
  { orgId, olderThan }: IntentsOf,
): AsyncGenerator<readonly IntendedOf[]> {
  type Place = Pick<IntendedOf, 'org_id' | 'contact_id' | 'id'>;
  let last: Place | null = { ...beginning, id: beginning.contact_id };
  if (orgId !== undefined) last = { ...last, org_id: orgId };
  while (last !== null) {
    const parameters: unknown[] = [
      last.org_id,
      last.contact_id,
      last.id,
      lookedAtMax,
      orgId ?? orgIdMax,
      olderThan ?? null,
    ];
    const [part] = await db.query<{ next: Place | null; rows: IntendedOf[] }>(allStatement, parameters);
    yield part?.rows ?? [];
    last = part?.next ?? null;
  }
}

const redateStatement = {
  name: 'relance-redate',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
input AS MATERIALIZED (
  SELECT $1::int AS org_id, i.id, i.before, i.intent, to_timestamp(i.due_at / 1000.0) AS due_at, i.timeline_id, i.reason
  FROM jsonb_to_recordset($2) AS i(id uuid, before jsonb, intent jsonb, due_at float8, timeline_id uuid, reason text) ORDER BY i.id
),
old AS MATERIALIZED (
  SELECT f.id, f.due_at FROM input i JOIN relance.follow_ups f ON f.org_id = i.org_id AND f.id = i.id
  WHERE f.intent = i.before AND f.state IN ('scheduled', 'awaiting_approval') ORDER BY f.id FOR UPDATE OF f
),
moved AS (
  UPDATE relance.follow_ups f SET intent = i.intent, due_at = i.due_at,
    -- What was put off stays so, unless its new time is later still.
    queue_at = CASE WHEN f.queue_at IS NULL THEN NULL WHEN f.queue_at = f.due_at THEN i.due_at ELSE greatest(f.queue_at, i.due_at) END
  FROM input i JOIN old o ON o.id = i.id WHERE f.org_id = i.org_id AND f.id = i.id
  RETURNING f.id, f.contact_id, f.enrollment_id, f.due_at, o.due_at AS due_before, i.intent, i.before, i.timeline_id, i.reason AS moved_for
),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, enrollment_id, kind, reason, facts)
  SELECT $1, contact_id, timeline_id, (SELECT t FROM clock), id, enrollment_id, 'moved', moved_for,
    jsonb_build_object('dueAt', ${ms('due_at')}, 'dueBefore', ${ms('due_before')}, 'zone', intent->>'zone',
      'zoneBefore', before->>'zone', 'wall', intent->>'wall')
  FROM moved WHERE timeline_id IS NOT NULL
)
SELECT ${ms('due_at')} AS due_at FROM moved`,
};

/** Dates follow-ups anew; those that have begun, ended or been changed meanwhile stay. Returns the new due times. */
export async function redate(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  rows: readonly Redating[],
): Promise<number[]> {
  if (rows.length === 0) return [];
  const moved = await tx.query<{ due_at: number }>(redateStatement, [orgId, rows]);
  return moved.map(({ due_at }) => due_at);
}

/** Where people are, as far as their contacts tell. */
export interface PlaceRow {
  readonly id: string;
  readonly timezone: string | null;
  readonly locale: string | null;
  readonly attributes: Facts;
  readonly phone: string | null;
  readonly policy: PolicyLayer | null;
}

const placesStatement = {
  name: 'relance-places',
  text: `
WITH input AS MATERIALIZED (SELECT $1::int AS org_id, i.id FROM unnest($2::uuid[]) AS i(id))
SELECT c.id, c.timezone, c.locale, c.attributes, c.policy, ${phoneOf('c.org_id', 'c.id')} AS phone
FROM input i JOIN relance.contacts c ON c.org_id = i.org_id AND c.id = i.id`,
};

export async function readPlaces(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  contactIds: readonly string[],
): Promise<PlaceRow[]> {
  return tx.query<PlaceRow>(placesStatement, [orgId, `{${contactIds.join(',')}}`]);
}
