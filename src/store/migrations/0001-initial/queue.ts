/** Follow-ups, which are the queue, their messages, and the state machines. */

export const hot = `
-- THE queue. Four indexes and no more: key, due, contact, lease (and one of failures, which is next to empty).
CREATE TABLE relance.follow_ups (
  org_id int NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  enrollment_id uuid,
  due_at timestamptz NOT NULL,
  queue_at timestamptz,          -- due_at while scheduled, else null: the due index holds scheduled rows only
  lease_until timestamptz,
  ended_at timestamptz,
  created_at timestamptz NOT NULL,
  kind relance.follow_up_kind NOT NULL DEFAULT 'message',
  state relance.follow_up_state NOT NULL DEFAULT 'scheduled',
  channel relance.channel NOT NULL DEFAULT 'none',
  category relance.category NOT NULL,
  lease_token bigint,
  message_id uuid,               -- the rendered content, once there is one; it never changes between attempts
  sender_id uuid,
  step smallint,
  occurrence int NOT NULL DEFAULT 0,
  attempts smallint NOT NULL DEFAULT 0,
  attempts_left smallint,        -- the retry budget; null: not tried yet, the policy's number applies
  route_from smallint NOT NULL DEFAULT 0, -- senders of the route before this one were tried and did not work
  failed_at timestamptz,         -- when it became dead_letter or unknown
  tier smallint NOT NULL DEFAULT 1,
  reason text,
  stop_reason text,              -- cancelled while it was in calling: if it comes back to the queue it is skipped
  provider_message_id text,
  content jsonb,                 -- a one-off's own content, conditions and late grace
  CONSTRAINT scheduled_rows_are_queued CHECK ((state = 'scheduled') = (queue_at IS NOT NULL)),
  -- For unknown: when to ask the provider again; null once that was given up.
  CONSTRAINT leased_rows_have_a_lease CHECK
    (state = 'unknown' OR (state IN ('claimed', 'calling')) = (lease_until IS NOT NULL)),
  CONSTRAINT ends_have_a_reason CHECK (state NOT IN ('dead_letter', 'skipped', 'cancelled') OR reason IS NOT NULL),
  PRIMARY KEY (org_id, id)
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX follow_ups_due ON relance.follow_ups (org_id, channel, tier, queue_at) WHERE queue_at IS NOT NULL;
CREATE INDEX follow_ups_contact ON relance.follow_ups (org_id, contact_id) WHERE ended_at IS NULL;
CREATE INDEX follow_ups_lease ON relance.follow_ups (org_id, lease_until) WHERE lease_until IS NOT NULL;

CREATE INDEX follow_ups_failed ON relance.follow_ups (org_id, failed_at) WHERE failed_at IS NOT NULL;

CREATE TABLE relance.messages (
  org_id int NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  follow_up_id uuid,             -- outbound: the follow-up it was rendered for
  reply_to uuid,                 -- inbound: the follow-up it answers
  conversation_key text,
  channel relance.channel NOT NULL,
  direction text NOT NULL CHECK (direction IN ('out', 'in')),
  state relance.message_state NOT NULL,
  address text NOT NULL,
  subject text,
  text text NOT NULL,
  html text,
  data jsonb,
  body_hash text NOT NULL,
  template text,
  cost_cents numeric(12, 4),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX messages_contact ON relance.messages (org_id, contact_id);
`;

/** The state machines, where no caller can get round them. `domain/follow-up-state.ts` holds the same table. */
export const guards = `
CREATE FUNCTION relance.refuse_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'illegal transition of % % from % to %', TG_TABLE_NAME, OLD.id, OLD.state, NEW.state
    USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER legal_transitions BEFORE UPDATE OF state ON relance.follow_ups FOR EACH ROW
WHEN (OLD.state <> NEW.state AND (OLD.state::text || '>' || NEW.state::text) NOT IN (
  'awaiting_approval>scheduled', 'awaiting_approval>skipped', 'awaiting_approval>cancelled',
  'scheduled>claimed', 'scheduled>skipped', 'scheduled>cancelled', 'scheduled>sent',
  'claimed>calling', 'claimed>scheduled', 'claimed>skipped', 'claimed>cancelled', 'claimed>sent', 'claimed>dead_letter',
  'calling>sent', 'calling>scheduled', 'calling>dead_letter', 'calling>unknown',
  'unknown>sent', 'unknown>scheduled', 'unknown>dead_letter', 'unknown>cancelled',
  'dead_letter>scheduled', 'dead_letter>cancelled'))
EXECUTE FUNCTION relance.refuse_transition();

CREATE TRIGGER legal_transitions BEFORE UPDATE OF state ON relance.enrollments FOR EACH ROW
WHEN (OLD.state <> NEW.state AND OLD.state NOT IN ('active', 'paused') OR OLD.state = 'paused' AND NEW.state = 'completed')
EXECUTE FUNCTION relance.refuse_transition();
`;
