/**
 * People who sign in. An operator and their sessions belong to no organization, since one person may work for several; what
 * they may do in each is their membership. A transaction of one organization sees its own operators only, and no session.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [people, tenancy, security]) await sql.raw(statement).execute(db);
}

const people = `
CREATE TABLE relance.operators (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  password_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  password_set_at timestamptz NOT NULL
);

-- The token itself is in the browser alone.
CREATE TABLE relance.operator_sessions (
  id uuid PRIMARY KEY,
  operator_id uuid NOT NULL REFERENCES relance.operators ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE,
  current_org_id int,                                    -- the organization that is looked at
  ip text,
  user_agent text,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX operator_sessions_operator ON relance.operator_sessions (operator_id, id);

CREATE TABLE relance.password_resets (
  token_hash text PRIMARY KEY,
  operator_id uuid NOT NULL REFERENCES relance.operators ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX password_resets_operator ON relance.password_resets (operator_id, created_at);
`;

const tenancy = `
CREATE TABLE relance.memberships (
  org_id int NOT NULL REFERENCES relance.organizations,
  operator_id uuid NOT NULL REFERENCES relance.operators ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'operator', 'viewer')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, operator_id)
);
CREATE INDEX memberships_operator ON relance.memberships (operator_id);

CREATE TABLE relance.invitations (
  org_id int NOT NULL REFERENCES relance.organizations,
  id uuid NOT NULL,
  email text CHECK (email = lower(email)),               -- null: whoever sets this installation up
  role text NOT NULL CHECK (role IN ('owner', 'operator', 'viewer')),
  token_hash text NOT NULL,
  invited_by text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX invitations_token ON relance.invitations (org_id, token_hash);
`;

const security = `
ALTER TABLE relance.memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY organization ON relance.memberships USING (relance.visible(org_id));
ALTER TABLE relance.invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY organization ON relance.invitations USING (relance.visible(org_id));

ALTER TABLE relance.operators ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.operators FORCE ROW LEVEL SECURITY;
-- The memberships in sight are those of the organization in sight.
CREATE POLICY members ON relance.operators USING (
  current_setting('relance.org', true) = '*'
  OR EXISTS (SELECT 1 FROM relance.memberships m WHERE m.operator_id = operators.id)
);
ALTER TABLE relance.operator_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.operator_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY nobody_else ON relance.operator_sessions USING (current_setting('relance.org', true) = '*');
ALTER TABLE relance.password_resets ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.password_resets FORCE ROW LEVEL SECURITY;
CREATE POLICY nobody_else ON relance.password_resets USING (current_setting('relance.org', true) = '*');
`;
