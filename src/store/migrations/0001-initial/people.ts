/** Contacts and their addresses, what follow-ups are about, and the definitions that they run through. */

export const people = `
-- Hot: the row that sends and stops are ordered by. epoch grows with everything that may stop a send.
CREATE TABLE relance.contacts (
  org_id int NOT NULL,
  id uuid NOT NULL,
  key text,
  name text,
  timezone text,
  locale text,
  tier smallint NOT NULL DEFAULT 1,
  attributes jsonb NOT NULL DEFAULT '{}',
  epoch int NOT NULL DEFAULT 0,
  blocked_reason text,
  paused_at timestamptz,
  busy_until timestamptz,
  recent_sends timestamptz[] NOT NULL DEFAULT '{}',
  last_inbound_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX contacts_key ON relance.contacts (org_id, key) WHERE key IS NOT NULL;

CREATE TABLE relance.addresses (
  org_id int NOT NULL,
  contact_id uuid NOT NULL,
  channel relance.channel NOT NULL,
  value text NOT NULL,
  position smallint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, contact_id, channel, value)
);
CREATE INDEX addresses_value ON relance.addresses (org_id, channel, value);

CREATE TABLE relance.suppressions (
  org_id int NOT NULL,
  channel relance.channel NOT NULL,
  value text NOT NULL,
  cause text NOT NULL,
  detail text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, channel, value)
);
`;

export const subjects = `
CREATE TABLE relance.conversations (
  org_id int NOT NULL,
  key text NOT NULL,
  contact_id uuid NOT NULL,
  channel relance.channel,
  stage text,
  stage_before text,
  state text NOT NULL DEFAULT 'open',
  last_inbound_at timestamptz,
  last_outbound_at timestamptz,
  last_follow_up_at timestamptz,
  attributes jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, key)
) WITH (fillfactor = 85);
CREATE INDEX conversations_contact ON relance.conversations (org_id, contact_id);

-- Leads, calls, appointments and action items: a key of the caller's, a state, and facts.
CREATE TABLE relance.subject_records (
  org_id int NOT NULL,
  type relance.subject_type NOT NULL,
  key text NOT NULL,
  contact_id uuid NOT NULL,
  state text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, type, key)
);
CREATE INDEX subject_records_contact ON relance.subject_records (org_id, contact_id);
`;

export const definitions = `
CREATE TABLE relance.sequences (
  org_id int NOT NULL,
  key text NOT NULL,
  version int NOT NULL,
  definition jsonb NOT NULL,
  source text,
  active boolean NOT NULL DEFAULT true,
  paused_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, key, version)
);

CREATE TABLE relance.templates (
  org_id int NOT NULL,
  key text NOT NULL,
  channel text NOT NULL DEFAULT '*',
  locale text NOT NULL DEFAULT '*',
  version int NOT NULL,
  subject text,
  text text NOT NULL,
  html text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, key, channel, locale, version)
);

CREATE TABLE relance.enrollments (
  org_id int NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  sequence_key text NOT NULL,
  sequence_version int NOT NULL,
  subject_type relance.subject_type NOT NULL,
  subject_key text NOT NULL,
  -- One open enrollment per sequence and subject record: null once ended, and for parallel ones.
  open_key text,
  anchor_at timestamptz NOT NULL,
  state relance.enrollment_state NOT NULL DEFAULT 'active',
  exit_reason text,
  stage_before text,
  facts jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (org_id, id)
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX enrollments_open ON relance.enrollments (org_id, open_key) WHERE open_key IS NOT NULL;
CREATE INDEX enrollments_contact ON relance.enrollments (org_id, contact_id) WHERE ended_at IS NULL;
`;
