/** Signing in and out, one's own account, and the team. */
import { queryOptions } from '@tanstack/react-query';
import { currentKey } from '../session/session.ts';
import { learnOrganization } from '../session/shown-organization.ts';
import { answerOf, api, withTimeout } from './client.ts';
import type { Role, Session } from './types.ts';

/** How often roles are asked for anew, and how soon again when there was no answer. */
const askAgainMs = 60_000;
const retryMs = 3_000;

export function sessionQuery() {
  return queryOptions({
    queryKey: ['session', currentKey()],
    queryFn: async ({ signal }) => {
      const session = await answerOf(api.GET('/v1/session', { signal: withTimeout(signal) }));
      if (session.operator) learnOrganization(session.organization.key);
      return session;
    },
    staleTime: askAgainMs,
    refetchInterval: ({ state }) => (state.data ? askAgainMs : retryMs),
  });
}

export function signIn(body: { email: string; password: string }): Promise<Session> {
  return answerOf(api.POST('/v1/session', { body, signal: withTimeout() }));
}

export async function signOut(): Promise<void> {
  await answerOf(api.DELETE('/v1/session', { signal: withTimeout() }));
}

export async function signOutEverywhere(): Promise<void> {
  await answerOf(api.DELETE('/v1/sessions', { signal: withTimeout() }));
}

export function switchOrganization(organization: string): Promise<Session> {
  return answerOf(api.PATCH('/v1/session', { body: { organization }, signal: withTimeout() }));
}

export async function askForNewPassword(email: string): Promise<void> {
  await answerOf(api.POST('/v1/session/forgotten-password', { body: { email }, signal: withTimeout() }));
}

export async function setNewPassword(body: { token: string; password: string }): Promise<void> {
  await answerOf(api.POST('/v1/session/new-password', { body, signal: withTimeout() }));
}

export async function changePassword(body: { password: string; newPassword: string }): Promise<void> {
  await answerOf(api.PUT('/v1/session/password', { body, signal: withTimeout() }));
}

export function offerQuery(token: string) {
  return queryOptions({
    queryKey: ['offer', token],
    queryFn: ({ signal }) =>
      answerOf(api.POST('/v1/session/invitation', { body: { token }, signal: withTimeout(signal) })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

interface Acceptance {
  readonly token: string;
  readonly password: string;
  readonly newPassword?: string;
  readonly name?: string;
  readonly email?: string;
}

export function acceptInvitation(body: Acceptance): Promise<Session> {
  return answerOf(api.POST('/v1/session/accept', { body, signal: withTimeout() }));
}

const pageSize = 25;

const pageOf = (cursor: string | undefined) => ({
  params: { query: { limit: pageSize, ...(cursor !== undefined && { cursor }) } },
});

export function loadSessions(cursor: string | undefined, signal: AbortSignal) {
  return answerOf(api.GET('/v1/sessions', { ...pageOf(cursor), signal: withTimeout(signal) }));
}

export async function endOneSession(id: string): Promise<void> {
  await answerOf(api.DELETE('/v1/sessions/{id}', { params: { path: { id } }, signal: withTimeout() }));
}

export function loadTeam(cursor: string | undefined, signal: AbortSignal) {
  return answerOf(api.GET('/v1/operators', { ...pageOf(cursor), signal: withTimeout(signal) }));
}

export async function changeRole(id: string, role: Role): Promise<void> {
  await answerOf(api.PATCH('/v1/operators/{id}', { params: { path: { id } }, body: { role }, signal: withTimeout() }));
}

export async function removeOperator(id: string): Promise<void> {
  await answerOf(api.DELETE('/v1/operators/{id}', { params: { path: { id } }, signal: withTimeout() }));
}

export function loadInvitations(cursor: string | undefined, signal: AbortSignal) {
  return answerOf(api.GET('/v1/invitations', { ...pageOf(cursor), signal: withTimeout(signal) }));
}

/** Longer than other calls: the mail is on its way when it ends. */
const mailTimeoutMs = 60_000;

export function invite(body: { email: string; role: Role }) {
  return answerOf(api.POST('/v1/invitations', { body, signal: AbortSignal.timeout(mailTimeoutMs) }));
}

export async function takeBackInvitation(id: string): Promise<void> {
  await answerOf(api.DELETE('/v1/invitations/{id}', { params: { path: { id } }, signal: withTimeout() }));
}
