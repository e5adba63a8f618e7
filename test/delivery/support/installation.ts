// A whole installation: engine with worker, HTTP server, and what a test asks about it.
import type { AddressInfo } from 'node:net';
import { createEngine, type Engine } from '../../../src/engine.ts';
import type { EngineOptions } from '../../../src/engine-options.ts';
import { createServer } from '../../../src/http/server.ts';
import { createTestDatabase } from '../../support/postgres.ts';

export interface Installation {
  readonly engine: Engine;
  readonly url: string;
  /** Follow-ups of who holds an address: `<state> <reason>`, in the order of their making. */
  states(address: string): Promise<string[]>;
  rows<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Resolves once the condition holds; polls the database. */
  until(condition: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

const secretKey = Buffer.alloc(32, 9).toString('base64');
const untilMsMax = 20_000;

export async function startInstallation(options: Omit<EngineOptions, 'database'>): Promise<Installation> {
  const database = await createTestDatabase();
  const engine = await createEngine({
    allowPrivateAddresses: true,
    secretKeys: [secretKey],
    worker: { clockStableMs: 0 },
    ...options,
    // Whatever else it says: the tests run at any hour of the day.
    ...(options.policy && { policy: { quietHours: 'off', ...options.policy } }),
    database: database.url,
  });
  const { context, intake, telemetry } = engine;
  const server = await createServer({
    context,
    intake,
    telemetry,
    ...(options.logger && { logger: options.logger }),
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  engine.start();
  const rows = <Row>(text: string, parameters: readonly unknown[] = []) =>
    engine.context.db.query<Row>({ name: `test-${text}`.slice(0, 60) + text.length, text }, parameters);
  return {
    engine,
    rows,
    url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    states: async (address) => {
      const found = await rows<{ state: string }>(
        `SELECT f.state || coalesce(' ' || f.reason, '') AS state FROM relance.follow_ups f
          JOIN relance.addresses a ON a.org_id = f.org_id AND a.contact_id = f.contact_id AND a.value = $1 ORDER BY f.id`,
        [address],
      );
      return found.map(({ state }) => state);
    },
    until: async (condition) => {
      const deadline = performance.now() + untilMsMax;
      while (!(await condition())) {
        if (performance.now() > deadline) throw new Error(`it did not happen: ${condition}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: async () => {
      await server.close();
      await engine.stop();
      await database.drop();
    },
  };
}
