/**
 * Sequence documents for the description of the API: documented, not checked. `domain/read-sequence.ts` is the one reader of
 * sequences; `domain/sequence-document.ts` has the same in TypeScript.
 */
import { z } from 'zod';
import { channels } from '../../domain/channel.ts';
import { categories, dayKinds, missedWindows } from '../../domain/sequence.ts';
import { sequencePolicy } from './policy-schema.ts';

const text = (description: string) => ({ type: 'string', description });
const oneOf = (values: readonly string[], description: string) => ({ type: 'string', enum: values, description });
const condition = { type: 'object', description: 'A test on facts, for example { fact: lead.score, atLeast: 0.7 }.' };

const content = {
  template: text('The key of a stored template; else `text`.'),
  subject: text('Of e-mails.'),
  text: text('The message itself, in Liquid: `Hello {{ contact.name }}`.'),
  html: text('Of e-mails, beside the plain text.'),
};

const variant = {
  type: 'object',
  required: ['key'],
  properties: { key: text('Names the variant.'), weight: { type: 'number', description: 'Default 1.' }, ...content },
};

const step = {
  type: 'object',
  required: ['key'],
  description: 'Exactly one of `after`, `before`, `afterPrevious` and `waitFor` says when.',
  properties: {
    key: text('Names the step within the sequence.'),
    after: text('Due so long after the anchor: `30m`, `2h`, `1d`, `PT30M`, or seconds. `0m` is at once.'),
    before: text('Due so long before the anchor, for example before an appointment.'),
    afterPrevious: text('Due so long after the step before has ended.'),
    at: text(
      "Due at this time of the day, `09:30`, by the recipient's clock: the first that is not before what `after` or `afterPrevious` says; with `before` the last that is not after it. `best`: the full hour in which they have written to us most.",
    ),
    atElse: text('What counts for `at: best` while too little is known of the recipient; default `10:00`.'),
    on: oneOf(dayKinds, 'On which days `at` counts: `any_day` (default), or `business_day`.'),
    waitFor: {
      type: 'object',
      description: '{ on, when, timeout }: waits until one of the events comes or the time is up; sends nothing.',
    },
    channel: oneOf([...channels, 'same'], '`same` (default): that of the conversation, else the first that there is.'),
    ...content,
    category: oneOf(categories, 'Decides about quiet hours, caps and consent.'),
    variants: { type: 'array', items: variant, description: 'Alternatives under test.' },
    lateGrace: text("How late it may still go out; default: the policy's."),
    missedWindow: oneOf(missedWindows, "What happens beyond its late grace; default: the policy's, `skip`."),
    when: { ...condition, description: 'Asked when the step is due: skipped unless it holds.' },
    skipIf: { ...condition, description: 'Asked when the step is due: skipped if it holds.' },
    repeat: { type: 'object', description: '{ every, times }: comes again after its own due time.' },
    every: text('Short for `repeat` without an end.'),
    setStage: text('The stage that the record is given when the step was sent.'),
    approval: { type: 'boolean', description: "Waits for an operator's approval. Default false." },
    tier: { type: 'integer', minimum: 0, maximum: 9, description: '0 is served first.' },
  },
};

export const documentBody = z.unknown().meta({
  title: 'Sequence document',
  type: 'object',
  required: ['trigger', 'steps', 'exit'],
  properties: {
    key: text('Names the sequence for ever. May be absent where the path has it.'),
    name: text('What operators see. Default: the key.'),
    trigger: { description: 'What begins an enrollment: an event type, several, or { on, when }.' },
    steps: { type: 'array', items: step, description: '1 to 200, in the order of their time.' },
    exit: {
      type: 'array',
      items: {},
      description: 'What ends it early: event types, or { on, when, reason }. At least one.',
    },
    subject: oneOf(['contact'], 'One enrollment per person, in place of one per record that the trigger is about.'),
    anchor: text('The path of the instant that steps count from, for example `appointment.startsAt`.'),
    reenter: oneOf(['ignore', 'restart', 'parallel'], 'What another trigger does meanwhile; default `ignore`.'),
    then: {
      type: 'object',
      description:
        "What happens some time after the last step: { after, setStage, reason }. `after` is by default the policy's `ghostDelay`.",
    },
    policy: sequencePolicy,
  },
  examples: [
    {
      key: 'lead-welcome',
      trigger: { on: 'lead.created' },
      steps: [
        {
          key: 'hello',
          after: '5m',
          channel: 'email',
          subject: 'Hello {{ contact.name }}',
          text: 'Thank you for asking.',
        },
        { key: 'nudge', after: '2d', channel: 'email', template: 'nudge' },
      ],
      exit: ['message.received', 'lead.converted', 'contact.optedOut'],
    },
  ],
});
