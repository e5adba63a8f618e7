import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import type { ProviderContext } from '../provider.ts';
import { startVendorServer, type VendorServer } from '../testing/vendor-server.ts';
import { readSenderConfig } from './sender-config.ts';
import { callVendor, outcomeWithoutAnswer, vendorHttpFields } from './vendor-http.ts';

const context: ProviderContext = { clock: systemClock, allowPrivateAddresses: true, deliverToSandbox: async () => {} };
const read = (config: Record<string, unknown> = {}) =>
  readSenderConfig('demo', vendorHttpFields('https://api.vendor.example'), config);

let vendor: VendorServer;
beforeAll(async () => {
  vendor = await startVendorServer({ accept: () => ({ answer: { status: 200, body: { ok: true } } }), refusals: {} });
});
afterAll(() => vendor.close());

test('the API is at its public address unless the configuration says otherwise', () => {
  expect(read()).toEqual({ baseUrl: 'https://api.vendor.example', connectTimeoutMs: 10_000, timeoutMs: 20_000 });
  expect(read({ baseUrl: 'https://eu.vendor.example' }).baseUrl).toBe('https://eu.vendor.example');
});

test.each(['', '/', '//'])('the path is appended once to an address that ends with "%s"', async (end) => {
  const result = await callVendor(read({ baseUrl: `${vendor.url}/v1${end}` }), context, {
    method: 'POST',
    path: '/messages?a=1',
    headers: { 'x-key': 'k' },
    body: 'hello',
  });
  expect(result).toMatchObject({ kind: 'response', status: 200, body: '{"ok":true}' });
  const [asked] = vendor.requests().slice(-1);
  expect(asked).toMatchObject({ method: 'POST', path: '/v1/messages', body: 'hello' });
  expect(asked?.headers['x-key']).toBe('k');
});

test('a private address is not called unless this installation allows it', async () => {
  const before = vendor.requests().length;
  const result = await callVendor(
    read({ baseUrl: vendor.url }),
    { ...context, allowPrivateAddresses: false },
    { method: 'GET', path: '/' },
  );
  expect(result).toMatchObject({ kind: 'not_sent', code: 'address_not_allowed' });
  expect(vendor.requests().length).toBe(before);
});

test.each([
  ['ECONNREFUSED', 'sender'],
  ['ENOTFOUND', 'sender'],
  ['address_not_allowed', 'sender'],
  ['timeout', 'sender'],
  ['aborted', 'transient'],
  ['invalid_header', 'content'],
])('what was not sent because of %s was refused, of class %s', (code, expected) => {
  expect(outcomeWithoutAnswer({ kind: 'not_sent', code, detail: 'd' })).toEqual({
    kind: 'refused',
    class: expected,
    code,
    detail: 'd',
  });
});

test('what may have left stays unknown', () => {
  const outcome = outcomeWithoutAnswer({ kind: 'unknown', code: 'timeout', detail: 'd' });
  expect(outcome).toEqual({ kind: 'unknown', code: 'timeout', detail: 'd' });
});
