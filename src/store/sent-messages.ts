/** What went out to contacts lately, for finding out what a reply answers; and when they last wrote from an address. */
import type { SentMessage } from '../domain/answered-message.ts';
import type { HeardHours } from '../domain/best-hour.ts';
import type { Channel } from '../domain/channel.ts';
import type { Queryable } from './database.ts';

type Tx = Pick<Queryable, 'query'>;

export interface RecentMessages {
  readonly contact_id: string;
  readonly sent: readonly SentMessage[];
  /** Its open conversations, the latest used first. */
  readonly conversations: readonly { readonly key: string; readonly channel: Channel | null }[];
}

const recentStatement = {
  name: 'relance-recent-messages',
  text: `
SELECT i.contact_id,
  coalesce((SELECT jsonb_agg(jsonb_build_object('followUpId', s.follow_up_id, 'channel', s.channel, 'at', s.at,
      'conversationKey', s.conversation_key, 'ids', s.ours || coalesce(s.theirs, '[]')))
    FROM (
      SELECT m.follow_up_id, m.channel, m.conversation_key, (extract(epoch FROM m.created_at) * 1000)::float8 AS at,
        (SELECT coalesce(jsonb_agg(f.id || '.' || n), '[]') FROM generate_series(1, f.attempts) AS n) AS ours,
        (SELECT jsonb_agg(t.provider_message_id) FROM relance.attempts t
          WHERE t.org_id = m.org_id AND t.follow_up_id = m.follow_up_id AND t.provider_message_id IS NOT NULL) AS theirs
      FROM relance.messages m
      LEFT JOIN relance.follow_ups f ON f.org_id = m.org_id AND f.id = m.follow_up_id
      WHERE m.org_id = $1 AND m.contact_id = i.contact_id AND m.direction = 'out'
        -- What somebody wrote by hand is answered as well, and then it is not what we sent before that.
        AND (m.follow_up_id IS NULL OR f.state IN ('sent', 'calling', 'unknown'))
      ORDER BY m.id DESC LIMIT 50) s), '[]') AS sent,
  coalesce((SELECT jsonb_agg(jsonb_build_object('key', v.key, 'channel', v.channel) ORDER BY v.updated_at DESC)
    FROM relance.conversations v WHERE v.org_id = $1 AND v.contact_id = i.contact_id AND v.state = 'open'), '[]') AS conversations
FROM unnest($2::uuid[]) AS i(contact_id)`,
};

/** By contact; one that is not known yet has nothing. */
export async function readRecentMessages(
  tx: Tx,
  orgId: number,
  contactIds: readonly string[],
): Promise<Map<string, RecentMessages>> {
  if (contactIds.length === 0) return new Map();
  const rows = await tx.query<RecentMessages>(recentStatement, [orgId, `{${contactIds.join(',')}}`]);
  return new Map(rows.map((row) => [row.contact_id, row]));
}

const heardStatement = {
  name: 'relance-heard-from',
  text: `
WITH input AS MATERIALIZED (
  SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($2) AS i(contact_id uuid, channel text, value text, at float8)
),
habits AS MATERIALIZED (
  SELECT $1::int AS org_id, h.* FROM jsonb_to_recordset($3) AS h(contact_id uuid, heard_hours smallint[])
),
noted AS (
  UPDATE relance.contacts c SET heard_hours = h.heard_hours FROM habits h WHERE c.org_id = h.org_id AND c.id = h.contact_id
)
UPDATE relance.addresses a SET last_inbound_at = greatest(a.last_inbound_at, to_timestamp(i.at / 1000.0))
FROM input i WHERE a.org_id = i.org_id AND a.contact_id = i.contact_id AND a.channel = i.channel
  AND (i.value IS NULL OR a.value = i.value)`,
};

/**
 * Under the locks of the contacts.
 *
 * @param heard with no value: every address of the channel
 * @param habits the hours in which people write, where they have changed
 */
export async function noteHeardFrom(
  tx: Tx,
  orgId: number,
  heard: readonly {
    readonly contact_id: string;
    readonly channel: Channel;
    readonly value: string | null;
    /** Milliseconds since 1970. */
    readonly at: number;
  }[],
  habits: readonly { readonly contact_id: string; readonly heard_hours: HeardHours }[],
): Promise<void> {
  if (heard.length + habits.length > 0) await tx.query(heardStatement, [orgId, heard, habits]);
}
