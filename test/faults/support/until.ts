// Waiting for what another process does, by asking again and again; a wait that is in vain fails with what was waited for.
import { setTimeout as sleep } from 'node:timers/promises';

export async function until(what: string, withinMs: number, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await sleep(50);
  }
}
