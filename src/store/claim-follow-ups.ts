/**
 * Taking due follow-ups under a lease, joined with the facts that deciding needs: one statement for many lanes.
 *
 * A lane is an organization's scheduled rows of one channel and tier, in the order of their due index. Rows that another
 * process holds are passed over. Claiming decides nothing.
 */
import type { HeardHours } from '../domain/best-hour.ts';
import type { Channel } from '../domain/channel.ts';
import type { Consents } from '../domain/consent-statement.ts';
import type { StepBefore } from '../domain/due-follow-up.ts';
import type { Facts } from '../domain/facts.ts';
import type { PolicyLayer } from '../domain/policy-layer.ts';
import type { Preferences } from '../domain/preferences.ts';
import type { VendorTemplate } from '../domain/read-template.ts';
import type { Category } from '../domain/sequence.ts';
import type { Database } from './database.ts';

/** A lane with work, and when its first row is due (milliseconds since 1970, the database's clock). */
export interface Lane {
  readonly orgId: number;
  readonly channel: Channel | 'none';
  readonly tier: number;
  readonly nextAt: number;
}

export interface LaneRequest {
  readonly orgId: number;
  readonly channel: Channel | 'none';
  readonly tier: number;
  /** Rows to take at most. */
  readonly limit: number;
  /** Only what the queue hands out from then on, or before then; milliseconds since 1970. */
  readonly from?: number;
  readonly before?: number;
}

/** A claimed follow-up with its snapshot. Instants are milliseconds since 1970. */
export interface ClaimedRow {
  readonly org_id: number;
  readonly id: string;
  readonly contact_id: string;
  readonly enrollment_id: string | null;
  readonly due_at: number;
  /** When the queue handed it out: the due time, or the time of a retry or deferral. */
  readonly queued_at: number;
  /** Why it was put off the last time. */
  readonly put_off_reason: string | null;
  /** It is due at a time of the day that was meant so; who moves it by hand takes that away. */
  readonly has_intent: boolean;
  /** An earlier call of its message delivered it, as a vendor has told since. */
  readonly is_proven: boolean;
  /** It was cancelled while it was being called. */
  readonly stop_reason: string | null;
  readonly created_at: number;
  readonly kind: 'message' | 'wait' | 'ending';
  readonly channel: Channel | 'none';
  readonly category: Category;
  readonly step: number | null;
  readonly occurrence: number;
  readonly step_before: StepBefore | null;
  readonly attempts: number;
  readonly attempts_left: number | null;
  /** Since when every call of it has been answered "too fast". */
  readonly rate_limited_at: number | null;
  readonly tier: number;
  readonly content: Facts | null;
  readonly message_id: string | null;
  readonly route_from: number;
  /** The only sender that may send it, because it may have it already; null: any of the route. */
  readonly pinned_sender_id: string | null;
  readonly contact_key: string | null;
  readonly contact_name: string | null;
  readonly timezone: string | null;
  readonly locale: string | null;
  readonly attributes: Facts;
  readonly epoch: number;
  readonly blocked_reason: string | null;
  readonly contact_paused: boolean;
  readonly busy_until: number | null;
  readonly last_inbound_at: number | null;
  /** See `domain/recent-touches.ts`. */
  readonly recent_touches: readonly string[];
  readonly preferences: Preferences | null;
  readonly contact_policy: PolicyLayer | null;
  readonly heard_hours: HeardHours | null;
  readonly address: string | null;
  /** What they agreed to there. */
  readonly consents: Consents | null;
  /** A number of theirs, where nothing else tells their time zone. */
  readonly phone: string | null;
  /** When they last wrote from that address. */
  readonly heard_at: number | null;
  readonly suppressed_cause: string | null;
  readonly enrollment_state: 'active' | 'paused' | 'completed' | 'exited' | null;
  readonly sequence_key: string | null;
  readonly sequence_version: number | null;
  readonly subject_type: string | null;
  readonly subject_key: string | null;
  readonly anchor_at: number | null;
  readonly enrollment_facts: Facts | null;
  readonly subject: Facts | null;
  /** For steps with channel `same`: the conversation's, else the first that the contact has an address for. */
  readonly same_channel: Channel | null;
  readonly message: {
    subject: string | null;
    text: string;
    html: string | null;
    data: Facts | null;
    headers: Readonly<Record<string, string>> | null;
    vendorTemplate: VendorTemplate | null;
    address: string;
  } | null;
}

export interface ClaimBatch {
  /** The database's time when the rows were taken. */
  readonly now: number;
  readonly rows: readonly ClaimedRow[];
}

/** A recursive CTE. A loose index scan: two probes of the due index per lane that has rows, however long the lanes are. */
export const lane = `lane AS (
  (SELECT org_id, channel, tier, queue_at FROM relance.follow_ups WHERE queue_at IS NOT NULL
   ORDER BY org_id, channel, tier, queue_at LIMIT 1)
  UNION ALL
  SELECT n.org_id, n.channel, n.tier, n.queue_at FROM lane l CROSS JOIN LATERAL (
    SELECT f.org_id, f.channel, f.tier, f.queue_at FROM relance.follow_ups f
    WHERE f.queue_at IS NOT NULL AND (f.org_id, f.channel::text, f.tier) > (l.org_id, l.channel::text, l.tier)
    ORDER BY f.org_id, f.channel, f.tier, f.queue_at LIMIT 1) n
)`;

const lanesStatement = {
  name: 'relance-lanes',
  text: `
WITH RECURSIVE ${lane}
SELECT l.org_id AS "orgId", l.channel, l.tier, (extract(epoch FROM l.queue_at) * 1000)::float8 AS "nextAt",
  (extract(epoch FROM relance.now()) * 1000)::float8 AS now
FROM (VALUES (1)) always LEFT JOIN (lane l JOIN relance.organizations o ON o.id = l.org_id AND o.paused_at IS NULL) ON true`,
};

/** Every lane that has scheduled rows, with the time of its first; and the database's time, also where there is no lane. */
export async function readLanes(db: Database): Promise<{ now: number; lanes: Lane[] }> {
  const rows = await db.query<{ [K in keyof Lane]: Lane[K] | null } & { now: number }>(lanesStatement);
  const { now } = rows[0] as { now: number };
  return { now, lanes: rows.filter((row): row is Lane & { now: number } => row.orgId !== null) };
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** The channel of steps with `channel: same`, of an enrollment. */
export const sameChannel = (enrollment: string) => `coalesce(
    CASE WHEN ${enrollment}.subject_type = 'conversation' THEN (
      SELECT v.channel FROM relance.conversations v WHERE v.org_id = ${enrollment}.org_id AND v.key = ${enrollment}.subject_key) END,
    (SELECT h.channel FROM relance.addresses h WHERE h.org_id = ${enrollment}.org_id AND h.contact_id = ${enrollment}.contact_id
     ORDER BY h.position, h.channel LIMIT 1))`;

/** The number that tells where somebody may be, of a contact. */
export const phoneOf = (orgId: string, contactId: string) => `(
    SELECT p.value FROM relance.addresses p
    WHERE p.org_id = ${orgId} AND p.contact_id = ${contactId} AND p.channel || '' IN ('sms', 'whatsapp')
    ORDER BY p.position, p.value LIMIT 1)`;

/**
 * Has an earlier call delivered it, as a vendor has told by now? Of a call whose outcome nobody knew it may be told after its
 * repetition was decided on, and of one that was refused even against that. Only for what was called before; not EXISTS, for
 * which all rows may be read at once.
 */
export const provenOf = (orgId: string, id: string) => `coalesce(
    (SELECT a.number FROM relance.attempts a WHERE a.org_id = ${orgId} AND a.follow_up_id = ${id} AND a.outcome = 'accepted' LIMIT 1),
    (SELECT r.attempt FROM relance.receipts r WHERE r.org_id = ${orgId} AND r.follow_up_id = ${id} AND r.state <> 'undelivered' LIMIT 1)
  ) IS NOT NULL`;

const claimStatement = {
  name: 'relance-claim',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
lane AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1) AS l(org_id int, channel text, tier smallint, "limit" int, "from" float8, before float8)
),
picked AS MATERIALIZED (
  SELECT f.place, f.queue_at FROM lane l CROSS JOIN LATERAL (
    SELECT d.ctid AS place, d.queue_at FROM relance.follow_ups d
    WHERE d.queue_at IS NOT NULL AND d.org_id = l.org_id AND d.channel = l.channel AND d.tier = l.tier
      AND d.queue_at <= (SELECT t FROM clock) + CASE WHEN l.channel = 'none' THEN 0 ELSE $2::float8 END * interval '1 millisecond'
      AND d.queue_at >= coalesce(to_timestamp(l."from" / 1000), '-infinity') AND d.queue_at < coalesce(to_timestamp(l.before / 1000), 'infinity')
    ORDER BY d.queue_at LIMIT l."limit" FOR UPDATE SKIP LOCKED) f
),
claimed AS (
  UPDATE relance.follow_ups f
  SET state = 'claimed', queue_at = NULL, lease_token = $3,
      lease_until = (SELECT t FROM clock) + $4::float8 * interval '1 millisecond'
  FROM picked p WHERE f.ctid = p.place AND f.state = 'scheduled'
  RETURNING f.*, p.queue_at AS queued_at
)
SELECT f.org_id, f.id, f.contact_id, f.enrollment_id, ${ms('f.due_at')} AS due_at, ${ms('f.queued_at')} AS queued_at,
  ${ms('f.created_at')} AS created_at, f.kind, f.reason AS put_off_reason, f.intent IS NOT NULL AS has_intent, f.stop_reason,
  f.channel, f.category, f.step, f.occurrence, f.attempts, f.attempts_left,
  ${ms('f.rate_limited_at')} AS rate_limited_at,
  f.tier, f.content, f.message_id, f.route_from, f.pinned_sender_id,
  CASE WHEN f.attempts > 0 AND f.message_id IS NOT NULL THEN ${provenOf('f.org_id', 'f.id')} ELSE false END AS is_proven,
  c.key AS contact_key, c.name AS contact_name, c.timezone, c.locale, c.attributes, c.epoch, c.blocked_reason,
  c.paused_at IS NOT NULL AS contact_paused, ${ms('c.busy_until')} AS busy_until,
  ${ms('c.last_inbound_at')} AS last_inbound_at, c.recent_touches, c.preferences, c.policy AS contact_policy, c.heard_hours,
  coalesce(w.address, a.value) AS address, a.consents, ${ms('a.last_inbound_at')} AS heard_at, s.cause AS suppressed_cause,
  e.state AS enrollment_state, e.sequence_key, e.sequence_version, e.subject_type, e.subject_key,
  ${ms('e.anchor_at')} AS anchor_at, e.facts AS enrollment_facts,
  CASE WHEN e.subject_type = 'conversation' THEN (
    SELECT v.attributes || jsonb_build_object('key', v.key, 'stage', v.stage, 'state', v.state, 'channel', v.channel,
      'lastInboundAt', ${ms('v.last_inbound_at')}, 'lastOutboundAt', ${ms('v.last_outbound_at')},
      'lastActivityAt', ${ms('greatest(v.last_inbound_at, v.last_outbound_at)')})
    FROM relance.conversations v WHERE v.org_id = e.org_id AND v.key = e.subject_key)
  WHEN e.subject_type IS NOT NULL THEN (
    SELECT r.facts || jsonb_build_object('state', r.state) FROM relance.subject_records r
    WHERE r.org_id = e.org_id AND r.type = e.subject_type AND r.key = e.subject_key) END AS subject,
  CASE WHEN e.id IS NOT NULL THEN ${sameChannel('e')} END AS same_channel,
  -- By the key: the follow-ups of an enrollment lie side by side in it. What this statement takes is not taken yet here.
  CASE WHEN f.kind = 'message' AND f.step > 0 THEN (
    SELECT jsonb_build_object('dueAt', ${ms('p.due_at')}, 'goesAt', ${ms('coalesce(p.queue_at, p.ended_at, p.failed_at)')})
    FROM relance.follow_ups p WHERE p.org_id = f.org_id AND p.id >= f.enrollment_id AND p.id < f.id
      AND p.kind = 'message' AND p.state NOT IN ('awaiting_approval', 'skipped', 'cancelled', 'dead_letter') AND p.due_at <= f.due_at
    ORDER BY p.id DESC LIMIT 1) END AS step_before,
  -- Where they may be, if only a phone number tells.
  CASE WHEN c.timezone IS NULL AND f.channel NOT IN ('sms', 'whatsapp') THEN ${phoneOf('f.org_id', 'f.contact_id')} END AS phone,
  CASE WHEN f.message_id IS NOT NULL THEN (
    SELECT jsonb_build_object('subject', m.subject, 'text', m.text, 'html', m.html, 'data', m.data, 'headers', m.headers,
      'vendorTemplate', m.vendor_template, 'address', m.address)
    FROM relance.messages m WHERE m.org_id = f.org_id AND m.id = f.message_id) END AS message,
  (SELECT ${ms('t')} FROM clock) AS now
FROM claimed f
JOIN relance.contacts c ON c.org_id = f.org_id AND c.id = f.contact_id
-- Once there is a message, its own address counts, also for consent: nobody agreed to anything where nobody holds it any more.
-- Found apart (OFFSET 0), here and below, and chosen by CASE: with a subquery or COALESCE in their condition, the look-ups could not
-- use their indexes, for these might leak.
-- Before that the recipient that a one-off names, if it names one.
CROSS JOIN LATERAL (SELECT CASE WHEN f.message_id IS NOT NULL THEN (
    SELECT m.address FROM relance.messages m WHERE m.org_id = f.org_id AND m.id = f.message_id)
  ELSE f.content->>'to' END AS address OFFSET 0) w
LEFT JOIN LATERAL (
  SELECT value, consents, last_inbound_at FROM relance.addresses a
  -- The channel is compared as an expression: without fresh statistics a plan would else take the index of values.
  WHERE a.org_id = f.org_id AND a.contact_id = f.contact_id AND a.channel || '' = f.channel
    AND (w.address IS NULL OR a.value = w.address)
  -- The first that is not suppressed.
  ORDER BY (SELECT x.cause FROM relance.suppressions x
    WHERE x.org_id = f.org_id AND x.channel = f.channel AND x.value = a.value) IS NOT NULL, a.position, a.value LIMIT 1) a ON true
LEFT JOIN LATERAL (SELECT x.cause FROM relance.suppressions x
  WHERE x.org_id = f.org_id AND x.channel = f.channel AND x.value = CASE WHEN w.address IS NULL THEN a.value ELSE w.address END OFFSET 0) s ON true
LEFT JOIN relance.enrollments e ON e.org_id = f.org_id AND e.id = f.enrollment_id
-- Of one person's the earlier goes first; the ids of an enrollment's steps are in their order.
ORDER BY f.queued_at, f.id`,
};

/**
 * Claims rows due within `aheadMs`, from many lanes at once. Waits and endings make no call that could be prepared: they are
 * claimed when they are due, not before.
 *
 * @param leaseMs how long the rows are ours; the calls have to be over by then
 */
export async function claimFollowUps(
  db: Database,
  lanes: readonly LaneRequest[],
  options: { aheadMs: number; leaseMs: number; token: number },
): Promise<ClaimBatch> {
  const request = lanes.map((lane) => ({
    org_id: lane.orgId,
    channel: lane.channel,
    tier: lane.tier,
    limit: lane.limit,
    from: lane.from,
    before: lane.before,
  }));
  const rows = await db.query<ClaimedRow & { now: number }>(claimStatement, [
    request,
    options.aheadMs,
    options.token,
    options.leaseMs,
  ]);
  const now = rows[0]?.now ?? 0;
  return { now, rows };
}
