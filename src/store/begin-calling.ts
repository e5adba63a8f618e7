/**
 * The `calling` commit: the last moment at which anything can stop a message.
 *
 * Under the locks of the contact rows (taken in key order) it compares the contact's epoch, read from the locked row, with
 * the epoch that the decision was based on; checks that the row is still ours with enough lease left by the database's
 * clock; that no other message to this contact is in flight; that the address is not suppressed; and writes the immutable content. Whatever stops messages
 * (a reply, a stop word, a suppression) locks the same contact row and raises the epoch, so that the two have an order: no
 * commit of this statement can follow the stop's commit with the old epoch. A cancel takes the follow-up's own row.
 */
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { VendorTemplate } from '../domain/read-template.ts';
import { provenOf } from './claim-follow-ups.ts';
import { claimKey } from './claim-key.ts';
import type { Database } from './database.ts';
import { rowSet } from './row-set.ts';

export interface CallingInput {
  readonly org_id: number;
  readonly id: string;
  readonly contact_id: string;
  /** The token of the claim. */
  readonly token: number;
  readonly epoch: number;
  readonly sender_id: string;
  readonly message_id: string;
  readonly channel: Channel;
  /** Where it goes, also when an earlier attempt wrote the message. */
  readonly address: string;
  /** The content, unless an earlier attempt wrote it. */
  readonly message: {
    readonly subject: string | null;
    readonly text: string;
    readonly html: string | null;
    readonly data: Facts | null;
    readonly headers: Readonly<Record<string, string>> | null;
    readonly vendor_template: VendorTemplate | null;
    readonly body_hash: string;
    readonly template: string | null;
    readonly conversation_key: string | null;
  } | null;
  /** When the queue was to hand it out, milliseconds since 1970. */
  readonly queued_at: number;
  /** It was called before: if a vendor has told meanwhile that this delivered it, it must not be called again. */
  readonly repeats: boolean;
  /** From then on it must not be called: quiet hours begin, or the like. */
  readonly closes_at: number | null;
  /** The contact's last touch as the decision knew it, empty if there was none; null where caps and gaps do not matter. */
  readonly touch_seen: string | null;
}

/**
 * Why a row may not be called now. `gone`: cancelled, no longer ours, or its lease is about to run out. `touched`: the contact
 * was sent something since the decision, which caps and gaps have to count. `proven`: an earlier call delivered it, as is known
 * since. `closed`: its window closed since. `early`: the
 * database's clock was set back since the row was claimed. `suppressed`: nothing goes to this address any more.
 */
export type CallingRefusal = 'gone' | 'epoch' | 'touched' | 'proven' | 'closed' | 'busy' | 'early' | 'suppressed';

export interface CallingResult {
  /** The database's time at the commit's checks; 0 when nothing was called. */
  readonly now: number;
  /** By `claimKey`. */
  readonly refusals: ReadonlyMap<string, CallingRefusal>;
}

/** Calls are committed a few milliseconds before their time, by an estimate that is ahead of this clock once that was set back. */
const aheadMax = `interval '250 milliseconds'`;

const input = rowSet<CallingInput>({
  org_id: ['int', (row) => row.org_id],
  id: ['uuid', (row) => row.id],
  contact_id: ['uuid', (row) => row.contact_id],
  token: ['bigint', (row) => row.token],
  epoch: ['int', (row) => row.epoch],
  sender_id: ['uuid', (row) => row.sender_id],
  message_id: ['uuid', (row) => row.message_id],
  channel: ['text', (row) => row.channel],
  address: ['text', (row) => row.address],
  queued_at: ['float8', (row) => row.queued_at],
  repeats: ['boolean', (row) => row.repeats],
  closes_at: ['float8', (row) => row.closes_at],
  touch_seen: ['text', (row) => row.touch_seen],
  // The content, unless an earlier attempt wrote it.
  writes: ['boolean', ({ message }) => message !== null],
  subject: ['text', ({ message }) => message?.subject],
  text: ['text', ({ message }) => message?.text],
  html: ['text', ({ message }) => message?.html],
  data: ['jsonb', ({ message }) => message?.data],
  headers: ['jsonb', ({ message }) => message?.headers],
  vendor_template: ['jsonb', ({ message }) => message?.vendor_template],
  body_hash: ['text', ({ message }) => message?.body_hash],
  template: ['text', ({ message }) => message?.template],
  conversation_key: ['text', ({ message }) => message?.conversation_key],
});

const statement = {
  name: 'relance-begin-calling',
  text: `
WITH input AS MATERIALIZED (SELECT * FROM ${input.as('i')}),
-- One driving row set from here on: joining two of these with each other would be quadratic.
locked AS MATERIALIZED (
  SELECT i.*, c.epoch AS epoch_now, c.recent_touches[1] AS touch_now, c.busy_until FROM input i
  JOIN relance.contacts c ON c.org_id = i.org_id AND c.id = i.contact_id
  ORDER BY c.org_id, c.id FOR NO KEY UPDATE OF c
),
-- Read after the locks: waiting for one may have taken long.
clock AS MATERIALIZED (SELECT relance.now() AS t FROM (SELECT count(*) FROM locked) counted),
judged AS MATERIALIZED (
  SELECT l.*, CASE WHEN l.epoch_now <> l.epoch THEN 'epoch' WHEN l.touch_seen <> coalesce(l.touch_now, '') THEN 'touched'
    WHEN to_timestamp(l.closes_at / 1000) <= (SELECT t FROM clock) THEN 'closed' WHEN l.busy_until > (SELECT t FROM clock) THEN 'busy'
    -- A call whose lease ran out is not over: what it brought about counts only once its outcome is written or it was rescued.
    WHEN l.busy_until IS NOT NULL AND (SELECT o.id FROM relance.follow_ups o WHERE o.org_id = l.org_id AND o.contact_id = l.contact_id
      AND o.ended_at IS NULL AND o.state = 'calling' LIMIT 1) IS NOT NULL THEN 'busy'
    WHEN l.repeats AND ${provenOf('l.org_id', 'l.id')} THEN 'proven'
    WHEN to_timestamp(l.queued_at / 1000) > (SELECT t FROM clock) + ${aheadMax} THEN 'early'
    -- By the whole key. A suppression raises the epoch of whoever holds the address; a message that was written before may go
    -- to one that nobody holds any more. Not EXISTS: the planner might read all suppressions for that.
    WHEN (SELECT s.cause FROM relance.suppressions s
      WHERE s.org_id = l.org_id AND s.channel = l.channel AND s.value = l.address) IS NOT NULL THEN 'suppressed' END AS refusal
  FROM locked l
),
called AS (
  UPDATE relance.follow_ups f SET state = 'calling', sender_id = j.sender_id, message_id = j.message_id, attempts = least(f.attempts + 1, 32000)
  FROM judged j
  WHERE j.refusal IS NULL AND f.org_id = j.org_id AND f.id = j.id AND f.state = 'claimed' AND f.lease_token = j.token
    -- coalesce hides from the planner that lease_until is not null: the partial index of leases is the wrong one here.
    AND coalesce(f.lease_until, '-infinity') >= (SELECT t FROM clock) + $${input.size + 1}::float8 * interval '1 millisecond'
  RETURNING f.lease_until, j.*
),
written AS (
  INSERT INTO relance.messages (org_id, id, contact_id, follow_up_id, conversation_key, channel, direction, state, address,
    subject, text, html, data, headers, vendor_template, body_hash, template, created_at)
  SELECT org_id, message_id, contact_id, id, conversation_key, channel, 'out', 'queued', address,
    subject, text, html, data, headers, vendor_template, body_hash, template, (SELECT t FROM clock)
  FROM called WHERE writes
),
busy AS (
  UPDATE relance.contacts c SET busy_until = f.lease_until FROM called f WHERE c.org_id = f.org_id AND c.id = f.contact_id
)
SELECT id, token, NULL AS refusal, (extract(epoch FROM (SELECT t FROM clock)) * 1000)::float8 AS now FROM called
UNION ALL SELECT id, token, refusal, NULL FROM judged WHERE refusal IS NOT NULL`,
};

/**
 * Moves claimed rows to `calling`; at most one row per contact may be in the batch. A refused row stays claimed: the
 * caller decides again on fresh facts, or lets it go.
 *
 * @param leaseLeftMs the lease that has to be left, at least
 */
export async function beginCalling(
  db: Database,
  rows: readonly CallingInput[],
  options: { leaseLeftMs: number },
): Promise<CallingResult> {
  const answers = await db.query<Answer>(statement, [...input.parameters(rows), options.leaseLeftMs]);
  const refusals = new Map<string, CallingRefusal>(rows.map((row) => [claimKey(row), 'gone']));
  let now = 0;
  for (const answer of answers) {
    if (answer.refusal) refusals.set(claimKey(answer), answer.refusal);
    else refusals.delete(claimKey(answer));
    now = answer.now ?? now;
  }
  return { now, refusals };
}

type Answer = {
  readonly id: string;
  readonly token: number;
  readonly refusal: Exclude<CallingRefusal, 'gone'> | null;
  readonly now: number | null;
};
