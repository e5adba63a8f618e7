// Which tests exist and how they share the machine. Three projects:
//   unit         src/**/*.test.ts and the tidiness test: pure, no database
//   integration  test/**/*.test.ts: a real PostgreSQL, one fresh database per file
//   faults       test/faults/**: kills processes and databases, so one file after another, when nothing else runs
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const filesAtOnce = Math.max(2, Math.min(6, availableParallelism()));

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: filesAtOnce,
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    // What is waited for is there at once, or after a busy moment of the machine, of which there are longer ones than a second.
    expect: { requireAssertions: false, poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/tidy.test.ts'],
          testTimeout: 10_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: ['test/tidy.test.ts', 'test/faults/**'],
          globalSetup: ['./test/support/postgres.setup.ts'],
          // What hangs is found; how fast a machine is, is not what is tested.
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['./test/support/postgres.setup.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
