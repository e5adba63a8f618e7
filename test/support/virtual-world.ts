// A database and a clock of their own, and engines on them: what tests of whole days stand on.
//
//   beforeAll(async () => {
//     const world = await startVirtualWorld(start);
//     clock = world.clock;
//     engine = await world.createEngine({ senders, sequences });
//     return world.close;
//   });
import type { Instant } from '../../src/clock.ts';
import { createEngine, type Engine } from '../../src/engine.ts';
import type { EngineOptions } from '../../src/engine-options.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { createTestDatabase } from './postgres.ts';

export interface VirtualWorld {
  readonly clock: VirtualClock;
  /** Makes an engine, and does not start it: on this database, by this clock, and trusting it from the first look. */
  readonly createEngine: (options?: Omit<EngineOptions, 'database' | 'clock'>) => Promise<Engine>;
  /** Stops the engines, whoever started them, and drops the database. */
  readonly close: () => Promise<void>;
}

/** @param options as for `createTestDatabase`; `rate` is how fast the clock runs, 1 by default */
export async function startVirtualWorld(
  startAt: Instant,
  { rate = 1, ...options }: { quietHours?: boolean; rate?: number } = {},
): Promise<VirtualWorld> {
  const database = await createTestDatabase(options);
  const clock = await VirtualClock.install({ database: database.url, startAt, rate }).catch(async (error: unknown) => {
    await database.drop();
    throw error;
  });
  const engines: Engine[] = [];
  return {
    clock,
    createEngine: async ({ worker, ...rest } = {}) => {
      const trusting = { clockStableMs: 0, ...worker };
      const engine = await createEngine({ ...rest, worker: trusting, database: database.url, clock });
      engines.push(engine);
      return engine;
    },
    close: async () => {
      await Promise.all(engines.map((engine) => engine.stop()));
      await clock.close();
      await database.drop();
    },
  };
}
