/** The local inbox: messages that the sandbox provider accepted. */
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { Database } from './database.ts';

const insertStatement = {
  name: 'relance-insert-sandbox',
  text: `
INSERT INTO relance.sandbox_messages (org_id, id, attempt_id, channel, address, subject, text, html, data, created_at)
SELECT $1, i.id, i.attempt_id, i.channel, i.address, i.subject, i.text, i.html, i.data, relance.now()
FROM jsonb_to_recordset($2) AS i(id uuid, attempt_id text, channel text, address text, subject text, text text, html text, data jsonb)`,
};

export interface SandboxMessage {
  readonly id: string;
  readonly attempt_id: string;
  readonly channel: Channel;
  readonly address: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly data: Facts | null;
}

export async function insertSandboxMessages(
  db: Database,
  orgId: number,
  messages: readonly SandboxMessage[],
): Promise<void> {
  await db.query(insertStatement, [orgId, messages]);
}
