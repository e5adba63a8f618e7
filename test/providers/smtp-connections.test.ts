// Which connections an SMTP sender makes, keeps and leaves.
import { afterEach, describe, expect, test } from 'vitest';
import { startScriptedSmtp } from './support/scripted-smtp.ts';
import { emailRequest as request } from './support/sending.ts';
import { closeSenders, configureSmtp as configure } from './support/smtp-sender.ts';

afterEach(closeSenders);

describe('connections', () => {
  test('are kept for the next message, up to a number of messages', async () => {
    await using server = await startScriptedSmtp();
    const sender = configure({ port: server.port, messagesPerConnection: 3 });
    for (let index = 0; index < 7; index++) expect(await sender.send(request())).toMatchObject({ kind: 'accepted' });
    expect(server.connections()).toBe(3);
  });

  test('are not kept without a pool', async () => {
    await using server = await startScriptedSmtp();
    const sender = configure({ port: server.port, pool: false });
    for (let index = 0; index < 3; index++) expect(await sender.send(request())).toMatchObject({ kind: 'accepted' });
    expect(server.connections()).toBe(3);
  });

  test('are never more than configured: a further call waits for one, and is refused when it is given up', async () => {
    await using server = await startScriptedSmtp({ data: 'hang' });
    const sender = configure({ port: server.port, connectionsMax: 2 });
    const controllers = Array.from({ length: 4 }, () => new AbortController());
    const [first, second, third, fourth] = controllers.map(({ signal }) => sender.send(request({ signal })));
    while (server.commands.filter((line) => line.endsWith('DATA')).length < 2) await new Promise(setImmediate);

    controllers[2]?.abort();
    expect(await third).toMatchObject({
      kind: 'refused',
      class: 'transient',
      code: 'aborted',
      detail: expect.stringContaining('free'),
    });
    expect(server.connections()).toBe(2);

    server.become({});
    controllers[0]?.abort();
    expect(await first).toMatchObject({ kind: 'refused', class: 'transient' });
    expect(await fourth).toMatchObject({ kind: 'accepted' });
    controllers[1]?.abort();
    expect(await second).toMatchObject({ kind: 'refused', class: 'transient' });
    expect(server.connections()).toBe(3);
  });

  test.each([undefined, '421 4.4.2 idle for too long'])(
    'that the server closed while idle (%j) are replaced, and the message goes once',
    async (farewell) => {
      await using server = await startScriptedSmtp();
      const sender = configure({ port: server.port });
      expect(await sender.send(request({ attemptId: 'a.1' }))).toMatchObject({ kind: 'accepted' });
      await server.hangUp(farewell);
      expect(await sender.send(request({ attemptId: 'a.2' }))).toMatchObject({ kind: 'accepted' });
      expect(server.connections()).toBe(2);
      expect(server.delivered).toHaveLength(2);
    },
  );

  test.each(['close', 'reset', '421 4.4.2 too late'] as const)(
    'that turn out to be closed at MAIL (%s) are replaced once, and the message goes once',
    async (mail) => {
      await using server = await startScriptedSmtp();
      const sender = configure({ port: server.port });
      expect(await sender.send(request({ attemptId: 'a.1' }))).toMatchObject({ kind: 'accepted' });
      server.become({ mail });
      expect(await sender.send(request({ attemptId: 'a.2' }))).toMatchObject({ kind: 'refused' });
      expect(server.connections()).toBe(2);
      server.become({});
      expect(await sender.send(request({ attemptId: 'a.3' }))).toMatchObject({ kind: 'accepted' });
      expect(server.delivered).toHaveLength(2);
    },
  );

  test('are left with QUIT', async () => {
    await using server = await startScriptedSmtp();
    const sender = configure({ port: server.port });
    await sender.send(request());
    await sender.close?.();
    while (!server.commands.includes('1 QUIT')) await new Promise(setImmediate);
  });
});
