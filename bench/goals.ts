// What Relance must reach, mostly as ratios to its peers in the same run: machines differ and have noisy neighbours, so
// an absolute number proves little. `first` is the first milestone, `goal` what the design aims at.
import type { RepeatFigures, Results } from './results.ts';

export interface Goal {
  readonly label: string;
  /** The measured side of the comparison, from the figures of one repeat. */
  readonly value: (figures: RepeatFigures) => number | undefined;
  readonly must: 'be at least' | 'be at most';
  readonly unit: 'x' | 'ms' | '/s' | 'bytes' | 'calls';
  readonly first?: number;
  readonly goal: number;
}

export interface GoalVerdict {
  readonly goal: Goal;
  /** Median over the repeats; undefined when something it needs was not measured. */
  readonly value: number | undefined;
  readonly firstReached: boolean | undefined;
  readonly goalReached: boolean | undefined;
}

const peers = ['graphile-worker', 'pg-boss'];

const own =
  (key: string) =>
  (figures: RepeatFigures): number | undefined =>
    figures('relance', key);

const ratio =
  (key: string, referenceSubject: string, referenceKey = key) =>
  (figures: RepeatFigures): number | undefined =>
    divided(figures('relance', key), figures(referenceSubject, referenceKey));

const ratioToBestPeer =
  (key: string) =>
  (figures: RepeatFigures): number | undefined => {
    const measured = peers.flatMap((peer) => figures(peer, key) ?? []);
    return divided(figures('relance', key), measured.length === peers.length ? Math.max(...measured) : undefined);
  };

function divided(value: number | undefined, reference: number | undefined): number | undefined {
  return value === undefined || reference === undefined ? undefined : value / reference;
}

const atLeast = { must: 'be at least' } as const;
const atMost = { must: 'be at most' } as const;

export const goals: readonly Goal[] = [
  {
    label: 'W1 in bulk, to graphile-worker',
    value: ratio('w1.bulk.rate', 'graphile-worker'),
    ...atLeast,
    unit: 'x',
    first: 1.5,
    goal: 2.5,
  },
  {
    label: 'W1 one at a time, to pg-boss',
    value: ratio('w1.single.rate', 'pg-boss'),
    ...atLeast,
    unit: 'x',
    first: 4,
    goal: 8,
  },
  {
    label: 'W2 a reply cancels, to graphile-worker',
    value: ratio('w2.rate', 'graphile-worker'),
    ...atLeast,
    unit: 'x',
    first: 2,
    goal: 4,
  },
  {
    label: 'W3 one worker, to graphile-worker',
    value: ratio('w3.one.rate', 'graphile-worker'),
    ...atLeast,
    unit: 'x',
    first: 0.25,
    goal: 0.5,
  },
  { label: 'W3 one worker, to pg-boss', value: ratio('w3.one.rate', 'pg-boss'), ...atLeast, unit: 'x', goal: 0.65 },
  {
    label: 'W3 two workers, to one',
    value: ratio('w3.two.rate', 'relance', 'w3.one.rate'),
    ...atLeast,
    unit: 'x',
    first: 0.6,
    goal: 0.8,
  },
  {
    label: 'W3 20 ms sender, to the best peer',
    value: ratioToBestPeer('w3.slow.rate'),
    ...atLeast,
    unit: 'x',
    first: 0.6,
    goal: 1,
  },
  { label: 'W4 punctuality p99', value: own('w4.p99'), ...atMost, unit: 'ms', first: 15, goal: 5 },
  { label: 'W4 punctuality p50', value: own('w4.p50'), ...atMost, unit: 'ms', goal: 1 },
  { label: 'W4 calls too early', value: own('w4.early'), ...atMost, unit: 'calls', first: 0, goal: 0 },
  {
    label: 'W5 drain before 1,000,000, to nothing behind',
    value: ratio('w5.rate', 'relance', 'w5.alone.rate'),
    ...atLeast,
    unit: 'x',
    first: 0.7,
    goal: 0.9,
  },
  { label: 'W5 punctuality before 1,000,000, p99', value: own('w5.p99'), ...atMost, unit: 'ms', first: 25, goal: 10 },
  { label: 'W5 calls too early', value: own('w5.early'), ...atMost, unit: 'calls', first: 0, goal: 0 },
  { label: 'Disk per pending follow-up', value: own('w5.bytes'), ...atMost, unit: 'bytes', first: 1_500, goal: 800 },
  { label: 'POST /v1/events', value: own('events.rate'), ...atLeast, unit: '/s', first: 1_000, goal: 3_000 },
  { label: 'POST /v1/events p99', value: own('events.p99'), ...atMost, unit: 'ms', first: 100, goal: 50 },
  {
    label: "Fairness: the others' lateness p95",
    value: own('fairness.p95'),
    ...atMost,
    unit: 'ms',
    first: 1_000,
    goal: 250,
  },
  {
    label: 'Policies among 1,000,000 contacts, to none',
    value: ratio('policies.asked', 'relance', 'policies.plain'),
    ...atLeast,
    unit: 'x',
    first: 0.9,
    goal: 0.95,
  },
];

export function judge(results: Results): GoalVerdict[] {
  return goals.map((goal) => {
    const value = results.median(goal.value);
    const reaches = (target: number | undefined) => {
      if (value === undefined || target === undefined) return undefined;
      return goal.must === 'be at least' ? value >= target : value <= target;
    };
    return { goal, value, firstReached: reaches(goal.first), goalReached: reaches(goal.goal) };
  });
}
