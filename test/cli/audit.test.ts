// `relance audit` and `relance contact`: what they print, and how they end.
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { relance } from './support/relance.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const engine = await createEngine({ database: database.url });
  await engine.templates.put([{ key: 'hello', channel: '*', locale: '*', text: 'Hello' }]);
  await engine.events.record({ type: 'contact.upserted', contact: { key: 'ana', name: 'Ana' } });
  await engine.stop();
});
afterAll(() => database?.drop());

const run = (...args: string[]) => relance(args, { environment: { DATABASE_URL: database.url } });

test('exports a contact, notes it in the audit log, and verifies and exports the log', {
  timeout: 90_000,
}, async () => {
  const exported = await run('contact', 'export', 'key:ana');
  expect([exported.code, JSON.parse(exported.stdout).tables.contacts[0]]).toEqual([
    0,
    expect.objectContaining({ name: 'Ana' }),
  ]);
  expect((await run('contact', 'export', 'key:nobody')).code).toBe(1);
  const good = await run('audit', 'verify', '--organization', 'default');
  expect([good.code, good.stdout]).toEqual([
    0,
    expect.stringMatching(/^default: 2 entries are as they were written; the last is 2, [0-9a-f]{64}\n$/),
  ]);
  const lines = (await run('audit', 'export')).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).action);
  expect(lines).toEqual(['template.stored', 'contact.exported']);
  const url = new URL(inject('postgres').adminUrl);
  url.pathname = new URL(database.url).pathname;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`SET session_replication_role = replica; UPDATE relance.audit SET ids = '{other}' WHERE seq = 1`);
  await admin.end();
  const bad = await run('audit', 'verify');
  expect([bad.code, bad.stdout]).toEqual([1, 'default: entry 1 was changed\n']);
});
