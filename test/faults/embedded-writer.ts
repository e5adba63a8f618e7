// A process of its own for embedded.test.ts: starts the embedded database in the folder it is given, then writes row after
// row and says which ones were acknowledged, until it is killed or asked to end. One line of JSON per thing it says.
import pg from 'pg';
import { RelanceError } from '../../src/errors.ts';
import { silentLogger } from '../../src/logger.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';

const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const database = await startEmbeddedPostgres({ dataDir: process.argv[2] as string, log: silentLogger });
  say({ started: { url: database.url, port: database.port, adopted: database.adopted } });
  await writeUntilKilled(database.url);
} catch (error) {
  say({
    refused: error instanceof RelanceError ? { code: error.code, detail: error.detail } : { code: String(error) },
  });
  process.exitCode = 1;
}

/** An insert that got no answer is not counted; the connection is made anew, as an application's pool would. */
async function writeUntilKilled(url: string): Promise<never> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('CREATE TABLE IF NOT EXISTS written (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)');
      for (;;) {
        const { rows } = await client.query<{ id: string }>('INSERT INTO written DEFAULT VALUES RETURNING id');
        say({ acknowledged: Number(rows[0]?.id) });
      }
    } catch {
      await client.end().catch(() => {});
    }
  }
}
