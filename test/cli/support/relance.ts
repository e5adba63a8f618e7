// Runs the real command `relance` as a child process: its own environment, its own working directory, and a limit in time.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const limitMs = 60_000;

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: the temporary folder of the system, where no `.env` is. */
  readonly folder?: string;
  /** After it the process is killed. Default: a minute. */
  readonly limitMs?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly ended: Promise<Ended>;
  /** Resolves with what the pattern found on standard output; rejects when the process ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** The same on standard error. */
  waitForNote(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Runs a command to its end. */
export function relance(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return startRelance(args, options).ended;
}

/** Starts a command that goes on until it is stopped. */
export function startRelance(args: readonly string[], options: RunOptions = {}): Running {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: options.folder ?? tmpdir(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.limitMs ?? limitMs,
    killSignal: 'SIGKILL',
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
  });
  const find = (name: 'stdout' | 'stderr', pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(output[name]);
        if (found) resolve(found);
      };
      child[name]?.on('data', look);
      child.on('close', (code) => {
        reject(new Error(`relance ended with ${code} before ${pattern}: ${output.stdout}${output.stderr}`));
      });
      look();
    });
  return {
    child,
    stdout: () => output.stdout,
    ended,
    waitFor: (pattern) => find('stdout', pattern),
    waitForNote: (pattern) => find('stderr', pattern),
  };
}

export function temporaryPlace(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'relance-cli-'));
}
