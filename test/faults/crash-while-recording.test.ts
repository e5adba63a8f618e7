// T1 at P8 and P9: killed inside and after the commit of an event. The caller, who was told nothing, sends it again: one effect.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spawnSpeaking } from './support/process.ts';
import { createWorld } from './support/world.ts';

const event = {
  type: 'custom.joined',
  key: 'joined-1',
  contact: { phone: '+33610000001' },
};

for (const point of ['P8', 'P9'] as const) {
  test.concurrent(`killed at ${point} of recording an event that is then sent again: recorded once, followed up once`, async () => {
    const world = await createWorld({
      sequences: [
        {
          key: 'welcome',
          trigger: { on: 'custom.joined' },
          reenter: 'parallel',
          steps: [{ key: 'hello', after: '0s', channel: 'sms', category: 'conversational', text: 'Hello' }],
          exit: ['contact.optedOut'],
        },
      ],
    });
    try {
      const recorder = spawnSpeaking(join(import.meta.dirname, 'recorder-process.ts'), {
        database: world.url,
        point,
        event,
      });
      await recorder.gone;
      expect(recorder.child.signalCode).toBe('SIGKILL');
      expect(await world.followUps()).toHaveLength(point === 'P8' ? 0 : 1);
      expect(await world.engine.events.record(event)).toMatchObject({ duplicate: point === 'P9' });
      expect(await world.followUps()).toHaveLength(1);
      const worker = world.spawnWorker();
      await world.settled(10_000);
      await worker.end();
      expect(await world.ledger()).toHaveLength(1);
      const [inbox] = await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM relance.inbox');
      expect(inbox?.n).toBe(1);
    } finally {
      await world.close();
    }
  });
}
