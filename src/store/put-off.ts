/** Follow-ups that were put off to a moment that a policy says: asked again when it says something else. All over arrays. */
import { type Database, everyOrganization, type Queryable } from './database.ts';
import { openOf } from './likely-rows.ts';
import { beginning } from './stranded-enrollments.ts';

/** Those that have open follow-ups, looked at in one statement. */
const lookedAtMax = 2_000;

const readStatement = {
  name: 'relance-put-off-contacts',
  text: `
WITH looked AS MATERIALIZED (
  SELECT f.contact_id, f.state = 'scheduled' AND f.queue_at > relance.now() AND f.reason = ANY($3::text[]) AS is_put_off
  FROM relance.follow_ups f WHERE f.org_id = $1 AND f.ended_at IS NULL AND f.contact_id > $2
  ORDER BY f.org_id, f.contact_id FETCH FIRST ${lookedAtMax} ROWS WITH TIES
)
SELECT (SELECT contact_id FROM looked WHERE (SELECT count(*) FROM looked) >= ${lookedAtMax} ORDER BY contact_id DESC LIMIT 1) AS next,
  ARRAY(SELECT DISTINCT contact_id FROM looked WHERE is_put_off) AS "contactIds"`,
};

/** Contacts with something put off for one of these reasons, a part at a time. @param after the `next` of the part before */
export async function readPutOffContacts(
  db: Database,
  orgId: number,
  after: string | null,
  reasons: readonly string[],
): Promise<{ readonly next: string | null; readonly contactIds: readonly string[] }> {
  const [row] = await db.query<{ next: string | null; contactIds: string[] }>(readStatement, [
    orgId,
    after ?? beginning.contact_id,
    `{${reasons.join(',')}}`,
  ]);
  return row ?? { next: null, contactIds: [] };
}

const askStatement = {
  name: 'relance-ask-again',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
input AS MATERIALIZED (SELECT $1::int AS org_id, i.contact_id FROM unnest($2::uuid[]) AS i(contact_id)),
put_off AS MATERIALIZED (
  SELECT f.id FROM input i CROSS JOIN LATERAL (${openOf('i')}) o JOIN relance.follow_ups f ON f.org_id = $1 AND f.id = o.id
  WHERE f.state = 'scheduled' AND f.queue_at > (SELECT t FROM clock) AND f.reason = ANY($3::text[])
  ORDER BY f.id FOR UPDATE OF f SKIP LOCKED
)
UPDATE relance.follow_ups f SET queue_at = greatest(f.due_at, (SELECT t FROM clock)) FROM put_off p
WHERE f.org_id = $1 AND f.id = p.id RETURNING (extract(epoch FROM f.queue_at) * 1000)::float8 AS queue_at`,
};

/** What these contacts have put off for one of these reasons is decided anew, not before it is due. Returns when that is. */
export async function askAgain(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  contactIds: readonly string[],
  reasons: readonly string[],
): Promise<number[]> {
  if (contactIds.length === 0) return [];
  const rows = await tx.query<{ queue_at: number }>(askStatement, [
    orgId,
    `{${contactIds.join(',')}}`,
    `{${reasons.join(',')}}`,
  ]);
  return rows.map(({ queue_at }) => queue_at);
}

/** An organization whose policy or zone is another one than its pending follow-ups were dated by. */
export interface OutdatedOrganization {
  readonly id: number;
  readonly definitionsVersion: number;
  readonly datedBy: string;
}

const outdatedStatement = {
  name: 'relance-outdated-organizations',
  text: `
SELECT o.id, o.definitions_version AS "definitionsVersion", p.dated_by AS "datedBy" FROM relance.organizations o CROSS JOIN LATERAL (
  SELECT coalesce((SELECT v.version FROM relance.policies v WHERE v.org_id = o.id ORDER BY v.version DESC LIMIT 1), 0) || ' ' || o.timezone
    AS dated_by) p
WHERE o.dated_by IS DISTINCT FROM p.dated_by ORDER BY o.id`,
};

export function readOutdatedOrganizations(db: Database): Promise<OutdatedOrganization[]> {
  return db.query<OutdatedOrganization>(outdatedStatement);
}

const datedStatement = {
  name: 'relance-note-dated',
  text: 'UPDATE relance.organizations SET dated_by = $2 WHERE id = $1',
};

/** From now on everything pending counts as dated by this. */
export async function noteDated(db: Database, { id, datedBy }: OutdatedOrganization): Promise<void> {
  await db.transaction(everyOrganization, (tx) => tx.query(datedStatement, [id, datedBy]));
}
