// Worker processes from the parent's side: spawn, ask, listen to their tallies, end them whatever happens.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SenderTally } from './sender.ts';
import type { WorkerAnswer, WorkerReport, WorkerRequest, WorkerTally } from './worker-messages.ts';

export interface FleetOptions {
  readonly subject: string;
  readonly databaseUrl: string;
  readonly workers: number;
  readonly senderMs: number;
  readonly senderConcurrency: number | undefined;
}

export interface Fleet {
  /** Starts all workers at once and resolves with the wall-clock time of the first of them. */
  start(): Promise<number>;
  /** Calls of all workers since they started. */
  calls(): number;
  /** Waits for a number of calls in all; rejects when no call has come for `patienceMs`. */
  reach(calls: number, patienceMs?: number): Promise<void>;
  /** Resolves with the wall-clock time at which the last worker had settled all its calls. */
  settle(): Promise<number>;
  stop(): Promise<void>;
  report(): Promise<WorkerReport[]>;
  close(): Promise<void>;
}

export async function openFleet(options: FleetOptions): Promise<Fleet> {
  const { workers, ...opening } = options;
  let onTally: (() => void) | undefined;
  const processes = Array.from({ length: workers }, () => startWorkerProcess(() => onTally?.()));
  const askAll = (request: WorkerRequest) => Promise.all(processes.map((process) => process.ask(request)));
  const closeAll = async () => {
    await Promise.all(processes.map((process) => process.end()));
  };
  const calls = () => processes.reduce((sum, process) => sum + process.tally().calls, 0);
  await askAll({ ask: 'open', ...opening }).catch(async (error: unknown) => {
    await closeAll();
    throw error;
  });
  return {
    async start() {
      for (const process of processes) process.forgetTally();
      const answers = await askAll({ ask: 'start' });
      return Math.min(...answers.map((answer) => (answer.answer === 'started' ? answer.atMs : Number.NaN)));
    },
    calls,
    reach: (wanted, patienceMs = 30_000) =>
      new Promise((resolve, reject) => {
        const giveUp = () => {
          onTally = undefined;
          const seconds = patienceMs / 1_000;
          reject(new Error(`Only ${calls()} of ${wanted} follow-ups were called, and none in the last ${seconds} s.`));
        };
        let patience = setTimeout(giveUp, patienceMs);
        onTally = () => {
          clearTimeout(patience);
          if (calls() < wanted) {
            patience = setTimeout(giveUp, patienceMs);
          } else {
            onTally = undefined;
            resolve();
          }
        };
        if (calls() >= wanted) onTally();
      }),
    async settle() {
      const answers = await askAll({ ask: 'settle' });
      return Math.max(...answers.map((answer) => (answer.answer === 'settled' ? answer.atMs : Number.NaN)));
    },
    async stop() {
      await askAll({ ask: 'stop' });
    },
    async report() {
      const answers = await askAll({ ask: 'report' });
      return answers.flatMap((answer) => (answer.answer === 'report' ? [answer.report] : []));
    },
    close: closeAll,
  };
}

/** Runs one HTTP server of the subject in a child process. */
export async function openServerProcess(
  subject: string,
  databaseUrl: string,
): Promise<{ url: string; headers: Readonly<Record<string, string>>; close(): Promise<void> }> {
  const process = startWorkerProcess(() => undefined);
  try {
    const answer = await process.ask({ ask: 'openEventServer', subject, databaseUrl });
    if (answer.answer !== 'eventServer') throw new Error(`Unexpected answer of the server: ${answer.answer}.`);
    return { url: answer.url, headers: answer.headers, close: process.end };
  } catch (error) {
    await process.end();
    throw error;
  }
}

interface WorkerProcess {
  ask(request: WorkerRequest): Promise<WorkerAnswer>;
  tally(): SenderTally;
  forgetTally(): void;
  end(): Promise<void>;
}

const noTally: SenderTally = { calls: 0, firstCallAtMs: 0, lastCallAtMs: 0 };
const endPatienceMs = 10_000;

function startWorkerProcess(onTally: () => void): WorkerProcess {
  const child: ChildProcess = fork(fileURLToPath(new URL('./worker-process.ts', import.meta.url)), {
    // graphile-worker's own switch for "no log line per job"; it is read when its module loads.
    env: { ...process.env, NO_LOG_SUCCESS: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const asked: { resolve: (answer: WorkerAnswer) => void; reject: (error: Error) => void }[] = [];
  let tally = noTally;
  let ended = false;

  child.on('message', (message: WorkerAnswer | WorkerTally) => {
    if ('tally' in message) {
      tally = message.tally;
      onTally();
    } else if (message.answer === 'failed') {
      asked.shift()?.reject(new Error(message.reason));
    } else {
      asked.shift()?.resolve(message);
    }
  });
  const exited = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      ended = true;
      for (const { reject } of asked.splice(0)) reject(new Error(`A worker process ended early (${signal ?? code}).`));
      resolve();
    });
  });
  const ask = (request: WorkerRequest) =>
    new Promise<WorkerAnswer>((resolve, reject) => {
      if (ended) return reject(new Error('The worker process has ended.'));
      asked.push({ resolve, reject });
      child.send(request);
    });

  return {
    ask,
    tally: () => tally,
    forgetTally: () => {
      tally = noTally;
    },
    async end() {
      if (ended) return;
      const gaveUp = setTimeout(() => child.kill('SIGKILL'), endPatienceMs);
      await ask({ ask: 'close' }).catch(() => undefined);
      if (child.connected) child.disconnect();
      await exited;
      clearTimeout(gaveUp);
    },
  };
}
