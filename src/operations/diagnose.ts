/**
 * Is this database fit for Relance, and does the engine on it do its work? Each answer is a line with a level and, where
 * it is not well, what to do. Reads only. What concerns the machine (Node, disk) is the command line's own affair.
 */
import { RelanceError } from '../errors.ts';
import { type DatabaseFacts, type EngineFacts, readDatabaseFacts, type SenderFacts } from '../store/doctor-queries.ts';
import { migrationNames } from '../store/migrate.ts';

export interface Check {
  readonly name: string;
  /** `warn`: it works, but look at it. `fail`: something does not work. */
  readonly level: 'ok' | 'warn' | 'fail';
  readonly message: string;
  /** What to do; only where it is not `ok`. */
  readonly advice?: string;
}

export interface Diagnosis {
  readonly checks: readonly Check[];
  /** The senders as stored, to be asked with `testSender`; undefined where the schema is not that of this version. */
  readonly senders: readonly SenderFacts[] | undefined;
}

/** Never throws: what can't be asked is a check that failed. */
export async function diagnose(url: string): Promise<Diagnosis> {
  try {
    const { database, engine } = await readDatabaseFacts(url);
    const checks = [...databaseChecks(database), ...(engine ? engineChecks(engine) : [])];
    const isCurrent = migrationNames.every((name) => database.migrations?.includes(name));
    return { checks, senders: isCurrent ? (engine?.senders ?? []) : undefined };
  } catch (error) {
    return { checks: [unreachable(error)], senders: undefined };
  }
}

function unreachable(error: unknown): Check {
  const cause = error instanceof RelanceError ? (error.cause ?? error) : error;
  const why =
    cause instanceof Error && cause.message !== '' ? cause.message : String((cause as { code?: string }).code ?? cause);
  return fail(
    'database',
    `it cannot be reached: ${why}`,
    'Check DATABASE_URL: host, port, user, password, database, TLS.',
  );
}

function databaseChecks(facts: DatabaseFacts): readonly Check[] {
  const { version, versionNumber, role, connections, connectionsMax, roundTripMs } = facts;
  const size = `${Math.ceil(facts.sizeBytes / 1_048_576)} MB`;
  const reached = `PostgreSQL ${version}, ${size}, answers in ${roundTripMs.toFixed(1)} ms`;
  return [
    versionNumber < 150_000
      ? fail('database', reached, 'Relance needs PostgreSQL 15 or newer.')
      : roundTripMs > 50
        ? warn('database', reached, 'Run Relance close to its database: every batch makes three such round trips.')
        : ok('database', reached),
    roleCheck(facts),
    facts.durable
      ? ok('durability', 'what is acknowledged survives a crash of the server')
      : warn(
          'durability',
          'fsync, synchronous_commit or full_page_writes is off',
          'Turn all three on, unless this is a test.',
        ),
    connections > connectionsMax * 0.8
      ? warn(
          'connections',
          `${connections} of ${connectionsMax} are in use`,
          'Raise max_connections, or use fewer processes (each takes up to 20).',
        )
      : ok('connections', `${connections} of ${connectionsMax} are in use as ${role}`),
    migrationsCheck(facts.migrations),
  ];
}

/** Superusers and BYPASSRLS pass by row-level security, which keeps organizations apart. */
function roleCheck({ role, superuser, bypassesRowSecurity }: DatabaseFacts): Check {
  if (!superuser && !bypassesRowSecurity) return ok('role', `${role} is bound by row-level security`);
  const what = superuser ? 'a superuser' : 'BYPASSRLS';
  const remedy = `ALTER ROLE ${role} ${superuser ? 'NOSUPERUSER ' : ''}NOBYPASSRLS`;
  return fail(
    'role',
    `${role} is ${what}, so that row-level security does not keep organizations apart`,
    `Give Relance a role of its own that owns its database, or: ${remedy}`,
  );
}

function migrationsCheck(applied: readonly string[] | undefined): Check {
  if (applied === undefined) {
    return warn(
      'migrations',
      'Relance has not been in this database yet',
      'Run `relance migrate`, or start `relance serve`.',
    );
  }
  const missing = migrationNames.filter((name) => !applied.includes(name));
  const foreign = applied.filter((name) => !migrationNames.includes(name));
  if (missing.length > 0) return fail('migrations', `missing: ${missing.join(', ')}`, 'Run `relance migrate`.');
  if (foreign.length > 0) {
    return warn('migrations', `a newer version has added ${foreign.join(', ')}`, 'Update this Relance, too.');
  }
  return ok('migrations', `all ${applied.length} applied`);
}

/** Webhook signatures are refused beyond five minutes (Standard Webhooks, "timestamp tolerance"). */
const clockDifferenceMsMax = 5 * 60_000;

function engineChecks(facts: EngineFacts): readonly Check[] {
  const difference = Math.abs(facts.clockDifferenceMs);
  const clock =
    difference < 10
      ? 'the database and this machine agree'
      : `the database is ${(difference / 1000).toFixed(2)} s ${facts.clockDifferenceMs < 0 ? 'behind' : 'ahead of'} this machine`;
  const sync = 'Follow-ups go by the database, signatures by this machine: let both take their time from NTP.';
  return [
    difference > clockDifferenceMsMax
      ? fail('clock', clock, sync)
      : difference > 1_000
        ? warn('clock', clock, sync)
        : ok('clock', clock),
    workersCheck(facts),
    consentCheck(facts),
    facts.deadLetters === 0
      ? ok('dead letters', 'none')
      : warn(
          'dead letters',
          `${followUps(facts.deadLetters)} failed for good`,
          'See what failed (GET /v1/follow-ups?state=dead_letter), then retry or cancel.',
        ),
    facts.unknown === 0
      ? ok('unknown outcomes', 'none')
      : warn(
          'unknown outcomes',
          `of ${facts.unknown} call${facts.unknown === 1 ? '' : 's'} it is not known whether the message arrived`,
          'They are looked into and settle by the mode of their channel. GET /v1/follow-ups?state=unknown lists them; find out with the vendor, then POST /v1/follow-ups/<id>/settle with sent or not_sent.',
        ),
    coverageCheck(facts.uncovered),
  ];
}

function consentCheck({ withoutConsent }: EngineFacts): Check {
  if (withoutConsent === null) return ok('consent', 'there are too many follow-ups to count those without consent');
  const { never, refused } = withoutConsent;
  const said = refused === 0 ? '' : `; ${followUps(refused)} because the person refused`;
  if (never === 0) return ok('consent', `nothing was held for lack of it in the last 7 days${said}`);
  return warn(
    'consent',
    `${followUps(never)} not sent in the last 7 days because the person has not agreed${said}`,
    'Record consent with its proof (POST /v1/contacts/<id>/consents, or `consent` on events such as call.ended), or ask for it with confirm: true. See docs/guides/consent-and-preferences.md.',
  );
}

function coverageCheck(uncovered: number | null): Check {
  if (uncovered === null) return ok('coverage', 'not audited yet: a worker does it every ten minutes');
  if (uncovered === 0) return ok('coverage', 'every live lead, conversation and appointment is seen to');
  const message = `nobody sees to ${uncovered} live ${uncovered === 1 ? 'record' : 'records'}`;
  return warn('coverage', message, 'GET /v1/coverage/uncovered lists them, each with its cause.');
}

const aliveSeconds = 60;

function workersCheck({ workers, overdue }: EngineFacts): Check {
  const alive = workers.filter(({ secondsAgo }) => secondsAgo <= aliveSeconds);
  if (alive.length > 0) {
    const names = alive
      .slice(0, 5)
      .map(({ name }) => name)
      .join(', ');
    const message = `${alive.length} at work (${names}${alive.length > 5 ? ', …' : ''}), ${overdue === 0 ? 'nothing' : followUps(overdue)} overdue`;
    const advice = 'Look at the senders below, at what is paused, and at the log.';
    return overdue > 0 ? warn('workers', message, advice) : ok('workers', message);
  }
  const last = workers[0]
    ? `the last one was seen ${Math.round(workers[0].secondsAgo)} s ago`
    : 'none was seen within a day';
  const advice = 'Start `relance serve` or `relance worker`.';
  return overdue > 0
    ? fail('workers', `${last}, and ${followUps(overdue)} ${overdue === 1 ? 'is' : 'are'} overdue`, advice)
    : warn('workers', last, advice);
}

function followUps(count: number): string {
  return `${count} follow-up${count === 1 ? '' : 's'}`;
}

function ok(name: string, message: string): Check {
  return { name, level: 'ok', message };
}

function warn(name: string, message: string, advice: string): Check {
  return { name, level: 'warn', message, advice };
}

function fail(name: string, message: string, advice: string): Check {
  return { name, level: 'fail', message, advice };
}
