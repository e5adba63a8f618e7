/** `relance serve`: everything in one process: database, HTTP, worker, dashboard. */
import type { AddressInfo } from 'node:net';
import { isIPv6 } from 'node:net';
import type { Command } from 'commander';
import { systemClock, waitFor } from '../../clock.ts';
import type { Config } from '../../config/read-config.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { relanceError } from '../../errors.ts';
import type { createServer } from '../../http/server.ts';
import type { Logger } from '../../logger.ts';
import { type OpenDatabase, openDatabase } from '../../operations/open-database.ts';
import { type CommandRun, databaseOptions, define, type Invocation, workerOptions } from '../command.ts';
import { dashboardLink } from '../dashboard-link.ts';
import { engineOptions, readContent } from '../engine-settings.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { ensureFirstKey, firstOwnerLink } from '../first-key.ts';
import { version } from '../program-version.ts';
import { aborted, stopSignals } from '../stop-signals.ts';
import { tellWarnings } from '../tell-warnings.ts';
import { columns, note, paint, say } from '../terminal.ts';

export function addServe(program: Command, end: CommandRun['end']): void {
  const command = program
    .command('serve')
    .summary('everything in one process: HTTP, dashboard, worker, database')
    .description(
      'Everything in one process: the HTTP interface, the dashboard, a worker, and without DATABASE_URL a PostgreSQL of ' +
        'its own. The first start prints the first API key and a link for the first owner, this one time. SIGINT or SIGTERM stops it in order.',
    )
    .addHelpText('after', '\nExamples:\n  relance serve\n  relance serve --port 0 --data-dir /var/lib/relance/data');
  define(command, { options: ['port', 'host', ...databaseOptions, ...workerOptions], quiet: false, run: serve, end });
}

type Server = Awaited<ReturnType<typeof createServer>>;

async function serve({ config, logger }: Invocation): Promise<ExitCode> {
  const stopping = stopSignals();
  const content = await readContent(config);
  const { databaseUrl, dataDir } = config;
  const onProgress = (text: string) => note(`relance: ${text}`);
  const database = await openDatabase({ databaseUrl, dataDir, embedded: 'start', migrate: true, logger, onProgress });
  let engine: Engine | undefined;
  let server: Server | undefined;
  try {
    engine = await createEngine(engineOptions(config, database, logger, content));
    await tellWarnings(engine, content);
    server = await openServer(engine, logger, config);
    const port = await listen(server, config);
    if (!stopping.aborted) {
      engine.start();
      const hasDashboard = server.hasRoute({ method: 'GET', url: '/' });
      const ownerLink = hasDashboard ? await firstOwnerLink(engine) : undefined;
      announce(config, { port, hasDashboard, ownerLink }, database, await ensureFirstKey(engine, config));
    }
    await aborted(stopping);
  } finally {
    if (server) await close(server);
    await engine?.stop();
    await database.close();
  }
  say('Relance has stopped');
  return exitCode.ok;
}

/** The web server is loaded here, so that the other commands, and help, need not wait for it. */
async function openServer(engine: Engine, logger: Logger, config: Config): Promise<Server> {
  const { createServer } = await import('../../http/server.ts');
  const { context, intake, telemetry } = engine;
  const requestLimits = {
    perKey: config.rateLimitPerKey,
    perOrganization: config.rateLimitPerOrganization,
    wrongKeysPerAddress: config.rateLimitWrongKeys,
    signInsPerAccount: config.rateLimitSignIns,
    failedSignInsPerAddress: config.rateLimitFailedSignIns,
    webhooksPerSource: config.rateLimitWebhooks,
  };
  const { trustProxy, localNetworks = [] } = config;
  const where = { trustProxy, localNetworks };
  return createServer({ context, intake, logger, telemetry, requestLimits, ...where, version: version() });
}

/** How long requests under way may take to end, in milliseconds: below the ten seconds after which containers are killed. */
const closeMsMax = 5_000;

async function close(server: Server): Promise<void> {
  const closed = new AbortController();
  void waitFor(systemClock, closeMsMax, closed.signal).then(() => {
    if (!closed.signal.aborted) server.server.closeAllConnections();
  });
  await server.close();
  closed.abort();
}

/** @throws RelanceError `invalid_configuration` when the port or the address can't be had */
async function listen(server: Server, { host, port }: Config): Promise<number> {
  try {
    await server.listen({ host, port });
    return (server.server.address() as AddressInfo).port;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const detail = {
      EADDRINUSE: `Port ${port} on ${host} is taken by another program. Stop that one, or choose another with --port.`,
      EACCES: `Port ${port} on ${host} may not be used by this user. Choose one above 1023 with --port.`,
      EADDRNOTAVAIL: `This machine has no address ${host}. Choose another with --host, for example 127.0.0.1.`,
      ENOTFOUND: `There is no host ${host}. Choose an address of this machine with --host, for example 127.0.0.1.`,
    }[String(code)];
    throw detail === undefined ? error : relanceError('invalid_configuration', detail, error);
  }
}

/** What a person needs to go on; the lines are part of the interface (tests and scripts read the address). */
function announce(
  config: Config,
  {
    port,
    hasDashboard,
    ownerLink,
  }: { readonly port: number; readonly hasDashboard: boolean; readonly ownerLink: string | undefined },
  database: OpenDatabase,
  firstKey: string | undefined,
): void {
  const url = addressOf(config.host, port);
  const where = config.databaseUrl === undefined ? `embedded PostgreSQL in ${config.dataDir}` : 'as in DATABASE_URL';
  const migrated = database.applied.length > 0 ? `, migrated (${database.applied.join(', ')})` : '';
  say(`Relance ${version()} is ready at ${paint('bold', url)}`);
  const rows = [
    ...(hasDashboard ? [['  dashboard', `${url}/`]] : []),
    ['  API', `${url}/v1, described at ${url}/docs`],
    ['  database', `${where}${migrated}`],
  ];
  for (const row of columns(rows)) say(row);
  if (ownerLink !== undefined) {
    say('\n  To sign in with a password, become the first owner by this link (good once, for seven days):');
    say(`  ${paint('bold', dashboardLink(ownerLink, url))}`);
  }
  if (firstKey === undefined) return;
  say(`\n  First API key, shown this one time: ${paint('bold', firstKey)}`);
  say(`  curl -H 'x-api-key: ${firstKey}' ${url}/v1/follow-ups\n`);
}

/** An address that a browser on this machine can open. */
function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}
