// A child process that holds one worker (or one HTTP server) of one subject and does what its parent asks. It never
// measures more than when its sender was called and when all was settled: the parent does the sums.
import { createSender, type Sender } from './sender.ts';
import type { EventServer, Worker } from './subject.ts';
import { loadSubject } from './subjects/catalog.ts';
import { pause, wallClockMs } from './wall-clock.ts';
import type { WorkerAnswer, WorkerRequest, WorkerTally } from './worker-messages.ts';

/** How often the parent hears of new calls; short against the second that the quickest drain takes. */
const tallyEveryMs = 5;

let worker: Worker | undefined;
let taking = false;
let eventServer: EventServer | undefined;
let sender: Sender | undefined;
let cpuAtStart = process.cpuUsage();

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  switch (request.ask) {
    case 'open': {
      const subject = await loadSubject(request.subject);
      const opened = createSender(request.senderMs, request.senderConcurrency);
      sender = opened;
      worker = await subject.openWorker({ ...request, send: opened.send });
      tellTallies(opened);
      return { answer: 'opened' };
    }
    case 'openEventServer': {
      const subject = await loadSubject(request.subject);
      if (subject.openEventServer === undefined) throw new Error(`${subject.name} has no HTTP server.`);
      eventServer = await subject.openEventServer(request.databaseUrl);
      return { answer: 'eventServer', url: eventServer.url, headers: eventServer.headers };
    }
    case 'start':
      sender?.reset();
      cpuAtStart = process.cpuUsage();
      taking = true;
      await worker?.start();
      return { answer: 'started', atMs: wallClockMs() };
    case 'settle':
      while (!(await worker?.idle())) await pause(1);
      return { answer: 'settled', atMs: wallClockMs() };
    case 'stop':
      await stop();
      return { answer: 'stopped' };
    case 'report': {
      const { user, system } = process.cpuUsage(cpuAtStart);
      const tally = sender?.tally() ?? { calls: 0, firstCallAtMs: 0, lastCallAtMs: 0 };
      const memoryBytesMax = process.resourceUsage().maxRSS * 1024;
      return {
        answer: 'report',
        report: { ...tally, delaysMs: sender?.delaysMs() ?? [], memoryBytesMax, cpuUs: user + system },
      };
    }
    case 'close':
      await stop();
      await worker?.close();
      await eventServer?.close();
      return { answer: 'closed' };
  }
}

async function stop(): Promise<void> {
  if (taking) await worker?.stop();
  taking = false;
}

function tellTallies(source: Sender): void {
  let told = 0;
  setInterval(() => {
    const tally = source.tally();
    if (tally.calls === told) return;
    told = tally.calls;
    tell({ tally });
  }, tallyEveryMs);
}

function tell(message: WorkerAnswer | WorkerTally): void {
  if (process.connected) process.send?.(message);
}

let turn: Promise<void> = Promise.resolve();

process.on('message', (request: WorkerRequest) => {
  turn = turn
    .then(() => answer(request))
    .then(tell, (error: unknown) =>
      tell({ answer: 'failed', reason: String(error instanceof Error ? error.stack : error) }),
    );
});
// The parent is gone, or has ended this process's job.
process.on('disconnect', () => process.exit());
