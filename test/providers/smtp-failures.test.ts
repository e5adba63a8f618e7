// What an SMTP sender says when the conversation breaks, at every step of it.
import { afterEach, describe, expect, test } from 'vitest';
import { closedPort, startRawServer } from './support/raw-server.ts';
import { type SmtpScript, type Step, startScriptedSmtp } from './support/scripted-smtp.ts';
import { emailRequest as request } from './support/sending.ts';
import { closeSenders, configureSmtp as configure } from './support/smtp-sender.ts';

afterEach(closeSenders);

describe('before the message is asked for, every failure is the sender’s, and nothing is delivered', () => {
  const steps: readonly (keyof SmtpScript)[] = ['greeting', 'ehlo', 'mail', 'rcpt', 'data'];
  const failures: readonly Step[] = ['hang', 'close', 'reset', 'drip'];
  test.each(steps.flatMap((step) => failures.map((failure) => [step, failure] as const)))(
    '%s: %s',
    async (step, failure) => {
      await using server = await startScriptedSmtp({ [step]: failure });
      const outcome = await configure({ port: server.port, timeoutMs: 300 }).send(request());
      expect(outcome).toMatchObject({ kind: 'refused', class: 'sender' });
      expect(server.delivered).toEqual([]);
      expect(server.connections()).toBe(1);
    },
  );

  test('a refused connection and a host that does not exist (T9)', async () => {
    expect(await configure({ port: await closedPort() }).send(request())).toMatchObject({
      kind: 'refused',
      class: 'sender',
      code: 'ECONNREFUSED',
    });
    expect(await configure({ host: 'mail.invalid' }).send(request())).toMatchObject({
      kind: 'refused',
      class: 'sender',
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN|timeout)$/),
    });
  });

  test('a server that resets every connection at once', async () => {
    await using server = await startRawServer((socket) => socket.resetAndDestroy());
    const sender = configure({ port: server.port, connectionsMax: 20 });
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => sender.send(request())));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: 'refused', class: 'sender' });
    expect(server.connections()).toBe(100);
  });

  test('an address that is not public, unless that is allowed', async () => {
    await using server = await startScriptedSmtp();
    const outcome = await configure({ port: server.port }, { allowPrivateAddresses: false }).send(request());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender', code: 'address_not_allowed' });
    expect(server.connections()).toBe(0);
  });

  test('given up before it began: transient', async () => {
    await using server = await startScriptedSmtp({ mail: 'hang' });
    const controller = new AbortController();
    const sending = configure({ port: server.port }).send(request({ signal: controller.signal }));
    while (!server.commands.some((line) => line.includes('MAIL'))) await new Promise(setImmediate);
    controller.abort();
    expect(await sending).toMatchObject({ kind: 'refused', class: 'transient', code: 'aborted' });
  });
});

describe('while the message is being written', () => {
  // Much more than the buffers on the way hold, so that the final dot is far.
  const text = 'A long message. '.repeat(50_000);
  const bytes = 50_000;

  test.each(['close', 'reset'] as const)(
    'a connection that is lost before the final dot (%s): transient',
    async (step) => {
      await using server = await startScriptedSmtp({ during: { bytes, step }, ehlo: '250 no limit' });
      const outcome = await configure({ port: server.port }).send(request({ text: text.repeat(20) }));
      expect(outcome).toMatchObject({ kind: 'refused', class: 'transient' });
      expect(server.delivered).toEqual([]);
    },
  );

  test('a refusal before the final dot counts, and the connection is not used again', async () => {
    await using server = await startScriptedSmtp({ during: { bytes, step: '552 5.3.4 enough' }, ehlo: '250 no limit' });
    const sender = configure({ port: server.port });
    expect(await sender.send(request({ text: text.repeat(20) }))).toMatchObject({
      kind: 'refused',
      class: 'content',
      code: '552 5.3.4',
    });
    server.become({});
    expect(await sender.send(request())).toMatchObject({ kind: 'accepted' });
    expect(server.connections()).toBe(2);
  });

  test('a success before the final dot is none', async () => {
    await using server = await startScriptedSmtp({ during: { bytes, step: '250 2.0.0 fine' }, ehlo: '250 no limit' });
    const outcome = await configure({ port: server.port }).send(request({ text: text.repeat(20) }));
    expect(outcome).toMatchObject({ kind: 'unknown', code: 'EPROTOCOL' });
  });
});

describe('after the final dot, without a whole reply: unknown, and exactly one delivery', () => {
  const steps: readonly Step[] = ['hang', 'close', 'reset', 'drip', '', '2', '999 what', 'hello', '354 more?'];
  for (const reused of [false, true]) {
    test.each(steps)(`%j${reused ? ', over a kept connection' : ''}`, async (dot) => {
      await using server = await startScriptedSmtp();
      const sender = configure({ port: server.port, timeoutMs: 600 });
      if (reused) expect(await sender.send(request({ attemptId: 'before.1' }))).toMatchObject({ kind: 'accepted' });
      server.become({ dot });
      expect(await sender.send(request())).toMatchObject({ kind: 'unknown' });
      expect(server.connections()).toBe(1);
      server.become({});
      expect(await sender.send(request({ attemptId: 'after.1' }))).toMatchObject({ kind: 'accepted' });
      const mine = server.delivered.filter((mail) => !/(before|after)\.1/.test(mail));
      expect(mine).toHaveLength(1);
    });
  }

  test('half a refusal is no refusal', async () => {
    await using server = await startScriptedSmtp({ dot: 'hang' });
    const sender = configure({ port: server.port, timeoutMs: 5000 });
    const sending = sender.send(request());
    while (server.delivered.length === 0) await new Promise(setImmediate);
    // No line end: the rest of the reply is missing.
    const [outcome] = await Promise.all([sending, server.hangUp('').then(() => undefined)]);
    expect(outcome).toMatchObject({ kind: 'unknown' });
  });
});
