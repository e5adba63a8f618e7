// K3: a worker comes to a point of a follow-up's way; at that moment the person says stop, by whatever channel; then the worker is
// killed, or goes on as if nothing had happened. Returns what is wrong.
import { channels as allChannels, type Channel } from '../../../src/domain/channel.ts';
import { conservation, deliveries } from '../support/invariants.ts';
import { until } from '../support/until.ts';
import { createWorld, phone, shortLease } from '../support/world.ts';
import type { CrashPoint } from '../worker-process.ts';

export interface StopAtCrashPoint {
  readonly point: CrashPoint;
  /** The one that messages go by; STOP comes by the next one in the list. */
  readonly channel: Channel;
  readonly worker: 'is killed' | 'goes on';
  readonly seed: number;
}

const people = 30;
const dayMs = 86_400_000;
const settledMsMax = (shortLease.leaseMs as number) * 2 + 30_000;

/** Is it certain at these points that the vendor was called before the stop? Later the person may have the message. */
const called: readonly CrashPoint[] = ['P5', 'P6', 'P7'];

export async function stopAtCrashPoint({ point, channel, worker, seed }: StopAtCrashPoint): Promise<string[]> {
  const stopBy = allChannels[(allChannels.indexOf(channel) + 1) % allChannels.length] as Channel;
  const world = await createWorld({ senders: [{ key: 'first' }], channels: [channel] });
  try {
    const nth = 1 + (seed % 3);
    const begun = Date.now();
    const events = Array.from({ length: people }, (_, n) => ({
      type: 'contact.upserted',
      contact: { key: `p-${n}`, addresses: [addressOf(channel, n), addressOf(stopBy, n)] },
    }));
    const contactIds = (await world.engine.events.recordAll(events)).map((it) =>
      'contactId' in it ? `${it.contactId}` : '',
    );
    const text = { channel, category: 'conversational', text: 'Hello' } as const;
    await world.engine.followUps.scheduleAll(
      // The second of each is due tomorrow: the stop has to take it along.
      contactIds.flatMap((contactId) => [0, dayMs].map((ms) => ({ contactId, dueAt: begun + ms, ...text }))),
    );
    const first = world.spawnWorker({ worker: { ...shortLease, heldMax: 4 }, at: { point, nth, signal: 'SIGSTOP' } });
    const ids = (await first.heard(({ at }) => at === point)).ids ?? [];
    const touched = await world.sql<{ id: string; key: string; state: string }>(
      `SELECT c.id, c.key, f.state FROM relance.follow_ups f JOIN relance.contacts c ON c.org_id = f.org_id AND c.id = f.contact_id
       WHERE f.id = ANY ($1::text::uuid[])`,
      [`{${ids.join(',')}}`],
    );
    await world.engine.events.recordAll(
      touched.map(({ key }) => ({
        type: 'message.received',
        contact: { key },
        conversation: { key: `${stopBy}:${key}` },
        message: { channel: stopBy, text: 'STOP' },
      })),
    );
    const before = deliveries(await world.ledger());
    const stopped = touched.map(({ id }) => id);
    if (worker === 'is killed') first.signal('SIGKILL');
    else first.signal('SIGCONT');
    const second = world.spawnWorker();
    await second.heard(({ ready }) => ready === true);
    const open = `SELECT 1 FROM relance.follow_ups WHERE state IN ('scheduled', 'claimed', 'calling') AND due_at <= relance.now() LIMIT 1`;
    await until('what is due is over', settledMsMax, async () => (await world.sql(open)).length === 0);
    if (worker === 'goes on') await first.end();
    await second.end();

    const findings = await conservation(world);
    const after = deliveries(await world.ledger());
    const rows = await world.sql<{
      id: string;
      contact_id: string;
      state: string;
      reason: string | null;
      waits: boolean;
    }>(`SELECT id, contact_id, state, reason, due_at > relance.now() AS waits FROM relance.follow_ups`);
    for (const { id, contact_id, state, reason, waits } of rows) {
      const told = `${point}, STOP by ${stopBy}, worker ${worker}: ${id} is ${state} (${reason})`;
      const more = (after.get(id) ?? 0) - (before.get(id) ?? 0);
      if (!stopped.includes(contact_id)) {
        if ((after.get(id) ?? 0) > 1) findings.push(`${told}, delivered ${after.get(id)} times`);
        continue;
      }
      // What was committed as a call before the stop may still be called by the worker that did so, and by no other.
      const wasCalling = touched.some((it) => it.id === contact_id && it.state === 'calling');
      const mayStillGo = worker === 'goes on' && wasCalling && !waits;
      if (more > (mayStillGo ? 1 : 0)) findings.push(`${told}: ${more} calls after the stop`);
      if (waits && state !== 'cancelled') findings.push(`${told}: it was planned for after the stop`);
      if (!waits && !called.includes(point) && !wasCalling && state === 'sent')
        findings.push(`${told}: sent after the stop`);
    }
    const others = rows.filter(({ contact_id, waits }) => !stopped.includes(contact_id) && !waits);
    // Those of its own batch may have been under way with the worker that was killed.
    const over = others.filter(({ state }) => state === 'sent' || (worker === 'is killed' && state === 'unknown'));
    if (over.length < others.length) findings.push(`${point}: of ${others.length} others ${over.length} were sent`);
    return findings;
  } finally {
    await world.close();
  }
}

function addressOf(channel: Channel, n: number): { channel: Channel; value: string } {
  const values: Readonly<Record<Channel, string>> = {
    sms: phone(n),
    whatsapp: phone(n),
    email: `p-${n}@example.com`,
    discord: `1${String(n).padStart(17, '0')}`,
    slack: `U${String(n).padStart(10, '0')}`,
    telegram: String(1_000 + n),
    webhook: `https://people.example.com/${n}`,
  };
  return { channel, value: values[channel] };
}
