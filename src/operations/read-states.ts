/** What deciding on events needs to know of their contacts, made of what was read from the store. */
import { type ContactState, recordKey } from '../domain/contact-state.ts';
import type { RelanceEvent } from '../domain/event.ts';
import { type ContactRow, type ContactStateRow, readContactStates } from '../store/contact-states.ts';
import type { Queryable } from '../store/database.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { planningClock } from './planning-clock.ts';

/** @param subjects what the events are about: of conversations and records only these are read */
export async function readStates(
  tx: Queryable,
  orgId: number,
  subjects: readonly RelanceEvent['subject'][],
  contacts: readonly ContactRow[],
  definitions: OrganizationDefinitions | undefined,
): Promise<Map<string, ContactState>> {
  const rows = await readContactStates(
    tx,
    orgId,
    contacts.map(({ id }) => id),
    [...new Set(subjects.filter(({ type }) => type === 'conversation').map(({ key }) => key))],
    [...new Set(subjects.map(({ type, key }) => recordKey(type, key)))],
  );
  const byContact = new Map(rows.map((row) => [row.contact_id, row]));
  return new Map(contacts.map((contact) => [contact.id, stateOf(contact, byContact.get(contact.id), definitions)]));
}

function stateOf(
  contact: ContactRow,
  row: ContactStateRow | undefined,
  definitions: OrganizationDefinitions | undefined,
): ContactState {
  const { id, key, name, timezone, locale, tier, attributes, policy, heard_hours } = contact;
  const phone = row?.addresses?.find(({ channel }) => channel === 'sms' || channel === 'whatsapp')?.value ?? null;
  return {
    id,
    tier,
    blockedReason: contact.blocked_reason,
    facts: { ...attributes, id, key, name, timezone, locale, tier, attributes },
    addresses: row?.addresses ?? [],
    lastInboundAt: contact.last_inbound_at,
    hold: contact.hold,
    conversations: new Map((row?.conversations ?? []).map((conversation) => [conversation.key, conversation])),
    records: new Map((row?.records ?? []).map((record) => [recordKey(record.type, record.key), record])),
    enrollments: (row?.enrollments ?? []).map((open) => ({
      id: open.id,
      sequenceKey: open.sequence_key,
      sequenceVersion: open.sequence_version,
      sequence: definitions?.sequence(open.sequence_key, open.sequence_version) ?? null,
      subjectType: open.subject_type,
      subjectKey: open.subject_key,
      anchorAt: open.anchor_at,
      paused: open.paused,
      pending: open.pending,
    })),
    clock: planningClock({ timezone, phone, locale, attributes }, policy, heard_hours, definitions),
  };
}
