/** Follow-ups on the wire. */
import { z } from 'zod';
import { deliveryStatuses } from '../../domain/delivery-status.ts';
import { readDuration } from '../../domain/duration.ts';
import { followUpStates } from '../../domain/follow-up-state.ts';
import { readWallTime } from '../../domain/local-time.ts';
import { categories, missedWindows, tierMax } from '../../domain/sequence.ts';
import { isTimeZone } from '../../domain/zoned-time.ts';
import { channel, facts, instant, problemList } from '../wire.ts';
import { instantExpected } from '../zod-problems.ts';

export const followUpState = z.enum(
  followUpStates as [(typeof followUpStates)[number], ...(typeof followUpStates)[number][]],
);

export const followUp = z
  .object({
    id: z.string(),
    contactId: z.string(),
    contactKey: z.string().nullable(),
    contactName: z.string().nullable(),
    enrollmentId: z.string().nullable(),
    sequenceKey: z.string().nullable(),
    sequenceVersion: z.number().int().nullable(),
    stepKey: z.string().nullable().describe('`ending` for what `then` says; null for one-offs.'),
    occurrence: z.number().int().describe('From 0; above for the repetitions of a step.'),
    kind: z.enum(['message', 'wait', 'ending']),
    state: followUpState,
    status: z
      .enum(deliveryStatuses)
      .describe(
        'The state in the words of other queues: pending, processing (unknown outcomes, too), failed (refused, and will be tried again), sent, dead_letter, cancelled (skipped, too).',
      ),
    channel: z.union([channel, z.literal('none')]),
    category: z.enum(categories),
    tier: z.number().int(),
    dueAt: instant,
    queueAt: instant.nullable().describe('When it is handed out next: later than due after a deferral or a retry.'),
    retryAt: instant
      .nullable()
      .describe(
        'When it is tried again after a call that was refused (`status: failed`); null unless it waits for that.',
      ),
    createdAt: instant,
    endedAt: instant.nullable(),
    failedAt: instant.nullable(),
    deadLetterReason: z.string().nullable().describe('Why it was given up; null unless it was.'),
    deadLetterAt: instant.nullable().describe('When it was given up; null unless it was.'),
    attempts: z.number().int(),
    reason: z.string().nullable(),
    messageId: z.string().nullable(),
    response: z
      .object({ messageId: z.string(), receivedAt: instant, text: z.string() })
      .nullable()
      .describe("The person's answer to it."),
    lastError: z
      .object({ code: z.string().nullable(), detail: z.string().nullable(), at: instant })
      .nullable()
      .describe('Why its last call failed, while it is tried again, given up or unknown.'),
    content: facts.nullable().describe("A one-off's own content."),
  })
  .meta({ id: 'FollowUp', title: 'Follow-up' });

/** A duration as people write it, in milliseconds inside. */
export const duration = z
  .union([z.string(), z.number()])
  .transform((value, context): number => {
    const reading = readDuration(value);
    if (reading.ok) return reading.ms;
    context.addIssue({ code: 'custom', message: reading.message, params: { expected: reading.expected } });
    return z.NEVER;
  })
  .describe('For example 30m, 2h, 1d, PT30M, or a number of seconds.');

const isInstant = z.iso.datetime({ offset: true });

/** Milliseconds since 1970 inside, and what a clock shows as it came. */
const dueTime = z.codec(
  z
    .string({ error: instantExpected })
    .refine((text) => readWallTime(text) !== undefined || isInstant.safeParse(text).success, {
      error: instantExpected,
    }),
  z.union([z.number(), z.string()]),
  {
    decode: (text) => readWallTime(text) ?? Date.parse(text),
    encode: (due) => (typeof due === 'number' ? new Date(due).toISOString() : due),
  },
);

export const oneOffBody = z
  .strictObject({
    contact: z
      .strictObject({ id: z.string().optional(), key: z.string().optional() })
      .refine(({ id, key }) => (id === undefined) !== (key === undefined), {
        error: 'says not who it is',
        params: { expected: 'either id or key' },
      }),
    dueAt: dueTime
      .optional()
      .describe('An instant such as 2026-05-04T09:30:00+02:00; with timeZone what the clock shows, 2026-05-04T09:30.'),
    timeZone: z
      .string()
      .refine((name) => name === 'recipient' || isTimeZone(name), {
        error: 'this is no time zone',
        params: { expected: 'recipient, or an IANA time zone such as Europe/Paris' },
      })
      .optional()
      .describe(
        "Whose clock dueAt is read by: `recipient`, or an IANA time zone. It is kept: if the recipient's zone or its rules change, so does the instant.",
      ),
    after: duration.optional().describe('From now, in place of dueAt.'),
    channel,
    category: z.enum(categories).default('conversational'),
    template: z.string().max(64).optional(),
    subject: z.string().max(500).optional(),
    text: z.string().min(1).max(100_000).optional(),
    html: z.string().max(100_000).optional(),
    variables: facts.optional().describe('For the template.'),
    data: facts.optional().describe('The structured body of a webhook.'),
    lateGrace: duration.optional().describe('How late it may still go out.'),
    missedWindow: z
      .enum(missedWindows)
      .optional()
      .describe("What happens beyond its late grace; absent: the policy's."),
    tier: z.number().int().min(0).max(tierMax).optional(),
    approval: z.boolean().optional().describe('Waits for approval.'),
  })
  .refine((it) => (it.dueAt === undefined) !== (it.after === undefined), {
    path: ['dueAt'],
    error: 'says not when',
    params: { expected: 'either dueAt or after' },
  })
  .refine((it) => typeof it.dueAt !== 'string' || it.timeZone !== undefined, {
    path: ['dueAt'],
    error: 'says not by which clock',
    params: { expected: 'an offset (2026-05-04T09:30:00+02:00), or timeZone beside it' },
  })
  .refine((it) => typeof it.dueAt === 'string' || it.timeZone === undefined, {
    path: ['timeZone'],
    error: 'does not fit dueAt',
    params: { expected: 'dueAt as the clock there shows it, for example 2026-05-04T09:30' },
  })
  .refine((it) => (it.template === undefined) !== (it.text === undefined), {
    path: ['text'],
    error: 'says not what',
    params: { expected: 'either template or text' },
  });

export const scheduleBody = z
  .union([oneOffBody, z.strictObject({ followUps: z.array(oneOffBody).min(1).max(1_000) })])
  .meta({
    examples: [
      {
        contact: { key: 'ana' },
        after: '2h',
        channel: 'email',
        subject: 'Your offer',
        text: 'Hello {{ contact.name }}',
      },
    ],
  });

export const scheduled = z.union([
  z.object({ ok: z.literal(true), id: z.string(), dueAt: instant }),
  z.object({ ok: z.literal(false), problems: problemList }),
]);

export const changed = z.object({ id: z.string(), dueAt: instant });

/** What became of a follow-up, in words. */
export const told = z.object({
  followUp,
  summary: z.string().describe('What became of it, in a sentence.'),
  next: z.string().describe('What happens next.'),
  nextAt: instant.nullable().describe('When that is; null where nothing more happens by itself.'),
  wouldSendIf: z
    .string()
    .nullable()
    .describe(
      'What would have to change for it to be sent, as the rest of that sentence; null where it was, or will be.',
    ),
});

/** A decision of the timeline, in words. */
export const decision = z.object({
  at: instant,
  kind: z.string(),
  reason: z.string().nullable(),
  text: z.string().describe('The same as a sentence.'),
  rule: z.string().nullable().describe('Which rule for sending it follows; null where none decided it.'),
  source: z.string().nullable().describe('Who has set that rule, where that was noted.'),
  facts: facts.nullable().describe('What was known when it was taken.'),
});

export const explanation = told.extend({
  decisions: z.array(decision),
  attempts: z.array(
    z.object({
      number: z.number().int(),
      at: instant,
      senderKey: z.string().nullable(),
      outcome: z.string(),
      class: z.string().nullable(),
      code: z.string().nullable(),
      detail: z.string().nullable(),
      providerMessageId: z.string().nullable(),
      durationMs: z.number().nullable(),
      costCents: z.number().nullable().describe("By the sender's prices."),
      text: z.string(),
    }),
  ),
});
