/**
 * Looks into follow-ups whose outcome is unknown: a late answer of the call that came in meanwhile, else the provider is
 * asked, else time decides by the organization's mode. Nothing is guessed.
 */
import { decideOnUnknown } from '../domain/decide-on-unknown.ts';
import { defaultPolicy, reconcileMs, retryDelayMs, unknownOutcomeOf } from '../domain/policy.ts';
import { newId } from '../ids.ts';
import type { LookupRequest, Sender } from '../provider.ts';
import type { Database } from '../store/database.ts';
import { settleUnknown, takeUnknown, type UnknownRow, type UnknownSettlement } from '../store/unknown-follow-ups.ts';
import type { DefinitionCache } from './definition-cache.ts';

export interface OpenSender {
  readonly sender: Sender;
  readonly removesDuplicates: boolean;
}

export interface SettleUnknownsContext {
  readonly db: Database;
  readonly definitions: DefinitionCache;
  readonly senderOf: (orgId: number, senderId: string) => Promise<OpenSender | undefined>;
}

export async function settleUnknowns({
  db,
  definitions,
  senderOf,
}: SettleUnknownsContext): Promise<{ settled: number }> {
  const rows = await takeUnknown(db);
  if (rows.length === 0) return { settled: 0 };
  const settlements = await Promise.all(
    rows.map(async (row): Promise<UnknownSettlement> => {
      const organization = await definitions.get(row.org_id);
      const open = await senderOf(row.org_id, row.sender_id);
      const { retry } = organization?.policy ?? defaultPolicy;
      const decision = decideOnUnknown({
        evidence: await evidenceOf(row, open),
        ageMs: row.now - row.failed_at,
        reconcileMs: reconcileMs(row.channel),
        mode: organization ? unknownOutcomeOf(organization.policy, row.channel, row.category) : 'at_most_once',
        receiverRemovesDuplicates: open?.removesDuplicates ?? false,
        timesUnknown: row.times_unknown,
        attemptsMax: retry.attempts,
        retryDelayMs: retryDelayMs(retry, row.times_unknown),
      });
      const base = { org_id: row.org_id, id: row.id, lease_until_text: row.lease_until_text, to_state: decision.to };
      if ('againInMs' in decision) {
        return { ...base, reason: 'outcome_unknown', again_at: row.now + decision.againInMs, timeline: null };
      }
      const timeline = { id: newId(row.now), kind: decision.to, reason: decision.reason };
      return { ...base, reason: decision.to === 'sent' ? null : decision.reason, timeline };
    }),
  );
  const settled = await settleUnknown(db, settlements);
  return { settled: settled.size };
}

const lookupMsMax = 10_000;

/** Resolves once it aborts; does not keep the process alive. */
function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}

async function evidenceOf(row: UnknownRow, open: OpenSender | undefined): Promise<'accepted' | 'refused' | 'none'> {
  if (row.evidence === 'accepted' || row.evidence === 'refused') return row.evidence;
  const request = lookupRequest(row);
  if (!request) return 'none';
  const signal = AbortSignal.timeout(lookupMsMax);
  try {
    // A vendor that never answers must not keep the others from being rescued.
    const found = await Promise.race([open?.sender.lookup?.(request, signal), aborted(signal)]);
    return found?.kind === 'accepted' || found?.kind === 'refused' ? found.kind : 'none';
  } catch {
    // The provider can't be asked now; it is asked again until the time for that is over.
    return 'none';
  }
}

function lookupRequest({
  id,
  attempts,
  message_id,
  message,
  channel,
  failed_at,
}: UnknownRow): LookupRequest | undefined {
  if (!message) return undefined;
  const { to, subject, text } = message;
  return {
    attemptId: `${id}.${attempts}`,
    messageId: message_id,
    channel,
    to,
    text,
    ...(subject !== null && { subject }),
    calledAt: failed_at,
  };
}
