// The fault tests find the bugs they are there for: each is planted in a copy of the sources, and the scenario that guards
// against it has to find something wrong there.
import { expect, test } from 'vitest';
import { crashEverywhere } from './scenarios/crash-everywhere.ts';
import { uncertainOutcomes } from './scenarios/failover.ts';
import { staleOutcome } from './scenarios/stale-outcome.ts';
import { stopRace } from './scenarios/stop-race.ts';
import { type Patch, plantBug } from './support/planted-bug.ts';

const bugs: readonly {
  readonly name: string;
  readonly patches: readonly Patch[];
  readonly findings: (script: (name: string) => string) => Promise<readonly string[]>;
  readonly expected: RegExp;
}[] = [
  {
    name: 'no fence check when an outcome is written and when a call begins',
    patches: [
      {
        file: 'src/store/settle-follow-ups.ts',
        replace: 'AND f.state = i.from_state AND f.lease_token = i.token',
        by: 'AND f.state = i.from_state',
      },
      {
        file: 'src/store/begin-calling.ts',
        replace: `AND f.state = 'claimed' AND f.lease_token = j.token`,
        by: `AND f.state = 'claimed'`,
      },
    ],
    findings: (script) => staleOutcome({ workerScript: script('worker-process.ts') }),
    expected: /delivered 2 times/,
  },
  {
    name: 'the epoch is not compared in the calling commit',
    patches: [
      {
        file: 'src/store/begin-calling.ts',
        replace: `CASE WHEN l.epoch_now <> l.epoch THEN 'epoch' WHEN`,
        by: 'CASE WHEN',
      },
    ],
    findings: async (script) =>
      (await stopRace({ rounds: 100, seed: 1, script: script('stop-race-process.ts') })).findings,
    expected: /committed as calling after its (suppressed|blocked)/,
  },
  {
    name: 'what was being called when its worker died goes back to the queue',
    patches: [
      {
        file: 'src/store/rescue-follow-ups.ts',
        replace: `state = CASE WHEN f.state = 'claimed' THEN 'scheduled' ELSE 'unknown' END::relance.follow_up_state`,
        by: `state = 'scheduled'`,
      },
      {
        file: 'src/store/rescue-follow-ups.ts',
        replace: `lease_until = CASE WHEN f.state = 'calling' THEN (SELECT t FROM clock) END`,
        by: 'lease_until = NULL',
      },
      {
        file: 'src/store/rescue-follow-ups.ts',
        replace: `queue_at = CASE WHEN f.state = 'claimed' THEN greatest(f.due_at, f.lease_until) END`,
        by: 'queue_at = greatest(f.due_at, f.lease_until)',
      },
    ],
    findings: (script) =>
      crashEverywhere({
        mode: 'at_most_once',
        seed: 0,
        lookup: false,
        points: ['P5', 'P6'],
        workerScript: script('worker-process.ts'),
      }),
    expected: /delivered 2 times/,
  },
  {
    name: 'an unknown outcome is handed to the next sender',
    patches: [
      {
        file: 'src/domain/decide-after-attempt.ts',
        replace: `if (outcome.kind === 'unknown') return { to: 'unknown' };`,
        by: `if (outcome.kind === 'unknown') outcome = { kind: 'refused', class: 'sender' };`,
      },
    ],
    findings: (script) => uncertainOutcomes({ count: 8, workerScript: script('worker-process.ts') }),
    expected: /the second sender was called [1-9]/,
  },
];

for (const { name, patches, findings, expected } of bugs) {
  test.concurrent(`found when planted: ${name}`, async () => {
    const copy = await plantBug(patches);
    try {
      const found = await findings(copy.script);
      expect(found.join('\n')).toMatch(expected);
    } finally {
      await copy.remove();
    }
  });
}

test.concurrent('a bug whose place has changed says so', async () => {
  const patch = { file: 'src/store/begin-calling.ts', replace: 'this text is nowhere', by: '' };
  await expect(plantBug([patch])).rejects.toThrow('adapt the patch: this text is nowhere');
});
