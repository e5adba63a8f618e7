/** Everything that people ever agreed to or refused, with its proof. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(consents).execute(db);
}

const consents = `
-- Only ever added to: what holds at an address follows from all its rows, and is kept on the address (addresses.consents),
-- written in the same transaction under the contact's lock.
CREATE TABLE relance.consents (
  org_id int NOT NULL,
  contact_id uuid NOT NULL,
  n bigint GENERATED ALWAYS AS IDENTITY,   -- their order: recorded under the contact's lock, several within one millisecond
  channel relance.channel NOT NULL,
  value text NOT NULL,
  category text NOT NULL,                  -- a category, or '*' for all
  state text NOT NULL CHECK (state IN ('in', 'out', 'pending')),
  cause text,                              -- of a stop or a start
  source text NOT NULL,                    -- form, call, import, page, word, api
  text text,                               -- what the person was shown, or wrote
  url text,                                -- the page or document
  ip text,
  user_agent text,
  actor text,                              -- who took it down
  event_id uuid NOT NULL,                  -- what it came with, in the inbox
  message_id uuid,                         -- the message that the person wrote
  follow_up_id uuid,                       -- pending: the message that asks for confirmation
  at timestamptz NOT NULL,                 -- when it was said
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, contact_id, n)
);
CREATE INDEX consents_pending ON relance.consents (org_id, event_id) WHERE state = 'pending';
ALTER TABLE relance.consents ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.consents FORCE ROW LEVEL SECURITY;
CREATE POLICY organization ON relance.consents USING (relance.visible(org_id));
CREATE FUNCTION relance.consents_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'consents are only added, never changed'; END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE ON relance.consents FOR EACH ROW EXECUTE FUNCTION relance.consents_stay();
`;
