// What the guards of the moment cost: among 1,000,000 contacts of one organization, one worker process drains 100,000 due
// follow-ups of a category that no cap holds back, and 100,000 of one that is held to caps, a minimum gap, quiet hours and
// consent, for contacts who were sent three messages some days before. All of them may go out. It goes by halves (without,
// with, with, without), since every drain leaves the database larger for the next.
import { type DrainFigures, measureDrain } from '../measure-drain.ts';
import type { FollowUpCategory } from '../subject.ts';
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
    const half = cell.scaled(50_000, 2_500);
    const people = cell.scaled(1_000_000, 50_000);
    cell.log(`loading ${people} contacts`);
    await client.prepareContacts?.({ organization: 0, from: 0, count: people });
    await client.askPolicies(people);
    const drain = (place: number, category?: FollowUpCategory) =>
      measureDrain(cell, client, {
        workers: 1,
        from: place * half,
        count: half,
        senderMs: 0,
        senderConcurrency: undefined,
        behind: 0,
        ...(category && { category }),
      });
    const first = await drain(0);
    const asked = [await drain(1, 'conversational'), await drain(2, 'conversational')] as const;
    const plain = [first, await drain(3)] as const;
    return {
      'policies.plain': rateOf(plain),
      'policies.asked': rateOf(asked),
      'policies.cpu.plain': (plain[0].cpuUs + plain[1].cpuUs) / 2,
      'policies.cpu.asked': (asked[0].cpuUs + asked[1].cpuUs) / 2,
    };
  },
};

/** Of two drains of as many. */
function rateOf([one, other]: readonly [DrainFigures, DrainFigures]): number {
  return 2 / (1 / one.rate + 1 / other.rate);
}
