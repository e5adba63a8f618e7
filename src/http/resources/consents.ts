/** Consent and preferences of a contact. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { frequencyHoursMax, preferenceKeys } from '../../domain/preferences.ts';
import { actorOf } from '../../operations/caller.ts';
import { changePreferences, readPreferences } from '../../operations/change-preferences.ts';
import type { OperationContext } from '../../operations/context.ts';
import { type ConsentWords, readConsentPage, tellConsents } from '../../operations/tell-consents.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { instant, listOf, page } from '../wire.ts';
import { consentRecord, consentsBody } from './consent-schema.ts';
import { contact, contactParams, wire as contactWire } from './contacts.ts';

const tag = 'contacts';

const enabled = z.boolean().describe('False: no follow-ups at all.');
const frequencyHours = z
  .number()
  .int()
  .min(1)
  .max(frequencyHoursMax)
  .describe('At least so many hours between two follow-ups.');
const off = z
  .array(z.enum(preferenceKeys as [string, ...string[]]))
  .describe('What they do not want, each `<channel>:<category>`.');

const preferences = z
  .object({
    enabled,
    frequencyHours: frequencyHours.nullable(),
    pausedUntil: instant.nullable().describe('No follow-ups before.'),
    off,
    hold: z
      .object({ until: instant, because: z.enum(['asked_later', 'out_of_office']) })
      .nullable()
      .describe(
        'They answered “in two weeks”, or their mailbox said until when they are away: no `conversational`, `nurture` or `marketing` message goes out before. Over when they write again.',
      ),
    lastSentAt: instant.nullable().describe('When the last follow-up went out.'),
  })
  .meta({ id: 'Preferences', title: 'Preferences' });

const preferencesPatch = z
  .strictObject({
    enabled: enabled.nullable(),
    frequencyHours: frequencyHours.nullable(),
    pausedUntil: instant.nullable(),
    off: off.nullable(),
    hold: z.null().describe('Ends a hold.'),
  })
  .partial()
  .meta({ examples: [{ enabled: true, frequencyHours: 48 }] });

export interface ConsentsOptions {
  readonly context: OperationContext;
  readonly defaultCountry?: string;
}

export function addConsents(app: FastifyInstance, { context, defaultCountry }: ConsentsOptions): void {
  addRoute(app, {
    method: 'POST',
    url: '/v1/contacts/:ref/consents',
    tag,
    summary: 'Record what a contact agreed to or refused',
    description:
      'Each is recorded as an event (`contact.consentGiven`, `contact.consentWithdrawn`, `contact.consentRequested`) with its proof, all or none. It binds to the addresses that the contact has now; from this answer on no call that was decided on before begins. With `confirm` the person is asked by a transactional message, and nothing is given before they say yes.',
    scope: 'send',
    params: contactParams,
    body: consentsBody,
    answer: contact,
    handle: async ({ params: { ref }, body, orgId, caller }) => {
      const words = body.consents as unknown as readonly ConsentWords[];
      const told = await tellConsents(context, orgId, ref, words, {
        actor: caller.name,
        ...(defaultCountry !== undefined && { defaultCountry }),
      });
      return contactWire(told);
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/contacts/:ref/consents',
    tag,
    summary: 'List everything that a contact ever agreed to or refused, with its proof, the latest first',
    params: contactParams,
    query: page,
    answer: listOf(consentRecord),
    handle: async ({ params: { ref }, query, orgId }) => {
      const { items, nextCursor } = writePage(await readConsentPage(context, orgId, ref, readPage(query)));
      return { items: items.map(({ n, value, ...row }) => ({ ...row, id: String(n), address: value })), nextCursor };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/contacts/:ref/preferences',
    tag,
    summary: 'Get what a contact asked for: whether, how often, what not',
    params: contactParams,
    answer: preferences,
    handle: async ({ params: { ref }, orgId }) => copied(await readPreferences(context, orgId, ref)),
  });

  addRoute(app, {
    method: 'PATCH',
    url: '/v1/contacts/:ref/preferences',
    tag,
    summary: 'Change what a contact asked for',
    description: 'What is absent stays as it is, null clears. The person changes the same on the page of their link.',
    scope: 'send',
    params: contactParams,
    body: preferencesPatch,
    answer: preferences,
    handle: async ({ params: { ref }, body, orgId, caller }) =>
      copied(await changePreferences(context, orgId, ref, body, actorOf(caller))),
  });
}

function copied<T extends { readonly off: readonly string[] }>(found: T) {
  return { ...found, off: [...found.off] };
}
