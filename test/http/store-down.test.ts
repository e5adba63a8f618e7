import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { startApi } from './support/api.ts';

/** Stands between the API and its database, and can be cut. */
class Line {
  readonly #open = new Set<Socket>();
  #server: Server | undefined;

  async to(url: string): Promise<string> {
    const target = new URL(url);
    const { port, hostname } = target;
    const server = createServer((socket) => {
      const onward = connect(Number(port), hostname);
      for (const end of [socket, onward]) {
        this.#open.add(end);
        end.on('error', () => {}).on('close', () => this.#open.delete(end));
      }
      socket.pipe(onward).pipe(socket);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    target.hostname = '127.0.0.1';
    target.searchParams.delete('connect_timeout');
    target.port = String((server.address() as AddressInfo).port);
    return target.href;
  }

  cut(): void {
    this.#server?.close();
    for (const socket of this.#open) socket.destroy();
  }
}

it('answers 503 within two seconds when the database is gone, and says so at /readyz', async () => {
  const line = new Line();
  const api = await startApi((url) => line.to(url));
  expect((await api.call('GET', '/v1/contacts')).status).toBe(200);
  line.cut();
  for (const [method, url, body] of [
    ['GET', '/v1/contacts', undefined],
    ['POST', '/v1/events', { type: 'custom.x', contact: { key: 'ana' } }],
    ['POST', '/v1/follow-ups/00000000-0000-7000-8000-000000000000/send-now', {}],
  ] as const) {
    const began = performance.now();
    const answer = await api.call(method, url, body);
    expect(answer, url).toMatchObject({ status: 503, body: { code: 'store_unavailable', retryable: true } });
    expect(answer.headers['retry-after']).toBe('2');
    expect(performance.now() - began).toBeLessThan(2_000);
  }
  expect(await api.call('GET', '/readyz')).toMatchObject({ status: 503, body: { status: 'not_ready' } });
  expect((await api.call('GET', '/healthz')).status).toBe(200);
  await api.close();
});
