/**
 * What is known about live records, as many as are asked for at one time, for `domain/coverage.ts` to judge; and the counts
 * of the last audit. Records are walked along their primary keys; everything else is looked up by indexes.
 */
import type { CoverageFacts, CoveredType, CoveringEnrollment, SequenceStanding } from '../domain/coverage.ts';
import type { Facts } from '../domain/facts.ts';
import { alongIndexes } from './along-indexes.ts';
import type { Database, Queryable } from './database.ts';
import { everyOrganization } from './database.ts';

/** A record that may be live, with its contact. */
export interface CoverageRow extends CoverageFacts {
  readonly key: string;
  readonly contactId: string;
  readonly contactName: string | null;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** Of a record `r` with its type: the contact, the enrollments about it or about the contact as such, the one-offs. */
const known = `
  (SELECT jsonb_build_object('name', c.name, 'isBlocked', c.blocked_reason IS NOT NULL, 'isPaused', c.paused_at IS NOT NULL,
      'isSuppressed', EXISTS (SELECT 1 FROM relance.addresses a WHERE a.org_id = c.org_id AND a.contact_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM relance.addresses a WHERE a.org_id = c.org_id AND a.contact_id = c.id AND NOT EXISTS (
          SELECT 1 FROM relance.suppressions s WHERE s.org_id = a.org_id AND s.channel = a.channel AND s.value = a.value)))
    FROM relance.contacts c WHERE c.org_id = r.org_id AND c.id = r.contact_id AND c.erased_at IS NULL) AS contact,
  coalesce((SELECT jsonb_agg(jsonb_build_object('sequence', e.sequence_key, 'version', e.sequence_version, 'state', e.state,
      'reason', e.exit_reason, 'createdAt', ${ms('e.created_at')}, 'endedAt', NULL, 'isPlanned', EXISTS (
        SELECT 1 FROM relance.follow_ups f WHERE f.org_id = e.org_id AND f.contact_id = e.contact_id AND f.ended_at IS NULL
          AND f.enrollment_id = e.id)))
    FROM relance.enrollments e WHERE e.org_id = r.org_id AND e.contact_id = r.contact_id AND e.ended_at IS NULL
      AND (e.subject_type = r.type AND e.subject_key = r.key
        OR e.subject_type = 'contact' AND e.subject_key = r.contact_id::text)), '[]') AS open,
  (SELECT jsonb_agg(to_jsonb(l)) FROM (
    SELECT e.sequence_key AS sequence, e.sequence_version AS version, e.state, e.exit_reason AS reason,
      ${ms('e.created_at')} AS "createdAt", ${ms('e.ended_at')} AS "endedAt", false AS "isPlanned"
    FROM (VALUES (r.type::text, r.key), ('contact', r.contact_id::text)) AS about(type, key)
    CROSS JOIN LATERAL (SELECT * FROM relance.enrollments n WHERE n.org_id = r.org_id AND n.subject_type = about.type
      AND n.subject_key = about.key AND n.ended_at IS NOT NULL ORDER BY n.ended_at DESC LIMIT 1) e) l) AS ended,
  EXISTS (SELECT 1 FROM relance.follow_ups f WHERE f.org_id = r.org_id AND f.contact_id = r.contact_id
    AND f.ended_at IS NULL AND f.enrollment_id IS NULL) AS "hasOneOff"`;

/** Conversations know when somebody wrote; of leads and appointments the state and the caller's facts are known. */
const statements: Readonly<Record<'conversations' | 'records', { name: string; text: string }>> = {
  conversations: {
    name: 'relance-coverage-of-conversations',
    text: `
WITH looked AS MATERIALIZED (
  SELECT v.org_id, v.key, v.contact_id, 'conversation' AS type, v.state, v.stage, v.attributes AS facts, v.created_at,
    v.last_inbound_at, v.last_outbound_at
  FROM relance.conversations v WHERE v.org_id = $1 AND v.key > $2 ORDER BY v.key LIMIT $3::int
)
SELECT r.key, r.contact_id AS "contactId", r.type, r.state, r.stage, r.facts, ${ms('r.created_at')} AS "createdAt",
  ${ms('r.last_inbound_at')} AS "lastInboundAt", ${ms('r.last_outbound_at')} AS "lastOutboundAt", ${known}
FROM looked r ORDER BY r.key`,
  },
  records: {
    name: 'relance-coverage-of-records',
    text: `
WITH looked AS MATERIALIZED (
  SELECT s.org_id, s.key, s.contact_id, s.type, s.state, s.facts, s.created_at
  FROM relance.subject_records s WHERE s.org_id = $1 AND s.type = $4 AND s.key > $2 ORDER BY s.key LIMIT $3::int
)
SELECT r.key, r.contact_id AS "contactId", r.type, r.state, NULL AS stage, r.facts, ${ms('r.created_at')} AS "createdAt",
  NULL AS "lastInboundAt", NULL AS "lastOutboundAt", ${known}
FROM looked r ORDER BY r.key`,
  },
};

type FoundRow = Omit<CoverageRow, 'enrollments' | 'contactName'> & {
  readonly contact: (CoverageFacts['contact'] & { readonly name: string | null }) | null;
  readonly open: readonly CoveringEnrollment[];
  readonly ended: readonly CoveringEnrollment[] | null;
};

/** Records of a type in the order of their keys, those that are not live included. @param after '' from the beginning */
export async function readCoverage(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  type: CoveredType,
  after: string,
  limit: number,
): Promise<CoverageRow[]> {
  // Sent together with the question; without it each part would sort all records that are left.
  const [, rows] = await Promise.all([
    tx.query(alongIndexes),
    type === 'conversation'
      ? tx.query<FoundRow>(statements.conversations, [orgId, after, limit])
      : tx.query<FoundRow>(statements.records, [orgId, after, limit, type]),
  ]);
  return rows.map(({ open, ended, ...row }) => ({
    ...row,
    facts: (row.facts ?? {}) as Facts,
    contactName: row.contact?.name ?? null,
    enrollments: [...open, ...(ended ?? [])],
  }));
}

const sequencesStatement = {
  name: 'relance-sequence-standings',
  text: `
SELECT DISTINCT ON (s.key) s.key, s.active AS "isActive", s.definition->>'subject' AS subject,
  array_agg(s.version) OVER (PARTITION BY s.key)::int[] AS versions,
  max(${ms('s.paused_at')}) OVER (PARTITION BY s.key) AS "pausedAt"
FROM relance.sequences s WHERE s.org_id = $1 ORDER BY s.key, s.version DESC`,
};

export async function readSequenceStandings(tx: Pick<Queryable, 'query'>, orgId: number): Promise<SequenceStanding[]> {
  return tx.query(sequencesStatement, [orgId]);
}

export interface CoverageCount {
  readonly type: CoveredType;
  readonly cause: string;
  readonly isCovered: boolean;
  readonly count: number;
}

export interface CoverageAudit {
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  readonly counts: readonly CoverageCount[];
}

const beginStatement = {
  name: 'relance-begin-coverage-audits',
  text: `
WITH due AS MATERIALIZED (
  SELECT o.id FROM relance.organizations o LEFT JOIN relance.coverage_audits a ON a.org_id = o.id
  WHERE a.begun_at IS NULL OR a.begun_at < relance.now() - $1::int * interval '1 millisecond' LIMIT 1000
)
INSERT INTO relance.coverage_audits AS a (org_id, begun_at) SELECT id, relance.now() FROM due ORDER BY id
ON CONFLICT (org_id) DO UPDATE SET begun_at = excluded.begun_at
  WHERE a.begun_at < relance.now() - $1::int * interval '1 millisecond'
RETURNING org_id`,
};

/** Takes the organizations that were not audited for `everyMs`; who takes one is the only one that audits it. */
export async function beginCoverageAudits(db: Database, everyMs: number): Promise<number[]> {
  const rows = await db.query<{ org_id: number }>(beginStatement, [everyMs]);
  return rows.map(({ org_id }) => org_id);
}

const endStatement = {
  name: 'relance-end-coverage-audit',
  text: `
INSERT INTO relance.coverage_audits AS a (org_id, begun_at, ended_at, counts) VALUES ($1, relance.now(), relance.now(), $2::jsonb)
ON CONFLICT (org_id) DO UPDATE SET ended_at = excluded.ended_at, counts = excluded.counts
RETURNING ${ms('ended_at')} AS "endedAt", counts`,
};

export async function endCoverageAudit(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  counts: readonly CoverageCount[],
): Promise<CoverageAudit> {
  const [row] = await tx.query<CoverageAudit>(endStatement, [orgId, counts]);
  return row as CoverageAudit;
}

const lastStatement = {
  name: 'relance-last-coverage-audit',
  text: `SELECT ${ms('ended_at')} AS "endedAt", counts FROM relance.coverage_audits WHERE org_id = $1 AND ended_at IS NOT NULL`,
};

export async function readCoverageAudit(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
): Promise<CoverageAudit | undefined> {
  const [row] = await tx.query<CoverageAudit>(lastStatement, [orgId]);
  return row;
}

const totalsStatement = {
  name: 'relance-coverage-totals',
  text: `
SELECT c.type, c.cause, c."isCovered", sum(c.count)::float8 AS count FROM relance.coverage_audits a
CROSS JOIN LATERAL jsonb_to_recordset(a.counts) AS c(type text, cause text, "isCovered" boolean, count float8)
GROUP BY 1, 2, 3`,
};

/** Over all organizations, as last audited. */
export async function readCoverageTotals(db: Database): Promise<CoverageCount[]> {
  return db.transaction(everyOrganization, (tx) => tx.query(totalsStatement));
}
