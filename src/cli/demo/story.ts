/**
 * What happens in the demo: three days in the lives of some leads, chats, callers, patients, members and contractors, and
 * two accidents of a mail server. Times are UTC.
 */

/** Something that happens, at a time of the story. */
export type Scene = { readonly at: number } & (
  | { readonly event: Readonly<{ [key: string]: unknown }> & { readonly contact: { readonly key: string } } }
  | { readonly mail: 'refuses' | 'accepts' | 'goes away' | 'comes back' }
);

export interface Person {
  readonly name: string;
  /** Messages that have to arrive, follow-ups that have to be skipped with a reason or stopped by an answer. */
  readonly sent: number;
  readonly skipped?: number;
  readonly stopped?: number;
}

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

/** Who takes part, by key, and what has to have happened to each in the end. */
export const people: Readonly<Record<string, Person>> = {
  lena: { name: 'Lena', sent: 3 },
  omar: { name: 'Omar', sent: 1, stopped: 1 },
  stan: { name: 'Stan', sent: 1, stopped: 1 },
  marc: { name: 'Marc', sent: 2 },
  nora: { name: 'Nora', sent: 0 },
  paul: { name: 'Paul', sent: 1, stopped: 1 },
  ana: { name: 'Ana', sent: 3 },
  bruno: { name: 'Bruno', sent: 2, skipped: 1 },
  carla: { name: 'Carla', sent: 4 },
  davi: { name: 'Davi', sent: 1 },
  eva: { name: 'Eva', sent: 2, skipped: 1 },
  rosa: { name: 'Rosa', sent: 1 },
  sam: { name: 'Sam', sent: 0 },
  tess: { name: 'Tess', sent: 2 },
  yuki: { name: 'Yuki', sent: 1 },
  zoe: { name: 'Zoe', sent: 0 },
  ivan: { name: 'Ivan', sent: 1 },
  jana: { name: 'Jana', sent: 0, skipped: 1 },
  kofi: { name: 'Kofi', sent: 1 },
};

const phones = Object.fromEntries(
  Object.keys(people).map((key, index) => [key, `+1212555${String(100 + index).padStart(4, '0')}`]),
);

/** What the first event about somebody says of them. */
const byEmail = (key: string) => ({ key, name: people[key]?.name, email: `${key}@example.com` });
const byPhone = (key: string) => ({ key, name: people[key]?.name, phone: phones[key] });
const byBoth = (key: string) => ({ ...byEmail(key), ...byPhone(key) });
const over = (channel: string, key: string) => ({
  key,
  name: people[key]?.name,
  addresses: [{ channel, value: addressOn(channel, key) }],
});
const addressOn = (channel: string, key: string) => (channel === 'discord' ? `${key}#demo` : phones[key]);

function chat(
  time: string,
  type: 'message.sent' | 'message.received',
  channel: string,
  key: string,
  text: string,
): Scene {
  const stage = type === 'message.sent' ? { stage: 'qualifying' } : {};
  const event = {
    type,
    contact: over(channel, key),
    conversation: { key: `chat-${key}`, ...stage },
    message: { channel, text },
  };
  return { at: at(time), event };
}

function scene(time: string, type: string, contact: { readonly key: string }, record: object): Scene {
  return { at: at(time), event: { type, contact, ...record } };
}

const scenes: readonly Scene[] = [
  // Chats: one falls silent, one answers after the first nudge, one says stop.
  chat('Mon 08:05', 'message.sent', 'whatsapp', 'lena', 'Hello Lena! Which of the two plans were you looking at?'),
  chat('Mon 08:10', 'message.sent', 'whatsapp', 'omar', 'Hello Omar! How many people are you?'),
  chat('Mon 09:00', 'message.received', 'whatsapp', 'omar', 'Sorry, was in a meeting. We are 12.'),
  chat('Mon 08:12', 'message.sent', 'sms', 'stan', 'Hello Stan, shall we go on with your order?'),
  chat('Mon 10:00', 'message.received', 'sms', 'stan', 'STOP'),
  chat('Tue 09:00', 'message.sent', 'sms', 'stan', 'Your order was cancelled, as you asked.'),

  // Leads: above and below the threshold, and one that answers.
  scene('Mon 08:30', 'lead.scored', byEmail('marc'), {
    lead: { key: 'lead-1', score: 0.86, product: 'the team plan' },
  }),
  scene('Mon 08:40', 'lead.scored', byEmail('nora'), { lead: { key: 'lead-2', score: 0.41 } }),
  scene('Mon 09:40', 'lead.scored', byEmail('paul'), { lead: { key: 'lead-3', score: 0.91 } }),
  scene(
    'Mon 11:00',
    'message.received',
    { key: 'paul' },
    {
      conversation: { key: 'mail-paul' },
      message: { channel: 'email', text: 'Thanks, tomorrow at ten is good.' },
    },
  ),

  // The mail server has no time for a minute and a half: what is refused is tried again.
  { at: at('Mon 10:29'), mail: 'refuses' },
  { at: at('Mon 10:31:50'), mail: 'accepts' },

  // Appointments: as planned, booked too late for the first reminder, moved, cancelled, and a person without a phone.
  scene('Mon 09:00', 'appointment.booked', byBoth('ana'), {
    appointment: { key: 'visit-1', startsAt: iso('Wed 15:00') },
  }),
  scene('Mon 12:00', 'appointment.booked', byBoth('bruno'), {
    appointment: { key: 'visit-2', startsAt: iso('Tue 09:00') },
  }),
  scene('Mon 09:30', 'appointment.booked', byBoth('carla'), {
    appointment: { key: 'visit-3', startsAt: iso('Tue 16:00') },
  }),
  scene(
    'Mon 13:00',
    'appointment.moved',
    { key: 'carla' },
    { appointment: { key: 'visit-3', startsAt: iso('Wed 16:00') } },
  ),
  scene('Mon 09:45', 'appointment.booked', byBoth('davi'), {
    appointment: { key: 'visit-4', startsAt: iso('Wed 11:00') },
  }),
  scene('Tue 08:30', 'appointment.cancelled', { key: 'davi' }, { appointment: { key: 'visit-4' } }),
  scene('Mon 13:30', 'appointment.booked', byEmail('eva'), {
    appointment: { key: 'visit-5', startsAt: iso('Wed 13:00') },
  }),

  // The mail server is gone for half an hour: the second one takes over at once.
  { at: at('Tue 14:59'), mail: 'goes away' },
  { at: at('Tue 15:30'), mail: 'comes back' },

  // Calls: without a booking, with one, and one that books later.
  scene('Mon 11:10', 'call.ended', byEmail('rosa'), {
    call: { key: 'call-1', topic: 'the leaking roof', appointmentBooked: false },
  }),
  scene('Mon 11:20', 'call.ended', byEmail('sam'), {
    call: { key: 'call-2', topic: 'the gutters', appointmentBooked: true },
  }),
  scene('Mon 11:30', 'call.ended', byEmail('tess'), {
    call: { key: 'call-3', topic: 'a new window', appointmentBooked: false },
  }),
  scene(
    'Tue 13:00',
    'appointment.booked',
    { key: 'tess' },
    { appointment: { key: 'visit-6', startsAt: iso('Fri 10:00') } },
  ),

  // A community: one member goes quiet, another one writes again.
  chat('Mon 08:20', 'message.received', 'discord', 'yuki', 'Good night everybody'),
  chat('Mon 08:25', 'message.received', 'discord', 'zoe', 'Hi all'),
  chat('Tue 12:00', 'message.received', 'discord', 'zoe', 'Has anybody tried the new version?'),

  // Contractors: asked, done before that, asked every week.
  scene('Mon 14:00', 'actionItem.created', byPhone('ivan'), {
    actionItem: { key: 'item-1', title: 'order the tiles', followUpAt: iso('Tue 09:30') },
  }),
  scene('Mon 14:05', 'actionItem.created', byPhone('jana'), {
    actionItem: { key: 'item-2', title: 'send the invoice', followUpAt: iso('Tue 09:30') },
  }),
  scene('Mon 17:00', 'actionItem.completed', { key: 'jana' }, { actionItem: { key: 'item-2' } }),
  scene('Mon 14:10', 'actionItem.created', byPhone('kofi'), {
    actionItem: { key: 'item-3', title: 'the weekly site photos', followUpAt: iso('Mon 15:00'), recurring: true },
  }),
];

/** The scenes in the order of their time. */
export const story: readonly Scene[] = [...scenes].sort((a, b) => a.at - b.at);
