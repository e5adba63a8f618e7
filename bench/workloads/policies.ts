// What the guards of the moment cost: among 1,000,000 contacts of one organization, 100,000 due follow-ups are drained by
// one worker process, first of a category that no cap holds back, then of one that is held to caps, a minimum gap, quiet
// hours and consent, for contacts who were sent three messages some days before. All of them may go out.
import { measureDrain } from '../measure-drain.ts';
import { loadingCallers, verify, type Workload } from '../workload.ts';

export const policies: Workload = {
  key: 'policies',
  relanceOnly: true,
  figures: [
    { key: 'policies.plain', label: 'Policies: drain without caps and gaps', unit: '/s' },
    { key: 'policies.asked', label: '  with them', unit: '/s' },
    { key: 'policies.cpu.plain', label: "  the worker's CPU each, without", unit: 'µs' },
    { key: 'policies.cpu.asked', label: '  with them', unit: 'µs' },
  ],

  async run(cell) {
    const client = await cell.openClient(loadingCallers);
    verify(client.askPolicies !== undefined, 'This system has no policies.');
    const count = cell.scaled(100_000, 5_000);
    const people = cell.scaled(1_000_000, 50_000);
    cell.log(`loading ${people} contacts`);
    await client.prepareContacts?.({ organization: 0, from: 0, count: people });
    await client.askPolicies(people);
    const drain = { workers: 1, count, senderMs: 0, senderConcurrency: undefined, behind: 0 };
    const plain = await measureDrain(cell, client, drain);
    const asked = await measureDrain(cell, client, { ...drain, category: 'conversational' });
    return {
      'policies.plain': plain.rate,
      'policies.asked': asked.rate,
      'policies.cpu.plain': plain.cpuUs,
      'policies.cpu.asked': asked.cpuUs,
    };
  },
};
