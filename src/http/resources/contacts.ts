/** Contacts: read, written through an event, paused. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decisionInWords } from '../../domain/explain.ts';
import type { Facts } from '../../domain/facts.ts';
import { plainEmail } from '../../domain/plain-email.ts';
import { writePolicy } from '../../domain/write-policy.ts';
import { invalidInput, relanceError } from '../../errors.ts';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { explainContact } from '../../operations/explain-contact.ts';
import { voiceOf } from '../../operations/explain-follow-up.ts';
import type { Intake } from '../../operations/intake.ts';
import {
  type Contact,
  contactReference,
  pauseContact,
  readContact,
  readContactPage,
  readTimeline,
} from '../../operations/read-contacts.ts';
import { readEvent } from '../../operations/read-event.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { channel, facts, instant, listOf, page, spoken } from '../wire.ts';
import { heldConsents } from './consent-schema.ts';
import { contactBody } from './event-schema.ts';
import { decision, told } from './follow-up-schema.ts';

const tag = 'contacts';
export const contactParams = z.object({
  ref: z
    .string()
    .describe('An id, or `key:` and your own key.')
    .meta({ examples: ['key:ana'] }),
});

export const contact = z
  .object({
    id: z.string(),
    key: z.string().nullable(),
    name: z.string().nullable(),
    timezone: z.string().nullable(),
    locale: z.string().nullable(),
    tier: z.number().int(),
    addresses: z.array(
      z.object({
        channel,
        value: z.string(),
        suppressed: z.string().nullable().describe('Why nothing is sent there.'),
        consents: heldConsents,
      }),
    ),
    attributes: facts,
    policy: facts.nullable().describe("What is set for this person instead of the organization's policy."),
    blockedReason: z.string().nullable().describe('Why the person gets nothing at all.'),
    pausedAt: instant.nullable(),
    lastInboundAt: instant.nullable(),
    erasedAt: instant.nullable().describe('Since then nothing is known of the person.'),
    nextFollowUpAt: instant.nullable(),
    openEnrollments: z.number().int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Contact', title: 'Contact' });

const timelineEntry = decision.extend({
  id: z.string(),
  followUpId: z.string().nullable(),
  enrollmentId: z.string().nullable(),
});

const contactExplanation = listOf(timelineEntry).extend({
  contact,
  summary: z
    .array(z.string())
    .describe('In sentences: may this person be written to, what did they agree to, what comes next.'),
  planned: z.array(told).describe('The next first, up to 20.'),
  sent: z.array(told).describe('The latest first, up to 20.'),
  heldBack: z
    .array(told)
    .describe('Skipped, given up, cancelled, or of unknown outcome, and why; the latest first, up to 20.'),
});

const listQuery = page
  .extend({
    email: z
      .string()
      .max(254)
      .regex(/^\s*[^\s@]+@[^\s@]+\s*$/, 'an e-mail address (in a URL, + is written %2B)')
      .optional()
      .describe('Only who has this address.')
      .meta({ examples: ['ana@example.com'] }),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{1,14}$/, 'a number in E.164 such as +33612345678 (in a URL, + is written %2B)')
      .optional()
      .describe('Only who has this number, in E.164; in a URL, `+` is written `%2B`.')
      .meta({ examples: ['+33612345678'] }),
  })
  .refine(({ email, phone }) => email === undefined || phone === undefined, {
    path: ['phone'],
    error: 'stands beside an e-mail address',
    params: { expected: 'one of the two' },
  });

/** As it goes out. */
export function wire(found: Contact): z.output<typeof contact> {
  return {
    ...found,
    addresses: [...found.addresses],
    policy: found.policy && (writePolicy(found.policy) as Facts),
  };
}

export interface ContactsOptions {
  readonly context: OperationContext;
  readonly intake: Intake;
  readonly defaultCountry?: string;
}

export function addContacts(app: FastifyInstance, { context, intake, defaultCountry }: ContactsOptions): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/contacts',
    tag,
    summary: 'List contacts, the latest made first',
    query: listQuery,
    answer: listOf(contact),
    handle: async ({ query, orgId }) => {
      const { items, nextCursor } = writePage(await readContactPage(context, orgId, addressOf(query), readPage(query)));
      return { items: items.map(wire), nextCursor };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/contacts/:ref',
    tag,
    summary: 'Get a contact',
    params: contactParams,
    answer: contact,
    handle: async ({ params: { ref }, orgId }) => wire(await readContact(context, orgId, ref)),
  });

  for (const method of ['PUT', 'PATCH'] as const) {
    addRoute(app, {
      method,
      url: '/v1/contacts/:ref',
      tag,
      summary: method === 'PUT' ? 'Make or change a contact' : 'Change a contact',
      description:
        'Recorded as the event `contact.upserted`. What is absent stays as it is, null clears, unknown keys are kept as attributes. By `key:…` a contact that is not there is made.',
      scope: 'send',
      params: contactParams,
      body: contactBody,
      answer: contact,
      handle: async ({ params: { ref }, body, orgId, caller }) => {
        const reference = contactReference(ref);
        if (!reference) throw relanceError('not_found', `there is no contact ${ref}`);
        // An id is ours to give: only a key can make a contact.
        if ('id' in reference || method === 'PATCH') {
          const { erasedAt } = await readContact(context, orgId, ref);
          if (erasedAt !== null)
            throw relanceError('conflict', 'this contact was erased: the person may come back as a new one');
        }
        if (typeof body !== 'object' || body === null || Array.isArray(body))
          throw invalidInput([{ path: '', message: 'this is not a contact', expected: 'an object' }]);
        for (const [name, named] of Object.entries(reference)) {
          const given = (body as Record<string, unknown>)[name];
          if (given === undefined || given === named) continue;
          const message = `the body says another ${name} than the path, ${named}`;
          throw invalidInput([{ path: name, message, expected: named }]);
        }
        const event = { type: 'contact.upserted', contact: { ...body, ...reference } };
        const read = readEvent(event, '', {
          now: context.clock.now(),
          ...(defaultCountry !== undefined && { defaultCountry }),
        });
        if ('problems' in read)
          throw invalidInput(read.problems.map((one) => ({ ...one, path: one.path.replace(/^contact\.?/, '') })));
        const fields = Object.keys(body).sort();
        const audit = { action: 'contact.edited', facts: { fields }, by: actorOf(caller) };
        const result = await intake.record(orgId, { ...read.event, audit });
        return wire(await readContact(context, orgId, (!result.conflict && result.contactId) || ref));
      },
    });
  }

  for (const [verb, summary] of [
    ['pause', 'Pause a contact: what comes due meanwhile waits'],
    ['resume', 'Resume a contact'],
  ] as const) {
    addRoute(app, {
      method: 'POST',
      url: `/v1/contacts/:ref/${verb}`,
      tag,
      summary,
      scope: 'send',
      params: contactParams,
      answer: contact,
      handle: async ({ params: { ref }, orgId, caller }) =>
        wire(await pauseContact(context, orgId, ref, verb === 'pause', actorOf(caller))),
    });
  }

  addRoute(app, {
    method: 'GET',
    url: '/v1/contacts/:ref/timeline',
    tag,
    summary: "List what was decided about a contact's follow-ups, the latest first",
    params: contactParams,
    query: page.extend(spoken.shape),
    answer: listOf(timelineEntry),
    handle: async ({ params: { ref }, query, orgId }) => {
      const { items, nextCursor } = writePage(await readTimeline(context, orgId, ref, readPage(query)));
      const voice = await voiceOf(context, orgId, query.locale);
      return { items: items.map((row) => ({ ...row, ...decisionInWords(row, voice) })), nextCursor };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/contacts/:ref/explain',
    tag,
    summary: 'Explain what a person gets, got and did not get, and why',
    description: 'The decisions come in pages, the latest first; the rest is the same on each of them.',
    params: contactParams,
    query: page.extend(spoken.shape),
    answer: contactExplanation,
    handle: async ({ params: { ref }, query, orgId }) => {
      const found = await explainContact(context, orgId, ref, readPage(query), query.locale);
      return {
        contact: wire(found.contact),
        summary: [...found.summary],
        planned: [...found.planned],
        sent: [...found.sent],
        heldBack: [...found.heldBack],
        ...writePage(found.decisions),
      };
    },
  });
}

function addressOf({ email, phone }: { email?: string | undefined; phone?: string | undefined }) {
  if (email !== undefined) return { channels: ['email' as const], value: plainEmail(email) };
  return phone === undefined ? null : { channels: ['sms' as const, 'whatsapp' as const], value: phone };
}
