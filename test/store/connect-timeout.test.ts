// How long a connection is waited for: long enough for a busy database, and so short that requests are answered meanwhile.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Database, everyOrganization } from '../../src/store/database.ts';

/** Takes the connection, and says nothing. */
async function silentServer(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => void server.close());
  return `postgresql://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/none`;
}

async function waitedMs(url: string): Promise<number> {
  const database = new Database({ url });
  const startedAt = performance.now();
  const unavailable = { code: 'store_unavailable' };
  await Promise.all([
    expect(database.query({ name: 'test', text: 'SELECT 1' })).rejects.toMatchObject(unavailable),
    expect(database.transaction(everyOrganization, async () => {})).rejects.toMatchObject(unavailable),
    expect(
      database.listen(
        ['test'],
        () => {},
        () => {},
        AbortSignal.timeout(60_000),
      ),
    ).rejects.toMatchObject(unavailable),
  ]);
  const ms = performance.now() - startedAt;
  await database.close();
  return ms;
}

test('a second and a half, or as many seconds as the URL says', async () => {
  const url = await silentServer();
  const byDefault = await waitedMs(url);
  expect(byDefault).toBeGreaterThan(1_400);
  expect(await waitedMs(`${url}?connect_timeout=3`)).toBeGreaterThan(2_900);
  expect(byDefault).toBeLessThan(2_900);
});
