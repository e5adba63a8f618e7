/** What was tried and decided, and what sends. */

export const evidence = `
-- Insert-only: the open attempt is the follow-up in state calling. An unknown may later be settled.
CREATE TABLE relance.attempts (
  org_id int NOT NULL,
  follow_up_id uuid NOT NULL,
  number smallint NOT NULL,
  sender_id uuid,
  outcome relance.attempt_outcome NOT NULL,
  class text,
  code text,
  detail text,
  provider_message_id text,
  duration_ms real,
  evidence jsonb,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, follow_up_id, number)
);

CREATE TABLE relance.receipts (
  org_id int NOT NULL,
  sender_id uuid NOT NULL,
  dedupe_key text NOT NULL,
  message_id uuid,
  state text NOT NULL,
  code text,
  detail text,
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, sender_id, dedupe_key)
);

-- Every decision with its reason.
CREATE TABLE relance.timeline (
  org_id int NOT NULL,
  contact_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  follow_up_id uuid,
  enrollment_id uuid,
  kind text NOT NULL,
  reason text,
  facts jsonb,
  PRIMARY KEY (org_id, contact_id, id)
);
`;

export const delivery = `
CREATE TABLE relance.senders (
  org_id int NOT NULL,
  id uuid NOT NULL,
  key text NOT NULL,
  provider text NOT NULL,
  channel relance.channel NOT NULL,
  position smallint NOT NULL DEFAULT 0,
  config jsonb NOT NULL DEFAULT '{}',
  rate_per_minute real,
  burst real,
  concurrency int,
  tokens real,
  tokens_at timestamptz,
  paused_at timestamptz,
  breaker_until timestamptz,
  last_error text,
  last_error_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX senders_key ON relance.senders (org_id, key);

-- Calls that a process may have open at one time, where a sender limits them; a dead process's share runs out.
CREATE TABLE relance.sender_slots (
  org_id int NOT NULL,
  sender_id uuid NOT NULL,
  worker_id uuid NOT NULL,
  held int NOT NULL,
  wanted int NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, sender_id, worker_id)
);

-- The local inbox that the dashboard shows.
CREATE TABLE relance.sandbox_messages (
  org_id int NOT NULL,
  id uuid NOT NULL,
  attempt_id text NOT NULL,
  channel relance.channel NOT NULL,
  address text NOT NULL,
  subject text,
  text text NOT NULL,
  html text,
  data jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);

CREATE TABLE relance.workers (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  started_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  stats jsonb NOT NULL DEFAULT '{}'
);
`;
