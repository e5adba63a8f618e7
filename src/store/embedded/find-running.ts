/** Finds the embedded server that another process has started, for commands that only want to talk to it. */
import { join, resolve } from 'node:path';
import pg from 'pg';
import { relanceError } from '../../errors.ts';
import { readNote } from './folder.ts';
import { isPostmaster, readPostmasterFile } from './postmaster.ts';

export interface RunningEmbedded {
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  /** Seals secrets in this database; absent until its process has made it. */
  readonly secretKey: string | undefined;
}

/**
 * The server of the folder, if it runs and takes connections. It stays the other process' own: nothing is locked,
 * watched or stopped here.
 *
 * @throws RelanceError `embedded_folder_unusable` the folder belongs to another user
 */
export async function findRunningEmbedded(dataDir: string): Promise<RunningEmbedded | undefined> {
  const folder = resolve(dataDir);
  const place = join(folder, 'postgres');
  const found = await readPostmasterFile(place);
  if (found?.status !== 'ready' || !isPostmaster(found.pid, place)) return undefined;
  const password = noteOf(folder, 'password');
  if (password === undefined) return undefined;
  const url = `postgresql://relance:${password}@127.0.0.1:${found.port}/relance`;
  if (!(await answers(url))) return undefined;
  return { url, pid: found.pid, port: found.port, secretKey: noteOf(folder, 'secret-key') };
}

function noteOf(folder: string, name: string): string | undefined {
  try {
    return readNote(folder, name);
  } catch (error) {
    const detail = `The embedded database in ${folder} belongs to another user. Run as that user, or set DATABASE_URL.`;
    throw relanceError('embedded_folder_unusable', detail, error);
  }
}

/** The password fits our own cluster only, so this also proves whom we talk to. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
