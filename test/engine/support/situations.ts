// Follow-ups in the situations that an operator meets, made through the engine on a real database and the virtual clock.
// Each has a contact of its own, named after it.
import { vi } from 'vitest';
import type { Channel } from '../../../src/domain/channel.ts';
import { endingStep } from '../../../src/domain/follow-up-id.ts';
import type { SequenceDocument } from '../../../src/domain/sequence-document.ts';
import type { Engine } from '../../../src/engine.ts';
import { changeFollowUps } from '../../../src/operations/change-follow-ups.ts';
import { editDeadLetter } from '../../../src/operations/edit-dead-letter.ts';
import { pauseContact } from '../../../src/operations/read-contacts.ts';
import { changeEnrollment } from '../../../src/operations/read-enrollments.ts';
import { pauseSender } from '../../../src/operations/read-senders.ts';
import { pauseSequence } from '../../../src/operations/read-sequences.ts';
import type { OneOff } from '../../../src/operations/schedule-follow-ups.ts';
import { settleByHand } from '../../../src/operations/settle-by-hand.ts';
import { by as operator } from '../../support/actor.ts';
import { startVirtualWorld } from '../../support/virtual-world.ts';
import { moodyVendor } from './moody-vendor.ts';

const minute = 60_000;
/** A Monday, 9:00 in Paris; ten seconds on, so that no instant is at the edge of its minute. */
const start = Date.UTC(2026, 4, 4, 7, 0, 10);
const by = operator('desk');

export interface Situations {
  readonly engine: Engine;
  /** The follow-up of each situation, in the order in which they were made. */
  readonly followUps: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

const text = (key: string) => ({ key, channel: 'email', subject: 'Hello', text: 'Hello' }) as const;

const sequences: readonly SequenceDocument[] = [
  { key: 'late-nudge', trigger: 'lead.created', steps: [{ ...text('late'), after: '91m' }], exit: ['lead.converted'] },
  { key: 'all-paused', trigger: 'call.ended', steps: [{ ...text('late'), after: '91m' }], exit: ['message.received'] },
  {
    key: 'picky',
    trigger: 'actionItem.created',
    steps: [
      { ...text('only-gold'), after: '10m', when: { fact: 'contact.plan', equals: 'gold' } },
      { ...text('not-for-staff'), after: '11m', skipIf: { fact: 'contact.staff', equals: true } },
    ],
    exit: ['actionItem.completed'],
  },
  {
    key: 'reminders',
    trigger: ['appointment.booked', 'appointment.moved'],
    anchor: 'appointment.startsAt',
    steps: [
      { ...text('day-before'), before: '1d' },
      { ...text('hour-before'), before: '1h' },
    ],
    exit: ['appointment.cancelled'],
  },
  {
    key: 'silence',
    trigger: 'message.sent',
    anchor: 'conversation.lastOutboundAt',
    reenter: 'restart',
    steps: [{ ...text('nudge'), after: '10m' }],
    exit: ['message.received', 'appointment.booked', 'conversation.closed'],
  },
  {
    key: 'onboarding',
    trigger: 'custom.signedUp',
    steps: [
      { key: 'first-login', waitFor: { on: 'custom.loggedIn', timeout: '10m' } },
      { ...text('tips'), afterPrevious: '1d' },
    ],
    exit: ['custom.left'],
  },
  {
    key: 'short',
    trigger: 'custom.asked',
    steps: [{ ...text('answer'), after: '10m' }],
    exit: ['custom.left'],
    then: { after: '5m' },
  },
];

export async function makeSituations(): Promise<Situations> {
  const { clock, createEngine, close } = await startVirtualWorld(start);
  const vendor = moodyVendor();
  const moody = (key: string, channel: Channel, always?: string) => ({
    key,
    channel,
    provider: 'moody',
    config: always === undefined ? {} : { always },
  });
  const engine = await createEngine({
    providers: [vendor.provider],
    sequences,
    templates: [
      {
        key: 'broken',
        channel: '*',
        locale: '*',
        text: 'Hello {{ contact.nickname.first }}, {{ nobody }}',
      },
    ],
    senders: [
      moody('mail', 'email'),
      moody('texts', 'sms'),
      moody('broken', 'whatsapp', 'sender'),
      moody('spare', 'whatsapp'),
      moody('bot', 'telegram', 'sender'),
      moody('busy-bot', 'slack', 'rate'),
      moody('resting', 'discord'),
    ],
  });
  const { context, orgId } = engine;
  let statements = 0;
  const sql = <Row>(statement: string, values: readonly unknown[] = []) =>
    context.db.query<Row>({ name: `situations-${statements++}`, text: statement }, values);
  await sql(
    `UPDATE relance.organizations SET timezone = 'Europe/Paris', definitions_version = definitions_version + 1`,
  );
  context.definitions.forget(orgId);
  await pauseSender(context, orgId, 'resting', true, by);

  const followUps = new Map<string, string>();
  let people = 0;
  /** @param without addresses that they do not have */
  const person = async (name: string, extra: object = {}, hasPhone = true) => {
    people += 1;
    const phone = `+3361200${String(people).padStart(4, '0')}`;
    const addresses = [
      ...(hasPhone ? [{ channel: 'whatsapp', value: phone }] : []),
      { channel: 'telegram', value: `t-${people}` },
      { channel: 'slack', value: `U${people}` },
      { channel: 'discord', value: `${100_000_000_000_000_000 + people}` },
    ];
    const result = await engine.events.record({
      type: 'contact.upserted',
      contact: { key: name, email: `p${people}@example.com`, ...(hasPhone && { phone }), addresses, ...extra },
    });
    return 'contactId' in result ? (result.contactId as string) : '';
  };
  const report = (type: string, name: string, extra: object = {}) =>
    engine.events.record({ type, contact: { key: name }, ...extra });
  const oneOff = async (name: string, extra: Partial<OneOff> = {}, contactId?: string) => {
    const result = await engine.followUps.schedule({
      contactId: contactId ?? (await person(name)),
      dueAt: start + 10 * minute,
      channel: 'email',
      category: 'conversational',
      ...('template' in extra || 'data' in extra ? {} : { text: 'Hello' }),
      ...extra,
    });
    if (!result.ok) throw new Error(`${name}: ${result.reason}`);
    followUps.set(name, result.id);
    return result.id;
  };
  /** The follow-up of a step of the latest enrollment of this situation's contact. */
  const planned = async (name: string, step = 0, offset = 0) => {
    const [row] = await sql<{ id: string }>(
      `SELECT f.id FROM relance.follow_ups f JOIN relance.contacts c ON c.org_id = f.org_id AND c.id = f.contact_id
       WHERE c.key = $1 AND f.step = $2 ORDER BY f.id DESC OFFSET $3 LIMIT 1`,
      [name, step, offset],
    );
    if (!row) throw new Error(`${name}: nothing was planned`);
    followUps.set(name, row.id);
    return row.id;
  };
  const enrolled = async (name: string, type: string, extra: object, step = 0) => {
    const id = await person(name);
    await report(type, name, extra);
    await planned(name, step);
    return id;
  };
  const until = (name: string, wanted: string, reason?: string) =>
    vi.waitFor(
      async () => {
        const [row] = await sql<{ state: string; reason: string | null }>(
          'SELECT state, reason FROM relance.follow_ups WHERE id = $1',
          [followUps.get(name)],
        );
        if (row?.state !== wanted || (reason !== undefined && row.reason !== reason))
          throw new Error(`${name} is ${row?.state} (${row?.reason})`);
      },
      { timeout: 20_000, interval: 20 },
    );

  await oneOff('sent');
  await oneOff('waiting for its time', { dueAt: start + 3 * 24 * 60 * minute });
  await oneOff('awaiting approval', { approval: true });
  await oneOff('too late to be sent', { dueAt: start - 180 * minute });
  await oneOff('no address', { channel: 'sms' }, await person('no address', {}, false));
  await oneOff('tried twice', { channel: 'sms', text: '[once transient]' });
  await oneOff('refused every time', { channel: 'sms', text: '[transient]' });
  await oneOff('address refused', { channel: 'sms', text: '[recipient]' });
  await oneOff('content refused', { channel: 'sms', text: '[content]' });
  await oneOff('sent by the next sender', { channel: 'whatsapp' });
  await oneOff('no sender works', { channel: 'telegram' });
  await oneOff(
    'no sender at all',
    { channel: 'webhook' },
    await person('no sender at all', {
      addresses: [{ channel: 'webhook', value: 'https://example.com/hook' }],
    }),
  );
  await oneOff('template missing', { template: 'gone' });
  await oneOff('template cannot be rendered', { template: 'broken' });
  await oneOff('neither template nor text', { data: {} });
  await oneOff('nobody knows', { channel: 'sms', text: '[unknown]', dueAt: start + 91 * minute });
  await oneOff('nobody will ever know', { channel: 'sms', text: '[unknown]' });
  await oneOff('possible duplicate', { text: '[once unknown]' });
  await oneOff('settled by hand as sent', { channel: 'sms', text: '[unknown]' });
  await oneOff('changed and tried again', { channel: 'sms', text: '[content]' });
  await oneOff('discarded', { channel: 'sms', text: '[content]' });
  await oneOff('cancelled by the caller');
  await oneOff('moved by hand');
  await oneOff('sent off by hand', { dueAt: start + 24 * 60 * minute });
  const pair = await person('cancelled in flight');
  await oneOff('cancelled in flight', { channel: 'sms', text: '[hold]' }, pair);
  await oneOff('second of two at once', { dueAt: start + 10 * minute + 2_000 }, pair);
  await oneOff('contact paused', { dueAt: start + 91 * minute });
  await oneOff('all senders paused', { channel: 'discord', dueAt: start + 91 * minute });
  await oneOff('sender slowed down', { channel: 'slack', dueAt: start + 91 * minute });
  await oneOff('to be tried again', { channel: 'sms', text: '[transient]', dueAt: start + 91 * minute });

  const lead = () => ({ lead: { key: `l-${people}` } });
  await enrolled('enrollment paused', 'lead.created', lead());
  await enrolled('stop word', 'lead.created', lead());
  await enrolled('unsubscribed', 'lead.created', lead());
  await enrolled('ended by hand', 'lead.created', lead());
  await enrolled('sequence paused', 'call.ended', { call: { key: 'k-1' } });
  await enrolled('condition false', 'actionItem.created', { actionItem: { key: 'a-1' } });
  await person('exception applies', { staff: true });
  await report('actionItem.created', 'exception applies', { actionItem: { key: 'a-2' } });
  await planned('exception applies', 1);
  const soon = new Date(start + 5 * 60 * minute).toISOString();
  await enrolled('booked too late', 'appointment.booked', { appointment: { key: 'm-1', startsAt: soon } });
  await enrolled('begun anew', 'appointment.booked', { appointment: { key: 'm-2', startsAt: soon } }, 1);
  const conversation = (key: string) => ({ conversation: { key } });
  await enrolled('answered', 'message.sent', conversation('c-1'));
  await enrolled('booked', 'message.sent', conversation('c-2'));
  await enrolled('another message since', 'message.sent', conversation('c-3'));
  await enrolled('wait is over', 'custom.signedUp', {});
  await enrolled('wait timed out', 'custom.signedUp', {});
  await enrolled('sequence finished', 'custom.asked', {});
  const blocked = await person('opted out of everything');

  await engine.followUps.cancel(followUps.get('cancelled by the caller') as string);
  const change = (verb: 'reschedule' | 'send-now' | 'retry', name: string, dueAt?: number) =>
    changeFollowUps(
      context,
      orgId,
      verb,
      [{ id: followUps.get(name) as string, ...(dueAt !== undefined && { dueAt }) }],
      by,
    );
  await change('reschedule', 'moved by hand', start + 24 * 60 * minute);
  await change('send-now', 'sent off by hand');
  const received = { message: { text: 'STOP', channel: 'email' } };
  await report('message.received', 'stop word', { ...conversation('c-4'), ...received });
  await report('message.received', 'opted out of everything', { ...conversation('c-5'), ...received });
  await oneOff('opted out of everything', { channel: 'sms' }, blocked);
  await oneOff('address suppressed', {}, blocked);
  await report('contact.optedOut', 'unsubscribed', { cause: 'unsubscribed' });
  const later = new Date(start + 30 * 60 * minute).toISOString();
  await report('appointment.moved', 'begun anew', { appointment: { key: 'm-2', startsAt: later } });
  const enrollmentOf = async (name: string) => {
    const [row] = await sql<{ id: string }>('SELECT enrollment_id AS id FROM relance.follow_ups WHERE id = $1', [
      followUps.get(name),
    ]);
    return row?.id as string;
  };
  await changeEnrollment(context, orgId, await enrollmentOf('enrollment paused'), 'paused', { by });
  await changeEnrollment(context, orgId, await enrollmentOf('ended by hand'), 'exited', {
    reason: 'ended_by_caller',
    by,
  });

  engine.start();
  await clock.playUntil(start + 5 * minute);
  await report('message.received', 'answered', {
    ...conversation('c-1'),
    message: { text: 'Yes please', channel: 'email' },
  });
  await report('appointment.booked', 'booked', { appointment: { key: 'm-3', startsAt: later } });
  await report('message.sent', 'another message since', conversation('c-3'));
  await report('custom.loggedIn', 'wait is over');
  const playing = clock.playUntil(start + 13 * minute);
  await vendor.held;
  await until('second of two at once', 'scheduled', 'contact_busy');
  await engine.followUps.cancel(followUps.get('cancelled in flight') as string);
  vendor.letGo();
  await playing;
  await settleByHand(context, orgId, followUps.get('settled by hand as sent') as string, 'sent', by);
  await engine.followUps.cancel(followUps.get('discarded') as string, 'discarded');
  await editDeadLetter(context, orgId, followUps.get('changed and tried again') as string, { text: 'Hello' }, by);
  await change('retry', 'changed and tried again');
  await clock.playUntil(start + 90 * minute);
  await planned('sequence finished', endingStep);
  await until('nobody will ever know', 'unknown', 'kept_unknown');
  await until('possible duplicate', 'sent');
  await pauseContact(context, orgId, 'key:contact paused', true, by);
  await pauseSequence(context, orgId, 'all-paused', true, by);
  // Not played: what no sender can take stays due.
  await clock.advanceTo(start + 91 * minute + 10_000);
  await until('nobody knows', 'unknown');
  for (const [name, reason] of [
    ['contact paused', 'contact_paused'],
    ['enrollment paused', 'enrollment_paused'],
    ['sequence paused', 'sequence_paused'],
    ['sender slowed down', 'rate_limited'],
    ['to be tried again', 'retry'],
  ] as const) {
    await until(name, 'scheduled', reason);
  }

  return { engine, followUps, close };
}
