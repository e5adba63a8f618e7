/** Ports of the loopback interface on which nobody listens. */
import { createServer } from 'node:net';
import { randomFraction } from '../../ids.ts';

/** Below the range that systems hand out for outgoing connections, so that it is still free at the next start. */
const lowest = 20_000;
const highest = 32_000;

/** A random port that is free now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(randomFraction() * (highest - lowest));
    if (await isFree(port)) return port;
  }
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
