// Every blueprint is sound, and its sample events, played on the virtual clock, give the timeline in test/golden/<name>.txt:
// what happens to each contact, when in the contact's own zone, and why. Those files are reviewed line by line.
//
//   RELANCE_UPDATE_GOLDEN=1 npm test -- test/golden      writes them anew; look at the difference before you keep it
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { minuteOf, tellTimeline } from '../../src/cli/demo/tell-timeline.ts';
import { liquid } from '../../src/compose/render-template.ts';
import { loadSequenceFiles } from '../../src/config/load-sequence-files.ts';
import { channels } from '../../src/domain/channel.ts';
import { writeSequence } from '../../src/domain/write-sequence.ts';
import type { Engine } from '../../src/engine.ts';
import { readEvent } from '../../src/operations/read-event.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const folder = join(import.meta.dirname, '../../blueprints');
const names = (await readdir(folder)).filter((name) => !name.includes('.')).sort();
const dayMs = 86_400_000;

interface SampleEvent {
  readonly occurredAt: string;
  readonly contact: { readonly key: string; readonly name?: string; readonly timezone?: string };
}

const readSamples = async (name: string) =>
  JSON.parse(await readFile(join(folder, name, 'events.json'), 'utf8')) as SampleEvent[];

const readBlueprint = async (name: string) => {
  const [file, ...others] = await loadSequenceFiles([join(folder, name)], liquid);
  if (!file || others.length > 0) throw new Error(`the blueprint ${name} has to have one file of sequences`);
  return file;
};

describe.each(names)('the blueprint %s', (name) => {
  test('has sequences without problems and without warnings', async () => {
    const { problems, warnings, sequences } = await readBlueprint(name);
    expect([...problems, ...warnings]).toEqual([]);
    expect(sequences.length).toBeGreaterThan(0);
  });

  test('has sample events in the order of their time, each of them valid', async () => {
    const samples = await readSamples(name);
    const times = samples.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort());
    const problems = samples.flatMap((sample, index) => {
      const reading = readEvent(sample, `[${index}]`, { now: Date.parse(sample.occurredAt) });
      return 'problems' in reading ? reading.problems : [];
    });
    expect(problems).toEqual([]);
  });

  test('is explained to people', async () => {
    const text = await readFile(join(folder, name, 'README.md'), 'utf8');
    const { sequences } = await readBlueprint(name);
    for (const { key } of sequences) expect(text).toContain(`\`${key}\``);
  });

  test('gives the timeline that was reviewed', async () => {
    const timeline = await play(name);
    const path = join(import.meta.dirname, `${name}.txt`);
    if (process.env.RELANCE_UPDATE_GOLDEN === '1') await writeFile(path, timeline);
    expect(timeline).toBe(await readFile(path, 'utf8').catch(() => ''));
  });
});

async function play(name: string): Promise<string> {
  const [{ sequences, templates }, samples] = [await readBlueprint(name), await readSamples(name)];
  const at = samples.map(({ occurredAt }) => Date.parse(occurredAt));
  const { clock, createEngine, close } = await startVirtualWorld(at[0] as number, { rate: 4 });
  onTestFinished(close);
  const engine = await createEngine({
    sequences: sequences.map(writeSequence),
    templates,
    senders: channels.map((channel) => ({ key: `${channel}-inbox`, provider: 'sandbox', channel })),
    worker: { leaseMs: 600_000 },
  });
  engine.start();
  const contactIds = new Map<string, string>();
  for (const [index, sample] of samples.entries()) {
    await clock.playUntil(at[index] as number);
    const result = await engine.events.record(sample);
    if (!result.conflict && result.contactId) contactIds.set(sample.contact.key, result.contactId);
  }
  await clock.playUntil((at.at(-1) as number) + 10 * dayMs);
  const parts = [];
  for (const [key, contactId] of contactIds) {
    const first = samples.find(({ contact }) => contact.key === key)?.contact;
    parts.push(await tellContact(engine, contactId, first?.name ?? key, first?.timezone ?? 'UTC'));
  }
  return parts.join('\n');
}

/** To the minute, in what is told as well: the seconds are those that this machine took. */
async function tellContact(engine: Engine, contactId: string, name: string, timezone: string): Promise<string> {
  const lines = await tellTimeline(engine.context, engine.orgId, contactId);
  const told = lines.map(({ at, text }) => {
    const local = Temporal.Instant.fromEpochMilliseconds(minuteOf(at)).toZonedDateTimeISO(timezone);
    const day = local.toLocaleString('en-GB', { weekday: 'short', day: '2-digit', month: 'short' });
    return `  ${day.replace(',', '')} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}  ${text.replaceAll(/(\d\d:\d\d):\d\d UTC/g, '$1 UTC')}\n`;
  });
  return `${name} (${timezone})\n${told.join('')}`;
}
