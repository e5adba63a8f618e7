/**
 * Looks into follow-ups whose outcome is unknown: a late answer of the call that came in meanwhile, else the provider is
 * asked, else time decides by the organization's mode. Nothing is guessed.
 */
import { decideOnUnknown } from '../domain/decide-on-unknown.ts';
import { reconcileMs, retryDelayMs, unknownOutcomeOf } from '../domain/policy.ts';
import { storableText, wordsMax } from '../domain/storable.ts';
import { newId, newLeaseToken } from '../ids.ts';
import type { LookupRequest, Sender } from '../provider.ts';
import { type Database, isStoreUnavailable } from '../store/database.ts';
import { type Settlement, settleFollowUps } from '../store/settle-follow-ups.ts';
import { leaveUnknown, type StillUnknown, takeUnknown, type UnknownRow } from '../store/unknown-follow-ups.ts';
import { withRetries } from './context.ts';
import type { DefinitionCache, OrganizationDefinitions } from './definition-cache.ts';
import { notCalledCode } from './send-follow-ups.ts';
import { type Found, rulesOf, settleFound } from './settle-found.ts';

export interface OpenSender {
  readonly sender: Sender;
  /** Of one message, by a key that is the same in every attempt. */
  readonly removesDuplicates: boolean;
}

export interface SettleUnknownsContext {
  readonly db: Database;
  readonly definitions: DefinitionCache;
  readonly senderOf: (orgId: number, senderId: string) => Promise<OpenSender | undefined>;
}

/** @param onFault told of one that cannot be looked into; the others are */
export async function settleUnknowns(
  { db, definitions, senderOf }: SettleUnknownsContext,
  onFault: (followUpId: string, error: unknown) => void,
): Promise<{ settled: number }> {
  const token = newLeaseToken();
  const rows = await takeUnknown(db, token);
  if (rows.length === 0) return { settled: 0 };
  const settled: Settlement[] = [];
  const left: StillUnknown[] = [];
  await Promise.all(
    rows.map(async (row) => {
      try {
        const organization = await definitions.get(row.org_id);
        const open = await senderOf(row.org_id, row.sender_id);
        const became = lookInto(row, token, await evidenceOf(row, open), organization, open);
        if ('to_state' in became) settled.push(became);
        else left.push(became);
      } catch (error) {
        // It is taken again in a minute.
        onFault(row.id, error);
      }
    }),
  );
  await leaveUnknown(db, left);
  if (settled.length === 0) return { settled: left.length };
  return { settled: left.length + (await settleEach(db, settled, onFault)) };
}

/** All at once; after a fault one by one, so that the one it lies in costs the others nothing. Returns how many were still ours. */
async function settleEach(
  db: Database,
  rows: readonly Settlement[],
  onFault: (followUpId: string, error: unknown) => void,
): Promise<number> {
  try {
    const stale = await withRetries(() => settleFollowUps(db, rows));
    return rows.length - stale.size;
  } catch (error) {
    const [only] = rows;
    if (isStoreUnavailable(error) || only === undefined) throw error;
    if (rows.length === 1) {
      onFault(only.id, error);
      return 0;
    }
    let count = 0;
    for (const row of rows) count += await settleEach(db, [row], onFault);
    return count;
  }
}

function lookInto(
  row: UnknownRow,
  token: number,
  found: Evidence | undefined,
  organization: OrganizationDefinitions | undefined,
  open: OpenSender | undefined,
): Settlement | StillUnknown {
  const { policy } = rulesOf(row, organization);
  const { retry } = policy;
  const decision = decideOnUnknown({
    evidence: found?.outcome.kind ?? 'none',
    ageMs: row.now - row.failed_at,
    reconcileMs: reconcileMs(row.channel),
    mode: organization ? unknownOutcomeOf(policy, row.channel, row.category) : 'at_most_once',
    receiverRemovesDuplicates: open?.removesDuplicates ?? false,
    timesUnknown: row.times_unknown,
    wasKept: row.was_kept,
    attemptsMax: retry.attempts,
    retryDelayMs: retryDelayMs(retry, row.times_unknown),
  });
  if (decision.to === 'scheduled') return sentAgain(row, token, decision.reason, organization);
  if (decision.to !== 'unknown' && found) return settleFound({ row, token, ...found }, organization, row.now);
  const { org_id, id } = row;
  if ('againInMs' in decision) {
    const again_at = row.now + decision.againInMs;
    return { org_id, id, token, reason: 'outcome_unknown', again_at, timeline: null };
  }
  const reason = 'kept_unknown';
  return { org_id, id, token, reason, timeline: row.was_kept ? null : { id: newId(row.now), reason } };
}

/** By key: by the very sender that knows the key again. As a possible duplicate: by that one or those after it. */
function sentAgain(
  { org_id, id, contact_id, now, channel, sender_id }: UnknownRow,
  token: number,
  reason: 'possible_duplicate' | 'sent_again_by_key',
  organization: OrganizationDefinitions | undefined,
): Settlement {
  const route = organization?.route(channel) ?? [];
  const last = route.findIndex((sender) => sender.id === sender_id);
  return {
    org_id,
    id,
    contact_id,
    token,
    from_state: 'unknown',
    to_state: 'scheduled',
    reason,
    queue_at: now,
    pins: reason === 'sent_again_by_key',
    route_from: Math.max(0, last),
    timeline: { id: newId(now), kind: 'scheduled', reason, facts: null },
  };
}

const lookupMsMax = 10_000;

/** Resolves once it aborts; does not keep the process alive. */
function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}

type Evidence = Pick<Found, 'outcome' | 'isUncalled' | 'isOfEarlier' | 'reasons' | 'facts' | 'evidence'>;

const reasons = { accepted: 'reconciled', refused: 'reconciled_refused' } as const;

async function evidenceOf(row: UnknownRow, open: OpenSender | undefined): Promise<Evidence | undefined> {
  const late = row.evidence;
  if (late?.outcome === 'accepted') {
    const { provider_message_id: providerMessageId, detail } = late;
    const outcome = {
      kind: 'accepted',
      ...(providerMessageId !== null && { providerMessageId }),
      ...(detail !== null && { detail }),
    } as const;
    return { outcome, reasons, facts: null, evidence: { late: true } };
  }
  if (row.is_proven) return { outcome: { kind: 'accepted' }, isOfEarlier: true, reasons, facts: null, evidence: {} };
  if (late?.outcome === 'refused') {
    const { class: refusal, code, detail, person_stopped: personStopped = false } = late;
    const said = { code: code ?? '', detail: detail ?? '', personStopped };
    const outcome = { kind: 'refused', class: refusal ?? 'transient', ...said } as const;
    const facts = { class: outcome.class, code, detail };
    return { outcome, isUncalled: code === notCalledCode, reasons, facts, evidence: { late: true } };
  }
  const request = lookupRequest(row);
  if (!request) return undefined;
  const signal = AbortSignal.timeout(lookupMsMax);
  try {
    // A vendor that never answers must not keep the others from being rescued.
    const outcome = await Promise.race([open?.sender.lookup?.(request, signal), aborted(signal)]);
    if (outcome?.kind !== 'accepted' && outcome?.kind !== 'refused') return undefined;
    const facts =
      outcome.kind === 'refused' ? { class: outcome.class, code: storableText(outcome.code, wordsMax) } : null;
    return { outcome, reasons, facts, evidence: { by: 'lookup' } };
  } catch {
    // The provider can't be asked now; it is asked again until the time for that is over.
    return undefined;
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
