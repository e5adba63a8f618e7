/**
 * Looks for an attempt in the Email Activity Feed, which an account has to have bought.
 *
 * @source SendGrid v3 API, Email Activity, GET /v3/messages; Getting Started with the Email Activity Feed API (unique_args)
 */
import type { HttpResult } from '../http-call.ts';
import type { LookupOutcome } from '../provider.ts';
import { attemptArgument } from './sendgrid-message.ts';

/** The path that asks for it. An attempt id has no character that would end the quotes. */
export function activityPathOf(attemptId: string): string {
  const query = `(unique_args['${attemptArgument}']="${attemptId.replace(/[^\w.-]/g, '')}")`;
  return `/v3/messages?limit=1&query=${encodeURIComponent(query)}`;
}

/** A message that stands in the feed was accepted, whatever became of it; one that does not may still get there. */
export function activityOutcomeOf(result: HttpResult, to: string): LookupOutcome {
  if (result.kind !== 'response') return { kind: 'unknown', code: result.code, detail: result.detail };
  const code = String(result.status);
  if (result.status !== 200) return { kind: 'unknown', code, detail: `the Email Activity Feed answered ${code}` };
  try {
    const { messages } = JSON.parse(result.body) as { messages?: readonly ActivityMessage[] };
    if (!Array.isArray(messages)) return { kind: 'unknown', code, detail: 'the Email Activity Feed has no list' };
    const [found] = messages as readonly ActivityMessage[];
    if (found === undefined) return { kind: 'not_found' };
    // Nobody else's message may settle this one, should the question ever be read differently.
    if (String(found.to_email).toLowerCase() !== to.toLowerCase())
      return { kind: 'unknown', code, detail: 'the Email Activity Feed named another recipient' };
    const [providerMessageId] = String(found.msg_id ?? '').split(/\.(?:filter|recvd)/);
    return {
      kind: 'accepted',
      ...(providerMessageId && { providerMessageId }),
      detail: `in the Email Activity Feed as ${String(found.status)}`,
    };
  } catch {
    return { kind: 'unknown', code, detail: 'the Email Activity Feed answered no JSON' };
  }
}

interface ActivityMessage {
  readonly msg_id?: unknown;
  readonly to_email?: unknown;
  readonly status?: unknown;
}
