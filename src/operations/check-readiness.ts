/** May this process be given work? The database has to answer, with our schema, within a second. */

import { waitFor } from '../clock.ts';
import { RelanceError } from '../errors.ts';
import { isMigrated } from '../store/health.ts';
import type { OperationContext } from './context.ts';

export type Readiness =
  | { readonly ready: true; readonly tookMs: number }
  | { readonly ready: false; readonly detail: string };

export async function checkReadiness({ db, clock }: OperationContext, limitMs = 1_000): Promise<Readiness> {
  const began = clock.elapsedMs();
  const given = new AbortController();
  const late = waitFor(clock, limitMs, given.signal).then(() => 'late' as const);
  try {
    const answer = await Promise.race([isMigrated(db), late]);
    if (answer === 'late') return { ready: false, detail: `the database did not answer within ${limitMs} ms` };
    if (!answer)
      return { ready: false, detail: 'the database has not the schema of this version: run `relance migrate`' };
    return { ready: true, tookMs: clock.elapsedMs() - began };
  } catch (error) {
    return {
      ready: false,
      detail: error instanceof RelanceError ? error.detail : 'the database answered with an error',
    };
  } finally {
    given.abort();
  }
}
