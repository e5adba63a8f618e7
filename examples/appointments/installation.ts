// A whole Relance in this process, on a clock that can be set: database, engine with the reminders, HTTP interface, and a
// mail server that takes the e-mails.
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from '../../src/http/server.ts';
import { createEngine, defineSequence, silentLogger } from '../../src/index.ts';
import { createApiKey } from '../../src/operations/api-keys.ts';
import { openDatabase } from '../../src/operations/open-database.ts';
import { MailServer, VirtualClock } from '../../src/testing/index.ts';

/** How long before the appointment the reminders are due. */
export const reminderOffsetsMs = [24 * 3_600_000, 3_600_000];

/** Two reminders. One that is past when the booking is made is skipped (`too_late`). */
const reminders = defineSequence({
  key: 'appointment-reminders',
  trigger: { on: ['appointment.booked', 'appointment.moved'] },
  anchor: 'appointment.startsAt',
  steps: [
    { key: 'reminder-24h', before: '24h', channel: 'email', template: 'reminder' },
    { key: 'reminder-1h', before: '1h', channel: 'email', template: 'reminder' },
  ],
  exit: ['appointment.cancelled', 'appointment.completed', 'appointment.noShow', 'contact.optedOut'],
});

const reminder = {
  key: 'reminder',
  channel: 'email',
  locale: '*',
  subject: 'Your appointment',
  text: `{% assign zone = contact.timezone | default: organization.timezone -%}
Hello{% if contact.name %} {{ contact.name }}{% endif %},

we expect you on {{ appointment.startsAt | date: "%A, %-d %B at %H:%M", zone }}.
`,
} as const;

export interface Installation {
  readonly url: string;
  readonly apiKey: string;
  readonly clock: VirtualClock;
  readonly mail: MailServer;
  close(): Promise<void>;
}

/**
 * @param database a database for this alone, since its clock is replaced; absent: one in a temporary folder
 * @param startAt what the clock shows first
 */
export async function install(startAt: number, database?: string): Promise<Installation> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of undo.splice(0)) await end();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'relance-appointments-'));
    undo.unshift(() => rm(dataDir, { recursive: true, force: true }));
    const opened = await openDatabase({
      databaseUrl: database,
      dataDir,
      embedded: 'start',
      migrate: true,
      logger: silentLogger,
    });
    undo.unshift(() => opened.close());
    const clock = await VirtualClock.install({ database: opened.url, startAt });
    undo.unshift(() => clock.close());
    const mail = await MailServer.start({ clock, keepRaw: false });
    undo.unshift(() => mail.goAway());
    const engine = await createEngine({
      database: opened.url,
      clock,
      sequences: [reminders],
      templates: [reminder],
      senders: [
        {
          key: 'mail',
          provider: 'smtp',
          channel: 'email',
          config: mail.senderConfig('clinic@example.com', 'The clinic'),
        },
      ],
      allowPrivateAddresses: true,
      worker: { clockStableMs: 0 },
    });
    undo.unshift(() => engine.stop());
    const { context, intake, telemetry } = engine;
    const server = await createServer({ context, intake, telemetry, version: 'example' });
    undo.unshift(() => server.close());
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const { key } = await createApiKey(context, { id: engine.orgId, key: 'default' }, { name: 'example' });
    engine.start();
    return { url: `http://127.0.0.1:${port}`, apiKey: key, clock, mail, close };
  } catch (error) {
    await close();
    throw error;
  }
}
