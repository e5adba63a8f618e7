// The sender that every subject calls: answers at once or after some milliseconds, takes a limited number at a time,
// and writes down when each timed call began.
import type { FollowUpPayload } from './subject.ts';
import { wallClockMs } from './wall-clock.ts';

export interface SenderTally {
  readonly calls: number;
  /** Wall-clock times; 0 before the first call. */
  readonly firstCallAtMs: number;
  readonly lastCallAtMs: number;
}

export interface Sender {
  readonly send: (payload: FollowUpPayload) => Promise<void>;
  tally(): SenderTally;
  /** From due time to the start of the call, in milliseconds, for timed follow-ups. Negative: called too early. */
  delaysMs(): readonly number[];
  /** Forgets the tally and the delays. */
  reset(): void;
}

export function createSender(senderMs: number, concurrency: number | undefined): Sender {
  const freeSlots: (() => void)[] = [];
  const answered = Promise.resolve();
  let inFlight = 0;
  let calls = 0;
  let firstCallAtMs = 0;
  let lastCallAtMs = 0;
  let delays: number[] = [];

  const begin = (payload: FollowUpPayload) => {
    calls += 1;
    lastCallAtMs = wallClockMs();
    if (firstCallAtMs === 0) firstCallAtMs = lastCallAtMs;
    if (payload.timed) delays.push(lastCallAtMs - payload.dueAtMs);
  };

  const sendSlowly = async (payload: FollowUpPayload) => {
    if (concurrency !== undefined && inFlight >= concurrency) await new Promise<void>((free) => freeSlots.push(free));
    else inFlight += 1;
    begin(payload);
    await new Promise((resolve) => setTimeout(resolve, senderMs));
    const next = freeSlots.shift();
    if (next === undefined) inFlight -= 1;
    else next();
  };

  const sendAtOnce = (payload: FollowUpPayload) => {
    begin(payload);
    return answered;
  };

  return {
    send: senderMs > 0 ? sendSlowly : sendAtOnce,
    tally: () => ({ calls, firstCallAtMs, lastCallAtMs }),
    delaysMs: () => delays,
    reset: () => {
      calls = 0;
      firstCallAtMs = 0;
      lastCallAtMs = 0;
      delays = [];
    },
  };
}
