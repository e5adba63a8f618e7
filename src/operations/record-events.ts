/**
 * Records what happened, in one transaction: the inbox, the contacts with their locks, what follows from each event, the
 * writes. A batch of events about many contacts is one round of statements; events about one contact are decided in order.
 */
import type { ActiveSequence } from '../domain/begin-enrollment.ts';
import type { Channel } from '../domain/channel.ts';
import { consentAfterEvent } from '../domain/consent-after-event.ts';
import { type ContactState, type NewEnrollment, recordKey } from '../domain/contact-state.ts';
import { decideOnEvent } from '../domain/decide-on-event.ts';
import type { AddressInput, RelanceEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import type { Hold } from '../domain/preferences.ts';
import { newId } from '../ids.ts';
import { applyChanges, type ChangeRows } from '../store/apply-changes.ts';
import {
  addAddresses,
  type ContactPatch,
  type ContactRow,
  lockIdentities,
  upsertContacts,
} from '../store/contact-states.ts';
import type { Queryable } from '../store/database.ts';
import { noticeIfDueSoon } from '../store/due-notice.ts';
import { erasedBodyHash, inboxKey, insertInbox } from '../store/inbox.ts';
import { holdContacts } from '../store/preferences.ts';
import { noteHeardFrom } from '../store/sent-messages.ts';
import { type Actor, appendChanges, type Change } from './audit.ts';
import { addEnrollment, conversationRow, emptyChanges, followUpRow, messageRow } from './change-rows.ts';
import { type OperationContext, withRetries } from './context.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { suppressErased } from './erased-addresses.ts';
import { findAnswered } from './find-answered.ts';
import { leaveErasedAlone } from './leave-erased-alone.ts';
import { readStates } from './read-states.ts';
import { findConfirmed, recordConsents, type ToldBy } from './record-consents.ts';
import { redateForContacts } from './redate-follow-ups.ts';
import { identitiesOf, resolveContacts } from './resolve-contacts.ts';
import { scheduleWithin } from './schedule-follow-ups.ts';

/** A validated event with what makes it unique. */
export interface EventInput {
  readonly event: RelanceEvent;
  /** Where it came from: `api`, or the name of a webhook's source. */
  readonly source: string;
  readonly dedupeKey: string;
  readonly bodyHash: string;
  readonly body: Facts;
  /** For what an operator or a caller changes by it: written into the audit log with it, unless it was recorded before. */
  readonly audit?: Pick<Change, 'action' | 'facts'> & { readonly by: Actor };
}

export type EventResult =
  | {
      readonly conflict?: never;
      readonly id: string;
      /** It was recorded before: nothing was done. */
      readonly duplicate: boolean;
      readonly contactId: string | null;
      /** Enrollments that it began and ended. */
      readonly enrolled: number;
      readonly exited: number;
    }
  /** The same key was used with another body: nothing was done. */
  | { readonly conflict: true; readonly id: string };

/** Results are in the order of the inputs. @throws RelanceError `store_unavailable`, `not_found` */
export async function recordEvents(
  context: OperationContext,
  orgId: number,
  inputs: readonly EventInput[],
): Promise<readonly EventResult[]> {
  if (inputs.length === 0) return [];
  // Read before the transaction where they are not known yet: inside, each would need a second connection.
  await context.definitions.get(orgId);
  return withRetries(() => context.db.transaction(orgId, (tx) => record(tx, context, orgId, inputs)));
}

async function record(
  tx: Queryable,
  context: OperationContext,
  orgId: number,
  inputs: readonly EventInput[],
): Promise<readonly EventResult[]> {
  const { clock, definitions: cache, secrets } = context;
  const now = clock.now();
  const identities = new Set(inputs.flatMap(({ event }) => identitiesOf(event)));
  const definitions = await cache.atLeast(orgId, await lockIdentities(tx, orgId, [...identities]));
  const contactIds = await resolveContacts(
    tx,
    orgId,
    inputs.map(({ event }) => event),
    now,
  );
  const results: EventResult[] = [];
  const unknown = await withAnswers(tx, orgId, await keepFresh(tx, orgId, inputs, contactIds, results));
  if (unknown.length === 0) return results;

  const rows = await upsertContacts(tx, orgId, patchesOf(unknown));
  const erased = await leaveErasedAlone(tx, orgId, unknown, rows);
  const fresh = unknown.filter(({ input, contactId, index }) => {
    const isErased = erased.has(contactId);
    if (isErased) results[index] = { id: input.event.id, duplicate: false, contactId, enrolled: 0, exited: 0 };
    return !isErased;
  });
  if (fresh.length === 0) return results;
  const added = await addAddresses(
    tx,
    orgId,
    fresh.flatMap(({ input, contactId }) =>
      input.event.contact.addresses.map((address) => ({ contact_id: contactId, ...address })),
    ),
  );
  await suppressErased(tx, secrets, orgId, added);
  const states = await readStates(
    tx,
    orgId,
    fresh.map(({ input }) => input.event.subject),
    rows,
    definitions,
  );

  const sequences = definitions?.activeSequences ?? [];
  const changes = emptyChanges();
  const conversations = new Map<string, ChangeRows['conversations'][number]>();
  const records = new Map<string, ChangeRows['records'][number]>();
  const begun = new Map<string, NewEnrollment>();
  const ended = new Set<string>();
  const timeline: Omit<ChangeRows['timeline'][number], 'id'>[] = [];
  const starts = new Map<string, readonly AddressInput[]>();
  const helps: { contactId: string; channel: Channel }[] = [];
  const consents: ToldBy[] = [];
  const holds = new Map<string, Hold | null>();
  for (const { input, contactId, index, answers } of fresh) {
    const before = states.get(contactId) as ContactState;
    const { state, changes: decided } = decideOnEvent(
      before,
      input.event,
      sequences as readonly ActiveSequence[],
      now,
      () => newId(now),
    );
    states.set(contactId, state);
    const { conversation, record: changed } = decided;
    if (conversation) conversations.set(conversation.key, conversationRow(contactId, conversation));
    if (changed) records.set(recordKey(changed.type, changed.key), { contact_id: contactId, ...changed });
    for (const exit of decided.exit) {
      ended.add(exit.enrollmentId);
      // Begun and ended by the same batch: it never was.
      if (begun.delete(exit.enrollmentId)) continue;
      changes.exits.push({ contact_id: contactId, enrollment_id: exit.enrollmentId, reason: exit.reason });
    }
    for (const enrollment of decided.enroll) begun.set(enrollment.id, enrollment);
    for (const wait of decided.waitsOver) {
      changes.waits_over.push({ follow_up_id: wait.followUpId });
      if (wait.next) changes.follow_ups.push(followUpRow(contactId, wait.enrollmentId, wait.next));
    }
    if (decided.stop) {
      starts.delete(contactId);
      changes.stops.push({ contact_id: contactId, cause: decided.stop.cause });
      changes.suppressions.push(
        ...decided.stop.addresses.map((address) => ({ ...address, cause: decided.stop?.cause ?? 'opted_out' })),
      );
    }
    if (decided.start) starts.set(contactId, decided.start.addresses);
    if (decided.hold !== undefined) holds.set(contactId, decided.hold);
    if (decided.help) helps.push({ contactId, channel: decided.help });
    const message = messageRow(input.event, contactId, state, answers, now);
    if (message) changes.messages.push(message);
    for (const told of consentAfterEvent(state, input.event, decided)) {
      const locale = typeof state.facts.locale === 'string' ? state.facts.locale : null;
      consents.push({ ...told, contactId, eventId: input.event.id, messageId: message?.id ?? null, locale });
    }
    for (const {
      contactId: contact_id,
      enrollmentId: enrollment_id,
      followUpId: follow_up_id = null,
      ...entry
    } of decided.timeline) {
      timeline.push({ contact_id, enrollment_id, follow_up_id, ...entry });
    }
    if (answers !== null && input.event.type === 'message.received') {
      const facts = { channel: input.event.message?.channel ?? null };
      timeline.push({
        contact_id: contactId,
        enrollment_id: null,
        follow_up_id: answers,
        kind: 'answered',
        reason: null,
        facts,
      });
    }
    results[index] = {
      id: input.event.id,
      duplicate: false,
      contactId,
      enrolled: decided.enroll.length,
      exited: decided.exit.length,
    };
  }
  // What came after a wait of an enrollment that the same batch ended.
  changes.follow_ups = changes.follow_ups.filter(({ enrollment_id }) => !ended.has(enrollment_id));
  for (const enrollment of begun.values()) addEnrollment(changes, enrollment);
  // Ids of one millisecond are in no order; the timeline is read by theirs.
  const ids = timeline.map(() => newId(now)).sort();
  changes.timeline.push(...timeline.map((entry, index) => ({ id: ids[index] as string, ...entry })));
  for (const [contactId, addresses] of starts) {
    changes.starts.push({ contact_id: contactId });
    changes.lifted.push(...addresses);
  }
  // No contact may gain an address while it is being suppressed: it would not learn of it.
  const stopped = changes.suppressions.map(({ channel, value }) => `${channel}:${value}`);
  if (stopped.length > 0) await lockIdentities(tx, orgId, stopped);
  await applyChanges(tx, orgId, {
    ...changes,
    conversations: [...conversations.values()],
    records: [...records.values()],
  });
  await holdContacts(
    tx,
    orgId,
    [...holds].map(([contact_id, hold]) => ({ contact_id, hold })),
  );
  await recordConsents(tx, context, orgId, consents, definitions?.organization.locale, now);
  await noteHeardFrom(tx, orgId, fresh.flatMap(heardFrom), habitsOf(rows, states));
  await answerHelp(tx, orgId, helps, definitions, now);
  const due = changes.follow_ups.filter(({ state }) => state === 'scheduled').map(({ due_at }) => due_at);
  if (holds.size > 0) due.push(now);
  if (definitions) due.push(...(await redateForContacts(tx, orgId, fresh, states, definitions, now)));
  await noticeIfDueSoon(tx, orgId, due, now);
  const audited = fresh.flatMap(({ input: { audit }, contactId }) => (audit ? [{ ...audit, ids: [contactId] }] : []));
  await appendChanges(tx, orgId, audited);
  return results;
}

interface Fresh {
  readonly input: EventInput;
  readonly contactId: string;
  readonly index: number;
}

/** With the conversation that a message belongs to, the follow-up that it answers, and what it says yes to. */
async function withAnswers(
  tx: Queryable,
  orgId: number,
  fresh: readonly Fresh[],
): Promise<readonly (Fresh & { readonly answers: string | null })[]> {
  const found = await findAnswered(
    tx,
    orgId,
    fresh.map(({ input, contactId }) => ({ event: input.event, contactId })),
  );
  const answering = fresh.map((one, n) => ({ ...one, ...(found[n] as (typeof found)[number]) }));
  const confirmed = await findConfirmed(tx, orgId, answering);
  return answering.map(({ event: read, ...one }, n) => {
    const confirms = confirmed[n];
    const event = confirms ? { ...read, confirms } : read;
    return { ...one, input: { ...one.input, event } };
  });
}

/** An automatic answer does not open the window for free text: nobody has written. */
function heardFrom({ input: { event }, contactId }: Fresh): Parameters<typeof noteHeardFrom>[2] {
  const { channel, from = null } = event.message ?? {};
  if (event.type !== 'message.received' || channel === undefined) return [];
  return [{ contact_id: contactId, channel, value: from, at: event.occurredAt }];
}

/** Of those whose hours the batch has changed. */
function habitsOf(
  rows: readonly ContactRow[],
  states: ReadonlyMap<string, ContactState>,
): Parameters<typeof noteHeardFrom>[3] {
  return rows.flatMap(({ id: contact_id, heard_hours: before }) => {
    const heard_hours = states.get(contact_id)?.clock.heardHours ?? null;
    return heard_hours === null || heard_hours === before ? [] : [{ contact_id, heard_hours }];
  });
}

/** Who asks for help is told who writes and how to stop it. */
async function answerHelp(
  tx: Queryable,
  orgId: number,
  asked: readonly { readonly contactId: string; readonly channel: Channel }[],
  definitions: OrganizationDefinitions | undefined,
  now: number,
): Promise<void> {
  if (asked.length === 0 || !definitions) return;
  const { name, settings } = definitions.organization;
  const text =
    typeof settings.helpText === 'string' ? settings.helpText : `${name}. Reply STOP to get no more messages.`;
  await scheduleWithin(
    tx,
    now,
    orgId,
    asked.map((one) => ({ ...one, dueAt: now, category: 'transactional', text })),
  );
}

/** Writes the inbox; events that were recorded before get their result here, the others are returned. */
async function keepFresh(
  tx: Queryable,
  orgId: number,
  inputs: readonly EventInput[],
  contactIds: readonly string[],
  results: EventResult[],
): Promise<Fresh[]> {
  const first = new Map<string, number>();
  inputs.forEach((input, index) => {
    const key = inboxKey({ source: input.source, dedupe_key: input.dedupeKey });
    if (!first.has(key)) first.set(key, index);
  });
  const known = await insertInbox(
    tx,
    orgId,
    [...first.values()].map((index) => {
      const { event, source, dedupeKey, bodyHash, body } = inputs[index] as EventInput;
      const contact_id = contactIds[index] as string;
      return {
        source,
        dedupe_key: dedupeKey,
        id: event.id,
        type: event.type,
        contact_id,
        body_hash: bodyHash,
        body,
        occurred_at: event.occurredAt,
      };
    }),
  );
  return inputs.flatMap((input, index): Fresh[] => {
    const key = inboxKey({ source: input.source, dedupe_key: input.dedupeKey });
    const before = known.get(key);
    const firstIndex = first.get(key) as number;
    const original =
      before ??
      (firstIndex === index
        ? undefined
        : originalOf(inputs[firstIndex] as EventInput, contactIds[firstIndex] as string));
    if (!original) return [{ input, contactId: contactIds[index] as string, index }];
    results[index] =
      original.body_hash === input.bodyHash || original.body_hash === erasedBodyHash
        ? { id: original.id, duplicate: true, contactId: original.contact_id, enrolled: 0, exited: 0 }
        : { conflict: true, id: original.id };
    return [];
  });
}

function originalOf({ event, bodyHash }: EventInput, contactId: string) {
  return { id: event.id, contact_id: contactId as string | null, body_hash: bodyHash };
}

/** What the batch says about each contact, later events over earlier ones. */
function patchesOf(fresh: readonly Fresh[]): ContactPatch[] {
  const patches = new Map<string, ContactPatch>();
  for (const { input, contactId } of fresh) {
    const { event } = input;
    const { key, name, timezone, locale, tier, policy, attributes } = event.contact;
    const before = patches.get(contactId);
    const fields = Object.fromEntries(
      Object.entries({ key, name, timezone, locale, tier, policy }).filter(
        (field): field is [string, Exclude<(typeof field)[1], undefined>] => field[1] !== undefined,
      ),
    );
    const inbound = event.type === 'message.received' ? event.occurredAt : null;
    patches.set(contactId, {
      id: contactId,
      fields: { ...before?.fields, ...fields },
      attributes: { ...before?.attributes, ...attributes },
      last_inbound_at: Math.max(before?.last_inbound_at ?? 0, inbound ?? 0) || null,
    });
  }
  return [...patches.values()];
}
