// One organization and one worker that can be away for a while, on the virtual clock.
import type { Category, MissedWindow } from '../../../src/domain/category.ts';
import type { Engine } from '../../../src/engine.ts';
import type { EngineOptions } from '../../../src/engine-options.ts';
import { createInstantProvider } from '../../../src/testing/instant-provider.ts';
import { startVirtualWorld } from '../../support/virtual-world.ts';

export interface OutageWorld {
  readonly engine: Engine;
  /** A one-off to a contact of its own. */
  schedule(
    name: string,
    oneOff: {
      dueAt: number;
      category: Category;
      missedWindow: MissedWindow;
      lateGraceMs?: number | undefined;
    },
  ): Promise<void>;
  /** An event about a contact in the world's zone, whose id it returns. */
  happen(type: string, name: string, more?: object): Promise<string>;
  /** Plays until `from`, stops the worker, and starts another one at `to`. */
  breakDown(from: number, to: number): Promise<void>;
  playUntil(at: number): Promise<void>;
  /** By contact and step, or contact alone: the minute at which it went out, or the state and reason in which it is. */
  outcomes(): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** A time as the tables of the tests have it: `03-29 08:00+02`, of 2026. */
export const at = (local: string): number =>
  Date.parse(`2026-${local.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')}`);

/** An outcome of these tables, as the world tells it. */
export const told = (outcome: string): string =>
  outcome === 'skipped' ? 'skipped: missed_window' : new Date(at(outcome)).toISOString();

interface OutcomeRow {
  readonly name: string;
  readonly step: number | null;
  readonly state: string;
  readonly reason: string | null;
  readonly at: number | null;
}

const outcomesStatement = {
  name: 'test-outage-outcomes',
  text: `SELECT c.key AS name, f.step, f.state, f.reason, (extract(epoch FROM f.ended_at) * 1000)::float8 AS at
    FROM relance.follow_ups f JOIN relance.contacts c ON c.org_id = f.org_id AND c.id = f.contact_id
    WHERE f.kind = 'message' ORDER BY c.key, f.step`,
};

/** @param rest more options of the engine */
export async function makeOutageWorld(
  startAt: number,
  timezone: string,
  policy: object,
  rest: Pick<EngineOptions, 'sequences'> = {},
): Promise<OutageWorld> {
  const { clock, createEngine, close } = await startVirtualWorld(startAt);
  const options = { providers: [createInstantProvider()] };
  const senders = [{ key: 'mail', provider: 'instant', channel: 'email' as const }];
  let engine = await createEngine({ ...options, senders, policy, ...rest });
  engine.start();

  const happen: OutageWorld['happen'] = async (type, name, more = {}) => {
    const contact = { key: name, email: `${name.replaceAll(/\W+/g, '-')}@example.com`, timezone };
    const occurredAt = new Date(clock.now()).toISOString();
    const recorded = await engine.events.record({ type, occurredAt, contact, ...more });
    if (recorded.conflict || recorded.contactId === null) throw new Error('not recorded');
    return recorded.contactId;
  };

  return {
    get engine() {
      return engine;
    },
    happen,
    schedule: async (name, { lateGraceMs, ...oneOff }) => {
      const contactId = await happen('contact.upserted', name);
      const grace = lateGraceMs === undefined ? {} : { lateGraceMs };
      const text = { channel: 'email', subject: name, text: name } as const;
      await engine.followUps.schedule({ contactId, ...oneOff, ...grace, ...text });
    },
    breakDown: async (from, to) => {
      await clock.playUntil(from);
      await engine.stop();
      await clock.advanceTo(to);
      engine = await createEngine(options);
      engine.start();
    },
    playUntil: (at) => clock.playUntil(at),
    outcomes: async () => {
      const rows = await engine.context.db.query<OutcomeRow>(outcomesStatement);
      return Object.fromEntries(
        rows.map(({ name, step, state, reason, at }) => [
          step === null ? name : `${name} ${step}`,
          state === 'sent' ? new Date(Math.floor((at ?? 0) / 60_000) * 60_000).toISOString() : `${state}: ${reason}`,
        ]),
      );
    },
    close,
  };
}
