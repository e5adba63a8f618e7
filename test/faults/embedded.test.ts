// T22: the embedded database under kill -9, of the process that started it and of the server itself, while rows are
// written; and a second process on its folder. What was acknowledged is never lost.
//
// The writer is a real process (embedded-writer.ts); nothing here waits for a time, only for what the writer says.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPostmaster, readPostmasterFile, stopPostmaster } from '../../src/store/embedded/postmaster.ts';
import { temporaryFolder } from '../support/postgres-server.ts';

const kills = process.env.RELANCE_FAULTS === 'full' ? 50 : 4;

let home: string;
let dataDir: string;
const acknowledged = new Set<number>();
const children = new Set<ChildProcess>();

beforeAll(async () => {
  home = await temporaryFolder();
  dataDir = join(home, '.relance');
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  const cluster = join(dataDir, 'postgres');
  const server = await readPostmasterFile(cluster);
  if (server && isPostmaster(server.pid, cluster)) await stopPostmaster(server.pid, cluster, 'immediate');
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

describe('the embedded database', () => {
  it('refuses a second process on its folder and names the first', async () => {
    const first = await startWriter();
    const second = spawnWriter();
    const { refused } = await second.next('refused');
    expect(refused).toMatchObject({ code: 'embedded_locked' });
    expect(refused?.detail).toContain(`process ${first.child.pid}`);
    await first.written(20);
    await kill(first.child, 'SIGTERM');
    expect(await serverPid()).toBeUndefined();
  });

  it('takes over the folder and the server of a process that was killed', async () => {
    const first = await startWriter();
    await first.written(20);
    const server = await serverPid();
    await kill(first.child, 'SIGKILL');
    expect(await serverPid()).toBe(server);

    const second = await startWriter();
    expect(second.started).toMatchObject({ adopted: true, port: first.started.port });
    expect(await serverPid()).toBe(server);
    await kill(second.child, 'SIGTERM');
    expect(await serverPid()).toBeUndefined();
  });

  it(`loses no acknowledged row in ${kills} kills of the process, of the server and of both`, {
    timeout: kills * 30_000,
  }, async () => {
    let writer = await startWriter();
    for (let kill9 = 0; kill9 < kills; kill9++) {
      // The moment of the kill moves through the writer's work, the same way in every run.
      await writer.written(10 + ((kill9 * 37) % 90));
      const server = (await serverPid()) as number;
      const victim = (['process', 'server', 'both'] as const)[kill9 % 3];
      if (victim !== 'process') process.kill(server, 'SIGKILL');
      if (victim === 'server') {
        await writer.written(200);
        expect(await serverPid()).not.toBe(server);
      } else {
        await kill(writer.child, 'SIGKILL');
        writer = await startWriter();
        expect(writer.started.adopted).toBe(victim === 'process');
      }
      expect(await lost(writer.started.url)).toEqual([]);
    }
    await kill(writer.child, 'SIGTERM');
    expect(acknowledged.size).toBeGreaterThan(kills * 10);
  });
});

interface Said {
  readonly started?: { readonly url: string; readonly port: number; readonly adopted: boolean };
  readonly refused?: { readonly code: string; readonly detail: string };
  readonly acknowledged?: number;
}

/** A writer, and a way to wait for what it says next. */
function spawnWriter() {
  const script = join(import.meta.dirname, 'embedded-writer.ts');
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const lines = createInterface({ input: child.stdout });
  const waiting = new Set<{
    wants: (said: Said) => boolean;
    resolve: (said: Said) => void;
    reject: (error: Error) => void;
  }>();
  const heard: Said[] = [];
  lines.on('line', (line) => {
    const said = JSON.parse(line) as Said;
    if (said.acknowledged !== undefined) acknowledged.add(said.acknowledged);
    else heard.push(said);
    for (const waiter of waiting) {
      if (!waiter.wants(said)) continue;
      waiting.delete(waiter);
      waiter.resolve(said);
    }
  });
  lines.on('close', () => {
    for (const waiter of waiting) waiter.reject(new Error(`the writer ended; it had said ${JSON.stringify(heard)}`));
  });
  const until = (wants: (said: Said) => boolean) =>
    new Promise<Said>((resolve, reject) => waiting.add({ wants, resolve, reject }));
  return {
    child,
    next: async (key: 'started' | 'refused') =>
      heard.find((said) => said[key]) ?? until((said) => said[key] !== undefined),
    written: async (count: number) => {
      let left = count;
      await until((said) => said.acknowledged !== undefined && --left <= 0);
    },
  };
}

async function startWriter() {
  const writer = spawnWriter();
  const { started } = await writer.next('started');
  if (!started) throw new Error('unreachable');
  return { ...writer, started };
}

/** Ends a writer and waits until it is gone and all it said has been read. */
async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill(signal);
  await closed;
}

async function serverPid(): Promise<number | undefined> {
  const cluster = join(dataDir, 'postgres');
  const pid = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  return pid && isPostmaster(pid, cluster) ? pid : undefined;
}

/** Acknowledged rows that the database does not have. */
async function lost(url: string): Promise<number[]> {
  const claimed = [...acknowledged];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('SELECT id FROM written');
  await client.end();
  const present = new Set(rows.map((row) => Number(row.id)));
  return claimed.filter((id) => !present.has(id));
}
