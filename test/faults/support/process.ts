// A child process that says one line of JSON per thing, as the fault tests see it: waiting for what it says, signalling it,
// and making sure that none is left behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface SpeakingProcess<Said> {
  readonly child: ChildProcess;
  /** Everything it has said, in order. */
  readonly said: readonly Said[];
  /** Resolves with the first thing said, from the beginning on, that is wanted. Rejects when the process ends before. */
  heard(wanted: (said: Said) => boolean): Promise<Said>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when the process is gone and all it said has been read. */
  readonly gone: Promise<void>;
  /** Ends its standard input, which asks it to stop in order, and waits until it is gone. */
  end(): Promise<void>;
  /** kill -9, unless it is gone already. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function spawnSpeaking<Said>(script: string, settings: object): SpeakingProcess<Said> {
  const child = spawn(process.execPath, [script, JSON.stringify(settings)], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(child);
  child.stdin.on('error', () => {});
  const said: Said[] = [];
  const waiting = new Set<{
    wanted: (said: Said) => boolean;
    resolve: (said: Said) => void;
    reject: (error: Error) => void;
  }>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const thing = JSON.parse(line) as Said;
    said.push(thing);
    for (const waiter of waiting) {
      if (!waiter.wanted(thing)) continue;
      waiting.delete(waiter);
      waiter.resolve(thing);
    }
  });
  let over = false;
  const gone = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(() => {
    over = true;
    running.delete(child);
    for (const { reject } of waiting) reject(ended());
  });
  const ended = () => new Error(`${script} ended; it said last: ${JSON.stringify(said.slice(-3))}`);
  return {
    child,
    said,
    gone,
    heard(wanted) {
      const before = said.find(wanted);
      if (before) return Promise.resolve(before);
      if (over) return Promise.reject(ended());
      return new Promise((resolve, reject) => waiting.add({ wanted, resolve, reject }));
    },
    signal: (signal) => void child.kill(signal),
    async end() {
      child.stdin.end();
      await gone;
    },
    async kill() {
      if (!over) child.kill('SIGKILL');
      await gone;
    },
  };
}
