/** Invitations of operators. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { findOrganization } from '../../operations/find-organization.ts';
import { endInvitation, inviteOperator, readInvitations } from '../../operations/invite-operators.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { instant, listOf, page, rowParams } from '../wire.ts';
import { email, role } from './session-schema.ts';

const tag = 'operators';

const invitation = z.object({
  id: z.string(),
  email: z.string().nullable().describe('Null: of whoever sets this installation up.'),
  role,
  invitedBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
});

export function addInvitations(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'POST',
    url: '/v1/invitations',
    tag,
    summary: 'Invite somebody to this organization',
    description:
      "The link is sent by the organization's e-mail senders and is good once, for seven days; an earlier one for the same address " +
      'is void. Where nothing can send it, it is in the answer, to be passed on: whoever holds it can accept.',
    scope: 'admin',
    repeats: 'harmless',
    body: z.strictObject({ email, role }).meta({ examples: [{ email: 'bo@example.com', role: 'operator' }] }),
    answer: z.object({
      ...invitation.shape,
      isSent: z.boolean(),
      link: z
        .string()
        .nullable()
        .describe('Null when it was sent. Begins with / where the address of this installation is not configured.'),
      note: z.string().nullable().describe('Why it was not sent.'),
    }),
    status: 201,
    handle: async ({ body, caller }) => {
      const organization = await findOrganization(context, caller.orgKey);
      const by = { ...actorOf(caller), scopes: caller.scopes };
      const { isSent, link, ...made } = await inviteOperator(context, organization, { ...body, mail: true }, by);
      return { ...made, isSent, link: isSent ? null : link, note: isSent ? null : noteFor(context) };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/invitations',
    tag,
    summary: 'List open invitations, the latest first',
    scope: 'admin',
    query: page,
    answer: listOf(invitation),
    handle: async ({ query, orgId }) => writePage(await readInvitations(context, orgId, readPage(query))),
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/v1/invitations/:id',
    tag,
    summary: 'Take back an invitation',
    scope: 'admin',
    params: rowParams,
    answer: z.object({ revoked: z.literal(true) }),
    handle: async ({ params: { id }, orgId, caller }) => {
      await endInvitation(context, orgId, id, actorOf(caller));
      return { revoked: true as const };
    },
  });
}

function noteFor({ publicUrl }: OperationContext): string {
  return publicUrl === undefined
    ? 'Not sent: RELANCE_PUBLIC_URL is not set, so that an e-mail could not say where to go. Pass the link on yourself.'
    : 'Not sent for certain: no e-mail sender of this organization took it (the sandbox sends none). Pass the link on yourself.';
}
