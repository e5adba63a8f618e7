/**
 * What happens in the demo: three days in the lives of some leads, chats, callers, patients, members and contractors, and
 * some accidents of vendors. Times are UTC.
 */
import type { Channel } from '../../domain/channel.ts';
import { addressOf } from './people.ts';
import type { Reply } from './replies.ts';
import type { Trouble } from './troubles.ts';

type About<T> = Readonly<{ [key: string]: unknown }> & T & { readonly contact: { readonly key: string } };

/** Something that happens, at a time of the story. */
export type Scene = { readonly at: number } & (
  | {
      /** Our own system reports it. */
      readonly event: About<{ readonly type: string }>;
    }
  | {
      /** Our own system asks for one message. */
      readonly oneOff: About<{ readonly channel: Channel; readonly dueAt: string; readonly text: string }>;
    }
  | {
      /** A person writes. */
      readonly reply: Reply;
    }
  | { readonly trouble: Trouble }
);

/** A Monday. */
const monday = Date.UTC(2026, 4, 4);
const dayMs = 86_400_000;
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] as const;

/** `Mon 08:05` as an instant. */
function at(time: string): number {
  const [day, clock = '00:00'] = time.split(' ');
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return monday + days.indexOf(day as (typeof days)[number]) * dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

const iso = (time: string) => new Date(at(time)).toISOString();

export const begins = at('Mon 08:00');
export const ends = at('Thu 08:00');

function chat(
  time: string,
  type: 'message.sent' | 'message.received',
  channel: Channel,
  key: string,
  text: string,
): Scene {
  const conversation = { key: `${channel}:${addressOf(key, channel)}` };
  return scene(time, type, key, {
    conversation: type === 'message.sent' ? { ...conversation, stage: 'qualifying' } : conversation,
    message: { channel, text },
  });
}

function scene(time: string, type: string, key: string, record: object): Scene {
  return { at: at(time), event: { type, contact: { key }, ...record } };
}

function reply(time: string, channel: Reply['channel'], key: string, text: string): Scene {
  return { at: at(time), reply: { key, channel, text } };
}

function trouble(time: string, what: Trouble): Scene {
  return { at: at(time), trouble: what };
}

const scenes: readonly Scene[] = [
  // Chats: one falls silent, one answers after the first nudge, one says stop, one wants to hear from us the next day. All
  // nudges by WhatsApp stay within the 24 hours after the person's own last message, in which free text is allowed there.
  reply('Mon 08:03', 'whatsapp', 'lena', 'Hi, do you have a plan for a small team?'),
  chat('Mon 08:05', 'message.sent', 'whatsapp', 'lena', 'Hello Lena! Which of the two plans were you looking at?'),
  reply('Mon 08:08', 'whatsapp', 'omar', 'Can I book a table for Friday?'),
  chat('Mon 08:10', 'message.sent', 'whatsapp', 'omar', 'Hello Omar! How many people are you?'),
  reply('Mon 09:00', 'whatsapp', 'omar', 'Sorry, was in a meeting. We are 12.'),
  chat('Mon 08:12', 'message.sent', 'sms', 'stan', 'Hello Stan, shall we go on with your order?'),
  reply('Mon 10:00', 'sms', 'stan', 'STOP'),
  chat('Tue 09:00', 'message.sent', 'sms', 'stan', 'Your order was cancelled, as you asked.'),
  chat('Mon 08:16', 'message.sent', 'sms', 'ines', 'Hello Ines, shall I send you our offer?'),
  reply('Mon 09:50', 'sms', 'ines', 'Not now, please try me again tomorrow'),
  chat('Mon 09:52', 'message.sent', 'sms', 'ines', 'Of course, until tomorrow!'),
  reply('Tue 09:40', 'sms', 'ines', 'Now is better, yes.'),
  chat('Mon 08:14', 'message.sent', 'telegram', 'mira', 'Hello Mira, is the new address right?'),
  chat('Mon 09:20', 'message.received', 'telegram', 'mira', 'Yes, it is.'),

  // Leads: above and below the threshold, and one that answers the e-mail.
  scene('Mon 08:30', 'lead.scored', 'marc', { lead: { key: 'lead-1', score: 0.86, product: 'the team plan' } }),
  scene('Mon 08:40', 'lead.scored', 'nora', { lead: { key: 'lead-2', score: 0.41, followUp: false } }),
  scene('Mon 09:40', 'lead.scored', 'paul', { lead: { key: 'lead-3', score: 0.91 } }),
  reply('Mon 11:03', 'email', 'paul', 'Thanks, tomorrow at ten is good.'),
  scene('Mon 11:03', 'conversation.closed', 'paul', { conversation: { key: `email:${addressOf('paul', 'email')}` } }),

  // The mail server has no time for a minute and a half: what is refused is tried again.
  trouble('Mon 10:29', 'mail is too busy'),
  trouble('Mon 10:31:50', 'mail has time'),

  // Appointments: as planned, booked too late for the first reminder, moved, cancelled, and a person without a phone.
  scene('Mon 09:00', 'appointment.booked', 'ana', { appointment: { key: 'visit-1', startsAt: iso('Wed 15:00') } }),
  scene('Mon 12:00', 'appointment.booked', 'bruno', { appointment: { key: 'visit-2', startsAt: iso('Tue 09:00') } }),
  scene('Mon 09:30', 'appointment.booked', 'carla', { appointment: { key: 'visit-3', startsAt: iso('Tue 16:00') } }),
  scene('Mon 13:00', 'appointment.moved', 'carla', { appointment: { key: 'visit-3', startsAt: iso('Wed 16:00') } }),
  scene('Mon 09:45', 'appointment.booked', 'davi', { appointment: { key: 'visit-4', startsAt: iso('Wed 11:00') } }),
  scene('Tue 08:30', 'appointment.cancelled', 'davi', { appointment: { key: 'visit-4' } }),
  scene('Mon 13:30', 'appointment.booked', 'eva', { appointment: { key: 'visit-5', startsAt: iso('Wed 13:00') } }),

  // The mail server is gone for half an hour: SendGrid takes over at once.
  trouble('Tue 14:59', 'mail goes away'),
  trouble('Tue 15:30', 'mail comes back'),

  // Calls: without a booking, with one, and one that books later. Of the booking the office is told the next morning.
  scene('Mon 11:10', 'call.ended', 'rosa', {
    call: { key: 'call-1', topic: 'the leaking roof', appointmentBooked: false },
  }),
  scene('Mon 11:20', 'call.ended', 'sam', { call: { key: 'call-2', topic: 'the gutters', appointmentBooked: true } }),
  {
    at: at('Mon 11:21'),
    oneOff: {
      contact: { key: 'office' },
      channel: 'webhook',
      category: 'transactional',
      dueAt: iso('Tue 07:30'),
      text: 'Sam has booked by phone: the gutters',
      data: { call: 'call-2', contact: 'sam' },
    },
  },
  scene('Mon 11:30', 'call.ended', 'tess', {
    call: { key: 'call-3', topic: 'a new window', appointmentBooked: false },
  }),
  scene('Tue 13:00', 'appointment.booked', 'tess', { appointment: { key: 'visit-6', startsAt: iso('Fri 10:00') } }),

  // A community: two members go quiet, one of whom answers; another one writes again before that.
  chat('Mon 08:20', 'message.received', 'discord', 'yuki', 'Good night everybody'),
  chat('Mon 08:25', 'message.received', 'discord', 'zoe', 'Hi all'),
  chat('Tue 12:00', 'message.received', 'discord', 'zoe', 'Has anybody tried the new version?'),
  reply('Mon 08:35', 'slack', 'noor', 'The site plans are in the folder.'),
  reply('Wed 09:10', 'slack', 'noor', 'Back on Thursday!'),

  // A message into a channel that is archived before its time: it is given up, and somebody has to look at it.
  {
    at: at('Mon 15:30'),
    oneOff: {
      contact: { key: 'harbour' },
      channel: 'slack',
      category: 'reminder',
      dueAt: iso('Tue 10:00'),
      text: 'Site meeting at eleven: please bring the plans.',
    },
  },
  trouble('Tue 09:50', '#harbour is archived'),

  // Contractors: asked, done before that, asked every week.
  scene('Mon 14:00', 'actionItem.created', 'ivan', {
    actionItem: { key: 'item-1', title: 'order the tiles', followUpAt: iso('Tue 09:30') },
  }),
  scene('Mon 14:05', 'actionItem.created', 'jana', {
    actionItem: { key: 'item-2', title: 'send the invoice', followUpAt: iso('Tue 09:30') },
  }),
  scene('Mon 17:00', 'actionItem.completed', 'jana', { actionItem: { key: 'item-2' } }),
  scene('Mon 14:10', 'actionItem.created', 'kofi', {
    actionItem: { key: 'item-3', title: 'the weekly site photos', followUpAt: iso('Mon 15:00'), recurring: true },
  }),

  // Twilio refuses our account for a quarter of an hour: another provider sends the text message at once.
  trouble('Tue 09:29', 'Twilio shuts us out'),
  trouble('Tue 09:45', 'Twilio lets us in'),
];

/** The scenes in the order of their time. */
export const story: readonly Scene[] = [...scenes].sort((a, b) => a.at - b.at);
