/** What pages ask for, each with its key. Lists are asked for again every two seconds while they are visible. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, withTimeout } from './client.ts';
import { refreshMs } from './query-client.ts';
import type { FollowUpQuery } from './types.ts';

const pageSize = 25;

export function followUpsQuery(query: FollowUpQuery) {
  return queryOptions({
    queryKey: ['follow-ups', query],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/follow-ups', { params: { query: { limit: pageSize, ...query } }, signal: withTimeout(signal) }),
      ),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}

export function explanationQuery(id: string) {
  return queryOptions({
    queryKey: ['explanation', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/follow-ups/{id}/explain', { params: { path: { id } }, signal: withTimeout(signal) })),
    refetchInterval: refreshMs,
  });
}

/** All about one person; the decisions in pages. @param ref an id, or `key:` and the caller's own key */
export function contactExplanationQuery(ref: string, cursor: string | undefined) {
  const query = { limit: pageSize, ...(cursor !== undefined && { cursor }) };
  return queryOptions({
    queryKey: ['contact', ref, query],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/contacts/{ref}/explain', { params: { path: { ref }, query }, signal: withTimeout(signal) }),
      ),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}

/** Counted every ten minutes by the server: once a minute is often enough. */
const coverageRefreshMs = 60_000;

export function coverageQuery() {
  return queryOptions({
    queryKey: ['coverage'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/coverage', { signal: withTimeout(signal) })),
    refetchInterval: coverageRefreshMs,
  });
}

export function uncoveredQuery(cursor: string | undefined) {
  const query = { limit: pageSize, ...(cursor !== undefined && { cursor }) };
  return queryOptions({
    queryKey: ['uncovered', query],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/coverage/uncovered', { params: { query }, signal: withTimeout(signal) })),
    refetchInterval: coverageRefreshMs,
    placeholderData: keepPreviousData,
  });
}

/** The message of a follow-up, which never changes once it is there. */
export function messageQuery(id: string) {
  return queryOptions({
    queryKey: ['message', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/messages/{id}', { params: { path: { id } }, signal: withTimeout(signal) })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function sandboxQuery(cursor: string | undefined) {
  const query = { limit: pageSize, ...(cursor !== undefined && { cursor }) };
  return queryOptions({
    queryKey: ['sandbox', query],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/sandbox/messages', { params: { query }, signal: withTimeout(signal) })),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}
