// Organizations are told about their own installation: by real senders over real servers, once, whoever looks.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AlertDocument } from '../../src/domain/read-alert-rules.ts';
import type { Engine } from '../../src/engine.ts';
import type { EngineOptions } from '../../src/engine-options.ts';
import { silentLogger } from '../../src/logger.ts';
import { auditCoverage } from '../../src/operations/audit-coverage.ts';
import { changeOrganization } from '../../src/operations/change-organization.ts';
import { tellAlerts } from '../../src/operations/tell-alerts.ts';
import type { Provider, SendOutcome } from '../../src/provider.ts';
import { beginAlerts } from '../../src/store/alerts.ts';
import { releaseListener, takeListeners } from '../../src/store/sender-listeners.ts';
import { MailServer } from '../../src/testing/mail-server.ts';
import { startVendorServer } from '../../src/testing/vendor-server.ts';
import {
  type SlackWebhookServer,
  slackWebhookChannel,
  startSlackWebhookServer,
} from '../../src/testing/vendors/slack-server.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { by } from '../support/actor.ts';
import { startVirtualWorld, type VirtualWorld } from '../support/virtual-world.ts';

const start = Date.UTC(2026, 4, 4, 9);
const minute = 60_000;
const hour = 60 * minute;
let world: VirtualWorld;
let clock: VirtualClock;
let mail: MailServer;
let slack: SlackWebhookServer;
const logged: { event: string; fields: unknown }[] = [];

const rules: AlertDocument = {
  targets: [
    { key: 'desk', channel: 'email', to: 'desk@example.com' },
    { key: 'team', channel: 'slack', to: slackWebhookChannel },
  ],
};

beforeEach(async () => {
  logged.length = 0;
  world = await startVirtualWorld(start);
  clock = world.clock;
  mail = await MailServer.start();
  slack = await startSlackWebhookServer();
});

afterEach(async () => {
  await world.close();
  await slack.close();
  await mail.goAway();
});

function newEngine(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const log = (event: string, fields: unknown) => void logged.push({ event, fields });
  return world.createEngine({
    allowPrivateAddresses: true,
    secretKeys: [Buffer.alloc(32, 7).toString('base64')],
    publicUrl: 'https://relance.example.com',
    logger: { ...silentLogger, info: log, warn: log },
    senders: [
      { key: 'office', provider: 'smtp', channel: 'email', config: mail.senderConfig('studio@example.com') },
      { key: 'hook', provider: 'slack-webhook', channel: 'slack', config: { url: slack.webhookUrl } },
    ],
    alerts: rules,
    ...options,
  });
}

const lookAll = (engine: Engine) => tellAlerts(engine.context, new AbortController().signal);
/** Of one in which nothing fails. */
const look = async (engine: Engine) =>
  (await lookAll(engine)).flatMap(({ organization, told, faults }) => {
    expect(faults).toEqual([]);
    return told.map((one) => ({ organization, ...one }));
  });
const inSlack = () => slack.received().map(({ text }) => text);
const schedule = async (engine: Engine, email: string, text = 'Hello') => {
  const recorded = await engine.events.record({ type: 'contact.upserted', contact: { email } });
  const { contactId } = recorded as { contactId: string };
  await engine.followUps.schedule({
    contactId,
    channel: 'email',
    category: 'transactional',
    dueAt: clock.now(),
    subject: 'Hello',
    text,
  });
};
/** What a time of rest has led to, in every process. */
const passing = (condition: () => void | Promise<void>) =>
  vi.waitFor(
    async () => {
      await clock.passBy(5_000);
      await condition();
    },
    { timeout: 20_000, interval: 20 },
  );

test('an e-mail account that is refused is told by Slack, once, with what the server said; and that it works again', async () => {
  mail.refuseWith(535, '5.7.8 the account is closed');
  const [one, two] = [await newEngine(), await newEngine()];
  await schedule(one, 'ana@example.com');
  one.start();
  two.start();
  await passing(() => expect(inSlack()).toHaveLength(1));
  const [text = ''] = inSlack();
  expect(text).toContain('Urgent: The sender office (e-mail) does not work. No other one of this channel works');
  expect(text).toContain('the account is closed');
  expect(text).toContain('https://relance.example.com/alerts');
  // Nobody was told by the account itself, and the attempt to is on record.
  expect(mail.mails).toEqual([]);
  const told = async () => (await one.alerts.standing()).items;
  await expect.poll(told).toMatchObject([
    {
      kind: 'sender_unavailable',
      sender: 'office',
      level: 'critical',
      told: [
        { target: 'desk', outcome: 'refused', detail: 'no sender of this channel can be used' },
        { target: 'team', outcome: 'accepted', phase: 'stands' },
      ],
    },
  ]);
  mail.acceptAgain();
  await passing(() => expect(mail.mails.some(({ to }) => to === 'ana@example.com')).toBe(true));
  await passing(() => expect(inSlack()).toHaveLength(2));
  expect(inSlack()[1]).toContain('Over: The sender office (e-mail) works again.');
  // Who never heard that it began does not hear that it is over.
  expect(mail.mails.map(({ to }) => to)).toEqual(['ana@example.com']);
  expect(logged).toContainEqual({
    event: 'alert_told',
    fields: {
      organization: one.orgId,
      target: 'team',
      alerts: 'new sender_unavailable office',
      detail: null,
    },
  });
});

test('two processes that look at the same moment tell it once', async () => {
  const both = [await newEngine(), await newEngine(), await newEngine()];
  await schedule(both[0] as Engine, 'ana@example.com');
  await clock.advanceBy(6 * minute);
  const told = await Promise.all(both.map(look));
  expect(told.flat()).toMatchObject([
    { target: 'desk', outcome: 'accepted', alerts: 'new engine_late' },
    { target: 'team', outcome: 'accepted', alerts: 'new engine_late' },
  ]);
  expect(inSlack()).toHaveLength(1);
  expect(mail.mails).toHaveLength(1);
});

test('an organization is looked at by one process at a time, however many ask at the same moment', async () => {
  const { context, orgId } = await newEngine();
  const times = { everyMs: minute, leaseMs: 5 * minute };
  const take = (token: number) => beginAlerts(context.db, token, times);
  for (let round = 1; round <= 5; round += 1) {
    const taken = await Promise.all(Array.from({ length: 8 }, (_, n) => take(10 * round + n)));
    expect(taken.flat()).toEqual([{ orgId, kept: [], lookedAt: round === 1 ? null : expect.any(Number) }]);
    await clock.advanceBy(2 * minute);
    // Its lease goes on.
    expect(await take(1)).toEqual([]);
    await clock.advanceBy(4 * minute);
  }
});

test('a process that dies during the call leaves nothing to be told twice, and writes nothing when it comes back', async () => {
  const calls: string[] = [];
  const free = Promise.withResolvers<SendOutcome>();
  const slow: Provider = {
    describe: () => ({
      type: 'slow',
      channels: ['sms'],
      config: {},
      limits: { concurrency: 1, timeoutMs: 3_600_000 },
      idempotency: 'none',
      outcomes: [],
    }),
    configure: () => ({
      send: async ({ text }) => {
        calls.push(text);
        return calls.length === 1 ? free.promise : { kind: 'accepted' };
      },
    }),
  };
  const options: Partial<EngineOptions> = {
    providers: [slow],
    senders: [{ key: 'slow', provider: 'slow', channel: 'sms' }],
    alerts: { lateAfter: '30m', targets: [{ key: 'on-call', channel: 'sms', to: '+33612345678' }] },
  };
  const [one, two] = [await newEngine(options), await newEngine(options)];
  await schedule(one, 'ana@example.com');
  await clock.advanceBy(31 * minute);
  const first = look(one);
  await vi.waitFor(() => expect(calls).toHaveLength(1), { timeout: 20_000 });
  expect(await look(two)).toEqual([]);
  await clock.advanceBy(2 * minute);
  expect(await look(two)).toEqual([]);
  await clock.advanceBy(4 * minute);
  expect(await look(two)).toEqual([]);
  const standing = async () => (await two.alerts.standing()).items[0]?.told[0];
  expect(await standing()).toMatchObject({ outcome: 'unknown', detail: 'the process ended during the call' });
  free.resolve({ kind: 'refused', class: 'transient', code: 'late', detail: 'too late to say so' });
  await first;
  expect(await standing()).toMatchObject({ outcome: 'unknown', detail: 'the process ended during the call' });
  expect(calls).toHaveLength(1);
  await clock.advanceBy(hour);
  expect(await look(two)).toMatchObject([{ alerts: 'again engine_late', outcome: 'accepted' }]);
  // By text message: the title alone.
  expect(calls[1]).toBe('Default organization: Warning: messages go out late\nhttps://relance.example.com/alerts');
});

test('live records that nobody sees to: how many, why and where to look, in the language of the organization', async () => {
  const engine = await newEngine();
  await changeOrganization(engine.context, engine.orgId, { locale: 'fr', name: 'Studio Neuf' }, by('desk'));
  for (const key of ['a', 'b', 'c']) {
    await engine.events.record({ type: 'lead.created', contact: { key }, lead: { key } });
  }
  await auditCoverage(engine.context, engine.orgId);
  expect(await look(engine)).toEqual([]);
  await clock.advanceBy(13 * minute);
  await auditCoverage(engine.context, engine.orgId);
  expect(await look(engine)).toHaveLength(2);
  expect(inSlack()[0]).toMatch(
    /^Studio Neuf\n\nUrgent : Sur 3 dossiers en cours, 3 ne sont suivis par personne\. 3 prospects : aucune séquence ne porte sur de tels dossiers\.\nDepuis le .*\(UTC\)\.\nhttps:\/\/relance\.example\.com\/coverage$/,
  );
});

test('given up, of unknown outcome, and mailboxes: one message for all of it, one kind each', async () => {
  const engine = await newEngine({
    alerts: { ...rules, deadLetters: 2, targets: [{ key: 'team', channel: 'slack', to: slackWebhookChannel }] },
  });
  for (const name of ['a', 'b', 'c', 'd']) await schedule(engine, `${name}@example.com`);
  const sql = (name: string, text: string) => engine.context.db.query({ name, text }, []);
  await sql(
    'test-claim',
    `UPDATE relance.follow_ups SET state = 'claimed', queue_at = NULL, lease_until = relance.now()`,
  );
  await sql('test-call', `UPDATE relance.follow_ups SET state = 'calling'`);
  const rest = `queue_at = NULL, lease_until = NULL, failed_at = relance.now(), ended_at = relance.now()`;
  await sql(
    'test-dead',
    `UPDATE relance.follow_ups SET state = 'dead_letter', reason = 'retries_exhausted', ${rest}
      WHERE id IN (SELECT id FROM relance.follow_ups ORDER BY id LIMIT 3)`,
  );
  await sql(
    'test-unknown',
    `UPDATE relance.follow_ups SET state = 'unknown', reason = 'kept_unknown', ${rest} WHERE state = 'calling'`,
  );
  const senderId = (await engine.context.definitions.get(engine.orgId))?.route('email')[0]?.id as string;
  const failOnce = async () => {
    const whose = [{ org_id: engine.orgId, id: senderId }];
    await takeListeners(engine.context.db, whose, { workerId: senderId, leaseMs: 1_000 });
    await releaseListener(engine.context.db, engine.orgId, senderId, senderId, 'the login was refused', 0);
  };
  await failOnce();
  expect(await look(engine)).toMatchObject([{ alerts: 'new dead_letters, new unknown_outcomes' }]);
  expect(inSlack()[0]).toContain(
    '3 messages were given up within an hour. The most frequent reason (3): it was refused each time, and no tries are left.',
  );
  expect(inSlack()[0]).toContain('Of 1 message nobody knows whether it was sent');
  await clock.advanceBy(6 * minute);
  await failOnce();
  expect(await look(engine)).toMatchObject([{ alerts: 'new mailbox_unreadable office' }]);
  expect(inSlack()[1]).toContain('The mailbox of the sender office cannot be read');
  expect(inSlack()[1]).toContain('the login was refused');
  // An hour later only the message of unknown outcome is left.
  await clock.advanceBy(hour);
  expect(await look(engine)).toMatchObject([{ alerts: 'over dead_letters, over mailbox_unreadable office' }]);
});

test('a webhook gets the same as data', async () => {
  const bodies: { message: { text: string }; data: unknown }[] = [];
  const receiver = await startVendorServer({
    accept: ({ body }) => {
      bodies.push(JSON.parse(body));
      return { answer: { status: 204 } };
    },
    refusals: {},
  });
  const secret = Buffer.alloc(24, 5).toString('base64');
  const engine = await newEngine({
    senders: [{ key: 'hooks', provider: 'webhook', channel: 'webhook', config: { secret } }],
    alerts: { targets: [{ key: 'pager', channel: 'webhook', to: `${receiver.url}/alerts` }] },
  });
  await schedule(engine, 'ana@example.com');
  await clock.advanceBy(6 * minute);
  expect(await look(engine)).toMatchObject([{ target: 'pager', outcome: 'accepted' }]);
  const since = expect.stringMatching(/^2026-05-04T09:06/);
  const facts = { waits: expect.any(Number), dueAt: expect.any(String) };
  expect(bodies).toMatchObject([
    {
      message: { text: expect.stringContaining('Messages go out late') },
      data: {
        type: 'alerts',
        alerts: [{ news: 'new', kind: 'engine_late', subject: '', level: 'warning', since, facts }],
      },
    },
  ]);
  await receiver.close();
});

test('told once, reminded after a day, over once: over a day and a half', async () => {
  const engine = await newEngine({ alerts: { targets: [{ key: 'desk', channel: 'email', to: 'desk@example.com' }] } });
  await schedule(engine, 'ana@example.com');
  const told: string[] = [];
  const lookFor = async (ms: number) => {
    for (const until = clock.now() + ms; clock.now() < until; ) {
      await clock.advanceBy(10 * minute);
      told.push(...(await look(engine)).map(({ alerts }) => alerts));
    }
  };
  await lookFor(36 * hour);
  expect(told).toEqual(['new engine_late', 'worse engine_late', 'again engine_late']);
  await engine.followUps.cancelForContact(
    (await engine.context.db.query<{ id: string }>({ name: 'test-who', text: 'SELECT id FROM relance.contacts' }))[0]
      ?.id as string,
  );
  await lookFor(3 * hour);
  expect(told.slice(3)).toEqual(['over engine_late']);
  expect((await engine.alerts.standing()).items).toEqual([]);
  expect(mail.mails).toHaveLength(4);
});

test('an organization that tells nobody is not looked at, and one tells nothing of another', async () => {
  const engine = await newEngine({ alerts: {} });
  const other = await engine.for('other');
  await other.senders.put([
    { key: 'hook', provider: 'slack-webhook', channel: 'slack', config: { url: slack.webhookUrl } },
  ]);
  await other.alerts.put({ targets: [{ key: 'team', channel: 'slack', to: slackWebhookChannel }] });
  await schedule(engine, 'ana@example.com');
  await clock.advanceBy(6 * minute);
  expect(await look(engine)).toEqual([]);
  const { contactId } = (await other.events.record({
    type: 'contact.upserted',
    contact: { email: 'bo@example.com' },
  })) as {
    contactId: string;
  };
  await other.followUps.schedule({ contactId, channel: 'slack', category: 'manual', dueAt: clock.now(), text: 'Hi' });
  await clock.advanceBy(6 * minute);
  expect(await look(engine)).toMatchObject([{ organization: other.orgId, alerts: 'new engine_late' }]);
  expect((await engine.alerts.standing()).items).toEqual([]);
});
