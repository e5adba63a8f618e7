/** What happened, as a person would say it: the events of the story in words. */

import type { Channel } from '../../domain/channel.ts';

type Record = Readonly<{ [key: string]: unknown }>;

/** @param event as it is sent to the API */
export function describeEvent(event: Record): string {
  const { type } = event;
  const { channel, text } = (event.message ?? {}) as Record;
  const record = (event.lead ?? event.appointment ?? event.call ?? event.actionItem ?? {}) as Record;
  switch (type) {
    case 'message.sent':
      return `we write ${onChannel(channel as Channel)}: "${text}"`;
    case 'message.received':
      return `writes ${onChannel(channel as Channel)}: "${text}"`;
    case 'conversation.closed':
      return 'needs nothing more: the conversation is closed';
    case 'lead.scored':
      return `is a lead with score ${record.score}${record.followUp === false ? ', and not to be followed up' : ''}`;
    case 'appointment.booked':
      return `books an appointment for ${dayAndTime(record.startsAt)}`;
    case 'appointment.moved':
      return `moves the appointment to ${dayAndTime(record.startsAt)}`;
    case 'appointment.cancelled':
      return 'cancels the appointment';
    case 'call.ended':
      return `calls about ${record.topic}, ${record.appointmentBooked ? 'and books' : 'without booking'}`;
    case 'actionItem.created':
      return `has something to do: ${record.title}`;
    case 'actionItem.completed':
      return 'has done it';
    default:
      return String(type);
  }
}

/** @param oneOff as it is sent to the API */
export function describeOneOff({ channel, dueAt, text }: Record): string {
  return `is to be told ${onChannel(channel as Channel)}, ${dayAndTime(dueAt)}: "${text}"`;
}

const names: Readonly<{ [channel in Channel]: string }> = {
  sms: 'by text message',
  whatsapp: 'on WhatsApp',
  email: 'by e-mail',
  discord: 'on Discord',
  slack: 'on Slack',
  telegram: 'on Telegram',
  webhook: 'by webhook',
};

export function onChannel(channel: Channel): string {
  return names[channel];
}

/** `Wed 15:00` */
export function dayAndTime(instant: unknown): string {
  const text = new Date(instant as string | number).toUTCString();
  return `${text.slice(0, 3)} ${text.slice(17, 22)}`;
}
