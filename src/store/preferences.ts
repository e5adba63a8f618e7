/** What people asked for themselves, and what their page shows them of us. */
import type { Channel } from '../domain/channel.ts';
import type { Consents } from '../domain/consent-statement.ts';
import type { Hold, Preferences } from '../domain/preferences.ts';
import type { Queryable } from './database.ts';
import { openOf } from './likely-rows.ts';

type Tx = Pick<Queryable, 'query'>;

/** What changes: absent stays, null clears. */
export type PreferencesPatch = { readonly [K in keyof Preferences]?: Preferences[K] | null | undefined };

const readStatement = {
  name: 'relance-read-preferences',
  text: `
SELECT c.preferences, (SELECT (extract(epoch FROM max(m.created_at)) * 1000)::float8 FROM relance.messages m
  WHERE m.org_id = $1 AND m.contact_id = c.id AND m.direction = 'out' AND m.follow_up_id IS NOT NULL
    AND m.state IN ('sent', 'delivered', 'undelivered')) AS "lastSentAt"
FROM relance.contacts c WHERE c.org_id = $1 AND c.id = $2`,
};

export interface PreferencesRow {
  readonly preferences: Preferences | null;
  /** When the last follow-up went out, milliseconds since 1970. */
  readonly lastSentAt: number | null;
}

export async function readPreferences(tx: Tx, orgId: number, contactId: string): Promise<PreferencesRow | undefined> {
  return (await tx.query<PreferencesRow>(readStatement, [orgId, contactId]))[0];
}

/** Whatever put a message off reckoned with what the person asked for: it is decided on anew. */
const waiting = ['preference_paused', 'asked_later', 'out_of_office', 'gap', 'cap_reached', 'recently_active']
  .map((reason) => `'${reason}'`)
  .join(', ');

const changeStatement = {
  name: 'relance-change-preferences',
  text: `
WITH changed AS (
  UPDATE relance.contacts c SET epoch = c.epoch + 1, updated_at = relance.now(),
    preferences = nullif(jsonb_strip_nulls(coalesce(c.preferences, '{}') || $3::jsonb), '{}')
  WHERE c.org_id = $1 AND c.id = $2 AND c.erased_at IS NULL RETURNING c.org_id, c.id
),
-- What they asked to wait with is decided on anew.
woken AS (
  UPDATE relance.follow_ups f SET queue_at = relance.now() FROM changed c
  WHERE f.org_id = c.org_id AND f.contact_id = c.id AND f.ended_at IS NULL AND f.state = 'scheduled'
    AND f.reason IN (${waiting})
)
INSERT INTO relance.timeline (org_id, contact_id, id, at, kind, facts)
SELECT $1, id, $4, relance.now(), 'preferences_changed', jsonb_build_object('by', $5::text, 'changed', $3::jsonb - 'limitedBy') FROM changed
RETURNING contact_id AS id`,
};

/** False when there is no such contact, or it was erased. No message that was decided on before can be committed after this. */
export async function changePreferences(
  tx: Tx,
  orgId: number,
  contactId: string,
  patch: PreferencesPatch,
  timelineId: string,
  by: string,
): Promise<boolean> {
  return (await tx.query(changeStatement, [orgId, contactId, patch, timelineId, by])).length > 0;
}

const holdStatement = {
  name: 'relance-hold-contacts',
  text: `
WITH input AS MATERIALIZED (SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($2) AS i(contact_id uuid, hold jsonb)),
changed AS (
  UPDATE relance.contacts c SET
    preferences = nullif(jsonb_strip_nulls(coalesce(c.preferences, '{}') || jsonb_build_object('hold', i.hold)), '{}')
  FROM input i WHERE c.org_id = i.org_id AND c.id = i.contact_id AND c.erased_at IS NULL
)
UPDATE relance.follow_ups f SET queue_at = relance.now()
FROM input i CROSS JOIN LATERAL (${openOf('i')}) o
WHERE f.org_id = o.org_id AND f.id = o.id AND f.state = 'scheduled' AND f.reason IN (${waiting})`,
};

/** Null ends a hold; what was put off is looked at again. The contacts are locked by then, and their epoch is raised. */
export async function holdContacts(
  tx: Tx,
  orgId: number,
  holds: readonly { readonly contact_id: string; readonly hold: Hold | null }[],
): Promise<void> {
  if (holds.length > 0) await tx.query(holdStatement, [orgId, holds]);
}

/** A person as their page shows them. */
export interface WishesRow {
  readonly locale: string | null;
  readonly timezone: string | null;
  readonly blockedReason: string | null;
  readonly preferences: Preferences | null;
  /** The one that is written to first. */
  readonly addresses: readonly {
    readonly channel: Channel;
    readonly value: string;
    readonly consents: Consents | null;
    readonly suppressed: string | null;
  }[];
}

const wishesStatement = {
  name: 'relance-read-wishes',
  text: `
SELECT c.locale, c.timezone, c.blocked_reason AS "blockedReason", c.preferences,
  coalesce((SELECT jsonb_agg(jsonb_build_object('channel', a.channel, 'value', a.value, 'consents', a.consents, 'suppressed', s.cause)
      ORDER BY a.position, a.channel)
    FROM relance.addresses a
    LEFT JOIN relance.suppressions s ON s.org_id = a.org_id AND s.channel = a.channel AND s.value = a.value
    WHERE a.org_id = c.org_id AND a.contact_id = c.id), '[]') AS addresses
FROM relance.contacts c WHERE c.org_id = $1 AND c.id = $2 AND c.erased_at IS NULL`,
};

export async function readWishes(tx: Tx, orgId: number, contactId: string): Promise<WishesRow | undefined> {
  return (await tx.query<WishesRow>(wishesStatement, [orgId, contactId]))[0];
}

const lockStatement = {
  name: 'relance-lock-wishes',
  text: 'SELECT id FROM relance.contacts WHERE org_id = $1 AND id = $2 FOR NO KEY UPDATE',
};

/** As it is now. What is the contact's stays so until the end of the transaction. */
export async function lockWishes(tx: Tx, orgId: number, contactId: string): Promise<WishesRow | undefined> {
  await tx.query(lockStatement, [orgId, contactId]);
  return readWishes(tx, orgId, contactId);
}
