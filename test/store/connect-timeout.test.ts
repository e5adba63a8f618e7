// How long a connection is waited for: long enough for a busy database, and so short that requests are answered meanwhile.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connectTimeoutMs, Database, everyOrganization } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';

/** Takes the connection, and says nothing. */
async function silentServer(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => void server.close());
  return `postgresql://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/none`;
}

const uses: readonly ((database: Database) => Promise<unknown>)[] = [
  (database) => database.query({ name: 'test', text: 'SELECT 1' }),
  (database) => database.transaction(everyOrganization, async () => {}),
  (database) =>
    database.listen(
      ['test'],
      () => {},
      () => {},
      AbortSignal.timeout(60_000),
    ),
  (database) => migrate(database.url),
];

/** Of each use apart, all at one time. */
async function waitedMs(url: string): Promise<number[]> {
  const database = new Database({ url });
  const waited = await Promise.all(
    uses.map(async (use) => {
      const startedAt = performance.now();
      await expect(use(database)).rejects.toMatchObject({ code: 'store_unavailable' });
      return performance.now() - startedAt;
    }),
  );
  await database.close();
  return waited;
}

test('a connection is waited for as long as the URL says, whatever it is for', async () => {
  // Longer than any of them waits by default.
  for (const ms of await waitedMs(`${await silentServer()}?connect_timeout=6`)) expect(ms).toBeGreaterThan(5_900);
});

test.each([
  ['postgresql://a@b/c', 1_500],
  ['postgresql://a@b/c?connect_timeout=20', 20_000],
  ['postgresql://a@/c?host=/run/postgresql&connect_timeout=4', 4_000],
  ['postgresql://a@b/c?connect_timeout=0', 3_600_000],
  ['postgresql://a@b/c?connect_timeout=99999999', 3_600_000],
  ['postgresql://a@b/c?connect_timeout=soon', 1_500],
])('%s: %i ms', (url, ms) => {
  expect(connectTimeoutMs(url)).toBe(ms);
});
