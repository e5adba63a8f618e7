/**
 * The account that PostgreSQL runs as. It refuses to run as root, so root has to lend it another one: the owner of the
 * folder when that is an ordinary user (who reaches it by construction), else the system user `postgres`, made if need be.
 *
 * An ordinary user runs it as themselves, which is `undefined` here.
 */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { relanceError } from '../../errors.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Which account is to own and run the database whose files are in `folder`, now or later.
 * @throws RelanceError `embedded_user_unusable`
 */
export function accountFor(folder: string): Account | undefined {
  if (!isRoot()) return undefined;
  const owner = statSync(nearestExisting(folder)).uid;
  return (owner !== 0 ? lookUp(String(owner)) : undefined) ?? lookUp('postgres') ?? createPostgresAccount();
}

/** Whether the account may pass through the folder, or run the program, that stands at `path`. */
export function canReach(account: Account | undefined, path: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], runAs(account));
  return status === 0;
}

/** Whether the process runs with root's rights, which PostgreSQL won't. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Options for `spawn` that make a child run as the account, from a folder that every account can reach. */
export function runAs(account: Account | undefined): { cwd: string; uid?: number; gid?: number } {
  return account ? { cwd: '/', uid: account.uid, gid: account.gid } : { cwd: '/' };
}

/** Gives a file or folder that we made to the account. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

function lookUp(nameOrUid: string): Account | undefined {
  const ask = (option: string) => {
    const { status, stdout } = spawnSync('id', [option, nameOrUid], { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  };
  const [uid, gid, name] = [ask('-u'), ask('-g'), ask('-un')];
  return uid === undefined || gid === undefined || name === undefined
    ? undefined
    : { name, uid: Number(uid), gid: Number(gid) };
}

/** Debian, Fedora and their like have `useradd`; Alpine and BusyBox have `adduser`. */
function createPostgresAccount(): Account {
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', 'postgres']],
  ];
  for (const [command, args] of attempts) {
    if (spawnSync(command, args, { stdio: 'ignore' }).status !== 0) continue;
    const account = lookUp('postgres');
    if (account) return account;
  }
  throw relanceError(
    'embedded_user_unusable',
    'PostgreSQL refuses to run as root, there is no system user `postgres`, and it could not be created. ' +
      'Create it (useradd --system postgres), run as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}
