/**
 * Privacy: contacts that were erased, what remains of their addresses, and a log of who changed what that can't be changed
 * unnoticed.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [erasure, audit, guards, consents, security]) await sql.raw(statement).execute(db);
}

const erasure = `
ALTER TABLE relance.contacts ADD COLUMN erased_at timestamptz;
CREATE INDEX contacts_erased ON relance.contacts (org_id, erased_at) WHERE erased_at IS NOT NULL;

-- Reports that name nothing of ours but an address: for finding a person's.
CREATE INDEX receipts_address ON relance.receipts (org_id, address) WHERE follow_up_id IS NULL AND address IS NOT NULL;

-- What remains of an erased person's addresses: a keyed hash, so that nobody can read or guess the address, and it is known
-- again when it comes in. key_id names the installation's key that the hash was made with.
CREATE TABLE relance.erased_addresses (
  org_id int NOT NULL,
  hash text NOT NULL,
  key_id text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, hash)
);
`;

const audit = `
-- Each entry's hash covers the entry and the hash before it.
CREATE TABLE relance.audit (
  org_id int NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  actor_name text NOT NULL,
  action text NOT NULL,
  ids text[] NOT NULL,
  facts jsonb NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (org_id, seq)
);

-- The end of each chain, which whoever appends holds; and its beginning: what was before is past its keeping and was deleted.
CREATE TABLE relance.audit_chains (
  org_id int PRIMARY KEY,
  seq bigint NOT NULL,
  hash text NOT NULL,
  base_seq bigint NOT NULL DEFAULT 0,
  base_hash text NOT NULL
);
`;

const guards = `
CREATE FUNCTION relance.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Retention's way: first the chain's beginning is moved, which an entry of the chain itself says, then what lies before goes.
  IF TG_OP = 'DELETE' AND TG_LEVEL = 'ROW' THEN
    IF OLD.seq <= (SELECT c.base_seq FROM relance.audit_chains c WHERE c.org_id = OLD.org_id) THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'the audit log is only ever added to' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON relance.audit FOR EACH ROW EXECUTE FUNCTION relance.refuse_audit_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON relance.audit FOR EACH STATEMENT EXECUTE FUNCTION relance.refuse_audit_change();
CREATE TRIGGER kept BEFORE TRUNCATE ON relance.audit_chains FOR EACH STATEMENT EXECUTE FUNCTION relance.refuse_audit_change();

CREATE FUNCTION relance.refuse_shorter_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a chain of the audit log only grows' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER grows_only BEFORE UPDATE ON relance.audit_chains FOR EACH ROW
WHEN (NEW.org_id <> OLD.org_id OR NEW.seq < OLD.seq OR NEW.base_seq < OLD.base_seq OR NEW.base_seq > OLD.seq)
EXECUTE FUNCTION relance.refuse_shorter_chain();
CREATE TRIGGER never_deleted BEFORE DELETE ON relance.audit_chains FOR EACH ROW EXECUTE FUNCTION relance.refuse_shorter_chain();
`;

const consents = `
-- Proof may be taken away as a whole, when it is past its keeping; of who was erased the address as well. What was said stays.
CREATE OR REPLACE FUNCTION relance.consents_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bare relance.consents := OLD;
BEGIN
  bare.text := NULL; bare.url := NULL; bare.ip := NULL; bare.user_agent := NULL; bare.actor := NULL;
  IF NEW.value = '' AND EXISTS (
    SELECT FROM relance.contacts c WHERE c.org_id = OLD.org_id AND c.id = OLD.contact_id AND c.erased_at IS NOT NULL
  ) THEN bare.value := ''; END IF;
  IF NEW IS NOT DISTINCT FROM bare THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'consents are only added, never changed';
END $$;
`;

const security = `
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['erased_addresses', 'audit', 'audit_chains'] LOOP
    EXECUTE format('ALTER TABLE relance.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE relance.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY organization ON relance.%I USING (relance.visible(org_id))', t);
  END LOOP;
END $$;
`;
