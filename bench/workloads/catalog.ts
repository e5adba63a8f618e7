// All workloads, in the order of the table. Those that are compared with each other stand next to each other, so that
// they run in the same minute.
import type { Workload } from '../workload.ts';
import { events } from './events.ts';
import { fairness } from './fairness.ts';
import { policies } from './policies.ts';
import { w1Bulk } from './w1-bulk.ts';
import { w1Single } from './w1-single.ts';
import { w2Cancel } from './w2-cancel.ts';
import { w3OneWorker } from './w3-one-worker.ts';
import { w3SlowSender } from './w3-slow-sender.ts';
import { w3TwoWorkers } from './w3-two-workers.ts';
import { w4Punctuality } from './w4-punctuality.ts';
import { w5Alone } from './w5-alone.ts';
import { w5Growth } from './w5-growth.ts';

export const workloads: readonly Workload[] = [
  w1Bulk,
  w1Single,
  w2Cancel,
  w3OneWorker,
  w3TwoWorkers,
  w3SlowSender,
  w4Punctuality,
  w5Alone,
  w5Growth,
  fairness,
  policies,
  events,
];
