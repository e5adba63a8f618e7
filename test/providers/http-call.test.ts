import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type HttpCall, type HttpResult, httpCall } from '../../src/http-call.ts';
import { expiredCertificate, localhostCertificate, otherHostCertificate } from './support/certificates.ts';
import { closedPort, startRawServer } from './support/raw-server.ts';

const post = (url: string, more: Partial<HttpCall> = {}): Promise<HttpResult> =>
  httpCall({ method: 'POST', url, body: '{"a":1}', timeoutMs: 3000, allowPrivateAddresses: true, ...more });

/** Reads until the whole request is there, then hands it over. */
function onRequest(socket: Socket, answer: (request: string) => void): void {
  let request = '';
  socket.on('data', (chunk) => {
    request += chunk.toString('utf8');
    const [head = '', body] = request.split('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (body !== undefined && Buffer.byteLength(body) >= length) answer(request);
  });
}

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nX-Twice: a\r\nx-twice: b\r\n\r\nhi';

describe('a call that works', () => {
  test('sends the request as given on a connection of its own, and reads the answer', async () => {
    const seen: string[] = [];
    await using server = await startRawServer((socket) =>
      onRequest(socket, (request) => {
        seen.push(request);
        socket.write(ok);
      }),
    );
    const url = `http://127.0.0.1:${server.port}/a/b?c=d#not-sent`;
    for (const body of ['first', 'zwölf 😀']) {
      const result = await post(url, { headers: { 'X-Own': 'yes' }, body });
      expect(result).toEqual({
        kind: 'response',
        status: 200,
        headers: { 'content-length': '2', 'x-twice': 'a, b' },
        body: 'hi',
        truncated: false,
      });
    }
    expect(server.connections()).toBe(2);
    expect(seen[0]).toMatch(/^POST \/a\/b\?c=d HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\nconnection: close\r\n/);
    expect(seen[0]).toContain('X-Own: yes\r\n');
    expect(seen[1]).toMatch(/\r\n\r\nzwölf 😀$/);
  });

  test('verifies the certificate by the name in the URL', async () => {
    await using server = await startRawServer(
      (socket) => onRequest(socket, () => socket.end(ok)),
      localhostCertificate,
    );
    const result = await post(`https://localhost:${server.port}/`, { ca: localhostCertificate.cert });
    expect(result).toMatchObject({ kind: 'response', status: 200 });
  });

  test('returns a redirect as it is and does not follow it', async () => {
    await using server = await startRawServer((socket) =>
      onRequest(socket, () =>
        socket.end('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/other\r\ncontent-length: 0\r\n\r\n'),
      ),
    );
    expect(await post(`http://127.0.0.1:${server.port}/`)).toMatchObject({ kind: 'response', status: 302 });
    expect(server.connections()).toBe(1);
  });

  test('passes over interim answers', async () => {
    await using server = await startRawServer((socket) =>
      onRequest(socket, () => socket.end(`HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n${ok}`)),
    );
    expect(await post(`http://127.0.0.1:${server.port}/`)).toMatchObject({ status: 200, body: 'hi' });
  });

  test('cuts an answer at the limit and says so', async () => {
    await using server = await startRawServer((socket) =>
      onRequest(socket, () =>
        socket.write(`HTTP/1.1 404 Not Found\r\ncontent-length: 100000\r\n\r\n${'x'.repeat(50_000)}`),
      ),
    );
    const result = await post(`http://127.0.0.1:${server.port}/`, { maxResponseBytes: 1000 });
    expect(result).toMatchObject({ kind: 'response', status: 404, truncated: true, body: 'x'.repeat(1000) });
  });
});

describe('a call of which no byte left', () => {
  const notSent = (code: string | RegExp) => ({
    kind: 'not_sent',
    code: typeof code === 'string' ? code : expect.stringMatching(code),
  });

  test('connection refused', async () => {
    expect(await post(`http://127.0.0.1:${await closedPort()}/`)).toMatchObject(notSent('ECONNREFUSED'));
  });

  test('a name that does not exist', async () => {
    expect(await post('http://nobody.invalid/')).toMatchObject(notSent(/^(ENOTFOUND|EAI_AGAIN|timeout)$/));
  });

  test.each([
    ['a certificate that nobody vouches for', localhostCertificate, undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'the certificate of another host',
      otherHostCertificate,
      otherHostCertificate.cert,
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    ['an expired certificate', expiredCertificate, expiredCertificate.cert, 'CERT_HAS_EXPIRED'],
  ])('bad TLS: %s', async (_name, certificate, ca, code) => {
    const seen: unknown[] = [];
    await using server = await startRawServer((socket) => socket.on('data', (chunk) => seen.push(chunk)), certificate);
    const result = await post(`https://localhost:${server.port}/`, ca ? { ca } : {});
    expect(result).toMatchObject(notSent(code));
    expect(seen).toEqual([]);
  });

  test('bad TLS: the server speaks no TLS', async () => {
    await using server = await startRawServer((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    expect(await post(`https://localhost:${server.port}/`)).toMatchObject({ kind: 'not_sent' });
  });

  test('bad TLS: the server closes during the handshake', async () => {
    await using server = await startRawServer((socket) => socket.once('data', () => socket.destroy()));
    expect(await post(`https://localhost:${server.port}/`)).toMatchObject({ kind: 'not_sent' });
    expect(server.connections()).toBe(1);
  });

  test('a TLS handshake that never ends is cut by the time-out of the connection', async () => {
    await using server = await startRawServer(() => {});
    const result = await post(`https://localhost:${server.port}/`, { connectTimeoutMs: 100 });
    expect(result).toMatchObject(notSent('timeout'));
  });

  test('a signal that was aborted before', async () => {
    await using server = await startRawServer(() => {});
    const result = await post(`http://127.0.0.1:${server.port}/`, { signal: AbortSignal.abort() });
    expect(result).toMatchObject(notSent('aborted'));
  });

  test.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'example.com',
    '',
    'http://user:pass@example.com/',
    'http://u@example.com/',
  ])('the URL %j', async (url) => {
    const result = await post(url);
    expect(result).toMatchObject(notSent('invalid_url'));
    expect(JSON.stringify(result)).not.toContain('pass@');
  });

  test.each([
    { 'x-a': 'b\r\nx-injected: 1' },
    { 'x-a\r\nx-injected': '1' },
    { host: 'other.example.com' },
    { 'content-length': '1' },
    { 'transfer-encoding': 'chunked' },
  ])('the headers %j', async (headers) => {
    const seen: unknown[] = [];
    await using server = await startRawServer((socket) => socket.on('data', (chunk) => seen.push(chunk)));
    const result = await post(`http://127.0.0.1:${server.port}/`, { headers: headers as Record<string, string> });
    expect(result).toMatchObject(notSent('invalid_header'));
    expect(seen).toEqual([]);
  });
});

describe('an address that is not public', () => {
  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://017700000001/',
    'http://0/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://[fd00:ec2::254]/',
    'https://192.168.1.1:8443/',
  ])('%s is refused before anything is connected', async (url) => {
    const result = await post(url, { allowPrivateAddresses: false });
    expect(result).toMatchObject({ kind: 'not_sent', code: 'address_not_allowed' });
  });

  test('is refused by default', async () => {
    await using server = await startRawServer(() => {});
    const result = await httpCall({ method: 'GET', url: `http://127.0.0.1:${server.port}/`, timeoutMs: 1000 });
    expect(result).toMatchObject({ kind: 'not_sent', code: 'address_not_allowed' });
    expect(server.connections()).toBe(0);
  });
});

describe('a call whose bytes may have left', () => {
  const afterRequest: readonly (readonly [string, (socket: Socket) => void, RegExp])[] = [
    ['the server hangs', () => {}, /^timeout$/],
    ['the server closes', (socket) => void socket.end(), /^UND_ERR_SOCKET$/],
    ['the server resets', (socket) => void socket.resetAndDestroy(), /^(ECONNRESET|UND_ERR_SOCKET)$/],
    ['the head is cut', (socket) => void socket.end('HTTP/1.1 200 O'), /./],
    ['the body is cut', (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhal'), /./],
    [
      'the body is reset',
      (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhal', () => socket.resetAndDestroy()),
      /./,
    ],
    ['the body hangs', (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhal'), /^timeout$/],
    [
      'a chunked body is cut',
      (socket) => void socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhal'),
      /./,
    ],
    ['the answer is not HTTP', (socket) => void socket.end('SSH-2.0-OpenSSH\r\n'), /./],
    ['the head is endless', (socket) => void socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`), /./],
    ['the answer drips', drip, /^timeout$/],
  ];

  test.each(afterRequest)('is unknown when %s, and is made once', async (_name, then, code) => {
    await using server = await startRawServer((socket) => onRequest(socket, () => then(socket)));
    const result = await post(`http://127.0.0.1:${server.port}/`, { timeoutMs: 250 });
    expect(result).toMatchObject({ kind: 'unknown', code: expect.stringMatching(code) });
    expect(server.connections()).toBe(1);
  });

  test('is unknown when the server closes at once, for a GET as well', async () => {
    // A GET is what clients like to repeat by themselves.
    for (const method of ['GET', 'PUT', 'DELETE', 'POST'] as const) {
      await using server = await startRawServer((socket) => socket.once('data', () => socket.destroy()));
      const result = await httpCall({
        method,
        url: `http://127.0.0.1:${server.port}/`,
        timeoutMs: 2000,
        allowPrivateAddresses: true,
      });
      expect(result.kind).toBe('unknown');
      expect(server.connections()).toBe(1);
    }
  });

  test('is unknown at once when it is aborted', async () => {
    const controller = new AbortController();
    await using server = await startRawServer((socket) => onRequest(socket, () => controller.abort()));
    const result = await post(`http://127.0.0.1:${server.port}/`, { signal: controller.signal, timeoutMs: 60_000 });
    expect(result).toMatchObject({ kind: 'unknown', code: 'aborted' });
  });

  test('or not sent, when every connection is reset at once, and never an error that nobody hears', async () => {
    await using server = await startRawServer((socket) => socket.resetAndDestroy());
    const url = `http://127.0.0.1:${server.port}/`;
    const results = await Promise.all(Array.from({ length: 200 }, () => post(url)));
    for (const result of results) expect(result.kind).toMatch(/^(unknown|not_sent)$/);
    expect(server.connections()).toBe(200);
  });

  test('leaves no connection behind', async () => {
    const closed: Promise<unknown>[] = [];
    await using server = await startRawServer((socket) => {
      closed.push(once(socket, 'close'));
      onRequest(socket, () => {});
    });
    await post(`http://127.0.0.1:${server.port}/`, { timeoutMs: 100 });
    await Promise.all(closed);
    expect(closed).toHaveLength(1);
  });
});

/** One byte every 20 ms: alive by every inactivity timer, and never done. */
function drip(socket: Socket): void {
  const bytes = Buffer.from(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(1000)}`);
  let at = 0;
  const timer = setInterval(() => socket.write(bytes.subarray(at, ++at)), 20);
  socket.on('close', () => clearInterval(timer));
}
