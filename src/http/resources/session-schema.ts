/** What signing in, accepting an invitation and "who am I" answer, and what passwords and e-mail addresses look like. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { passwordInputMax, passwordLength } from '../../domain/password-rules.ts';
import { roles, scopes } from '../../domain/role.ts';
import { relanceError } from '../../errors.ts';
import type { Caller, OperatorCaller } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { callerOfSession, type Device, readMemberships } from '../../operations/operator-sessions.ts';

export const role = z.enum(roles).describe('`owner` may everything, `operator` reads and sends, `viewer` reads.');

export const email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address, for example ana@example.com');

/** One that somebody has: rules may have changed since. */
export const password = z.string().min(1).max(passwordInputMax);

export const newPassword = z
  .string()
  .max(passwordInputMax)
  .describe(`At least ${passwordLength.min} characters, not the e-mail address, and none that is guessed first.`);

/** Of the link of an invitation, or of one for a new password. */
export const linkToken = z.string().max(200).describe('What stands behind # in the link.');

export const session = z
  .object({
    kind: z.enum(['key', 'operator', 'host']).describe('What says who calls: an API key, a session, or the host.'),
    name: z.string().describe('Of the key or the operator, or as the host says it.'),
    scopes: z.array(z.enum(scopes)),
    organization: z.object({ key: z.string() }).describe('That everything else is about.'),
    operator: z
      .object({
        id: z.string(),
        email: z.string(),
        role,
        sessionId: z.string(),
        organizations: z
          .array(z.object({ key: z.string(), name: z.string(), role }))
          .describe('All that you belong to.'),
      })
      .nullable()
      .describe('Null for an API key, and for somebody whom the host vouches for.'),
  })
  .meta({ id: 'Session', title: 'Session' });

export async function sessionOf(context: OperationContext, caller: Caller): Promise<z.output<typeof session>> {
  const { kind, id, name, orgKey, operator } = caller;
  const known = scopes.filter((scope) => caller.scopes.includes(scope));
  const base = { kind, name, scopes: known, organization: { key: orgKey } };
  if (!operator) return { ...base, operator: null };
  const memberships = await readMemberships(context, id);
  const organizations = memberships.map((one) => ({ key: one.orgKey, name: one.orgName, role: one.role }));
  const { email: address, role: own, sessionId } = operator;
  return { ...base, operator: { id, email: address, role: own, sessionId, organizations } };
}

/** The session of a token: one that was just made, or is in another organization now. @throws RelanceError `unauthorized` */
export async function sessionOfToken(context: OperationContext, token: string): Promise<z.output<typeof session>> {
  const caller = await callerOfSession(context, token);
  if (!caller) throw relanceError('unauthorized', 'this session has ended; sign in again');
  return sessionOf(context, caller);
}

/** @throws RelanceError `forbidden` for callers who have no session */
export function operatorOf(caller: Caller): OperatorCaller {
  const { operator } = caller;
  if (!operator) throw relanceError('forbidden', 'this is for operators who have signed in');
  return { ...caller, operator };
}

export function deviceOf({ ip, headers }: FastifyRequest): Device {
  return { ip, userAgent: headers['user-agent'] ?? null };
}
