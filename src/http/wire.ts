/** The parts that wire schemas are made of: instants, pages, problem documents, and the answers that every route may give. */
import { z } from 'zod';
import { type Channel, channels } from '../domain/channel.ts';
import type { Fact, Facts } from '../domain/facts.ts';
import { cursorLengthMax } from './cursor.ts';
import { instantExpected } from './zod-problems.ts';

/** What the body of a batch may have at most, in bytes. */
export const batchLimit = 5 * 1_024 * 1_024;

/** ISO 8601 with an offset on the wire, milliseconds since 1970 inside. */
export const instant = z.codec(z.iso.datetime({ offset: true, error: instantExpected }), z.number(), {
  decode: (text) => Date.parse(text),
  encode: (ms) => new Date(ms).toISOString(),
});

export const channel = z.enum(channels) satisfies z.ZodType<Channel>;

/** Any JSON object; kept as it came. */
export const facts = z.custom<Facts>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
  error: 'this is not an object',
  params: { expected: 'an object' },
});

export const fact = z.custom<Fact>(() => true);

export const page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many to answer, 1 to 200.'),
  cursor: z
    .string()
    .max(cursorLengthMax)
    .optional()
    .describe(
      'The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused.',
    ),
});

/** In examples of the description. */
export const exampleId = '0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000';

/** The path of one row: its id. */
export const rowParams = z.object({
  id: z
    .string()
    .describe('As the lists give it.')
    .meta({ examples: [exampleId] }),
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The language of an explanation. */
export const spoken = z.object({
  locale: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, 'a language tag (BCP 47) such as fr or de-AT')
    .optional()
    .describe(
      "In which language to explain: en, fr, es or de, with a region if you like. The organization's own unless given; English where it is none of these.",
    )
    .meta({ examples: ['fr'] }),
});

/** Filters that several lists have. What cannot be is refused: it must not look like an empty list. */
export const contactFilter = z
  .string()
  .regex(uuid, 'the id of a contact (a UUID), the `id` of GET /v1/contacts/key:<your key>')
  .optional()
  .describe("A contact's id, the `id` of `GET /v1/contacts/key:<your key>`.")
  .meta({ examples: [exampleId] });

export const channelFilter = channel
  .optional()
  .describe('Only on this channel.')
  .meta({ examples: ['email'] });

/** A list in pages. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Give it as `cursor` for the next page; null on the last.'),
  });
}

const problem = z.object({
  path: z.string().describe('Where it stands, for example `steps[2].after`.'),
  message: z.string().describe('What is wrong.'),
  expected: z.string().optional().describe('What would be right.'),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
});

export const problemList = z.array(problem);

/** RFC 9457. */
export const problemDocument = z
  .object({
    type: z.string().describe('`urn:relance:problem:` and the code.'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string().describe('For machines: never changes its meaning.'),
    retryable: z.boolean().describe('True when the same call may succeed later.'),
    problems: z.array(problem),
  })
  .meta({ id: 'Problem', title: 'Problem' });

const answers: Readonly<Record<number, string>> = {
  400: 'The body could not be read.',
  401: 'No API key and no session, or one that is not known.',
  403: 'The key or the role has not the scope that this needs, or a page from elsewhere asks.',
  404: 'There is no such thing, or it belongs to another organization.',
  409: 'The present state does not allow this, the Idempotency-Key was used before with another body, or Relance-Organization names another organization than the one of the caller.',
  413: 'The body is larger than allowed.',
  415: 'The body is no JSON.',
  422: 'The input is not valid; `problems` says what is wrong where.',
  429: 'Too many requests; see Retry-After.',
  500: 'Something went wrong inside.',
  503: 'The database cannot be reached; see Retry-After.',
};

/** What a route answers when all is well, for its description. */
export function goodAnswer(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } };
}

/** The problem documents of a route, for its description. */
export function problemAnswers(statuses: readonly number[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: answers[status] ?? 'A problem.',
        content: { 'application/problem+json': { schema: problemDocument } },
      },
    ]),
  );
}
