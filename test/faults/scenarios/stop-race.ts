// Runs the race of stops against `calling` commits (stop-race-process.ts). Returns what is wrong.
import { join } from 'node:path';
import { createTestDatabase } from '../../support/postgres.ts';
import type { StopRaceResult } from '../stop-race-process.ts';
import { spawnSpeaking } from '../support/process.ts';

export async function stopRace(options: { rounds: number; seed: number; script?: string }): Promise<StopRaceResult> {
  const { rounds, seed, script = join(import.meta.dirname, '..', 'stop-race-process.ts') } = options;
  const database = await createTestDatabase();
  const race = spawnSpeaking<StopRaceResult>(script, { database: database.url, rounds, seed });
  try {
    return await race.heard(() => true);
  } finally {
    await race.kill();
    await database.drop();
  }
}
