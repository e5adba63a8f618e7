/**
 * What happens to embedded servers when our own process ends without having stopped them: they are asked to stop. Where
 * nobody else answers SIGTERM, SIGINT or SIGHUP, we stop them properly and end as the signal would have; where the program
 * has its own handler, stopping in order is the program's business.
 */
import { constants } from 'node:os';
import { askToStop } from './postmaster.ts';

export interface Parting {
  /** The server's process at this moment, if there is one. */
  readonly pid: () => number | undefined;
  readonly stop: () => Promise<void>;
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const running = new Set<Parting>();

/** Registers a running server; the returned function takes it out again. */
export function atParting(parting: Parting): () => void {
  if (running.size === 0) {
    process.on('exit', askAllToStop);
    for (const signal of signals) process.on(signal, stopAllUnlessAnswered);
  }
  running.add(parting);
  return () => {
    if (!running.delete(parting) || running.size > 0) return;
    process.off('exit', askAllToStop);
    for (const signal of signals) process.off(signal, stopAllUnlessAnswered);
  };
}

function askAllToStop(): void {
  for (const parting of running) {
    const pid = parting.pid();
    if (pid !== undefined) askToStop(pid, 'fast');
  }
}

function stopAllUnlessAnswered(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  // An exit rather than the same signal once more, so that what waits for the exit (logs to be written) still happens.
  const code = 128 + constants.signals[signal];
  void Promise.allSettled([...running].map((parting) => parting.stop())).then(() => process.exit(code));
}
