/**
 * Single calls, joined: what concurrent callers of one organization ask for at the same moment goes into one transaction.
 * A call returns when its transaction is committed.
 */

import { Batcher } from '../batcher.ts';
import { isStoreUnavailable } from '../store/database.ts';
import { cancelFollowUpsOfContacts } from './cancel-follow-ups.ts';
import type { OperationContext } from './context.ts';
import { checkAskedTime } from './date-one-offs.ts';
import { type EventInput, type EventResult, recordEvents } from './record-events.ts';
import { type OneOff, type ScheduleResult, scheduleFollowUps } from './schedule-follow-ups.ts';

export interface ContactCancel {
  readonly contactId: string;
  readonly reason: string;
}

interface OrganizationIntake {
  readonly events: Batcher<EventInput, EventResult>;
  readonly oneOffs: Batcher<OneOff, ScheduleResult>;
  readonly cancels: Batcher<ContactCancel, number>;
}

const sizeMax = 500;
const concurrency = 6;
/** A commit takes one or two; the batch that waits for a lock must not hold up the others. */
const patienceMs = 5;
const sweepMin = 100;

export class Intake {
  readonly #context: OperationContext;
  readonly #organizations = new Map<number, OrganizationIntake>();
  #sweepAt = sweepMin;

  constructor(context: OperationContext) {
    this.#context = context;
  }

  record(orgId: number, event: EventInput): Promise<EventResult> {
    return this.#of(orgId).events.add(event);
  }

  /** @throws RelanceError `invalid_input`, before it is joined with others */
  async schedule(orgId: number, oneOff: OneOff): Promise<ScheduleResult> {
    checkAskedTime(oneOff);
    return this.#of(orgId).oneOffs.add(oneOff);
  }

  /** Cancels everything pending for a contact; resolves with how many follow-ups that were. */
  cancelForContact(orgId: number, cancel: ContactCancel): Promise<number> {
    return this.#of(orgId).cancels.add(cancel);
  }

  #of(orgId: number): OrganizationIntake {
    let intake = this.#organizations.get(orgId);
    if (!intake) {
      if (this.#organizations.size >= this.#sweepAt) this.#sweep();
      const context = this.#context;
      intake = {
        events: joined((items) => recordEvents(context, orgId, items)),
        oneOffs: joined((items) => scheduleFollowUps(context, orgId, items)),
        cancels: joined((items) => cancelFollowUpsOfContacts(context, orgId, items)),
      };
      this.#organizations.set(orgId, intake);
    }
    return intake;
  }

  /** Those with nothing to do are made anew when needed. */
  #sweep(): void {
    for (const [orgId, batchers] of this.#organizations) {
      if (Object.values(batchers).every((batcher) => batcher.idle)) this.#organizations.delete(orgId);
    }
    this.#sweepAt = Math.max(sweepMin, 2 * this.#organizations.size);
  }
}

function joined<Item, Result>(run: (items: readonly Item[]) => Promise<readonly Result[]>): Batcher<Item, Result> {
  return new Batcher({ run: (items) => apart(run, items), sizeMax, concurrency, patienceMs });
}

/** One bad call must not fail its neighbours: if the batch fails for another reason than the store, each goes by itself. */
async function apart<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
  items: readonly Item[],
): Promise<readonly (Result | Error)[]> {
  try {
    return await run(items);
  } catch (error) {
    if (items.length === 1 || isStoreUnavailable(error)) throw error;
  }
  const settled = await Promise.allSettled(items.map((item) => run([item])));
  return settled.map((result) =>
    result.status === 'fulfilled' ? (result.value[0] as Result) : asError(result.reason),
  );
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
