// Sends the bookings of a CSV to Relance as they were made, on a clock that starts before the first one, and counts the
// reminders in the database against the e-mails that arrived. See README.md.
import { parseArgs } from 'node:util';
import cliProgress from 'cli-progress';
import { type AuditedFollowUp, auditDeliveries } from '../../src/testing/index.ts';
import { type Installation, install, reminderOffsetsMs } from './installation.ts';
import { type Booking, type Field, fields, readBookings, readInstant } from './read-bookings.ts';

const minuteMs = 60_000;
const batchMax = 500;

const options = readOptions();
const { bookings, badRows } = await readBookings(options);
for (const { line, problem } of badRows) console.error(`${options.file}:${line}: left out: ${problem}`);
const [first] = bookings;
if (!first) {
  console.error(`${options.file}: there is no booking in it`);
  process.exit(1);
}
const installation = await install(instantOf(first.bookedAt) - minuteMs, options.database);
try {
  const refused = await sendAll(installation, bookings);
  const followUps = await readFollowUps(installation);
  process.exitCode = summarize(installation, followUps, badRows.length + refused);
} finally {
  await installation.close();
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      file: { type: 'string', default: new URL('bookings.csv', import.meta.url).pathname },
      column: { type: 'string', multiple: true, default: [] },
      zone: { type: 'string', default: 'UTC' },
      time: { type: 'string' },
      database: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(`node examples/appointments/run.ts [options]

  --file <csv>               default: the small made-up one beside this program
  --column <field>=<column>  once for each column that has another name: ${fields.join(', ')}
  --zone <zone>              of times without an offset, and of the contacts; IANA, default UTC
  --time <hh:mm>             of the appointments, where the file has their dates only
  --database <url>           a database for this alone; default: one in a temporary folder`);
    process.exit(0);
  }
  const columns = new Map<Field, string>();
  for (const text of values.column) {
    const [field = '', column = ''] = text.split(/=(.*)/s);
    if (!(fields as readonly string[]).includes(field) || column === '') {
      console.error(`--column ${text}: <field>=<column>, the field one of ${fields.join(', ')}`);
      process.exit(2);
    }
    columns.set(field as Field, column);
  }
  const { file, zone, time, database } = values;
  return { file, zone, columns, ...(time !== undefined && { time }), ...(database !== undefined && { database }) };
}

/** Plays the time from batch to batch, and in the end until the last appointment is over. */
async function sendAll({ url, apiKey, clock, mail }: Installation, all: readonly Booking[]): Promise<number> {
  const bar = new cliProgress.SingleBar({
    format: '{bar} {value}/{total} bookings, {mails} e-mails, {day}',
    hideCursor: true,
  });
  const shown = () => ({ mails: mail.mails.length, day: new Date(clock.now()).toISOString().slice(0, 16) });
  bar.start(all.length, 0, shown());
  const painting = setInterval(() => bar.update(shown()), 200);
  let refused = 0;
  for (const { until, batch } of batches(all)) {
    await clock.playUntil(until);
    const body = JSON.stringify({ events: batch.map(toEvent) });
    const response = await fetch(`${url}/v1/events/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body,
    });
    const answer = (await response.json()) as {
      results?: { ok: boolean; problems?: { path: string; message: string }[] }[];
    };
    if (!answer.results) throw new Error(`the batch was refused: ${JSON.stringify(answer)}`);
    for (const [index, { ok, problems = [] }] of answer.results.entries()) {
      if (ok) continue;
      refused += 1;
      const why = problems.map(({ path, message }) => `${path} ${message}`).join('; ');
      console.error(`${options.file}:${batch[index]?.line}: refused: ${why}`);
    }
    bar.increment(batch.length, shown());
  }
  await clock.playUntil(Math.max(...all.map(({ startsAt }) => instantOf(startsAt))) + 60 * minuteMs);
  clearInterval(painting);
  bar.update(shown());
  bar.stop();
  return refused;
}

/**
 * Bookings one after the other, as many as were made before the next reminder of anybody comes due: so that each is told of
 * before its own reminders are.
 */
function* batches(all: readonly Booking[]): Generator<{ readonly until: number; readonly batch: readonly Booking[] }> {
  const due = all.flatMap(({ startsAt }) => reminderOffsetsMs.map((offset) => instantOf(startsAt) - offset));
  due.sort((a, b) => a - b);
  let passed = 0;
  let batch: Booking[] = [];
  for (const booking of all) {
    const at = instantOf(booking.bookedAt);
    const before = passed;
    while ((due[passed] ?? Number.POSITIVE_INFINITY) < at) passed += 1;
    const [last] = batch.slice(-1);
    if (last && (passed > before || batch.length === batchMax)) {
      yield { until: instantOf(last.bookedAt), batch };
      batch = [];
    }
    batch.push(booking);
  }
  const [last] = batch.slice(-1);
  if (last) yield { until: instantOf(last.bookedAt), batch };
}

function instantOf(text: string): number {
  return Date.parse(readInstant(text, options.zone) as string);
}

function toEvent({ contact, key, name, email, bookedAt, startsAt }: Booking) {
  return {
    type: 'appointment.booked',
    key: `booked-${key}`,
    occurredAt: bookedAt,
    contact: {
      key: contact,
      email: email ?? madeUpAddress(contact),
      timezone: options.zone,
      ...(name !== undefined && { name }),
    },
    appointment: { key, startsAt, timezone: options.zone },
  };
}

/** Nobody's, and another one for each contact. */
function madeUpAddress(contact: string): string {
  return `p${Buffer.from(contact).toString('hex')}@patients.example`;
}

async function readFollowUps({ url, apiKey }: Installation): Promise<(AuditedFollowUp & { stepKey: string })[]> {
  const all = [];
  let cursor = '';
  do {
    const response = await fetch(`${url}/v1/follow-ups?limit=200${cursor && `&cursor=${cursor}`}`, {
      headers: { 'x-api-key': apiKey },
    });
    const { items, nextCursor } = (await response.json()) as { items: Listed[]; nextCursor: string | null };
    all.push(
      ...items.map((item) => ({
        ...item,
        dueAt: Date.parse(item.dueAt),
        queueAt: item.queueAt && Date.parse(item.queueAt),
      })),
    );
    cursor = nextCursor ?? '';
  } while (cursor !== '');
  return all as (AuditedFollowUp & { stepKey: string })[];
}

interface Listed {
  readonly dueAt: string;
  readonly queueAt: string | null;
}

function summarize(
  { clock, mail }: Installation,
  followUps: readonly (AuditedFollowUp & { stepKey: string })[],
  leftOut: number,
): number {
  const audit = auditDeliveries(
    followUps,
    mail.mails.map(({ attemptId }) => attemptId),
    clock.now(),
  );
  const sent = (step: string) => followUps.filter(({ stepKey, state }) => stepKey === step && state === 'sent').length;
  const skipped = [...audit.skipped].map(([reason, count]) => `${count} skipped(${reason})`);
  const { lost, duplicated, unaccounted, failed } = audit;
  for (const id of [...unaccounted, ...failed]) console.error(`not as it should be: follow-up ${id}`);
  console.log(`${bookings.length} bookings, ${leftOut} rows left out, ${mail.mails.length} e-mails at the mail server`);
  const parts = [
    `${sent('reminder-24h')} reminders 24 h before`,
    `${sent('reminder-1h')} reminders 1 h before`,
    ...skipped,
    `${lost.length} lost`,
    `${duplicated.length} duplicated`,
  ];
  console.log(`appointments: ${parts.join(', ')}`);
  return lost.length + duplicated.length + unaccounted.length + failed.length === 0 ? 0 : 1;
}
