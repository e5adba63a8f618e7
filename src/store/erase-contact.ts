/**
 * What an erasure writes. First the stop: the contact's lock and its epoch, so that no `calling` commit can follow; then every
 * table of `personal-data.ts`. What stays is for counting: ids, states, times.
 */

import type { Channel } from '../domain/channel.ts';
import { lockIdentities } from './contact-states.ts';
import type { Database, Queryable } from './database.ts';
import { addErasedAddresses, type ErasedAddressRow } from './erased-addresses.ts';
import { type Identity, namesOf, readIdentity } from './find-traces.ts';
import { erasedBodyHash } from './inbox.ts';
import { personalTables, type Traces } from './personal-data.ts';
import { requestSource } from './remembered-answers.ts';
import { addSuppressions } from './suppressions.ts';

type Tx = Pick<Queryable, 'query'>;

const lockStatement = {
  name: 'relance-lock-contact-to-erase',
  text: 'SELECT erased_at IS NOT NULL AS "wasErased" FROM relance.contacts WHERE org_id = $1 AND id = $2 FOR NO KEY UPDATE',
};

export interface LockedContact {
  readonly identity: Identity;
  readonly wasErased: boolean;
}

/**
 * Locks a contact with everything it is known by, until the end of the transaction: nobody gains one of its addresses meanwhile.
 * Addresses before contacts, as where events are recorded; one that came while we waited for the contact is locked after it.
 */
export async function lockToErase(tx: Tx, orgId: number, contactId: string): Promise<LockedContact | undefined> {
  const before = await readIdentity(tx, orgId, contactId);
  if (!before) return undefined;
  await lockIdentities(tx, orgId, identities(before));
  const [row] = await tx.query<{ wasErased: boolean }>(lockStatement, [orgId, contactId]);
  const identity = await readIdentity(tx, orgId, contactId);
  if (!row || !identity) return undefined;
  const later = identities(identity).filter((one) => !identities(before).includes(one));
  if (later.length > 0) await lockIdentities(tx, orgId, later);
  return { identity, wasErased: row.wasErased };
}

function identities({ key, addresses }: Identity): string[] {
  return [...(key === null ? [] : [`key:${key}`]), ...addresses.map(({ channel, value }) => `${channel}:${value}`)];
}

const contactStatement = {
  name: 'relance-erase-contact',
  text: `
UPDATE relance.contacts SET epoch = epoch + 1, blocked_reason = 'erased', erased_at = coalesce(erased_at, relance.now()),
  traces_due_at = CASE WHEN erased_at IS NULL THEN relance.now() ELSE traces_due_at END,
  key = NULL, name = NULL, timezone = NULL, locale = NULL, attributes = '{}', recent_touches = '{}', policy = NULL, preferences = NULL,
  last_inbound_at = NULL, heard_hours = NULL, updated_at = relance.now()
WHERE org_id = $1 AND id = $2 RETURNING (extract(epoch FROM erased_at) * 1000)::float8 AS "erasedAt"`,
};

const sharedStatement = {
  name: 'relance-shared-addresses',
  text: `
SELECT i.channel, i.value FROM jsonb_to_recordset($3) AS i(channel text, value text)
WHERE EXISTS (SELECT 1 FROM relance.addresses a
  WHERE a.org_id = $1 AND a.channel = i.channel AND a.value = i.value AND a.contact_id <> $2::uuid)`,
};

const unsuppressStatement = {
  name: 'relance-forget-suppressions',
  text: `
DELETE FROM relance.suppressions s USING jsonb_to_recordset($2) AS i(channel text, value text)
WHERE s.org_id = $1 AND s.channel = i.channel AND s.value = i.value`,
};

const addressesStatement = {
  name: 'relance-erase-addresses',
  text: 'DELETE FROM relance.addresses WHERE org_id = $1 AND contact_id = $2',
};

/**
 * An address that somebody else has as well is theirs too: it stays, and is suppressed in plain, so that nothing goes there any
 * more, to whomever. Of the others only the hash is left.
 */
async function eraseAddresses(
  tx: Queryable,
  orgId: number,
  { id, addresses }: Identity,
  hashes: readonly ErasedAddressRow[],
): Promise<void> {
  if (addresses.length === 0) return;
  await addErasedAddresses(tx, orgId, hashes);
  type Address = { readonly channel: Channel; readonly value: string };
  const shared = await tx.query<Address>(sharedStatement, [orgId, id, addresses]);
  await addSuppressions(
    tx,
    orgId,
    shared.map(({ channel, value }) => ({ channel, value, cause: 'erased', detail: null })),
  );
  const own = addresses.filter(
    ({ channel, value }) => !shared.some((other) => other.channel === channel && other.value === value),
  );
  if (own.length > 0) await tx.query(unsuppressStatement, [orgId, own]);
  await tx.query(addressesStatement, [orgId, id]);
}

const followUpsStatement = {
  name: 'relance-erase-follow-ups',
  // One update for all states: which one a row is in may change while the update waits for it. What is being called ends as it
  // ends; the mark tells whoever writes about it later that nothing of the person may come back.
  text: `
WITH own AS MATERIALIZED (SELECT (jsonb_array_elements_text($2::jsonb->'followUps'))::uuid AS id),
open AS MATERIALIZED (
  SELECT f.id FROM own o JOIN relance.follow_ups f ON f.org_id = $1 AND f.id = o.id
  WHERE f.ended_at IS NULL AND f.state <> 'calling' ORDER BY f.id FOR UPDATE OF f
),
gone AS (
  UPDATE relance.follow_ups f SET content = NULL, provider_message_id = NULL, stop_reason = 'erased',
    state = CASE WHEN f.state IN ('scheduled', 'claimed', 'awaiting_approval', 'unknown', 'dead_letter') THEN 'cancelled' ELSE f.state END,
    reason = CASE WHEN f.state IN ('scheduled', 'claimed', 'awaiting_approval', 'unknown', 'dead_letter') THEN 'erased' ELSE f.reason END,
    queue_at = NULL,
    lease_until = CASE WHEN f.state = 'calling' THEN f.lease_until END,
    lease_token = CASE WHEN f.state = 'calling' THEN f.lease_token END,
    failed_at = NULL,
    ended_at = CASE WHEN f.state = 'calling' THEN NULL ELSE coalesce(f.ended_at, relance.now()) END
  FROM own o WHERE f.org_id = $1 AND f.id = o.id
)
SELECT count(*)::int AS cancelled FROM open`,
};

const inboxStatement = {
  name: 'relance-erase-inbox',
  // The key stays, so that a repetition is recognised; unless it names the person.
  text: `
UPDATE relance.inbox t SET body = '{}', body_hash = '${erasedBodyHash}', outcome = NULL,
  dedupe_key = CASE WHEN EXISTS (SELECT 1 FROM jsonb_array_elements_text($3) AS n
    WHERE position(lower(n) IN lower(t.dedupe_key)) > 0) THEN 'erased:' || t.id ELSE t.dedupe_key END
FROM jsonb_to_recordset($2::jsonb->'inbox') AS i(source text, dedupe_key text)
WHERE t.org_id = $1 AND t.source = i.source AND t.dedupe_key = i.dedupe_key AND t.source <> '${requestSource}'`,
};

const answersStatement = {
  name: 'relance-erase-answers',
  text: `
DELETE FROM relance.inbox t USING jsonb_to_recordset($2::jsonb->'inbox') AS i(source text, dedupe_key text)
WHERE t.org_id = $1 AND t.source = i.source AND t.dedupe_key = i.dedupe_key AND t.source = '${requestSource}'`,
};

const tableStatements = personalTables.flatMap(({ table, rows, erase }) => {
  if (erase === null) return [];
  const text =
    erase === 'delete'
      ? `DELETE FROM relance.${table} t WHERE t.org_id = $1 AND ${rows}`
      : `UPDATE relance.${table} t SET ${erase} WHERE t.org_id = $1 AND ${rows}`;
  return [{ name: `relance-erase-${table.replaceAll('_', '-')}-rows`, text }];
});

const notedStatement = {
  name: 'relance-note-erasure',
  text: `
INSERT INTO relance.timeline (org_id, contact_id, id, at, kind, reason)
VALUES ($1, $2, $3, relance.now(), 'stopped', 'erased')`,
};

export interface ErasedContact {
  /** Milliseconds since 1970. */
  readonly erasedAt: number;
  /** Follow-ups that were open and not being called. */
  readonly cancelled: number;
}

/** Under the locks of `lockToErase`. @param timelineId null: it was erased before, and what is found now came later */
export async function eraseRows(
  tx: Queryable,
  orgId: number,
  identity: Identity,
  traces: Traces,
  hashes: readonly ErasedAddressRow[],
  timelineId: string | null,
): Promise<ErasedContact> {
  const [contact] = await tx.query<{ erasedAt: number }>(contactStatement, [orgId, identity.id]);
  const [followUps] = await tx.query<{ cancelled: number }>(followUpsStatement, [orgId, traces]);
  for (const statement of tableStatements) await tx.query(statement, [orgId, traces]);
  const names = namesOf(identity).filter((name) => name !== identity.id);
  await tx.query(inboxStatement, [orgId, traces, names]);
  await tx.query(answersStatement, [orgId, traces]);
  await eraseAddresses(tx, orgId, identity, hashes);
  if (timelineId !== null) await tx.query(notedStatement, [orgId, identity.id, timelineId]);
  return { erasedAt: contact?.erasedAt ?? 0, cancelled: followUps?.cancelled ?? 0 };
}

/** Who is looked at in one go. */
const takenMax = 100;

const takeStatement = {
  name: 'relance-take-late-traces',
  // Until the next look as much time again as since they were erased, but at least a minute; at the latest when the time is over.
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t, $1::float8 * interval '1 millisecond' AS late),
due AS MATERIALIZED (
  SELECT e.org_id, e.id FROM relance.organizations o CROSS JOIN LATERAL (
    SELECT c.org_id, c.id, c.traces_due_at FROM relance.contacts c
    WHERE c.org_id = o.id AND c.traces_due_at IS NOT NULL AND c.traces_due_at <= (SELECT t FROM clock)
    ORDER BY c.traces_due_at LIMIT ${takenMax}) e
  ORDER BY e.traces_due_at, e.id LIMIT ${takenMax}
),
free AS MATERIALIZED (
  SELECT c.org_id, c.id FROM due d JOIN relance.contacts c ON c.org_id = d.org_id AND c.id = d.id
  WHERE c.traces_due_at <= (SELECT t FROM clock) FOR NO KEY UPDATE OF c SKIP LOCKED
)
UPDATE relance.contacts c SET traces_due_at = greatest(t + interval '1 minute', least(t + (t - c.erased_at), c.erased_at + late))
FROM free f CROSS JOIN clock WHERE c.org_id = f.org_id AND c.id = f.id
RETURNING c.org_id AS "orgId", c.id AS "contactId", (extract(epoch FROM c.erased_at) * 1000)::float8 AS "erasedAt",
  c.erased_at + late <= t AS "isLast"`,
};

export interface LatelyErased {
  readonly orgId: number;
  readonly contactId: string;
  /** Milliseconds since 1970. */
  readonly erasedAt: number;
  /** Nothing can come any more: they are due again, until `endLateTraces`, only in case that this look fails. */
  readonly isLast: boolean;
}

/**
 * Takes erased people who are due to be looked at, over all organizations, those first that have waited for longest; at most a
 * hundred. Nobody else takes them for a minute.
 *
 * @param lateMs for so long after an erasure something may still arrive
 */
export async function takeLateTraces(db: Database, lateMs: number): Promise<readonly LatelyErased[]> {
  return db.query(takeStatement, [lateMs]);
}

const endStatement = {
  name: 'relance-end-late-traces',
  text: 'UPDATE relance.contacts SET traces_due_at = NULL WHERE org_id = $1 AND id = $2',
};

/** They are looked at no more. */
export async function endLateTraces(tx: Tx, orgId: number, contactId: string): Promise<void> {
  await tx.query(endStatement, [orgId, contactId]);
}
