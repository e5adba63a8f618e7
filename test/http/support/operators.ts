// Operators for tests of the API: made without a mail, signed in, and calling with their cookie as a browser's page would.
import type { InjectOptions } from 'fastify';
import { type Role, scopes } from '../../../src/domain/role.ts';
import { findOrganization } from '../../../src/operations/find-organization.ts';
import { inviteOperator } from '../../../src/operations/invite-operators.ts';
import { by } from '../../support/actor.ts';
import type { Answer, Api } from './api.ts';

export const password = 'tramway lemon orbit quilt';

export interface SignedInOperator {
  readonly email: string;
  /** As the header of a request. */
  readonly cookie: string;
  call(method: InjectOptions['method'], url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** What a page of our own sends along. */
export const ownPage = { 'x-api-key': '', 'sec-fetch-site': 'same-origin' };

/** The link's token, as somebody would get it by e-mail. */
export async function invite(api: Api, organization: string, email: string | null, role: Role): Promise<string> {
  const found = await findOrganization(api.context, organization);
  const inviter = { ...by('test'), scopes };
  const { link } = await inviteOperator(api.context, found, { email, role, mail: false }, inviter);
  return link.split('#')[1] ?? '';
}

export async function addOperator(
  api: Api,
  organization: string,
  email: string,
  role: Role,
): Promise<SignedInOperator> {
  const token = await invite(api, organization, email, role);
  const name = email.split('@')[0];
  const answer = await api.call('POST', '/v1/session/accept', { token, name, password }, ownPage);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return signedIn(api, email, answer);
}

export function signedIn(api: Api, email: string, answer: Answer): SignedInOperator {
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return {
    email,
    cookie,
    call: (method, url, body, headers = {}) => api.call(method, url, body, { ...ownPage, cookie, ...headers }),
  };
}
