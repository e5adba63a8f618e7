// Records one event in a process of its own and dies at the commit of what follows from it: P8 inside the transaction, when
// everything is written and nothing committed; P9 after the commit, before anybody is told.
//
// Gets its settings as JSON in its only argument.
import { createEngine } from '../../src/engine.ts';
import { Database } from '../../src/store/database.ts';

export interface RecorderSettings {
  readonly database: string;
  readonly point: 'P8' | 'P9';
  readonly event: object;
}

const { database, point, event } = JSON.parse(process.argv[2] as string) as RecorderSettings;
const engine = await createEngine({ database });

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

// Only from here on: starting the engine has transactions of its own.
const transaction = Database.prototype.transaction;
Database.prototype.transaction = async function watched(organization, work) {
  let wrote = false;
  const result = await transaction.call(this, organization, async (tx) => {
    const done = await work({
      ...tx,
      query: (statement, parameters) => {
        wrote ||= statement.name === 'relance-apply-begins';
        return tx.query(statement, parameters);
      },
    });
    return wrote && point === 'P8' ? die() : done;
  });
  return (wrote ? die() : result) as never;
};

await engine.events.record(event);
throw new Error('it was to be killed');
