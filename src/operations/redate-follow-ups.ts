/**
 * Dating follow-ups anew whose time of the day has become another instant: their contact lives in another zone than was
 * known, or a country changed its clocks.
 */
import type { ContactState } from '../domain/contact-state.ts';
import { dueAtOfIntent, redated } from '../domain/local-time.ts';
import { newId } from '../ids.ts';
import type { Database, Queryable } from '../store/database.ts';
import { type Redating, readAllIntents, readIntents, redate } from '../store/intents.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { tzdataVersion } from './planning-clock.ts';

/** Those of contacts, within a transaction that holds the contacts. Returns the new due times. */
export async function redateForContacts(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  states: ReadonlyMap<string, ContactState>,
  definitions: OrganizationDefinitions,
  now: number,
): Promise<number[]> {
  const rows = await readIntents(tx, orgId, [...states.keys()]);
  const changed = rows.flatMap(({ id, contact_id, enrollment_id, due_at, intent: before }): Redating[] => {
    const state = states.get(contact_id) as ContactState;
    const sequence = state.enrollments.find((enrollment) => enrollment.id === enrollment_id)?.sequence;
    const { tzdata: _, ...intent } = before;
    const policy = sequence ? state.clock.policyOf(sequence) : definitions.policy;
    const due = redated(intent, state.clock, policy);
    if (!due) return [];
    const timeline_id = due.dueAt === due_at ? null : newId(now);
    return [{ id, before, intent: { ...due.intent, tzdata: tzdataVersion }, due_at: due.dueAt, timeline_id }];
  });
  return redate(tx, orgId, changed);
}

const batchSize = 500;

/**
 * Those that were dated by older rules of the zones than this process knows: the wall time stays, its instant may not. Those
 * dated by newer ones are left alone: processes of two versions beside each other would date them to and fro. In bounded
 * batches, each organization's rows in a transaction of their own.
 *
 * @param tzdata the version of the rules, for example `2026c`
 * @returns how many were dated
 */
export async function redateByZoneRules(
  { db, clock }: { readonly db: Database; readonly clock: { now(): number } },
  signal: AbortSignal,
  tzdata: string = tzdataVersion,
): Promise<number> {
  let dated = 0;
  let rows = await readAllIntents(db, null, batchSize);
  while (!signal.aborted && rows.length > 0) {
    const outdated = rows.filter(({ intent }) => intent.tzdata < tzdata);
    for (const [orgId, own] of Map.groupBy(outdated, ({ org_id }) => org_id)) {
      const changed = own.map(({ id, intent: before, due_at: dueBefore }): Redating => {
        const due_at = dueAtOfIntent(before);
        const timeline_id = due_at === dueBefore ? null : newId(clock.now());
        return { id, before, intent: { ...before, tzdata }, due_at, timeline_id };
      });
      dated += (await db.transaction(orgId, (tx) => redate(tx, orgId, changed))).length;
    }
    rows = rows.length < batchSize ? [] : await readAllIntents(db, rows.at(-1) ?? null, batchSize);
  }
  return dated;
}
