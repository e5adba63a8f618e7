/**
 * Everything that the demo plays on: a PostgreSQL of its own in a fresh folder, the virtual clock, the vendors' servers, the
 * engine with all blueprints, and the HTTP interface. Never a database that somebody uses: its clock is replaced.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock, waitFor } from '../../clock.ts';
import { liquid } from '../../compose/render-template.ts';
import { loadSequenceFiles } from '../../config/load-sequence-files.ts';
import type { Config } from '../../config/read-config.ts';
import { writeSequence } from '../../domain/write-sequence.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { invalidInput } from '../../errors.ts';
import { createServer } from '../../http/server.ts';
import type { Logger } from '../../logger.ts';
import { createApiKey, defaultOrganization } from '../../operations/api-keys.ts';
import { findOrganization } from '../../operations/find-organization.ts';
import { openDatabase } from '../../operations/open-database.ts';
import { VirtualClock } from '../../testing/virtual-clock.ts';
import { version } from '../program-version.ts';
import { sendersFor, startVendors, type Vendors } from './vendors.ts';

export interface Stage {
  readonly engine: Engine;
  readonly clock: VirtualClock;
  readonly vendors: Vendors;
  readonly url: string;
  readonly apiKey: string;
  readonly hasDashboard: boolean;
}

export interface StageOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly startAt: number;
  /** Virtual milliseconds per real one, while something is going on. */
  readonly rate: number;
  readonly onProgress: (text: string) => void;
  /** Takes what has to be undone in the end, the last thing first. */
  readonly onClose: (undo: () => Promise<unknown>) => void;
}

const blueprints = fileURLToPath(new URL('../../../blueprints/', import.meta.url));
/** Real milliseconds for the mailbox to be opened. */
const mailboxMsMax = 20_000;

export async function setStage({ config, logger, startAt, rate, onProgress, onClose }: StageOptions): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'relance-demo-'));
  onClose(() => rm(dataDir, { recursive: true, force: true }));
  const database = await openDatabase({
    databaseUrl: undefined,
    dataDir,
    embedded: 'start',
    migrate: true,
    logger,
    onProgress,
  });
  onClose(() => database.close());
  // Beside everything else on this machine its database may be slow, and is not away.
  const databaseUrl = `${database.url}?connect_timeout=30`;
  const clock = await VirtualClock.install({ database: databaseUrl, startAt, rate });
  onClose(() => clock.close());
  const vendors = await startVendors(clock, onClose);
  const port = await freePort(config.port);
  const url = `http://127.0.0.1:${port}`;
  const engine = await createEngine({
    database: databaseUrl,
    clock,
    logger: withoutJumps(logger),
    ...(await readBlueprints()),
    senders: sendersFor(vendors),
    secretKeys: database.secretKey === undefined ? [] : [database.secretKey],
    // The vendors are on this machine, and so are we for them.
    allowPrivateAddresses: true,
    publicUrl: url,
    // A lease of virtual minutes, so that it lasts on a slow machine as well.
    worker: { clockStableMs: 0, leaseMs: 600_000 },
  });
  onClose(() => engine.stop());
  const { context, intake, telemetry } = engine;
  const server = await createServer({ context, intake, telemetry, logger, version: version() });
  onClose(() => server.close());
  await server.listen({ host: '127.0.0.1', port });
  const { key } = await createApiKey(context, await findOrganization(context, defaultOrganization), { name: 'demo' });
  // What lies in a mailbox before somebody listens is not news.
  const mailboxIsOpen = vendors.mailbox.nextIdle();
  engine.start();
  await within(mailboxMsMax, mailboxIsOpen, 'nobody has opened the mailbox');
  const hasDashboard = server.hasRoute({ method: 'GET', url: '/' });
  return { engine, clock, vendors, url, apiKey: key, hasDashboard };
}

async function within(ms: number, happened: Promise<void>, fault: string): Promise<void> {
  const waiting = new AbortController();
  const limit = waitFor(systemClock, ms, waiting.signal).then(() => {
    throw new Error(fault);
  });
  await Promise.race([happened, limit]).finally(() => waiting.abort());
}

/** The usual port, or a free one where that is taken. Needed before there is a server: messages carry our address. */
async function freePort(wanted: number): Promise<number> {
  const probe = createTcpServer();
  probe.listen(wanted, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') || wanted === 0) throw error;
    return freePort(0);
  }
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function readBlueprints() {
  const files = await loadSequenceFiles([blueprints], liquid);
  const problems = files.flatMap((file) =>
    file.problems.map((problem) => ({ ...problem, path: `${file.file} ${problem.path}` })),
  );
  if (problems.length > 0) throw invalidInput(problems);
  return {
    sequences: files.flatMap(({ sequences }) => sequences.map(writeSequence)),
    templates: files.flatMap(({ templates }) => templates),
  };
}

/** The clock jumps from one event to the next here: that is no news. */
function withoutJumps(logger: Logger): Logger {
  return {
    debug: (event, fields) => logger.debug(event, fields),
    info: (event, fields) => logger.info(event, fields),
    warn: (event, fields) => logger.warn(event, fields),
    error: (event, fields) => (event === 'clock_jumped' ? undefined : logger.error(event, fields)),
  };
}
