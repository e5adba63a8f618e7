// A child process that runs one workload on one subject: a heap, a code cache and timers of its own, so that no subject
// pays for what ran before it.
import type { CellAnswer, CellRequest } from './cell-messages.ts';
import type { Client } from './subject.ts';
import { loadSubject } from './subjects/catalog.ts';
import { workloads } from './workloads/catalog.ts';

process.once('message', (request: CellRequest) => {
  runCell(request)
    .then(
      (figures): CellAnswer => ({ outcome: 'measured', figures }),
      (error: unknown): CellAnswer => ({
        outcome: 'failed',
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    )
    .then((answer) => process.send?.(answer));
});
// Its parent ends this process by disconnecting; the worker processes below end the same way.
process.on('disconnect', () => process.exit());

async function runCell(request: CellRequest): Promise<Readonly<Record<string, number>>> {
  const { databaseUrl, scale } = request;
  const workload = workloads.find(({ key }) => key === request.workload);
  if (workload === undefined) throw new Error(`There is no workload "${request.workload}".`);
  const subject = await loadSubject(request.subject);
  const clients: Client[] = [];
  await subject.install(databaseUrl);
  try {
    return await workload.run({
      subject,
      databaseUrl,
      scaled: (count, least) => Math.max(Math.round(count * scale), Math.min(count, least)),
      async openClient(callers) {
        const client = await subject.openClient(databaseUrl, callers);
        clients.push(client);
        return client;
      },
      log: (message) => console.error(`  ${workload.key} ${subject.name}: ${message}`),
    });
  } finally {
    for (const client of clients) await client.close();
  }
}
