/** What vendors report about messages that went out: stored once, with the follow-up they are about, and what they change. */
import type { Channel } from '../domain/channel.ts';
import type { ReceiptFacts, ReceiptState, ReportedState } from '../domain/message-state.ts';
import { textArray } from './contact-states.ts';
import type { Queryable } from './database.ts';

type Tx = Pick<Queryable, 'query'>;

/** Instants are milliseconds since 1970. */
export interface ReceiptInput {
  readonly dedupe_key: string;
  /** Which attempt, where the vendor carries our id. */
  readonly follow_up_id: string | null;
  readonly attempt: number | null;
  readonly provider_message_id: string | null;
  readonly channel: Channel;
  readonly address: string | null;
  readonly state: ReceiptState;
  readonly class: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  /** Of class `recipient`: the address works, and its owner has said stop to the vendor. */
  readonly person_stopped: boolean;
  readonly at: number;
}

/** A receipt that was not known before. */
export interface NewReceipt extends Omit<ReceiptInput, 'provider_message_id'> {
  /** All null where nobody knows which message it is about. */
  readonly contact_id: string | null;
  readonly message_id: string | null;
  readonly enrollment_id: string | null;
}

/** Of a person who was erased, a report says what became of the message and not whose it was. */
const notErased = `f.stop_reason IS DISTINCT FROM 'erased'`;

const insertStatement = {
  name: 'relance-insert-receipts',
  text: `
WITH input AS MATERIALIZED (
  SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($3) AS i(dedupe_key text, follow_up_id uuid, attempt smallint,
    provider_message_id text, channel text, address text, state text, class text, code text, detail text, person_stopped boolean,
    at float8)
),
linked AS MATERIALIZED (
  SELECT i.*, coalesce(i.follow_up_id, found.follow_up_id) AS about, coalesce(i.attempt, found.number) AS about_attempt
  FROM input i
  -- Without an id of ours: among what went to this address lately, by the vendor's id.
  LEFT JOIN LATERAL (
    SELECT t.follow_up_id, t.number FROM relance.addresses d
    JOIN relance.messages m ON m.org_id = i.org_id AND m.contact_id = d.contact_id AND m.direction = 'out'
      AND m.created_at > relance.now() - interval '30 days'
    JOIN relance.attempts t ON t.org_id = i.org_id AND t.follow_up_id = m.follow_up_id
      AND t.provider_message_id = i.provider_message_id
    WHERE i.follow_up_id IS NULL AND d.org_id = i.org_id AND d.channel = i.channel AND d.value = i.address
    LIMIT 1) found ON true
),
inserted AS (
  INSERT INTO relance.receipts (org_id, sender_id, dedupe_key, follow_up_id, attempt, message_id, state, class, code, detail,
    person_stopped, address, at, received_at)
  SELECT l.org_id, $2, l.dedupe_key, f.id, CASE WHEN f.id IS NOT NULL THEN l.about_attempt END, f.message_id, l.state, l.class,
    l.code, CASE WHEN ${notErased} THEN l.detail END, l.person_stopped, CASE WHEN ${notErased} THEN coalesce(m.address, l.address) END, to_timestamp(l.at / 1000), relance.now()
  FROM linked l
  LEFT JOIN relance.follow_ups f ON f.org_id = l.org_id AND f.id = l.about
  LEFT JOIN relance.messages m ON m.org_id = l.org_id AND m.id = f.message_id
  ORDER BY l.dedupe_key
  ON CONFLICT DO NOTHING RETURNING *
)
SELECT r.dedupe_key, r.follow_up_id, r.attempt, r.message_id, r.address, r.state, r.class, r.code, r.detail, r.person_stopped,
  (extract(epoch FROM r.at) * 1000)::float8 AS at, i.channel, f.contact_id, f.enrollment_id
FROM inserted r JOIN input i ON i.dedupe_key = r.dedupe_key
LEFT JOIN relance.follow_ups f ON f.org_id = r.org_id AND f.id = r.follow_up_id`,
};

/** Stores what is new and returns it; what was known stays out of the answer. */
export async function insertReceipts(
  tx: Tx,
  orgId: number,
  senderId: string,
  receipts: readonly ReceiptInput[],
): Promise<NewReceipt[]> {
  return tx.query(insertStatement, [orgId, senderId, receipts]);
}

/** A report as it is stored, whether it was new or not. */
export interface StoredReceipt {
  readonly dedupe_key: string;
  readonly state: ReceiptState;
  readonly at: number;
  /** Of the message that it is about; null where that is not known. */
  readonly contact_id: string | null;
  /** The address that we wrote to; where the message is not known, the one that the report names. */
  readonly address: string | null;
}

const storedStatement = {
  name: 'relance-stored-receipts',
  text: `
WITH input AS MATERIALIZED (SELECT $1::int AS org_id, $2::uuid AS sender_id, i.dedupe_key FROM unnest($3::text[]) AS i(dedupe_key))
SELECT r.dedupe_key, r.state, (extract(epoch FROM r.at) * 1000)::float8 AS at, r.address,
  (SELECT f.contact_id FROM relance.follow_ups f WHERE f.org_id = r.org_id AND f.id = r.follow_up_id) AS contact_id
FROM input i JOIN relance.receipts r ON r.org_id = i.org_id AND r.sender_id = i.sender_id AND r.dedupe_key = i.dedupe_key`,
};

export async function readStoredReceipts(
  tx: Tx,
  orgId: number,
  senderId: string,
  dedupeKeys: readonly string[],
): Promise<StoredReceipt[]> {
  return dedupeKeys.length === 0 ? [] : tx.query(storedStatement, [orgId, senderId, textArray(dedupeKeys)]);
}

const lockStatement = {
  name: 'relance-lock-messages',
  text: `WITH input AS MATERIALIZED (SELECT $1::int AS org_id, i.id FROM unnest($2::uuid[]) AS i(id))
    SELECT m.id FROM input i JOIN relance.messages m ON m.org_id = i.org_id AND m.id = i.id ORDER BY m.id FOR NO KEY UPDATE OF m`,
};

const readStatement = {
  name: 'relance-read-receipts',
  text: `
WITH input AS MATERIALIZED (SELECT $1::int AS org_id, i.id FROM unnest($2::uuid[]) AS i(id))
SELECT m.id, r.receipts
FROM input i JOIN relance.messages m ON m.org_id = i.org_id AND m.id = i.id
CROSS JOIN LATERAL (
  SELECT jsonb_agg(jsonb_build_object('attempt', coalesce(r.attempt, 0), 'state', r.state, 'class', r.class)) AS receipts
  FROM relance.receipts r WHERE r.org_id = m.org_id AND r.follow_up_id = m.follow_up_id OFFSET 0) r
WHERE r.receipts IS NOT NULL`,
};

/**
 * All reports on some messages, which stay locked until the end of the transaction. Locked in a statement of its own: only the
 * next one sees what a report that came at the same time has written.
 */
export async function readReceiptsOf(
  tx: Tx,
  orgId: number,
  messageIds: readonly string[],
): Promise<{ readonly id: string; readonly receipts: readonly ReceiptFacts[] }[]> {
  const ids = `{${messageIds.join(',')}}`;
  await tx.query(lockStatement, [orgId, ids]);
  return tx.query(readStatement, [orgId, ids]);
}

const applyStatement = {
  name: 'relance-apply-receipts',
  text: `
WITH told AS MATERIALIZED (SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($2) AS i(id uuid, state relance.message_state)),
had AS MATERIALIZED (SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($3) AS i(id uuid, attempt smallint, delivered boolean)),
states AS (
  UPDATE relance.messages m SET state = i.state FROM told i
  WHERE m.org_id = i.org_id AND m.id = i.id AND m.state <> i.state
),
-- Whatever a report says, it says that the vendor had that call: an unknown outcome is looked at again at once. Of an earlier call
-- it says something new if that has delivered the message.
proven AS (
  UPDATE relance.follow_ups f SET lease_until = relance.now(), lease_token = NULL
  FROM had i
  WHERE f.org_id = i.org_id AND f.id = i.id AND f.state = 'unknown' AND (i.delivered OR f.attempts = i.attempt)
)
INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, enrollment_id, kind, reason, facts)
SELECT $1, i.contact_id, i.id, relance.now(), i.follow_up_id, i.enrollment_id, i.kind, i.reason, i.facts
FROM jsonb_to_recordset($4) AS i(contact_id uuid, id uuid, follow_up_id uuid, enrollment_id uuid, kind text, reason text, facts jsonb)`,
};

export interface ReceiptEffects {
  readonly states: readonly { readonly id: string; readonly state: ReportedState }[];
  /** Calls that a vendor has had. */
  readonly proven: readonly { readonly id: string; readonly attempt: number; readonly delivered: boolean }[];
  readonly timeline: readonly {
    readonly id: string;
    readonly contact_id: string;
    readonly follow_up_id: string;
    readonly enrollment_id: string | null;
    readonly kind: string;
    readonly reason: string | null;
    readonly facts: Readonly<Record<string, unknown>> | null;
  }[];
}

export async function applyReceipts(tx: Tx, orgId: number, effects: ReceiptEffects): Promise<void> {
  await tx.query(applyStatement, [orgId, effects.states, effects.proven, effects.timeline]);
}
