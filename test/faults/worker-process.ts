// A worker in a process of its own, for tests that kill, pause and restart workers. It is the real engine with the fake
// provider; what happens at a point of a follow-up's way is done from outside, by watching the named statements and the
// provider's call. No production code knows of these points.
//
//   P1 claimed            the claim has been answered
//   P2 rendered           about to send the `calling` commit
//   P3 before `calling`   the `calling` statement is on its way: committed or not, nobody can tell
//   P4 after `calling`    committed and answered, nothing called yet
//   P5 bytes flushed      the vendor has the message, its answer is not read
//   P6 response read      the outcome is known to this process alone
//   P7 outcome committed  settled and answered
//
// It gets its settings as JSON in its only argument and says one line of JSON per thing. Standard input's end stops it in order.
import { writeSync } from 'node:fs';
import { createEngine } from '../../src/engine.ts';
import type { WorkerSettings } from '../../src/engine-options.ts';
import type { Provider, SendRequest } from '../../src/provider.ts';
import { Database, type Statement } from '../../src/store/database.ts';
import { fakeProvider } from '../../src/testing/fake-provider.ts';

export type CrashPoint = 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';

export interface WorkerProcessSettings {
  readonly database: string;
  readonly worker: WorkerSettings;
  /** Sends itself a signal when it comes to the point for the `nth` time. */
  readonly at?: { readonly point: CrashPoint; readonly nth: number; readonly signal: 'SIGKILL' | 'SIGSTOP' };
}

export interface Said {
  readonly ready?: true;
  /** It has come to the point, with these follow-ups. */
  readonly at?: CrashPoint;
  readonly ids?: readonly string[];
  readonly log?: { readonly event: string; readonly [field: string]: unknown };
  /** It has ended in order, after so many calls. */
  readonly ended?: { readonly calls: number };
}

const settings = JSON.parse(process.argv[2] as string) as WorkerProcessSettings;
const say = (said: Said) => writeSync(1, `${JSON.stringify(said)}\n`);

let reached = 0;
function reach(point: CrashPoint, ids: readonly string[]): void {
  const { at } = settings;
  if (at?.point !== point || ids.length === 0 || ++reached !== at.nth) return;
  say({ at: point, ids });
  process.kill(process.pid, at.signal);
  // A signal to the whole process may be taken by another thread: nothing more may happen here until it has been.
  const until = performance.now() + 100;
  while (performance.now() < until);
}

type Rows = readonly { readonly id: string; readonly refusal?: string | null }[];
const idsOf = (rows: Rows) => rows.map(({ id }) => id);

/** A column of the rows that a statement was given, by its place. */
const column = (parameters: readonly unknown[] | undefined, index: number) =>
  String(parameters?.[index]).slice(1, -1).split(',');
const idColumn = 1;
const fromStateColumn = 3;

const query = Database.prototype.query;
Database.prototype.query = async function watched<Row>(
  this: Database,
  statement: Statement,
  parameters?: readonly unknown[],
) {
  if (statement.name === 'relance-begin-calling') reach('P2', column(parameters, idColumn));
  const answer = query.call(this, statement, parameters) as Promise<Row[]>;
  if (statement.name === 'relance-begin-calling' && settings.at?.point === 'P3') {
    // The statement has been written to the socket by then; whether the server has got to it is up to chance.
    setImmediate(() => setImmediate(() => reach('P3', column(parameters, idColumn))));
  }
  const rows = await answer;
  if (statement.name === 'relance-claim') reach('P1', idsOf(rows as unknown as Rows));
  if (statement.name === 'relance-begin-calling') {
    reach('P4', idsOf((rows as unknown as Rows).filter(({ refusal }) => !refusal)));
  }
  if (statement.name === 'relance-settle') {
    const from = column(parameters, fromStateColumn);
    const called = new Set(column(parameters, idColumn).filter((_, index) => from[index] === 'calling'));
    reach(
      'P7',
      idsOf(rows as unknown as Rows).filter((id) => called.has(id)),
    );
  }
  return rows;
};

let calls = 0;
const watchedProvider: Provider = {
  describe: () => fakeProvider.describe(),
  configure(config, context) {
    const sender = fakeProvider.configure(config, context);
    return {
      ...sender,
      async send(request: SendRequest) {
        calls += 1;
        const id = request.attemptId.split('.')[0] as string;
        const outcome = sender.send(request);
        if (settings.at?.point === 'P5') {
          await delivered(String(config.url), request.attemptId);
          reach('P5', [id]);
        }
        await outcome;
        reach('P6', [id]);
        return outcome;
      },
    };
  },
};

async function delivered(url: string, attemptId: string): Promise<void> {
  while ((await fetch(new URL(`/attempts/${attemptId}`, url))).status !== 200);
}

const log = (event: string, fields?: Readonly<Record<string, unknown>>) => say({ log: { event, ...fields } });
const engine = await createEngine({
  database: settings.database,
  providers: [watchedProvider],
  worker: settings.worker,
  logger: { debug() {}, info() {}, warn: log, error: log },
});
engine.start();
say({ ready: true });
process.stdin.once('end', async () => {
  await engine.stop();
  say({ ended: { calls } });
  process.exit(0);
});
process.stdin.resume();
