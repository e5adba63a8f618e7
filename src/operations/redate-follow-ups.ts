/**
 * Dating follow-ups anew whose time of the day has become another instant: their contact lives in another zone than was
 * known, a country changed its clocks, or a policy has other business days. And asking again what a policy has put off.
 */
import type { ContactState } from '../domain/contact-state.ts';
import { policyReasons } from '../domain/due-follow-up.ts';
import type { RelanceEvent } from '../domain/event.ts';
import { dueAtOfIntent, type PlanningClock, redated } from '../domain/local-time.ts';
import type { Sequence } from '../domain/sequence.ts';
import { newId } from '../ids.ts';
import { isStoreUnavailable, type Queryable } from '../store/database.ts';
import {
  type IntendedOf,
  type IntendedRow,
  type Redating,
  readAllIntents,
  readIntents,
  readPlaces,
  redate,
} from '../store/intents.ts';
import {
  askAgain,
  noteDated,
  type OutdatedOrganization,
  readOutdatedOrganizations,
  readPutOffContacts,
} from '../store/put-off.ts';
import type { OperationContext } from './context.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { placeOf, planningClock, tzdataVersion } from './planning-clock.ts';

/** What was just said of a contact. */
interface ToldOf {
  readonly contactId: string;
  readonly input: { readonly event: { readonly contact: Pick<RelanceEvent['contact'], 'timezone' | 'policy'> } };
}

/**
 * Those of contacts of whom a time zone or a policy was said, within a transaction that holds the contacts. Of a new policy, and
 * of another zone, what was put off is asked again. Returns the new times.
 */
export async function redateForContacts(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  told: readonly ToldOf[],
  states: ReadonlyMap<string, ContactState>,
  definitions: OrganizationDefinitions,
  now: number,
): Promise<number[]> {
  const withPolicy = told.filter(({ input }) => input.event.contact.policy !== undefined);
  if (withPolicy.length === 0 && told.every(({ input }) => input.event.contact.timezone === undefined)) return [];
  const rows = await readIntents(tx, orgId, [...states.keys()]);
  const changed = rows.flatMap((row) => {
    const state = states.get(row.contact_id) as ContactState;
    const sequence = state.enrollments.find(({ id }) => id === row.enrollment_id)?.sequence;
    return redating(row, sequence ?? null, state.clock, definitions, now);
  });
  const moved = await redate(tx, orgId, changed);
  const ids = new Set(changed.map(({ id }) => id));
  const elsewhere = rows.filter(({ id }) => ids.has(id)).map(({ contact_id }) => contact_id);
  const asked = new Set([...elsewhere, ...withPolicy.map(({ contactId }) => contactId)]);
  return [...moved, ...(await askAgain(tx, orgId, [...asked], policyReasons))];
}

/** A business day that a new policy finds in the past helps nobody: then it stays. Another zone moves it wherever it is. */
function redating(
  { id, due_at: dueBefore, intent: before }: IntendedRow,
  sequence: Sequence | null,
  clock: PlanningClock,
  definitions: OrganizationDefinitions,
  now: number,
): Redating[] {
  const { tzdata: _, ...intent } = before;
  const due = redated(intent, clock, sequence ? clock.policyOf(sequence) : definitions.policy);
  if (!due) return [];
  const reason = due.intent.zone === before.zone ? 'policy_changed' : 'zone_changed';
  if (reason === 'policy_changed' && due.dueAt < now) return [];
  const timeline_id = due.dueAt === dueBefore ? null : newId(now);
  return [{ id, before, intent: { ...due.intent, tzdata: tzdataVersion }, due_at: due.dueAt, timeline_id, reason }];
}

/**
 * Those of organizations whose policy or time zone was changed; what was put off by the policy of before is asked again. In
 * bounded batches, each in a transaction of its own.
 *
 * @param onFault told of an organization of which that failed; it is tried again the next time, and the others are dated
 * @returns how many were dated, and how many are asked again
 */
export async function redateByPolicy(
  context: Pick<OperationContext, 'db' | 'clock' | 'definitions'>,
  signal: AbortSignal,
  onFault: (orgId: number, error: unknown) => void,
): Promise<Redated> {
  let [dated, asked] = [0, 0];
  for (const organization of await readOutdatedOrganizations(context.db)) {
    try {
      const own = await redateOrganization(context, organization, signal);
      dated += own.dated;
      asked += own.asked;
    } catch (error) {
      if (isStoreUnavailable(error)) throw error;
      onFault(organization.id, error);
    }
    if (signal.aborted) break;
  }
  return { dated, asked };
}

interface Redated {
  readonly dated: number;
  readonly asked: number;
}

/** Counts as dated once all of it is. */
async function redateOrganization(
  { db, clock, definitions }: Pick<OperationContext, 'db' | 'clock' | 'definitions'>,
  organization: OutdatedOrganization,
  signal: AbortSignal,
): Promise<Redated> {
  const { id: orgId, definitionsVersion } = organization;
  let [dated, asked] = [0, 0];
  const known = await definitions.atLeast(orgId, definitionsVersion);
  if (!known) return { dated, asked };
  for await (const rows of readAllIntents(db, { orgId })) {
    if (signal.aborted) return { dated, asked };
    dated += await db.transaction(orgId, (tx) => redateRows(tx, orgId, rows, known, clock.now()));
  }
  for (let after: string | null = null; ; ) {
    if (signal.aborted) return { dated, asked };
    const { contactIds, next } = await readPutOffContacts(db, orgId, after, policyReasons);
    asked += (await db.transaction(orgId, (tx) => askAgain(tx, orgId, contactIds, policyReasons))).length;
    if (next === null) break;
    after = next;
  }
  await noteDated(db, organization);
  return { dated, asked };
}

async function redateRows(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  rows: readonly IntendedOf[],
  definitions: OrganizationDefinitions,
  now: number,
): Promise<number> {
  const places = await readPlaces(tx, orgId, [...new Set(rows.map(({ contact_id }) => contact_id))]);
  const clocks = new Map(
    // The hour was chosen when it was planned.
    places.map((place) => [
      place.id,
      planningClock(placeOf({ ...place, channel: 'none' }), place.policy, null, definitions),
    ]),
  );
  const changed = rows.flatMap((row) => {
    const { contact_id, sequence_key, sequence_version } = row;
    const clock = clocks.get(contact_id);
    const sequence = sequence_key === null ? null : definitions.sequence(sequence_key, sequence_version as number);
    return clock && sequence !== undefined ? redating(row, sequence, clock, definitions, now) : [];
  });
  return (await redate(tx, orgId, changed)).length;
}

/**
 * Those that were dated by older rules of the zones than this process knows: the wall time stays, its instant may not. Those
 * dated by newer ones are left alone: processes of two versions beside each other would date them to and fro. In bounded
 * batches, each organization's rows in a transaction of their own.
 *
 * @param onFault told of an organization of which that failed; it is tried again the next time, and the others are dated
 * @param tzdata the version of the rules, for example `2026c`
 * @returns how many were dated
 */
export async function redateByZoneRules(
  { db, clock }: Pick<OperationContext, 'db' | 'clock'>,
  signal: AbortSignal,
  onFault: (orgId: number, error: unknown) => void,
  tzdata: string = tzdataVersion,
): Promise<number> {
  let dated = 0;
  for await (const rows of readAllIntents(db, { olderThan: tzdata })) {
    if (signal.aborted) break;
    for (const [orgId, own] of Map.groupBy(rows, ({ org_id }) => org_id)) {
      try {
        const changed = own.map((row) => redatingByRules(row, tzdata, clock.now()));
        dated += (await db.transaction(orgId, (tx) => redate(tx, orgId, changed))).length;
      } catch (error) {
        if (isStoreUnavailable(error)) throw error;
        onFault(orgId, error);
      }
    }
  }
  return dated;
}

function redatingByRules({ id, intent: before, due_at: dueBefore }: IntendedOf, tzdata: string, now: number): Redating {
  const due_at = dueAtOfIntent(before);
  const timeline_id = due_at === dueBefore ? null : newId(now);
  return { id, before, intent: { ...before, tzdata }, due_at, timeline_id, reason: 'zone_changed' };
}
