/**
 * One PostgreSQL server process over one data folder: make the folder, start, find, stop. What the server is for, and
 * whether it should be started again, is decided by the caller.
 *
 * The server runs in a session of its own (a Ctrl-C in our terminal doesn't reach it) and writes to a file rather than to
 * a pipe, so that it outlives us without harm. Its own `postmaster.pid` is the truth about whether it runs and where.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, realpathSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, waitFor } from '../../clock.ts';
import { type Account, giveTo, runAs } from './account.ts';
import type { Binaries } from './binaries.ts';

export interface Cluster {
  readonly binaries: Binaries;
  /** PostgreSQL's data directory. */
  readonly folder: string;
  readonly account: Account | undefined;
  readonly logFile: string;
}

export type CommandOutcome = { readonly ok: true } | { readonly ok: false; readonly output: string };

export type StartOutcome =
  | { readonly kind: 'ready'; readonly pid: number }
  | { readonly kind: 'port_taken' }
  /** Processes of a server that was killed have not all ended yet; a moment later it will start. */
  | { readonly kind: 'still_in_use' }
  | { readonly kind: 'failed'; readonly output: string };

const startMsMax = 120_000;
const pollMs = 15;
const logBytesMax = 16 * 1024 * 1024;

/** Fills `cluster.folder` (which must exist, be empty and belong to the account) with a new, empty cluster. */
export function initialiseCluster(cluster: Cluster, args: readonly string[]): Promise<CommandOutcome> {
  return run(cluster, cluster.binaries.initdb, ['--pgdata', cluster.folder, '--no-instructions', ...args]);
}

/** Executes statements as superuser without a server, one per entry and without line breaks. The server must be down. */
export function executeOffline(cluster: Cluster, statements: readonly string[]): Promise<CommandOutcome> {
  const args = [
    '--single',
    '-D',
    cluster.folder,
    '-c',
    'exit_on_error=on',
    '-c',
    'log_min_messages=warning',
    'postgres',
  ];
  return run(cluster, cluster.binaries.postgres, args, `${statements.join('\n')}\n`);
}

/** Starts the server and waits until it takes connections. */
export async function startPostmaster(
  cluster: Cluster,
  settings: Readonly<Record<string, string | number>>,
): Promise<StartOutcome> {
  const log = openLog(cluster);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.folder, ...flags], {
    ...runAs(cluster.account),
    detached: true,
    stdio: ['ignore', log.handle, log.handle],
  });
  closeSync(log.handle);
  let ended: string | undefined;
  child.on('error', (error) => {
    ended = `${cluster.binaries.postgres} could not be started: ${error.message}`;
  });
  child.on('exit', (code, signal) => {
    ended ??= `it ended with ${signal ?? `code ${code}`}`;
  });
  child.unref();

  const deadline = systemClock.monotonicMs() + startMsMax;
  while (ended === undefined) {
    const found = await readPostmasterFile(cluster.folder);
    if (found?.pid === child.pid && found?.status === 'ready') return { kind: 'ready', pid: found.pid };
    if (systemClock.monotonicMs() > deadline) {
      child.kill('SIGQUIT');
      ended = `it was not ready after ${startMsMax / 1000} s`;
    } else await waitFor(systemClock, pollMs);
  }
  const output = `${ended}\n${readFileSync(cluster.logFile, 'utf8').slice(log.startsAt).slice(-2_000)}`.trim();
  if (/Address already in use|could not bind/.test(output)) return { kind: 'port_taken' };
  if (/shared memory block|lock file "postmaster.pid" already exists/.test(output)) return { kind: 'still_in_use' };
  return { kind: 'failed', output };
}

export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping`, `standby`; empty in the first moments. */
  readonly status: string;
}

/**
 * What the running (or killed) server noted about itself.
 * @source https://www.postgresql.org/docs/18/storage-file-layout.html and src/include/utils/pidfile.h, 2026
 */
export async function readPostmasterFile(folder: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() };
}

/**
 * Whether process `pid` is a living server over this folder. Process numbers are used again after a restart, so being
 * alive is not enough: a server stands in its data folder. Where the system can't tell (no /proc), alive counts.
 */
export function isPostmaster(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

/** `fast` ends connections and writes everything out; `immediate` leaves that to the next start. */
export type StopMode = 'fast' | 'immediate';

export function askToStop(pid: number, mode: StopMode): void {
  try {
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch {
    // It has ended already.
  }
}

/** Stops the server, by force (which is safe, only slower at the next start) when it takes too long. Resolves when it is gone. */
export async function stopPostmaster(pid: number, folder: string, mode: StopMode, msMax = 20_000): Promise<boolean> {
  askToStop(pid, mode);
  if (await isGone(pid, folder, msMax)) return true;
  askToStop(pid, 'immediate');
  return isGone(pid, folder, msMax);
}

async function isGone(pid: number, folder: string, msMax: number): Promise<boolean> {
  const deadline = systemClock.monotonicMs() + msMax;
  while (isPostmaster(pid, folder)) {
    if (systemClock.monotonicMs() > deadline) return false;
    await waitFor(systemClock, pollMs);
  }
  return true;
}

/** A process that has ended but was not yet collected by its parent still has a number; it is dead all the same. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}

function openLog(cluster: Cluster): { handle: number; startsAt: number } {
  const size = statSync(cluster.logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logBytesMax) renameSync(cluster.logFile, `${cluster.logFile}.1`);
  const handle = openSync(cluster.logFile, 'a', 0o600);
  giveTo(cluster.account, cluster.logFile);
  return { handle, startsAt: size > logBytesMax ? 0 : size };
}

function run(cluster: Cluster, program: string, args: readonly string[], input = ''): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...runAs(cluster.account), stdio: 'pipe' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    }
    child.on('error', (error) => resolve({ ok: false, output: `${program} could not be started: ${error.message}` }));
    child.on('close', (code) =>
      resolve(code === 0 ? { ok: true } : { ok: false, output: output.trim().slice(-2_000) }),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
