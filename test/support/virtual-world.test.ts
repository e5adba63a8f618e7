// A world that cannot be made leaves nothing behind on the server.
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from './virtual-world.ts';

test('without a clock there is no database either', async () => {
  const install = vi.spyOn(VirtualClock, 'install');
  await expect(startVirtualWorld(Number.NaN)).rejects.toThrow('NaN');
  const connectionString = install.mock.calls[0]?.[0].database;
  expect(connectionString).toMatch(/^postgres/);
  await expect(new pg.Client({ connectionString }).connect()).rejects.toThrow('does not exist');
});
