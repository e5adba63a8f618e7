/**
 * What delivery needs: secrets that are sealed, receipts that find their message, replies that find what they answer, senders
 * that recover together. Everything is added; the version before runs on beside it.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [channels, senders, listeners, evidence, content, limits])
    await sql.raw(statement).execute(db);
}

const channels = `
ALTER DOMAIN relance.channel DROP CONSTRAINT IF EXISTS channel_check;
ALTER DOMAIN relance.channel ADD CONSTRAINT channel_check
  CHECK (VALUE IN ('none', 'sms', 'whatsapp', 'email', 'discord', 'slack', 'telegram', 'webhook'));
`;

const senders = `
ALTER TABLE relance.senders
  ADD COLUMN sealed text,                                -- the secret part of the configuration, see secret-box.ts
  ADD COLUMN secret_names text[] NOT NULL DEFAULT '{}',
  ADD COLUMN breaker_failures smallint NOT NULL DEFAULT 0, -- how often in a row it was found broken
  ADD COLUMN probe_until timestamptz,                    -- one process tries whether it works again, until then
  ADD COLUMN learned_per_minute real,                    -- what the vendor seems to take, learned from its refusals
  ADD COLUMN learned_at timestamptz,
  ADD COLUMN per_hour int,                               -- messages in any hour, in any day
  ADD COLUMN per_day int;
CREATE TABLE relance.sender_usage (
  org_id int NOT NULL,
  sender_id uuid NOT NULL,
  slice timestamptz NOT NULL,                            -- five minutes from then on
  count int NOT NULL,
  PRIMARY KEY (org_id, sender_id, slice)
);
ALTER TABLE relance.sender_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.sender_usage FORCE ROW LEVEL SECURITY;
CREATE POLICY organization ON relance.sender_usage USING (relance.visible(org_id));
`;

const listeners = `
-- Which process fetches what comes back for a sender (a mailbox), and how far it has got.
CREATE TABLE relance.sender_listeners (
  org_id int NOT NULL,
  sender_id uuid NOT NULL,
  position text,
  worker_id uuid,
  lease_until timestamptz,
  last_error text,
  last_error_at timestamptz,
  PRIMARY KEY (org_id, sender_id)
);
ALTER TABLE relance.sender_listeners ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.sender_listeners FORCE ROW LEVEL SECURITY;
CREATE POLICY organization ON relance.sender_listeners USING (relance.visible(org_id));
`;

const evidence = `
ALTER TABLE relance.receipts
  ADD COLUMN follow_up_id uuid,
  ADD COLUMN attempt smallint,
  ADD COLUMN class text,
  ADD COLUMN address text;
CREATE INDEX receipts_follow_up ON relance.receipts (org_id, follow_up_id) WHERE follow_up_id IS NOT NULL;
ALTER TABLE relance.attempts ADD COLUMN cost_cents numeric(12, 4);
`;

const content = `
ALTER TABLE relance.messages
  ADD COLUMN headers jsonb,
  ADD COLUMN vendor_template jsonb,
  ADD COLUMN automatic boolean NOT NULL DEFAULT false;   -- inbound: nobody wrote it
CREATE INDEX messages_reply_to ON relance.messages (org_id, reply_to, id) WHERE reply_to IS NOT NULL;
ALTER TABLE relance.templates ADD COLUMN vendor_template jsonb;
ALTER TABLE relance.addresses ADD COLUMN last_inbound_at timestamptz;
`;

const limits = `
-- Since when its calls have been answered "too fast", one after the other; null: the last one was not.
ALTER TABLE relance.follow_ups ADD COLUMN rate_limited_at timestamptz;
-- The only sender that may send it: it may have it already, and knows it again by its key.
ALTER TABLE relance.follow_ups ADD COLUMN pinned_sender_id uuid;
`;
