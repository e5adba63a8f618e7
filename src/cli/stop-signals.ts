/**
 * SIGINT and SIGTERM: the first asks for a stop in order, the second ends the process at once. (An embedded database is
 * told to stop even then; and whatever was under way is taken up again by the rescue of the next start.)
 */
import { exitCode } from './exit-code.ts';
import { note } from './terminal.ts';

const codes = { SIGINT: exitCode.interrupted, SIGTERM: exitCode.terminated } as const;

/** Aborts at the first signal. */
export function stopSignals(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) {
        note('relance: stopped at once, without waiting for what was under way');
        process.exit(codes[signal]);
      }
      note('relance: stopping; what is under way is brought to its end (once more to force it)');
      stopping.abort();
    });
  }
  return stopping.signal;
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
