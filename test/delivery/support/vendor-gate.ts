// Stands before a vendor and passes everything on; closed, it keeps the vendor's answers until it is opened again.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gate {
  readonly url: string;
  /** From now on answers wait; the vendor has got the request. @returns lets all of them go */
  hold(): () => void;
  close(): Promise<void>;
}

const ofConnection = new Set(['connection', 'host', 'content-length', 'transfer-encoding', 'keep-alive', 'date']);

export async function startGate(target: string): Promise<Gate> {
  let isOpen = Promise.resolve();
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '/' } = incoming;
    const body = method === 'GET' ? {} : { body: Buffer.concat(chunks) };
    const asked = Object.entries(incoming.headers).filter(([name]) => !ofConnection.has(name));
    const headers = Object.fromEntries(asked.map(([name, value]) => [name, String(value)]));
    try {
      const answer = await fetch(target + url, { method, headers, ...body });
      const text = await answer.text();
      await isOpen;
      response.writeHead(
        answer.status,
        Object.fromEntries([...answer.headers].filter(([name]) => !ofConnection.has(name))),
      );
      response.end(text);
    } catch {
      // The vendor is gone before it has answered: so is the connection.
      response.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      isOpen = promise;
      return resolve;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
