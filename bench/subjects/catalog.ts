// The systems that can be measured, in the order of the table's columns. Loaded on demand: a process that runs one
// subject does not pay for the modules of the others.
import type { Subject } from '../subject.ts';

const loaders: Readonly<Record<string, () => Promise<Subject>>> = {
  relance: async () => (await import('./relance.ts')).relance,
  'graphile-worker': async () => (await import('./graphile-worker.ts')).graphileWorker,
  'pg-boss': async () => (await import('./pg-boss.ts')).pgBoss,
  'bare-postgres': async () => (await import('./bare-postgres.ts')).barePostgres,
};

export const subjectNames: readonly string[] = Object.keys(loaders);

export async function loadSubject(name: string): Promise<Subject> {
  const load = loaders[name];
  if (load === undefined) throw new Error(`There is no subject "${name}". There are: ${subjectNames.join(', ')}.`);
  return load();
}
