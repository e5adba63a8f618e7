/**
 * Writing what follows from a batch of events: first what ends, then everything that begins, in one statement each; last the
 * waits that are over. The contacts' rows are locked by then (`upsertContacts`).
 */
import { ownRefusals } from '../domain/contact-state.ts';
import type { StoredIntent } from '../domain/local-time.ts';
import type { Queryable } from './database.ts';
import { isOpen, likely, openOf } from './likely-rows.ts';

/** Instants are milliseconds since 1970. Rows are in the form of their tables. */
export interface ChangeRows {
  readonly conversations: readonly {
    contact_id: string;
    key: string;
    channel: string | null;
    stage: string | null;
    stage_before: string | null;
    state: string;
    last_inbound_at: number | null;
    last_outbound_at: number | null;
    attributes: unknown;
  }[];
  readonly records: readonly { contact_id: string; type: string; key: string; state: string; facts: unknown }[];
  readonly exits: readonly { contact_id: string; enrollment_id: string; reason: string }[];
  readonly enrollments: readonly {
    id: string;
    contact_id: string;
    sequence_key: string;
    sequence_version: number;
    subject_type: string;
    subject_key: string;
    open_key: string | null;
    anchor_at: number;
    paused: boolean;
    facts: unknown;
    completed: boolean;
  }[];
  readonly follow_ups: readonly {
    id: string;
    contact_id: string;
    enrollment_id: string;
    kind: string;
    state: string;
    channel: string;
    category: string;
    step: number;
    occurrence: number;
    tier: number;
    due_at: number;
    intent?: StoredIntent;
    reason: string | null;
  }[];
  readonly waits_over: readonly { follow_up_id: string }[];
  readonly stops: readonly { contact_id: string; cause: string }[];
  readonly suppressions: readonly { channel: string; value: string; cause: string }[];
  /** People who want to hear from us again, and the addresses that this is about. */
  readonly starts: readonly { contact_id: string }[];
  readonly lifted: readonly { channel: string; value: string }[];
  readonly messages: readonly {
    id: string;
    contact_id: string;
    conversation_key: string | null;
    channel: string;
    direction: 'in' | 'out';
    address: string;
    subject: string | null;
    text: string;
    body_hash: string;
    reply_to: string | null;
    automatic: boolean;
    at: number;
  }[];
  readonly timeline: readonly {
    id: string;
    contact_id: string;
    kind: string;
    reason: string | null;
    enrollment_id: string | null;
    follow_up_id: string | null;
    facts: unknown;
  }[];
}

const instant = (column: string) => `to_timestamp(${column} / 1000.0)`;
const over = `queue_at = NULL, lease_until = NULL, lease_token = NULL, failed_at = NULL, ended_at = (SELECT t FROM clock)`;

/** First what ends: in a statement of its own, so that the unique index of open enrollments is free for what begins. */
const endStatement = {
  name: 'relance-apply-ends',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
exits AS MATERIALIZED (
  SELECT $1::int AS org_id, x.* FROM jsonb_to_recordset($2) AS x(contact_id uuid, enrollment_id uuid, reason text)
  ORDER BY contact_id, enrollment_id
),
stops AS MATERIALIZED (
  SELECT $1::int AS org_id, s.* FROM jsonb_to_recordset($3) AS s(contact_id uuid, cause text) ORDER BY contact_id
),
exited AS (
  UPDATE relance.enrollments e SET state = 'exited', exit_reason = x.reason, ended_at = (SELECT t FROM clock), open_key = NULL
  FROM exits x WHERE e.org_id = x.org_id AND e.id = x.enrollment_id AND ${isOpen('e')}
),
cancelled AS (
  UPDATE relance.follow_ups f SET state = 'cancelled', reason = x.reason, ${over}
  FROM (SELECT o.org_id, o.id, x.reason FROM exits x CROSS JOIN LATERAL (${openOf('x')}) o WHERE o.enrollment_id = x.enrollment_id) x
  WHERE f.org_id = x.org_id AND f.id = x.id AND f.state IN ('scheduled', 'claimed', 'awaiting_approval')
),
stopped AS (
  UPDATE relance.follow_ups f SET state = 'cancelled', reason = s.cause, ${over}
  FROM (SELECT o.org_id, o.id, s.cause FROM stops s CROSS JOIN LATERAL (${openOf('s')}) o
    WHERE NOT EXISTS (SELECT 1 FROM exits x WHERE x.enrollment_id = o.enrollment_id)) s
  WHERE f.org_id = s.org_id AND f.id = s.id AND f.state IN ('scheduled', 'claimed', 'awaiting_approval')
),
blocked AS (
  -- A complaint stays one, whatever the person says after it: no word of theirs takes it back.
  UPDATE relance.contacts c SET blocked_reason = CASE WHEN c.blocked_reason = 'complained' THEN 'complained' ELSE s.cause END
  FROM stops s WHERE c.org_id = s.org_id AND c.id = s.contact_id
),
suppressed AS (
  INSERT INTO relance.suppressions (org_id, channel, value, cause, created_at)
  SELECT DISTINCT ON (channel, value) $1, channel, value, cause, (SELECT t FROM clock)
  FROM jsonb_to_recordset($4) AS p(channel text, value text, cause text) ORDER BY channel, value
  ON CONFLICT DO NOTHING RETURNING org_id, channel, value
)
-- Everybody else who holds such an address decides anew.
UPDATE relance.contacts c SET epoch = c.epoch + 1
FROM suppressed s JOIN relance.addresses a ON a.org_id = s.org_id AND a.channel = s.channel AND a.value = s.value
WHERE c.org_id = a.org_id AND c.id = a.contact_id AND a.contact_id <> ALL (ARRAY(SELECT contact_id FROM stops))`,
};

/** Only what the person's own word had stopped: a complaint, or an address that does not work, stays. */
const startStatement = {
  name: 'relance-apply-starts',
  text: `
WITH input AS MATERIALIZED (SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($2) AS i(contact_id uuid)),
lifting AS MATERIALIZED (SELECT $1::int AS org_id, l.* FROM jsonb_to_recordset($3) AS l(channel text, value text)),
lifted AS (
  DELETE FROM relance.suppressions s USING lifting l
  WHERE s.org_id = l.org_id AND s.channel = l.channel AND s.value = l.value AND ${likely('s.cause = ANY ($4::text[])')}
)
UPDATE relance.contacts c SET blocked_reason = NULL FROM input i
WHERE c.org_id = i.org_id AND c.id = i.contact_id AND ${likely('c.blocked_reason = ANY ($4::text[])')}`,
};

const beginStatement = {
  name: 'relance-apply-begins',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
conversations AS (
  INSERT INTO relance.conversations AS v (org_id, key, contact_id, channel, stage, stage_before, state, last_inbound_at,
    last_outbound_at, attributes, created_at, updated_at)
  SELECT $1, i.key, i.contact_id, i.channel, i.stage, i.stage_before, i.state, ${instant('i.last_inbound_at')},
    ${instant('i.last_outbound_at')}, i.attributes, t, t
  FROM clock, jsonb_to_recordset($2) AS i(contact_id uuid, key text, channel text, stage text, stage_before text, state text,
    last_inbound_at float8, last_outbound_at float8, attributes jsonb)
  -- Told of another contact than before, it is theirs from now on, with all that is known about it.
  ON CONFLICT (org_id, key) DO UPDATE SET contact_id = excluded.contact_id, channel = coalesce(excluded.channel, v.channel),
    stage = CASE WHEN v.contact_id = excluded.contact_id THEN excluded.stage ELSE coalesce(excluded.stage, v.stage) END,
    stage_before = excluded.stage_before, state = excluded.state,
    last_inbound_at = greatest(v.last_inbound_at, excluded.last_inbound_at),
    last_outbound_at = greatest(v.last_outbound_at, excluded.last_outbound_at),
    attributes = v.attributes || excluded.attributes, updated_at = excluded.updated_at
),
records AS (
  INSERT INTO relance.subject_records AS r (org_id, type, key, contact_id, state, facts, created_at, updated_at)
  SELECT $1, i.type, i.key, i.contact_id, i.state, i.facts, t, t
  FROM clock, jsonb_to_recordset($3) AS i(contact_id uuid, type text, key text, state text, facts jsonb)
  ON CONFLICT (org_id, type, key) DO UPDATE SET contact_id = excluded.contact_id, state = excluded.state,
    facts = r.facts || excluded.facts, updated_at = excluded.updated_at
),
enrolled AS (
  INSERT INTO relance.enrollments (org_id, id, contact_id, sequence_key, sequence_version, subject_type, subject_key, open_key,
    anchor_at, facts, state, created_at, ended_at)
  SELECT $1, i.id, i.contact_id, i.sequence_key, i.sequence_version, i.subject_type, i.subject_key,
    CASE WHEN NOT i.completed THEN i.open_key END, ${instant('i.anchor_at')}, i.facts,
    CASE WHEN i.completed THEN 'completed' WHEN i.paused THEN 'paused' ELSE 'active' END::relance.enrollment_state, t, CASE WHEN i.completed THEN t END
  FROM clock, jsonb_to_recordset($4) AS i(id uuid, contact_id uuid, sequence_key text, sequence_version int, subject_type text,
    subject_key text, open_key text, anchor_at float8, paused boolean, facts jsonb, completed boolean)
),
planned AS (
  INSERT INTO relance.follow_ups (org_id, id, contact_id, enrollment_id, kind, state, channel, category, step, occurrence, tier,
    due_at, queue_at, reason, created_at, ended_at, intent)
  SELECT $1, i.id, i.contact_id, i.enrollment_id, i.kind, i.state, i.channel, i.category, i.step, i.occurrence, i.tier,
    ${instant('i.due_at')}, CASE WHEN i.state = 'scheduled' THEN ${instant('i.due_at')} END, i.reason, t,
    CASE WHEN i.state = 'skipped' THEN t END, i.intent
  FROM clock, jsonb_to_recordset($5) AS i(id uuid, contact_id uuid, enrollment_id uuid, kind relance.follow_up_kind,
    state relance.follow_up_state, channel text, category relance.category, step smallint, occurrence int, tier smallint,
    due_at float8, reason text, intent jsonb)
  ON CONFLICT DO NOTHING
),
written AS (
  INSERT INTO relance.messages (org_id, id, contact_id, conversation_key, channel, direction, state, address,
    subject, text, body_hash, reply_to, automatic, created_at)
  SELECT $1, i.id, i.contact_id, i.conversation_key, i.channel, i.direction,
    CASE WHEN i.direction = 'in' THEN 'received' ELSE 'sent' END::relance.message_state, i.address,
    i.subject, i.text, i.body_hash, i.reply_to, i.automatic,
    ${instant('i.at')}
  FROM jsonb_to_recordset($6) AS i(id uuid, contact_id uuid, conversation_key text, channel text, direction text, address text,
    subject text, text text, body_hash text, reply_to uuid, automatic boolean, at float8)
)
INSERT INTO relance.timeline (org_id, contact_id, id, at, enrollment_id, follow_up_id, kind, reason, facts)
SELECT $1, i.contact_id, i.id, t, i.enrollment_id, i.follow_up_id, i.kind, i.reason, nullif(i.facts, 'null')
FROM clock, jsonb_to_recordset($7) AS i(id uuid, contact_id uuid, kind text, reason text, enrollment_id uuid, follow_up_id uuid,
  facts jsonb)`,
};

/** Last: the wait may have begun in this very batch. */
const waitsStatement = {
  name: 'relance-apply-waits',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
waits AS MATERIALIZED (SELECT $1::int AS org_id, w.* FROM jsonb_to_recordset($2) AS w(follow_up_id uuid))
UPDATE relance.follow_ups f SET state = 'sent', reason = 'event', ${over}
FROM waits w WHERE f.org_id = w.org_id AND f.id = w.follow_up_id AND f.state = 'scheduled'`,
};

export async function applyChanges(tx: Pick<Queryable, 'query'>, orgId: number, rows: ChangeRows): Promise<void> {
  if (rows.exits.length + rows.stops.length + rows.suppressions.length > 0) {
    await tx.query(endStatement, [orgId, rows.exits, rows.stops, rows.suppressions]);
  }
  if (rows.starts.length > 0) {
    await tx.query(startStatement, [orgId, rows.starts, rows.lifted, `{${ownRefusals.join(',')}}`]);
  }
  await tx.query(beginStatement, [
    orgId,
    rows.conversations,
    rows.records,
    rows.enrollments,
    rows.follow_ups,
    rows.messages,
    rows.timeline,
  ]);
  if (rows.waits_over.length > 0) await tx.query(waitsStatement, [orgId, rows.waits_over]);
}
