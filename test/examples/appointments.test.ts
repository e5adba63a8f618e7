// The example of the README, as a person would run it: the small made-up CSV, of which three rows can't be used.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

const program = join(import.meta.dirname, '../../examples/appointments/run.ts');
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'relance-example-'));
});

afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

function run(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, out: lines(out), err: lines(err) });
    });
  });
}

test('every booking of the CSV gets its reminders once, and what can not be used is named with its line', {
  timeout: 60_000,
}, async () => {
  const { code, out, err } = await run('--zone', 'Europe/Paris', '--database', database.url);
  expect(err.map((line) => line.replace(/^.*bookings\.csv/, ''))).toEqual([
    ':7: left out: "not a date" is not a time of booking',
    ':10: left out: contact is empty',
    expect.stringMatching(/^:11: left out: .*columns length is 5, got 4/),
  ]);
  expect(out).toEqual([
    '9 bookings, 3 rows left out, 12 e-mails at the mail server',
    'appointments: 5 reminders 24 h before, 7 reminders 1 h before, 6 skipped(too_late), 0 lost, 0 duplicated',
  ]);
  expect(code).toBe(0);
});

test('a column that is not there is named, with those that are', async () => {
  const file = join(folder, 'other.csv');
  await writeFile(file, 'PatientId,AppointmentID\n1,2\n');
  const { code, err } = await run('--file', file, '--column', 'contact=PatientId', '--column', 'key=Visit');
  expect(code).not.toBe(0);
  expect(err.join('\n')).toContain('the file has no column "Visit" for key; it has PatientId, AppointmentID');
});

test('a mapping that names no field is refused', async () => {
  const { code, err } = await run('--column', 'patient=PatientId');
  expect(code).toBe(2);
  expect(err).toEqual([
    '--column patient=PatientId: <field>=<column>, the field one of contact, key, bookedAt, startsAt, name, email',
  ]);
});
