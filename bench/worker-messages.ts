// What a measuring process and its worker processes say to each other. Requests are answered one at a time, in order;
// tallies come by themselves.
import type { SenderTally } from './sender.ts';

export type WorkerRequest =
  | {
      readonly ask: 'open';
      readonly subject: string;
      readonly databaseUrl: string;
      readonly senderMs: number;
      readonly senderConcurrency: number | undefined;
    }
  | { readonly ask: 'openEventServer'; readonly subject: string; readonly databaseUrl: string }
  /** Resets the sender's tally and starts taking what is due. */
  | { readonly ask: 'start' }
  /** Answered once every call made so far is settled. */
  | { readonly ask: 'settle' }
  | { readonly ask: 'stop' }
  | { readonly ask: 'report' }
  | { readonly ask: 'close' };

export interface WorkerReport extends SenderTally {
  readonly delaysMs: readonly number[];
  readonly memoryBytesMax: number;
  /** CPU time of the process between `start` and now, in microseconds. */
  readonly cpuUs: number;
}

export type WorkerAnswer =
  | { readonly answer: 'opened' }
  | { readonly answer: 'eventServer'; readonly url: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly answer: 'started'; readonly atMs: number }
  | { readonly answer: 'settled'; readonly atMs: number }
  | { readonly answer: 'stopped' }
  | { readonly answer: 'report'; readonly report: WorkerReport }
  | { readonly answer: 'closed' }
  | { readonly answer: 'failed'; readonly reason: string };

export interface WorkerTally {
  readonly tally: SenderTally;
}
