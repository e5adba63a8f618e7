/** The local inbox: messages that the sandbox provider accepted. */
import type { SendRequest } from '../provider.ts';
import type { Database } from './database.ts';

const insertStatement = {
  name: 'relance-insert-sandbox',
  text: `
INSERT INTO relance.sandbox_messages (org_id, id, attempt_id, channel, address, subject, text, html, data, created_at)
SELECT $1, i.id, i.attempt_id, i.channel, i.address, i.subject, i.text, i.html, i.data, relance.now()
FROM jsonb_to_recordset($2) AS i(id uuid, attempt_id text, channel text, address text, subject text, text text, html text, data jsonb)`,
};

export async function insertSandboxMessages(
  db: Database,
  orgId: number,
  messages: readonly { readonly id: string; readonly request: SendRequest }[],
): Promise<void> {
  const rows = messages.map(({ id, request: { attemptId, channel, to, subject, text, html, data } }) => ({
    id,
    attempt_id: attemptId,
    channel,
    address: to,
    subject: subject ?? null,
    text,
    html: html ?? null,
    data: data ?? null,
  }));
  await db.query(insertStatement, [orgId, rows]);
}
