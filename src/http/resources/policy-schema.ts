/**
 * Policies for the description of the API: documented, not checked. `domain/read-policy.ts` is the one reader of policies;
 * `domain/policy-document.ts` has the same in TypeScript.
 */
import { z } from 'zod';
import { channels } from '../../domain/channel.ts';
import { capMax, weekdays } from '../../domain/policy.ts';
import { categories, missedWindows } from '../../domain/sequence.ts';

const text = (description: string) => ({ type: 'string', description });
const oneOf = (values: readonly string[], description: string) => ({ type: 'string', enum: [...values], description });
const duration = (description: string) => ({
  anyOf: [{ type: 'string' }, { type: 'number' }],
  description: `${description} \`30m\`, \`4h\`, \`PT30M\`, or seconds.`,
});
const all = (names: readonly string[], schema: object) => Object.fromEntries(names.map((name) => [name, schema]));

const cap = {
  anyOf: [
    { type: 'integer', minimum: 1, maximum: capMax },
    { type: 'string', enum: ['none'] },
  ],
};
const capObject = { type: 'object', properties: { perDay: cap, perWeek: cap } };
const mode = oneOf(['none', 'opt_out', 'opt_in'], 'What consent it needs.');
const spans = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };

/** What sequences may set, too. */
const ofSequences = {
  businessHours: {
    anyOf: [
      { type: 'string', enum: ['off'] },
      {
        type: 'object',
        properties: { zone: oneOf(['organization', 'contact'], 'Whose clock.'), ...all(weekdays, spans) },
      },
    ],
    description:
      'When nurture and marketing may go out: spans such as `"09:00-12:30"` by weekday; a day without is closed.',
  },
  quietHours: {
    anyOf: [
      { type: 'string' },
      { type: 'object', properties: { from: text('`21:00`.'), to: text('`08:00`.'), regional: { type: 'boolean' } } },
    ],
    description: 'When people are left alone, by their own clock: `"21:00-08:00"`, or `off`.',
  },
  caps: {
    type: 'object',
    properties: {
      perDay: cap,
      perWeek: cap,
      sequence: capObject,
      channels: { type: 'object', properties: all(channels, capObject) },
    },
    description: 'Messages to one contact within any 24 hours, any 7 days: 1 to 32, or `none`.',
  },
  minimumGap: duration('At least this long between two messages to one contact.'),
  recentlyActive: duration('Who wrote within this time is left alone by nurture and marketing.'),
  consent: {
    type: 'object',
    properties: all(categories, {
      anyOf: [mode, { type: 'object', properties: all(['default', ...channels], mode) }],
    }),
    description: 'By category, and where it differs by channel.',
  },
  approval: { type: 'array', items: { type: 'string', enum: [...categories] }, description: 'Wait for approval.' },
  lateGrace: duration('How late a message may go out; or `by_delay`.'),
  missedWindow: oneOf(missedWindows, 'What happens to what is later.'),
  retry: {
    type: 'object',
    properties: {
      attempts: { type: 'integer', minimum: 1, maximum: 100 },
      delay: duration('Before the next attempt.'),
      growth: oneOf(['fixed', 'exponential'], 'Doubled each time, or not.'),
      delayMax: duration('The longest delay.'),
    },
  },
  unknownOutcome: oneOf(['at_most_once', 'at_least_once', 'by_channel'], 'What becomes of unknown outcomes.'),
};

export const sequencePolicy = {
  type: 'object',
  properties: ofSequences,
  description: "What it sets instead of the organization's policy.",
};

export const policyBody = z.unknown().meta({
  title: 'Policy document',
  type: 'object',
  description: 'Every value may be absent: then its default counts.',
  properties: {
    ...ofSequences,
    holidays: {
      type: 'object',
      properties: {
        regions: { type: 'array', items: { type: 'string' }, description: 'Public holidays: `FR`, `DE-BY`.' },
        dates: { type: 'array', items: {}, description: 'Days of your own: `2026-12-24`, or { date, name }.' },
      },
      description: 'Days without business hours.',
    },
    blackouts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['from', 'to', 'reason'],
        properties: { from: text('The first day.'), to: text('The last day.'), reason: text('Shown to people.') },
      },
      description: 'Days on which caps-counted messages are put off.',
    },
    ghostDelay: duration('How long a sequence waits after its last step unless it says so.'),
    breaker: duration('How long a sender rests after it refused everything.'),
    rateDelay: duration('How long to wait after "too fast" without a time.'),
  },
  examples: [
    {
      businessHours: { monday: '09:00-18:00', tuesday: '09:00-18:00', friday: ['09:00-12:30', '14:00-17:00'] },
      quietHours: '20:00-09:00',
      caps: { perDay: 1, perWeek: 3 },
      minimumGap: '4h',
      retry: { attempts: 3, delay: '1m' },
    },
  ],
});
