import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { openConnection } from './connection.ts';
import { startDeadline } from './deadline.ts';

vi.mock('node:dns/promises', () => ({ lookup: vi.fn() }));

/** What the next lookup says; after that one, something else. */
function answerOnce(...addresses: string[]): void {
  const answer = addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
  vi.mocked(lookup)
    .mockReset()
    .mockResolvedValueOnce(answer as never)
    .mockRejectedValue(new Error('looked up twice'));
}

test('refuses a host when one of its addresses is not public, without connecting to any', async () => {
  answerOnce('8.8.8.8', '127.0.0.1');
  const deadline = startDeadline(1000);
  const result = await openConnection(
    { host: 'rebound.example.com', port: 80, allowPrivateAddresses: false },
    deadline,
  );
  deadline.stop();
  expect(result).toMatchObject({
    kind: 'failed',
    code: 'address_not_allowed',
    detail: expect.stringContaining('127.0.0.1'),
  });
});

test('connects to the address that was checked, by one lookup', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  answerOnce('127.0.0.1');
  const deadline = startDeadline(1000);
  const { port } = server.address() as AddressInfo;
  const result = await openConnection({ host: 'any.example.com', port, allowPrivateAddresses: true }, deadline);
  deadline.stop();
  expect(result.kind).toBe('open');
  if (result.kind !== 'open') return;
  // Between two owners, an error that nobody listens for would end the process.
  expect(result.socket.emit('error', new Error('reset'))).toBe(true);
  result.socket.destroy();
  expect(lookup).toHaveBeenCalledTimes(1);
  server.close();
});

test('gives up a lookup that never ends', async () => {
  vi.mocked(lookup)
    .mockReset()
    .mockReturnValue(new Promise(() => {}) as never);
  const deadline = startDeadline(50);
  const result = await openConnection({ host: 'slow.example.com', port: 80, allowPrivateAddresses: false }, deadline);
  expect(result).toMatchObject({ kind: 'failed', code: 'timeout' });
});

test('given up before it began, a failing lookup is not left unheard', async () => {
  vi.mocked(lookup).mockReset().mockRejectedValue(new Error('no such name'));
  const deadline = startDeadline(1000, AbortSignal.abort());
  const result = await openConnection({ host: 'nowhere.example.com', port: 80, allowPrivateAddresses: true }, deadline);
  deadline.stop();
  expect(result).toMatchObject({ kind: 'failed', code: 'aborted' });
  // An unheard rejection is reported after the tasks that are under way.
  await new Promise(setImmediate);
});
