/** To what a contact agreed or said no, address by address: as it stands, the proof is elsewhere. */
import type { Channel } from '../domain/channel.ts';
import type { Queryable } from './database.ts';

export interface HeldConsent {
  readonly channel: Channel;
  readonly value: string;
  readonly category: string;
  readonly answer: 'in' | 'out';
}

const statement = {
  name: 'relance-held-consents',
  text: `
SELECT a.channel, a.value, c.key AS category, c.value AS answer
FROM relance.addresses a CROSS JOIN LATERAL jsonb_each_text(
  CASE jsonb_typeof(a.consents) WHEN 'object' THEN a.consents ELSE '{}' END) c
WHERE a.org_id = $1 AND a.contact_id = $2 AND c.value IN ('in', 'out')
ORDER BY a.channel, a.position, a.value, c.key`,
};

export async function readHeldConsents(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  contactId: string,
): Promise<HeldConsent[]> {
  return tx.query(statement, [orgId, contactId]);
}
