/** Events: one, or up to a thousand; what was recorded before is not done again. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DocumentReader } from '../../domain/document-reader.ts';
import { eventTypes, isEventType } from '../../domain/event.ts';
import { didYouMean } from '../../domain/nearest-name.ts';
import { childPath } from '../../domain/problem.ts';
import { invalidInput, RelanceError } from '../../errors.ts';
import type { OperationContext } from '../../operations/context.ts';
import type { Intake } from '../../operations/intake.ts';
import { readEvent } from '../../operations/read-event.ts';
import { readEventPage } from '../../operations/read-events.ts';
import { type EventInput, recordEvents } from '../../operations/record-events.ts';
import type { Telemetry } from '../../telemetry.ts';
import { readPage, writePage } from '../cursor.ts';
import { idempotencyKey } from '../remember-answers.ts';
import { addRoute } from '../route.ts';
import { batchLimit, contactFilter, facts, instant, listOf, page, problemList } from '../wire.ts';
import { eventBatchBody, eventBody } from './event-schema.ts';

/** How many events a batch may hold. */
const batchMax = 1_000;

const recorded = z.object({
  id: z.string(),
  duplicate: z.boolean().describe('It was recorded before: nothing was done.'),
  contactId: z.string().nullable(),
  enrolled: z.number().int().describe('Enrollments that it began.'),
  exited: z.number().int().describe('Enrollments that it ended.'),
});

const batchResult = z.union([
  recorded.extend({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), problems: problemList }),
]);

const event = z.object({
  id: z.string(),
  type: z.string(),
  key: z.string(),
  source: z.string(),
  contactId: z.string().nullable(),
  occurredAt: instant,
  receivedAt: instant,
  body: facts,
});

const typeFilter = z
  .string()
  .superRefine((type, context) => {
    if (isEventType(type)) return;
    const expected = didYouMean(type, eventTypes);
    context.addIssue({ code: 'custom', message: `there is no event type "${type}"`, params: { expected } });
  })
  .optional()
  .describe('Only of this type; your own are `custom.<name>`.')
  .meta({ examples: ['lead.created'] });

const otherBody = (key: string) =>
  `the key ${key} was used before for an event with another body: use a new key for a new event`;

export interface EventsOptions {
  readonly context: OperationContext;
  readonly intake: Intake;
  readonly telemetry: Telemetry;
  readonly defaultCountry?: string;
}

export function addEvents(app: FastifyInstance, { context, intake, telemetry, defaultCountry }: EventsOptions): void {
  const reading = (dedupeKey: string | null) => ({
    now: context.clock.now(),
    ...(dedupeKey !== null && { dedupeKey }),
    ...(defaultCountry !== undefined && { defaultCountry }),
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/events',
    tag: 'events',
    summary: 'Record an event',
    description:
      'Answered once it is stored. `Idempotency-Key` is its key, unless the body has one: the same key with the same body is recorded once, with another body it is a 409.',
    scope: 'send',
    repeats: 'event',
    body: eventBody,
    checksItself: true,
    answer: recorded,
    status: 201,
    answers200When: 'Recorded before: nothing was done.',
    handle: async ({ body, orgId, request, reply }) => {
      const read = readEvent(body, '', reading(idempotencyKey(request)));
      if ('problems' in read) throw invalidInput(read.problems);
      const result = await intake.record(orgId, read.event);
      if (result.conflict) {
        telemetry.eventsRecorded('conflict');
        throw new RelanceError('idempotency_conflict', otherBody(read.event.dedupeKey), {
          problems: [{ path: 'key', message: 'used before with another body', expected: 'a new key' }],
        });
      }
      telemetry.eventsRecorded(result.duplicate ? 'duplicate' : 'recorded');
      if (result.duplicate) reply.status(200);
      return result;
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/events/batch',
    tag: 'events',
    summary: 'Record up to 1,000 events',
    description:
      'Each event has a result of its own, in the order given: the good ones are recorded whatever the others are. `Idempotency-Key` makes the key of each event that has none: `<key>#<index>`.',
    scope: 'send',
    repeats: 'event',
    bodyLimit: batchLimit,
    body: eventBatchBody,
    checksItself: true,
    answer: z.object({ recorded: z.number().int(), refused: z.number().int(), results: z.array(batchResult) }),
    handle: async ({ body, orgId, request }) => {
      const items = batchItems(body);
      const key = idempotencyKey(request);
      const options = reading(null);
      const results: z.output<typeof batchResult>[] = [];
      const good: { readonly input: EventInput; readonly index: number }[] = [];
      items.forEach((item, index) => {
        const read = readEvent(
          item,
          childPath('events', index),
          key === null ? options : { ...options, dedupeKey: `${key}#${index}` },
        );
        if ('problems' in read) results[index] = { ok: false, code: 'invalid_input', problems: [...read.problems] };
        else good.push({ input: read.event, index });
      });
      const answers = await recordEvents(
        context,
        orgId,
        good.map(({ input }) => input),
      );
      good.forEach(({ input, index }, position) => {
        const answer = answers[position];
        if (answer && !answer.conflict) {
          results[index] = { ok: true, ...answer };
          return;
        }
        const path = childPath(childPath('events', index), 'key');
        results[index] = {
          ok: false,
          code: 'idempotency_conflict',
          problems: [{ path, message: otherBody(input.dedupeKey) }],
        };
      });
      const refused = results.filter((result) => !result.ok).length;
      const duplicates = results.filter((result) => result.ok && result.duplicate).length;
      telemetry.eventsRecorded('duplicate', duplicates);
      telemetry.eventsRecorded('recorded', results.length - refused - duplicates);
      return { recorded: results.length - refused, refused, results };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/events',
    tag: 'events',
    summary: 'List events, the latest first',
    query: page.extend({ type: typeFilter, contact: contactFilter }),
    answer: listOf(event),
    handle: async ({ query, orgId }) =>
      writePage(await readEventPage(context, orgId, { type: query.type, contactId: query.contact }, readPage(query))),
  });
}

function batchItems(body: unknown): readonly unknown[] {
  const place = new DocumentReader(body);
  if (place.isObject('an object: { events: [ … ] }')) {
    place.knowsOnly(['events']);
    const items = place.at('events').items(batchMax, `a list of 1 to ${batchMax} events`);
    if (items && place.findings.problems.length === 0) return items.map(({ value }) => value);
  }
  throw invalidInput(place.findings.problems);
}
