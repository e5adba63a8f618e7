// Runs one cell of the table in a process and a database of its own, within a time limit.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CellAnswer, CellRequest } from './cell-messages.ts';
import type { BenchDatabases } from './database.ts';

export interface CellRun extends Omit<CellRequest, 'databaseUrl'> {
  readonly databases: BenchDatabases;
  readonly timeoutMs: number;
  /** Ends the cell early; its database is dropped all the same. */
  readonly signal: AbortSignal;
}

/** Never rejects for what the subject does: a failure is an outcome of the cell. */
export async function runCell(run: CellRun): Promise<CellAnswer> {
  const { databases, timeoutMs, signal, ...request } = run;
  return databases.withFreshDatabase((databaseUrl) => askProcess({ ...request, databaseUrl }, timeoutMs, signal));
}

function askProcess(request: CellRequest, timeoutMs: number, signal: AbortSignal): Promise<CellAnswer> {
  const child = fork(fileURLToPath(new URL('./cell-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let answer: CellAnswer | undefined;
  const end = (outcome: CellAnswer) => {
    answer ??= outcome;
    if (child.connected) child.disconnect();
  };
  const interrupt = () => end({ outcome: 'failed', reason: 'Interrupted.' });
  const expire = () => end({ outcome: 'failed', reason: `Not finished after ${timeoutMs / 1_000} s.` });
  const timeout = setTimeout(expire, timeoutMs);
  signal.addEventListener('abort', interrupt);
  child.once('message', end);
  child.send(request);
  return new Promise((resolve) => {
    child.once('exit', (code, exitSignal) => {
      clearTimeout(timeout);
      signal.removeEventListener('abort', interrupt);
      resolve(answer ?? { outcome: 'failed', reason: `The process ended early (${exitSignal ?? code}).` });
    });
  });
}
