/** What consent looks like on the wire. `operations/read-consent.ts` is its one reader, for every surface. */
import { z } from 'zod';
import { channels } from '../../domain/channel.ts';
import { consentScopes, consentSources } from '../../domain/consent-statement.ts';
import { exampleId, facts, instant } from '../wire.ts';

const states = ['in', 'out', 'pending'] as const;
const scopes = consentScopes as [string, ...string[]];

/** By category. */
export const heldConsents = z
  .partialRecord(z.enum(scopes), z.enum(states))
  .describe(
    'What the person agreed to (`in`), refused (`out`) or was asked (`pending`), by category; `*` is the rest.',
  );

/** Properties of what was said, as JSON schema, for the description: also of events that carry it. */
export const consentProperties = {
  given: { type: 'boolean', description: 'False: they said no, or take it back. Default true.' },
  confirm: {
    type: 'boolean',
    description: 'True: they are asked to confirm by a message, and nothing is given before (double opt-in).',
  },
  channels: {
    type: 'array',
    items: { enum: [...channels] },
    description: 'Where. May be absent on a refusal: everywhere.',
  },
  address: { type: 'string', description: 'One address of the one channel; absent: all that the contact has there.' },
  categories: {
    type: 'array',
    items: { enum: [...consentScopes] },
    description: 'To what; `*` is all. May be absent on a refusal: all.',
  },
  text: {
    type: 'string',
    description: 'What the person was shown or asked, in its own words: the proof. Needed where they agreed.',
  },
  source: { enum: [...consentSources], description: 'How it came. Default `call` for call.*, else `api`.' },
  url: { type: 'string', description: 'The page or document.' },
  ip: { type: 'string' },
  userAgent: { type: 'string' },
  actor: { type: 'string', description: 'Who took it down. Default: the name of the API key or the operator.' },
};

const example = {
  channels: ['sms'],
  categories: ['marketing'],
  text: 'Yes, send me offers by text message. I can stop at any time with STOP.',
  source: 'form',
  url: 'https://example.com/sign-up',
  ip: '203.0.113.7',
};

const item = {
  type: 'object',
  properties: { ...consentProperties, at: { type: 'string', format: 'date-time', description: 'Absent: now.' } },
  additionalProperties: false,
};

/** Its items are checked by the one reader. */
export const consentsBody = z
  .strictObject({ consents: z.array(facts).min(1).max(100).meta({ items: item }) })
  .meta({ examples: [{ consents: [example] }] });

export const consentRecord = z
  .object({
    id: z.string(),
    channel: z.enum(channels),
    address: z.string(),
    category: z.enum(scopes),
    state: z.enum(states),
    cause: z
      .string()
      .nullable()
      .describe('Of a stop or a start: `stop_word`, `unsubscribed`, `start_word` and the like.'),
    source: z.enum(consentSources),
    text: z.string().nullable().describe('What the person was shown or asked, or wrote.'),
    url: z.string().nullable(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    actor: z.string().nullable(),
    eventId: z.string().meta({ examples: [exampleId] }),
    messageId: z.string().nullable().describe('The message that they wrote.'),
    followUpId: z.string().nullable().describe('The message that asks them to confirm.'),
    at: instant.describe('When it was said.'),
    recordedAt: instant,
  })
  .meta({ id: 'ConsentRecord', title: 'Consent record' });
