/**
 * What an event looks like, for the description of the API. It checks nothing: `operations/read-event.ts` is the one reader
 * of events, for every surface, and answers all problems at once.
 */
import { z } from 'zod';
import { channels } from '../../domain/channel.ts';
import { eventTypes } from '../../domain/event.ts';
import { consentProperties } from './consent-schema.ts';

const record = (what: string) => ({
  type: 'object',
  description: what,
  required: ['key'],
  properties: { key: { type: 'string', description: 'Your own id of it.' } },
  additionalProperties: true,
});

const contact = {
  type: 'object',
  description:
    'Who it is about, named by at least one of id, key, email, phone or addresses. Further keys are kept as attributes.',
  properties: {
    id: { type: 'string', format: 'uuid' },
    key: { type: 'string', description: 'Your own id of the person.' },
    email: { type: 'string' },
    phone: { type: 'string', description: 'With country code; stored as E.164.' },
    name: { type: ['string', 'null'] },
    timezone: { type: ['string', 'null'], description: 'IANA, for example Europe/Paris.' },
    locale: { type: ['string', 'null'], description: 'BCP 47, for example fr or pt-BR.' },
    tier: { type: 'integer', minimum: 0, maximum: 9, description: '0 is served first.' },
    policy: {
      type: ['object', 'null'],
      description:
        "What counts for this person instead of the organization's policy: businessHours, quietHours, caps, minimumGap, recentlyActive, consent. null takes it back.",
    },
    addresses: {
      type: 'array',
      items: {
        type: 'object',
        required: ['channel', 'value'],
        properties: { channel: { enum: [...channels] }, value: { type: 'string' } },
      },
    },
  },
  additionalProperties: true,
};

/** A contact as it is written, also where it stands alone. */
export const contactBody = z.unknown().meta({
  title: 'Contact input',
  ...contact,
  examples: [{ name: 'Ana', email: 'ana@example.com', timezone: 'America/Sao_Paulo', plan: 'gold' }],
});

const properties = {
  type: { type: 'string', description: `One of ${eventTypes.join(', ')}, or custom.<name>.` },
  key: { type: 'string', description: 'Makes the event unique; the same key with the same body is recorded once.' },
  occurredAt: { type: 'string', format: 'date-time', description: 'Absent: now.' },
  contact,
  lead: record('For lead.*: the lead and what is known about it.'),
  conversation: record('For message.* and conversation.*.'),
  call: record('For call.*.'),
  appointment: record('For appointment.*; startsAt is when it begins.'),
  actionItem: record('For actionItem.*.'),
  consent: {
    type: 'object',
    description: 'What the person agreed to or refused meanwhile, on any event about a contact.',
    properties: consentProperties,
    additionalProperties: false,
  },
  message: { type: 'object', properties: { text: { type: 'string' }, channel: { enum: [...channels] } } },
};

const examples = [
  {
    type: 'lead.created',
    key: 'lead-4711',
    contact: { key: 'ana', name: 'Ana', email: 'ana@example.com', timezone: 'America/Sao_Paulo' },
    lead: { key: '4711', source: 'website', score: 0.82 },
  },
  {
    type: 'message.received',
    contact: { key: 'ana' },
    conversation: { key: 'chat-7' },
    message: { channel: 'email', text: 'Yes, tomorrow is fine' },
  },
  {
    type: 'appointment.booked',
    contact: { phone: '+5511912345678' },
    appointment: { key: 'a-9', startsAt: '2026-03-01T15:00:00-03:00' },
  },
];

export const eventBody = z.unknown().meta({
  title: 'Event',
  type: 'object',
  required: ['type', 'contact'],
  properties,
  additionalProperties: true,
  examples,
});

export const eventBatchBody = z.unknown().meta({
  title: 'Event batch',
  type: 'object',
  required: ['events'],
  properties: {
    events: {
      type: 'array',
      minItems: 1,
      maxItems: 1_000,
      items: { type: 'object', required: ['type', 'contact'], properties, additionalProperties: true },
    },
  },
  additionalProperties: false,
  examples: [{ events: examples }],
});
