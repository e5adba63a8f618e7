/**
 * Where personal data is: every table, with which of its rows are one person's, how they are exported, and what an erasure leaves
 * of them. Export and erasure go by this list alone, so that a table is complete in both or in none; a test compares it with the
 * schema, and fails for a table that stands neither here nor among those that are left out with a reason.
 */

import type { Channel } from '../domain/channel.ts';

/** Whose rows: `$1` is the organization, `$2` an object of `Traces`. */
export interface PersonalTable {
  readonly table: string;
  /** Which rows of `t` are the person's. */
  readonly rows: string;
  /** Its key without the organization: the order of the export. */
  readonly key: readonly string[];
  /** Columns that say nothing about the person: they are not exported. */
  readonly internal?: readonly string[];
  /** What an erasure sets; `delete`: the rows go; null: done in an order of its own (`erase-contact.ts`). */
  readonly erase: string | 'delete' | null;
}

const list = (name: string, type: string) => `ARRAY(SELECT (jsonb_array_elements_text($2::jsonb->'${name}'))::${type})`;

/** An expression on the channel, so that no plan takes the index of values for it without its value. */
const addressed = (column: string) =>
  `EXISTS (SELECT 1 FROM jsonb_to_recordset($2::jsonb->'addresses') AS n(channel text, value text)
    WHERE n.value = t.${column} AND n.channel = t.channel)`;

/** Of the person's follow-ups, by their ids. */
const ofFollowUps = `t.follow_up_id = ANY (${list('followUps', 'uuid')})`;
const ofContact = `t.contact_id = ANY (${list('contacts', 'uuid')})`;

/** Keys of the caller's are often an address or a number: a new one, that is nobody's. */
const anyKey = `CASE WHEN t.key LIKE 'erased:%' THEN t.key ELSE 'erased:' || gen_random_uuid() END`;

export const personalTables: readonly PersonalTable[] = [
  {
    table: 'contacts',
    rows: `t.id = ANY (${list('contacts', 'uuid')})`,
    key: ['id'],
    internal: ['epoch', 'busy_until', 'traces_due_at'],
    erase: null,
  },
  { table: 'addresses', rows: ofContact, key: ['contact_id', 'channel', 'value'], erase: null },
  {
    table: 'consents',
    rows: ofContact,
    key: ['contact_id', 'n'],
    // Who refused or agreed to what, and when, still counts; at which address, and how it was said, does not.
    erase: `value = '', text = NULL, url = NULL, ip = NULL, user_agent = NULL, actor = NULL`,
  },
  { table: 'suppressions', rows: addressed('value'), key: ['channel', 'value'], erase: null },
  {
    table: 'conversations',
    rows: ofContact,
    key: ['key'],
    erase: `key = ${anyKey}, attributes = '{}'`,
  },
  { table: 'subject_records', rows: ofContact, key: ['type', 'key'], erase: `key = ${anyKey}, facts = '{}'` },
  {
    table: 'enrollments',
    rows: `t.id = ANY (${list('enrollments', 'uuid')})`,
    key: ['id'],
    internal: ['open_key'],
    erase: `subject_key = 'erased', facts = '{}', open_key = NULL,
      state = CASE WHEN t.ended_at IS NULL THEN 'exited' ELSE t.state END,
      exit_reason = CASE WHEN t.ended_at IS NULL THEN 'erased' ELSE t.exit_reason END,
      ended_at = coalesce(t.ended_at, relance.now())`,
  },
  {
    table: 'follow_ups',
    rows: `t.id = ANY (${list('followUps', 'uuid')})`,
    key: ['id'],
    internal: ['lease_token', 'lease_until', 'route_from', 'pinned_sender_id'],
    erase: null,
  },
  {
    table: 'messages',
    rows: ofContact,
    key: ['id'],
    internal: ['body_hash'],
    erase: `address = '', subject = NULL, text = '', html = NULL, data = NULL, headers = NULL, vendor_template = NULL, body_hash = '',
      conversation_key = NULL`,
  },
  {
    table: 'attempts',
    rows: ofFollowUps,
    key: ['follow_up_id', 'number'],
    erase: 'detail = NULL, provider_message_id = NULL, evidence = NULL',
  },
  {
    table: 'receipts',
    rows: `(${ofFollowUps} OR t.follow_up_id IS NULL AND t.address IS NOT NULL
      AND t.address = ANY (ARRAY(SELECT n->>'value' FROM jsonb_array_elements($2::jsonb->'addresses') AS n)))`,
    key: ['sender_id', 'dedupe_key'],
    erase: 'address = NULL, detail = NULL',
  },
  { table: 'timeline', rows: ofContact, key: ['contact_id', 'id'], erase: 'facts = NULL' },
  {
    table: 'inbox',
    rows: `EXISTS (SELECT 1 FROM jsonb_to_recordset($2::jsonb->'inbox') AS n(source text, dedupe_key text)
      WHERE n.source = t.source AND n.dedupe_key = t.dedupe_key)`,
    key: ['source', 'dedupe_key'],
    internal: ['body_hash'],
    erase: null,
  },
  {
    table: 'sandbox_messages',
    // Not by the address: somebody else may have it as well, and tests of senders and mails to operators are nobody's.
    rows: `split_part(t.attempt_id, '.', 1) = ANY (${list('followUps', 'text')} || ARRAY(SELECT m.follow_up_id::text
      FROM relance.messages m WHERE m.org_id = $1 AND m.contact_id = ANY (${list('contacts', 'uuid')})))`,
    key: ['id'],
    erase: 'delete',
  },
];

/** Tables without personal data, each with the reason. */
export const tablesLeftOut: Readonly<Record<string, string>> = {
  organizations: "the organization's own settings",
  api_keys: 'keys of programs, stored as hashes',
  policies: "the organization's own rules",
  coverage_audits: 'numbers of records',
  alerts: "what the organization's own people were told about its installation",
  sequences: 'what the organization wrote for everybody',
  templates: 'what the organization wrote for everybody',
  senders: 'accounts of the organization; what is secret is sealed',
  sender_slots: 'which process may call at this moment',
  sender_usage: 'numbers of messages',
  sender_listeners: 'how far a mailbox has been read',
  workers: 'processes',
  erased_addresses: 'keyed hashes: what an erasure leaves, so that the address stays suppressed',
  audit: 'ids, names of fields and hashes; of a person their id, which names nobody once they are erased',
  audit_chains: 'ends of chains',
  operators: 'people of the organization who sign in, not contacts',
  operator_sessions: 'of operators',
  password_resets: 'of operators',
  memberships: 'of operators',
  invitations: 'of operators',
  kysely_migration: 'which migrations were applied',
  kysely_migration_lock: 'that a migration is running',
};

export interface Traces {
  readonly contacts: readonly string[];
  readonly followUps: readonly string[];
  readonly enrollments: readonly string[];
  readonly addresses: readonly { readonly channel: Channel; readonly value: string }[];
  readonly inbox: readonly { readonly source: string; readonly dedupe_key: string }[];
}
