/**
 * A lock on a folder that the operating system gives back when its holder dies, however it dies: a file lock, reached
 * through the SQLite that Node carries. So there is never a stale lock to judge, no process number to mistake for another
 * one after a restart, and it also holds between containers that share the folder.
 *
 * The holder must not open the lock file in any other way: closing it would give the lock back.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type LockOutcome =
  | { readonly kind: 'held'; readonly release: () => void }
  /** `pid` is missing in the moment between another process' lock and its note about itself. */
  | { readonly kind: 'refused'; readonly pid: number | undefined };

/** Locks the folder for this process, or says which process has it. Throws when the folder can't be written. */
export function lockFolder(folder: string): LockOutcome {
  const note = join(folder, 'lock.pid');
  const file = new DatabaseSync(join(folder, 'lock'));
  try {
    file.exec('PRAGMA busy_timeout = 0');
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if (!isBusy(error)) throw error;
    return { kind: 'refused', pid: readPid(note) };
  }
  writeFileSync(note, `${process.pid}\n`);
  return { kind: 'held', release: () => file.close() };
}

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function readPid(note: string): number | undefined {
  try {
    return Number(readFileSync(note, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
