/** Who is told what, and what stands at this moment. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, withTimeout } from './client.ts';
import type { AlertRules } from './types.ts';

/** Looked at once a minute by the server. */
const standingRefreshMs = 15_000;
const pageSize = 25;

export function alertRulesQuery() {
  return queryOptions({
    queryKey: ['alerts'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/alerts', { signal: withTimeout(signal) })),
  });
}

/** In English, as everything here. */
export function standingAlertsQuery(cursor: string | undefined) {
  const query = { limit: pageSize, locale: 'en', ...(cursor !== undefined && { cursor }) };
  return queryOptions({
    queryKey: ['standing-alerts', query],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/alerts/standing', { params: { query }, signal: withTimeout(signal) })),
    refetchInterval: standingRefreshMs,
    placeholderData: keepPreviousData,
  });
}

/** Changes what is stored now, not what was shown a while ago. */
export async function changeAlertRules(change: (rules: AlertRules) => AlertRules): Promise<void> {
  const rules = await answerOf(api.GET('/v1/alerts', { signal: withTimeout() }));
  await answerOf(api.PUT('/v1/alerts', { body: change(rules), signal: withTimeout() }));
}

/** Longer than other calls: the message is on its way when it ends. */
const testTimeoutMs = 90_000;

export function testTarget(target: string) {
  return answerOf(api.POST('/v1/alerts/test', { body: { target }, signal: AbortSignal.timeout(testTimeoutMs) }));
}
