/**
 * What the embedded database keeps in its folder (`./.relance` by default), and who owns it:
 *
 *   lock, lock.pid   the process that uses the folder (exclusive-lock.ts)
 *   password         of the role `relance`, readable by the owner only
 *   secret-key       seals the secrets of senders, readable by the owner only
 *   port             the one that was free at the first start, used again ever after
 *   postgres         PostgreSQL's data directory, or a link to it where it had to stand elsewhere
 *   postgres.log     what the server says
 */
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { relanceError } from '../../errors.ts';
import { newSecret } from '../../ids.ts';
import { type Account, canReach, giveTo } from './account.ts';

/** Where root keeps what the account could not reach in the project's own folder. */
const systemFolder = '/var/lib/relance';

/**
 * Makes the folder (for the account), or checks the one that is there. Returns its absolute path.
 * @throws RelanceError `embedded_folder_unusable`
 */
export function prepareFolder(dataDir: string, account: Account | undefined): string {
  const folder = resolve(dataDir);
  try {
    if (!existsSync(folder)) {
      mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
      mkdirSync(folder, { mode: 0o700 });
      giveTo(account, folder);
    }
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const foreign = ['lock', 'password', 'secret-key', 'port']
      .map((name) => join(folder, name))
      .find((file) => existsSync(file) && !isOurs(file));
    if (foreign) throw new Error(`${foreign} belongs to another user`);
    // A folder of root's own (a mounted volume, say) is opened for passing through, not for looking in.
    if (account && statSync(folder).uid === 0 && !canReach(account, folder)) chmodSync(folder, 0o711);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw relanceError(
      'embedded_folder_unusable',
      `The folder of the embedded database, ${folder}, can't be used: ${why}. ` +
        'Run as the user it belongs to, choose another folder, or set DATABASE_URL to a PostgreSQL of your own.',
      error,
    );
  }
  return folder;
}

function isOurs(file: string): boolean {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * PostgreSQL's data directory: `<folder>/postgres`, unless the account can't get there (root's home is closed to
 * `postgres`); then it stands under /var/lib/relance, and a link shows where.
 * @throws RelanceError `embedded_folder_unusable`
 */
export function placeOfCluster(folder: string, account: Account | undefined, say: (text: string) => void): string {
  const place = join(folder, 'postgres');
  const stat = lstatSync(place, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) return resolve(folder, readlinkSync(place));
  if (canReach(account, folder)) return place;
  if (stat) {
    throw relanceError(
      'embedded_folder_unusable',
      `The user ${account?.name}, whom the embedded database belongs to, can't reach ${place}: ` +
        'one of the folders above it is closed. Open it to that user (chmod o+x), or start as the user who owns the folder.',
    );
  }
  const elsewhere = join(systemFolder, `${basename(dirname(folder))}-${newSecret(6)}`);
  try {
    mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw relanceError(
      'embedded_folder_unusable',
      `The user ${account?.name}, whom PostgreSQL has to run as since it refuses root, can't reach ${folder}, ` +
        `and ${systemFolder} can't be made. Move the project out of the closed folder, or set DATABASE_URL.`,
      error,
    );
  }
  symlinkSync(elsewhere, place);
  say(`${folder} is closed to the user ${account?.name}; the data is kept in ${elsewhere}`);
  return elsewhere;
}

/**
 * An empty folder beside the cluster's place, for a new one to be made in: a half-made one never stands in the place. Its
 * name is new each time, since the makers of an interrupted one may still be at work; what they left is cleared away.
 */
export async function emptyFolderBeside(place: string, account: Account | undefined): Promise<string> {
  const unfinished = `${place}.unfinished`;
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  for (const name of readdirSync(dirname(place))) {
    if (name.startsWith(basename(unfinished)))
      await rm(join(dirname(place), name), { recursive: true }).catch(() => {});
  }
  const folder = `${unfinished}.${newSecret(6)}`;
  mkdirSync(folder, { mode: 0o700 });
  giveTo(account, folder);
  return folder;
}

/** Writes a small file that only its owner may read. */
export function writeNote(folder: string, name: string, content: string | number, account: Account | undefined): void {
  const file = join(folder, name);
  writeFileSync(file, `${content}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  giveTo(account, file);
}

export function readNote(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  return statSync(file, { throwIfNoEntry: false })?.isFile()
    ? readFileSync(file, 'utf8').trim() || undefined
    : undefined;
}
