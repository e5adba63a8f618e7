/**
 * The demo's last word: what the database says, held against what the vendors' servers and the local inbox have, and against
 * what the story needs to have happened to each person.
 */

import type { Page, PageKey, PageRequest } from '../../operations/paging.ts';
import type { FollowUp } from '../../operations/read-follow-ups.ts';
import { readFollowUpPage } from '../../operations/read-follow-ups.ts';
import { readMessagePage, readSandboxPage } from '../../operations/read-messages.ts';
import { type Audit, auditDeliveries } from '../../testing/audit-deliveries.ts';
import { people } from './people.ts';
import type { Stage } from './stage.ts';
import { type Arrivals, arrivalsAt } from './vendors.ts';

export interface Outcome {
  readonly audit: Audit;
  readonly arrivals: readonly Arrivals[];
  /** Messages that a vendor has reported as delivered. */
  readonly delivered: number;
  /** Dead letters, by their reason. */
  readonly givenUp: ReadonlyMap<string, number>;
  /** What is not as it has to be, in sentences. */
  readonly faults: readonly string[];
}

export async function checkOutcome({ engine, clock, vendors }: Stage): Promise<Outcome> {
  const { context, orgId } = engine;
  const followUps = await readAll((page) => readFollowUpPage(context, orgId, {}, page));
  const messages = await readAll((page) => readMessagePage(context, orgId, { direction: 'out' }, page));
  const inbox = await readAll((page) => readSandboxPage(context, orgId, page));
  const arrivals: readonly Arrivals[] = [
    ...arrivalsAt(vendors),
    { channel: 'telegram', place: 'in the local inbox', ids: inbox.map(({ attemptId }) => attemptId) },
  ];
  // Discord carries the message's id and not the attempt's.
  const followUpOf = new Map(messages.map(({ id, followUpId }) => [id, followUpId]));
  const attempts = arrivals.flatMap(({ ids, place }) =>
    ids.map((id = `without an id ${place}`) => followUpOf.get(id) ?? id),
  );
  const audit = auditDeliveries(followUps, attempts, clock.now());
  const delivered = messages.filter(({ state }) => state === 'delivered').length;
  const givenUp = new Map<string, number>();
  for (const { state, reason } of followUps) {
    if (state === 'dead_letter') givenUp.set(String(reason), (givenUp.get(String(reason)) ?? 0) + 1);
  }
  const faults = [...faultsOf(audit, followUps), ...missing(arrivals, delivered), ...surprises(followUps)];
  return { audit, arrivals, delivered, givenUp, faults };
}

async function readAll<T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let after: PageKey | null = null;
  do {
    const page: Page<T> = await read({ limit: 200, after });
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}

function faultsOf({ lost, duplicated, unaccounted }: Audit, followUps: readonly FollowUp[]): string[] {
  const about = (ids: readonly string[], what: string) =>
    ids.length > 0 ? [`${ids.length} ${what}: ${ids.join(', ')}`] : [];
  return [
    ...about(lost, 'lost'),
    ...about(duplicated, 'duplicated'),
    ...about(unaccounted, 'arrived without being sent'),
    ...about(
      followUps.filter(({ state }) => state === 'unknown').map(({ id }) => id),
      'of which nobody knows',
    ),
  ];
}

/** The story needs every server, the second ones too; and who reports has to have reported on everything. */
function missing(arrivals: readonly Arrivals[], delivered: number): string[] {
  const unused = arrivals.filter(({ ids }) => ids.length === 0);
  const reported = arrivals.filter(({ reports }) => reports).reduce((sum, { ids }) => sum + ids.length, 0);
  return [
    ...unused.map(({ channel, place }) => `nothing by ${channel} has arrived ${place}`),
    ...(delivered === reported ? [] : [`${delivered} were reported as delivered in place of ${reported}`]),
  ];
}

/** Where a person's follow-ups are not what the story says. */
function surprises(followUps: readonly FollowUp[]): string[] {
  return Object.entries(people).flatMap(([key, { name, sent, skipped = 0, stopped = 0, givenUp = 0 }]) => {
    const own = followUps.filter(({ contactKey, kind }) => contactKey === key && kind === 'message');
    const count = (test: (followUp: FollowUp) => boolean) => own.filter(test).length;
    const found = {
      sent: count(({ state }) => state === 'sent'),
      skipped: count(({ state }) => state === 'skipped'),
      stopped: count(
        ({ state, reason }) => state === 'cancelled' && (reason === 'message.received' || reason === 'stop_word'),
      ),
      givenUp: count(({ state }) => state === 'dead_letter'),
    };
    const told = { sent, skipped, stopped, givenUp };
    return JSON.stringify(found) === JSON.stringify(told)
      ? []
      : [`${name} has ${JSON.stringify(found)} in place of ${JSON.stringify(told)}`];
  });
}
