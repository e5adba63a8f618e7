// A TCP server that does exactly what a test says, byte by byte.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TestCertificate } from './certificates.ts';

export interface RawServer extends AsyncDisposable {
  readonly port: number;
  /** Connections that were made so far. */
  connections(): number;
}

/** Starts on a free port of 127.0.0.1. `onConnection` gets each connection and its number from 1. */
export async function startRawServer(
  onConnection: (socket: Socket, number: number) => void,
  certificate?: TestCertificate,
): Promise<RawServer> {
  const open = new Set<Socket>();
  let count = 0;
  const accept = (socket: Socket) => {
    count++;
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    onConnection(socket, count);
  };
  const server: Server = certificate ? createTlsServer({ ...certificate }, accept) : createServer(accept);
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port of 127.0.0.1 on which nobody listens. */
export async function closedPort(): Promise<number> {
  await using server = await startRawServer(() => {});
  return server.port;
}
