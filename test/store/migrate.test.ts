// A process of one version may start beside processes of the next one, which has migrated the database already.
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import { migrate, migrationNames } from '../../src/store/migrate.ts';
import { createTestDatabase } from '../support/postgres.ts';

async function databaseWith(migration: string): Promise<string> {
  const { url, drop } = await createTestDatabase();
  onTestFinished(drop);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('INSERT INTO relance.kysely_migration (name, timestamp) VALUES ($1, $2)', [
    migration,
    new Date().toISOString(),
  ]);
  await client.end();
  return url;
}

test('what the next version has migrated keeps no process of this one from starting, nor many at the same time', async () => {
  const url = await databaseWith('9999-of-the-next-version');
  const reports = await Promise.all([1, 2, 3].map(() => migrate(url)));
  expect(reports).toEqual([{ applied: [] }, { applied: [] }, { applied: [] }]);
  const engine = await createEngine({ database: url });
  onTestFinished(() => engine.stop());
  expect(await engine.events.record({ type: 'contact.upserted', contact: { key: 'ana' } })).toMatchObject({
    duplicate: false,
  });
});

test('a migration between ours that is not ours is refused', async () => {
  const [first = ''] = migrationNames;
  const url = await databaseWith(`${first}-of-somebody-else`);
  await expect(migrate(url)).rejects.toThrow(`${first}-of-somebody-else is missing`);
});
