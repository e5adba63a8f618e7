// Runs once before the tests that need a database: finds or starts the server, makes the migrated template that every
// test file's own database is copied from, and clears up at the end. The projects of one run share all of it.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/store/migrate.ts';
import { startPostgresServer, sweepAfterKilledRuns } from './postgres-server.ts';

/** What test files need to make a database: see postgres.ts. */
export interface SharedPostgres {
  /** May create databases. */
  readonly adminUrl: string;
  /** Owner of every test database; never a superuser, so that row-level security is in force. */
  readonly role: string;
  readonly password: string;
  readonly template: string;
  readonly prefix: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: SharedPostgres;
  }
}

interface Running {
  readonly shared: SharedPostgres;
  readonly end: () => Promise<void>;
}

/** Each project loads this file by itself; what they share hangs on the process. */
const place = globalThis as { relanceTestPostgres?: { running: Promise<Running>; users: number } };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  place.relanceTestPostgres ??= { running: begin(), users: 0 };
  const mine = place.relanceTestPostgres;
  mine.users++;
  const running = await mine.running;
  project.provide('postgres', running.shared);
  return async () => {
    mine.users--;
    if (mine.users > 0) return;
    delete place.relanceTestPostgres;
    await running.end();
  };
}

const dayMs = 86_400_000;

async function begin(): Promise<Running> {
  await sweepAfterKilledRuns();
  const given = process.env.DATABASE_URL;
  const server = given ? undefined : await startPostgresServer({ durable: false });
  const adminUrl = given ?? (server?.adminUrl as string);
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => {});
  await admin.connect();

  const prefix = `relance_test_${Date.now()}_${randomBytes(3).toString('hex')}`;
  await dropOlderThan(admin, Date.now() - dayMs);
  const { role, password } = await ordinaryRole(admin, adminUrl, prefix);
  const template = `${prefix}_template`;
  await admin.query(`CREATE DATABASE ${template} OWNER "${role}" TEMPLATE template0 ENCODING 'UTF8'`);
  await migrate(urlOf(adminUrl, role, password, template));
  await switchQuietHoursOff(urlOf(adminUrl, role, password, template));

  return {
    shared: { adminUrl, role, password, template, prefix },
    end: async () => {
      if (server) {
        await admin.end();
        await server.destroy();
      } else {
        await drop(admin, prefix);
        await admin.end();
      }
    },
  };
}

/**
 * Tests run at any hour of the day: in their databases organizations have no quiet hours, unless they set a policy. Their own
 * versions begin with 1.
 */
async function switchQuietHoursOff(url: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url, options: '-c relance.org=*' });
  await owner.connect();
  await owner.query(`
    CREATE FUNCTION public.switch_quiet_hours_off() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO relance.policies (org_id, version, document, created_at)
      VALUES (NEW.id, 0, '{"quietHours": "off"}', relance.now());
      RETURN NEW;
    END $$;
    CREATE TRIGGER switch_quiet_hours_off AFTER INSERT ON relance.organizations
      FOR EACH ROW EXECUTE FUNCTION public.switch_quiet_hours_off();
    INSERT INTO relance.policies (org_id, version, document, created_at)
      SELECT id, 0, '{"quietHours": "off"}', relance.now() FROM relance.organizations;`);
  await owner.end();
}

/** Superusers pass by row-level security, so a superuser's tests get a role of their own. */
async function ordinaryRole(
  admin: pg.Client,
  adminUrl: string,
  prefix: string,
): Promise<{ role: string; password: string }> {
  const { rows } = await admin.query(
    'SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user',
  );
  if (!rows[0].rolsuper && !rows[0].rolbypassrls) {
    return { role: rows[0].rolname, password: decodeURIComponent(new URL(adminUrl).password) };
  }
  const password = randomBytes(12).toString('hex');
  await admin.query(`CREATE ROLE ${prefix} LOGIN PASSWORD '${password}'`);
  return { role: prefix, password };
}

/** Databases and roles of runs that were killed, on a server that outlives the run. */
async function dropOlderThan(admin: pg.Client, instant: number): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT DISTINCT substring(name from '^relance_test_[0-9]+_[0-9a-f]+') AS name
     FROM (SELECT datname::text AS name FROM pg_database UNION SELECT rolname::text FROM pg_roles) AS names
     WHERE name ~ '^relance_test_[0-9]+_'`,
  );
  for (const { name } of rows) if (Number(name.split('_')[2]) < instant) await drop(admin, name);
}

async function drop(admin: pg.Client, prefix: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  await admin.query(`DROP ROLE IF EXISTS ${prefix}`);
}

function urlOf(adminUrl: string, role: string, password: string, database: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}
