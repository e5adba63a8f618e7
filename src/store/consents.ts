/** What people agreed to and refused: rows that are only added, and what holds by them on each address. */
import type { Channel } from '../domain/channel.ts';
import type {
  ConsentPlace,
  ConsentProof,
  ConsentState,
  ConsentStatement,
  Consents,
} from '../domain/consent-statement.ts';
import type { Queryable } from './database.ts';

type Tx = Pick<Queryable, 'query'>;

/** Instants are milliseconds since 1970. */
export interface NewConsentRow extends ConsentPlace, ConsentProof {
  readonly contactId: string;
  readonly state: ConsentState;
  readonly cause: string | null;
  readonly eventId: string;
  readonly messageId: string | null;
  readonly followUpId: string | null;
  readonly at: number;
}

export interface ConsentRow extends NewConsentRow {
  /** Their order. */
  readonly n: number;
  readonly recordedAt: number;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const addStatement = {
  name: 'relance-add-consents',
  text: `
INSERT INTO relance.consents (org_id, contact_id, channel, value, category, state, cause, source, text, url, ip, user_agent, actor,
  event_id, message_id, follow_up_id, at, recorded_at)
SELECT $1, i."contactId", i.channel, i.value, i.category, i.state, i.cause, i.source, i.text, i.url, i.ip, i."userAgent", i.actor,
  i."eventId", i."messageId", i."followUpId", to_timestamp(i.at / 1000.0), relance.now()
FROM ROWS FROM (jsonb_to_recordset($2) AS ("contactId" uuid, channel text, value text, category text, state text, cause text,
  source text, text text, url text, ip text, "userAgent" text, actor text, "eventId" uuid, "messageId" uuid, "followUpId" uuid,
  at float8)) WITH ORDINALITY AS i("contactId", channel, value, category, state, cause, source, text, url, ip, "userAgent", actor,
  "eventId", "messageId", "followUpId", at, place)
ORDER BY i.place`,
};

/** In this order. The contacts are locked by the caller. */
export async function addConsents(tx: Tx, orgId: number, rows: readonly NewConsentRow[]): Promise<void> {
  await tx.query(addStatement, [orgId, rows]);
}

export interface AddressHistory {
  readonly contactId: string;
  readonly channel: Channel;
  readonly value: string;
  /** In the order in which they were recorded. */
  readonly statements: readonly ConsentStatement[];
}

const statementOf = (row: string) =>
  `jsonb_build_object('category', ${row}.category, 'state', ${row}.state, 'cause', ${row}.cause, 'at', ${ms(`${row}.at`)})`;

const historyStatement = {
  name: 'relance-consent-histories',
  text: `
SELECT h.contact_id AS "contactId", h.channel, h.value,
  jsonb_agg(${statementOf('h')} ORDER BY h.n) AS statements
FROM unnest($2::uuid[]) AS i(contact_id)
-- OFFSET 0: contact by contact, whatever stale statistics say; a join may read everybody's.
CROSS JOIN LATERAL (SELECT c.* FROM relance.consents c WHERE c.org_id = $1 AND c.contact_id = i.contact_id OFFSET 0) h
GROUP BY 1, 2, 3`,
};

/** Everything that was said, by address. */
export async function readConsentHistories(
  tx: Tx,
  orgId: number,
  contactIds: readonly string[],
): Promise<AddressHistory[]> {
  return tx.query(historyStatement, [orgId, `{${contactIds.join(',')}}`]);
}

const holdStatement = {
  name: 'relance-hold-consents',
  text: `
WITH input AS MATERIALIZED (
  SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($2) AS i("contactId" uuid, channel text, value text, consents jsonb)
)
UPDATE relance.addresses a SET consents = i.consents
FROM input i WHERE a.org_id = i.org_id AND a.contact_id = i."contactId" AND a.channel = i.channel AND a.value = i.value`,
};

/** Keeps on the addresses what holds there by their history. */
export async function holdConsents(
  tx: Tx,
  orgId: number,
  rows: readonly {
    readonly contactId: string;
    readonly channel: Channel;
    readonly value: string;
    readonly consents: Consents;
  }[],
): Promise<void> {
  await tx.query(holdStatement, [orgId, rows]);
}

/** Something that was asked for, and what was said about its address since, in the order in which it was recorded. */
export interface PendingConsent extends ConsentPlace {
  readonly since: readonly ConsentStatement[];
  readonly contactId: string;
  readonly followUpId: string | null;
  readonly eventId: string;
  readonly text: string | null;
  readonly url: string | null;
  readonly at: number;
}

const toldColumns = `p.contact_id AS "contactId", p.follow_up_id AS "followUpId", p.event_id AS "eventId", p.channel, p.value, p.category,
  p.text, p.url, ${ms('p.at')} AS at`;

// Heard of late, and said before: it is no answer to the request.
const pendingColumns = `${toldColumns}, coalesce((SELECT jsonb_agg(${statementOf('s')} ORDER BY s.n) FROM relance.consents s
  WHERE s.org_id = p.org_id AND s.contact_id = p.contact_id AND s.n > p.n AND s.at >= p.at
    AND s.channel || '' = p.channel AND s.value = p.value), '[]') AS since`;

const askedStatement = {
  name: 'relance-asked-consents',
  text: `
SELECT ${pendingColumns} FROM jsonb_to_recordset($2) AS i("contactId" uuid, "followUpId" uuid)
CROSS JOIN LATERAL (SELECT c.* FROM relance.consents c WHERE c.org_id = $1 AND c.contact_id = i."contactId" OFFSET 0) p
WHERE p.follow_up_id = i."followUpId" AND p.state = 'pending' AND p.recorded_at > relance.now() - $3::float8 * interval '1 millisecond' ORDER BY p.n`,
};

/** What these messages of ours asked for, unless it is too long ago. */
export async function readAskedConsents(
  tx: Tx,
  orgId: number,
  asked: readonly { readonly contactId: string; readonly followUpId: string }[],
  ageMsMax: number,
): Promise<PendingConsent[]> {
  return asked.length === 0 ? [] : tx.query(askedStatement, [orgId, asked, ageMsMax]);
}

const requestedStatement = {
  name: 'relance-requested-consents',
  text: `
SELECT ${pendingColumns}, a.consents FROM relance.consents p
-- Still the address that a message of that channel goes to: only that one has had the link.
CROSS JOIN LATERAL (SELECT b.value, b.consents FROM relance.addresses b
  WHERE b.org_id = p.org_id AND b.contact_id = p.contact_id AND b.channel || '' = p.channel ORDER BY b.position LIMIT 1) a
WHERE p.org_id = $1 AND p.event_id = $2 AND p.state = 'pending' AND p.channel || '' = $3 AND a.value = p.value ORDER BY p.n`,
};

/** What a request asked for on a channel, and what holds there now. */
export async function readRequestedConsents(
  tx: Tx,
  orgId: number,
  eventId: string,
  channel: Channel,
): Promise<(PendingConsent & { readonly consents: Consents | null })[]> {
  return tx.query(requestedStatement, [orgId, eventId, channel]);
}

const listStatement = {
  name: 'relance-list-consents',
  text: `
SELECT ${toldColumns}, p.n, p.state, p.cause, p.source, p.ip, p.user_agent AS "userAgent", p.actor, p.message_id AS "messageId",
  ${ms('p.recorded_at')} AS "recordedAt"
FROM relance.consents p WHERE p.org_id = $1 AND p.contact_id = $2 AND ($4::float8 IS NULL OR p.n < $4) ORDER BY p.n DESC LIMIT $3`,
};

/** The latest first. */
export async function listConsents(
  tx: Tx,
  orgId: number,
  contactId: string,
  limit: number,
  before: number | null,
): Promise<ConsentRow[]> {
  return tx.query(listStatement, [orgId, contactId, limit, before]);
}
