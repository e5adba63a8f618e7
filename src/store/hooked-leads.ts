/** Leads that a follow-up hook is called about: locked, with what was noted about them before and how they are reached. */
import type { Channel } from '../domain/channel.ts';
import type { Queryable } from './database.ts';

const lockStatement = {
  name: 'relance-lock-hooked-lead',
  // The contact's lock is the one that an erasure and events about them take, too; `erased_at` is looked at again under it.
  text: `
SELECT c.id AS "contactId", c.key AS "contactKey" FROM (
  SELECT r.contact_id FROM relance.subject_records r WHERE r.org_id = $1 AND r.type = 'lead' AND r.key = $2 OFFSET 0) l
JOIN relance.contacts c ON c.org_id = $1 AND c.id = l.contact_id AND c.erased_at IS NULL
FOR NO KEY UPDATE OF c`,
};

export interface LockedLead {
  readonly contactId: string;
  readonly contactKey: string | null;
}

/** Until the end of the transaction nobody else is told about this lead's contact. Undefined: there is no such lead. */
export async function lockHookedLead(tx: Queryable, orgId: number, leadKey: string): Promise<LockedLead | undefined> {
  const [row] = await tx.query<LockedLead>(lockStatement, [orgId, leadKey]);
  return row;
}

/** The kind of the timeline entry that a call of the hook leaves. */
export const hookKind = 'hook_received';

const readStatement = {
  name: 'relance-read-hooked-lead',
  text: `
SELECT EXISTS (SELECT 1 FROM relance.timeline t WHERE t.org_id = $1 AND t.contact_id = $2 AND t.kind = '${hookKind}'
    AND t.facts->>'lead' = $3 AND t.facts->>'strategy' = $4) AS "isRepeated",
  coalesce((SELECT jsonb_agg(jsonb_build_object('channel', a.channel, 'value', a.value) ORDER BY a.position, a.channel)
    FROM relance.addresses a WHERE a.org_id = $1 AND a.contact_id = $2), '[]') AS addresses`,
};

export interface HookedLead {
  /** Was the hook called about this lead with this strategy before? */
  readonly isRepeated: boolean;
  readonly addresses: readonly { readonly channel: Channel; readonly value: string }[];
}

/** Under the lock of `lockHookedLead`. */
export async function readHookedLead(
  tx: Queryable,
  orgId: number,
  contactId: string,
  leadKey: string,
  strategy: string,
): Promise<HookedLead> {
  const [row] = await tx.query<HookedLead>(readStatement, [orgId, contactId, leadKey, strategy]);
  return row as HookedLead;
}
