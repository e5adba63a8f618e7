import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { ProviderContext, Sender, SendRequest } from '../../src/provider.ts';
import { fakeProvider } from '../../src/testing/fake-provider.ts';
import { spawnFakeVendor, startFakeVendor } from '../../src/testing/fake-provider-server.ts';
import { parseScript, scriptInText } from '../../src/testing/fake-script.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import { openLedger, readLedger } from '../../src/testing/ledger.ts';

const context: ProviderContext = { clock: systemClock, allowPrivateAddresses: false, deliverToSandbox: async () => {} };

let folder: string;
let ledgerPath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-ledger-'));
  ledgerPath = join(folder, 'ledger.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const request = (text: string, attemptId = 'follow-up.1'): SendRequest => ({
  attemptId,
  messageId: attemptId.split('.')[0] as string,
  channel: 'sms',
  to: '+15550100',
  text,
  signal: new AbortController().signal,
});

describe('the script of a request', () => {
  const refused = (kind: string, code: unknown = expect.any(String)) => ({ kind: 'refused', class: kind, code });
  const table: readonly (readonly [string, Record<string, unknown>, 0 | 1])[] = [
    ['hello', { kind: 'accepted', providerMessageId: 'fake:follow-up.1' }, 1],
    ['hello [[accept]]', { kind: 'accepted' }, 1],
    ['[[accept-after:20]]', { kind: 'accepted' }, 1],
    ['[[accept-then-hang]]', { kind: 'unknown', code: 'timeout' }, 1],
    ['[[accept-then-reset]]', { kind: 'unknown' }, 1],
    ['[[accept-then-cut]]', { kind: 'unknown' }, 1],
    ['[[accept-then-5xx]]', { kind: 'unknown', code: '500' }, 1],
    ['[[drip]]', { kind: 'unknown', code: 'timeout' }, 1],
    ['[[hang]]', { kind: 'unknown', code: 'timeout' }, 0],
    ['[[reset]]', { kind: 'unknown' }, 0],
    ['[[refuse:transient]]', refused('transient', '422'), 0],
    ['[[refuse:sender]]', refused('sender', '422'), 0],
    ['[[refuse:recipient]]', refused('recipient', '422'), 0],
    ['[[refuse:content]]', refused('content', '422'), 0],
    ['[[429:120]]', { ...refused('rate', '429'), retryAfterMs: 120_000 }, 0],
    ['[[429:-1]]', refused('rate', '429'), 0],
    ['[[429]]', refused('rate', '429'), 0],
    ['[[refuse-connection]]', refused('sender', 'ECONNREFUSED'), 0],
    ['[[unknown-host]]', refused('sender'), 0],
    ['[[bad-tls]]', refused('sender'), 0],
  ];

  test.each(table)('%s', async (text, expected, deliveries) => {
    const vendor = await startFakeVendor({ ledgerPath });
    const sender = fakeProvider.configure({ url: vendor.url, timeoutMs: 300, name: 'first' }, context);
    expect(await sender.send(request(text))).toMatchObject(expected);
    const entries = await readLedger(ledgerPath);
    expect(entries).toHaveLength(deliveries);
    for (const entry of entries) {
      expect(entry).toEqual({
        attemptId: 'follow-up.1',
        messageId: 'follow-up',
        to: '+15550100',
        text,
        sender: 'first',
        at: expect.any(Number),
      });
    }
    await vendor.close();
  });

  test('of the configuration comes before the marker in the text', async () => {
    const vendor = await startFakeVendor({ ledgerPath });
    const sender = fakeProvider.configure({ url: vendor.url, script: 'refuse:sender' }, context);
    expect(await sender.send(request('[[accept]]'))).toMatchObject({ kind: 'refused', class: 'sender' });
    expect(vendor.calls()).toBe(1);
    await vendor.close();
  });

  test('is read strictly', () => {
    expect(parseScript('refuse:rate')).toEqual({ do: 'refuse', class: 'rate' });
    expect(parseScript('429:Sun, 06 Nov 1994 08:49:37 GMT')).toEqual({
      do: '429',
      retryAfter: 'Sun, 06 Nov 1994 08:49:37 GMT',
    });
    expect(scriptInText('no marker [here]')).toBeUndefined();
    for (const word of ['', 'acept', 'accept:now', 'refuse', 'refuse:everything'])
      expect(() => parseScript(word)).toThrow('is no script');
    expect(() => fakeProvider.configure({ url: 'http://127.0.0.1:1', script: 'acept' }, context)).toThrow(
      'acept is no script',
    );
  });
});

function lookUp(sender: Sender, attemptId: string) {
  const asked = { attemptId, messageId: 'm', channel: 'sms', to: '+15550100', text: 'hello', calledAt: 0 } as const;
  return sender.lookup?.(asked, new AbortController().signal);
}

describe('the vendor', () => {
  test('can be asked what became of an attempt', async () => {
    const vendor = await startFakeVendor({ ledgerPath });
    const sender = fakeProvider.configure({ url: vendor.url, lookup: true, timeoutMs: 300 }, context);
    await sender.send(request('[[accept-then-reset]]', 'a.1'));
    await sender.send(request('[[reset]]', 'b.1'));
    expect(await lookUp(sender, 'a.1')).toEqual({ kind: 'accepted', providerMessageId: 'fake:a.1' });
    expect(await lookUp(sender, 'b.1')).toEqual({ kind: 'not_found' });
    await vendor.close();
    expect(await lookUp(sender, 'a.1')).toMatchObject({ kind: 'unknown', code: 'ECONNREFUSED' });
    expect(fakeProvider.configure({ url: vendor.url }, context).lookup).toBeUndefined();
  });

  test('in a process of its own keeps its ledger when it is killed', async () => {
    const vendor = await spawnFakeVendor({ ledgerPath });
    const sender = fakeProvider.configure({ url: vendor.url, timeoutMs: 10_000 }, context);
    const hanging = sender.send(request('[[accept-then-hang]]', 'a.1'));
    expect(await sender.send(request('hello', 'b.1'))).toMatchObject({ kind: 'accepted' });
    while ((await readLedger(ledgerPath)).length < 2) await new Promise(setImmediate);
    const killed = once(vendor.process, 'exit');
    vendor.process.kill('SIGKILL');
    expect(await hanging).toMatchObject({ kind: 'unknown' });
    expect((await readLedger(ledgerPath)).map((entry) => entry.attemptId).sort()).toEqual(['a.1', 'b.1']);
    // While it is being taken down, its port still takes connections.
    await killed;
    expect(await sender.send(request('hello', 'c.1'))).toMatchObject({ kind: 'refused', class: 'sender' });

    const again = await spawnFakeVendor({ ledgerPath });
    const a = await lookUp(fakeProvider.configure({ url: again.url, lookup: true }, context), 'a.1');
    expect(a).toMatchObject({ kind: 'accepted' });
    await again.close();
    expect(again.process.exitCode).toBe(0);
  });
});

describe('the ledger', () => {
  const entry = (attemptId: string) => ({ attemptId, messageId: 'm', to: 't', text: 'x', sender: 's', at: 1 });

  test('holds every entry once its writer was told so, of several writers too', async () => {
    const ledgers = [await openLedger(ledgerPath), await openLedger(ledgerPath)];
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        await ledgers[index % 2]?.append(entry(`a.${index}`));
        expect(await readFile(ledgerPath, 'utf8')).toContain(`"a.${index}"`);
      }),
    );
    for (const ledger of ledgers) await ledger.close();
    expect(new Set((await readLedger(ledgerPath)).map((each) => each.attemptId)).size).toBe(200);
  });

  test('leaves out a last line that was not finished', async () => {
    const ledger = await openLedger(ledgerPath);
    await ledger.append(entry('a.1'));
    await ledger.close();
    await appendFile(ledgerPath, '{"attemptId":"a.2","mess');
    expect(await readLedger(ledgerPath)).toEqual([entry('a.1')]);
  });

  test('is empty while there is no file', async () => {
    expect(await readLedger(ledgerPath)).toEqual([]);
  });
});

describe('the instant provider', () => {
  test('counts, delays and decides', async () => {
    const seen: string[] = [];
    const provider = createInstantProvider({
      delayMs: 20,
      onSend: ({ attemptId }) => seen.push(attemptId),
      outcome: ({ text }) => (text === 'no' ? { kind: 'unknown', code: 'x', detail: '' } : { kind: 'accepted' }),
    });
    const sender = provider.configure({}, context);
    const startedAt = performance.now();
    expect(await Promise.all([sender.send(request('yes', 'a.1')), sender.send(request('no', 'b.1'))])).toEqual([
      { kind: 'accepted' },
      { kind: 'unknown', code: 'x', detail: '' },
    ]);
    expect(performance.now() - startedAt).toBeGreaterThan(18);
    expect(seen).toEqual(['a.1', 'b.1']);
  });
});
