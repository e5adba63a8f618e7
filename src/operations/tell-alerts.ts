/**
 * Telling organizations what is not as it should be with their own installation, by their own senders. What is to be told is
 * written down before the first call, under a lease, so that two processes never tell the same; what a dead one may have
 * told counts as told until its reminder. Alerts belong to no contact: no guard, no quiet hours, no caps.
 */
import { type AlertRules, defaultAlertRules, type KeptAlert } from '../domain/alert.ts';
import { alertText } from '../domain/alert-text.ts';
import {
  type AlertMessage,
  type AlertOutcome,
  type AlertSituation,
  afterTelling,
  decideAlerts,
} from '../domain/decide-alerts.ts';
import { DocumentReader } from '../domain/document-reader.ts';
import type { Facts } from '../domain/facts.ts';
import { readAlertRulesAt } from '../domain/read-alert-rules.ts';
import { type AlertFacts, standingConditions } from '../domain/standing-conditions.ts';
import { storableText } from '../domain/storable.ts';
import { voiceFor } from '../domain/words/languages.ts';
import { newLeaseToken } from '../ids.ts';
import { type BegunAlerts, beginAlerts, keepAlerts, readAlertFacts } from '../store/alerts.ts';
import { readLanes } from '../store/claim-follow-ups.ts';
import type { SenderRow } from '../store/definitions.ts';
import { readSenderResults } from '../store/sender-results.ts';
import { callOnce, type LooseMessage } from './call-once.ts';
import type { OperationContext } from './context.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';

/** One message to one target, for the log. */
export interface ToldAlerts {
  readonly organization: number;
  /** Its key. */
  readonly target: string;
  readonly outcome: AlertOutcome['kind'];
  /** Which alerts: `new sender_unavailable office`. */
  readonly alerts: string;
  readonly detail: string | null;
}

/** An organization is looked at again after this. */
const everyMs = 55_000;
/** What became of what was sent is counted anew after this. */
const countEveryMs = 10 * 60_000;
/** Longer than the calls of one round take. */
const leaseMs = 5 * 60_000;
/** Others step in for those who could not be reached, in the same round. */
const passesMax = 3;
/** Organizations at one time. */
const concurrency = 10;

/** Looks at every organization that tells somebody, one process at a time each. */
export async function tellAlerts(context: OperationContext, signal: AbortSignal): Promise<readonly ToldAlerts[]> {
  const { db } = context;
  const token = newLeaseToken();
  const begun = await beginAlerts(db, token, { everyMs, leaseMs });
  if (begun.length === 0) return [];
  const orgIds = begun.map(({ orgId }) => orgId);
  const [found, { now, lanes }] = await Promise.all([readAlertFacts(db, orgIds), readLanes(db)]);
  const factsOf = new Map(
    found.map(({ orgId, ...facts }) => {
      const due = lanes.filter((lane) => lane.orgId === orgId && lane.nextAt <= now).map(({ nextAt }) => nextAt);
      return [orgId, { ...facts, oldestDueAt: due.length === 0 ? null : Math.min(...due) }] as const;
    }),
  );
  const told: ToldAlerts[] = [];
  const faults: unknown[] = [];
  const left = [...begun];
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const facts = factsOf.get(next.orgId);
      if (!facts) continue;
      const round = { ...next, token, facts, signal };
      // What fails for one organization is not to keep the others from hearing.
      await tellOne(context, round).then(
        (messages) => told.push(...messages),
        (fault: unknown) => faults.push(fault),
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  if (faults.length > 0) throw faults[0];
  return told;
}

interface Round extends BegunAlerts {
  readonly token: number;
  readonly facts: Omit<AlertFacts, 'results'>;
  readonly signal: AbortSignal;
}

async function tellOne(
  context: OperationContext,
  { orgId, kept: before, lookedAt, token, facts: found, signal }: Round,
): Promise<ToldAlerts[]> {
  const known = await context.definitions.get(orgId);
  if (!known) return [];
  const rules = alertRulesOf(known.organization.settings);
  const results = isCountedNow(found.now, lookedAt, before)
    ? await context.db.transaction(orgId, (tx) => readSenderResults(tx, orgId, found.now))
    : null;
  const facts: AlertFacts = { ...found, results };
  const situation: Omit<AlertSituation, 'kept'> = {
    standing: standingConditions(facts, rules, before),
    targets: rules.targets,
    senders: facts.senders.map(({ key, channel, isPaused, brokenUntil }) => {
      return { key, channel, isUsable: !isPaused && brokenUntil === null };
    }),
    now: facts.now,
  };
  const told: ToldAlerts[] = [];
  let kept: readonly KeptAlert[] = before;
  for (let pass = 0; pass < passesMax && !signal.aborted; pass += 1) {
    const decision = decideAlerts({ ...situation, kept });
    kept = decision.kept;
    if (decision.messages.length === 0) break;
    if (!(await keepAlerts(context.db, { orgId, token, leaseMs }, kept))) return told;
    const ended = await Promise.all(
      decision.messages.map(async (message) => ({ message, outcome: await tell(context, known, message) })),
    );
    for (const { message, outcome } of ended) {
      kept = afterTelling(kept, message, outcome);
      const alerts = message.items.map(({ news, alert }) => [news, alert.kind, alert.subject].join(' ').trim());
      told.push({
        organization: orgId,
        target: message.target.key,
        outcome: outcome.kind,
        alerts: alerts.join(', '),
        detail: outcome.detail,
      });
    }
  }
  await keepAlerts(context.db, { orgId, token, leaseMs: null }, kept);
  return told;
}

/**
 * At the first look of each ten minutes. In between, what stood still stands; so somebody has to count as well while anything
 * is kept that did not stand when somebody looked last.
 */
function isCountedNow(now: number, lookedAt: number | null, kept: readonly KeptAlert[]): boolean {
  if (lookedAt === null || Math.floor(lookedAt / countEveryMs) < Math.floor(now / countEveryMs)) return true;
  return kept.some(({ kind, seenAt }) => kind === 'bounce_rate' && seenAt < lookedAt);
}

/** What was stored is read again: a later version of ours may read it differently, and then goes by its defaults. */
export function alertRulesOf({ alerts }: Facts): AlertRules {
  return alerts === undefined ? defaultAlertRules : readAlertRulesAt(new DocumentReader(alerts));
}

function tell(
  context: OperationContext,
  known: OrganizationDefinitions,
  { target, items, senders }: AlertMessage,
): Promise<AlertOutcome> {
  const { name, key, locale, timezone } = known.organization;
  const surroundings = {
    voice: voiceFor(locale, timezone),
    organization: name || key,
    publicUrl: context.publicUrl,
  };
  const data: Facts = {
    type: 'alerts',
    alerts: items.map(({ news, alert: { kind, subject, level, since, facts } }) => {
      return { news, kind, subject, level, since: new Date(since).toISOString(), facts };
    }),
  };
  const rows = senders.flatMap((sender) => known.senders.find((row) => row.key === sender) ?? []);
  const text = alertText(items, surroundings, target.channel === 'sms');
  return sendByFirst(context, known.organization.id, rows, { to: target.to, ...text, data });
}

/** Asks the next sender only when one has certainly not taken it. */
export async function sendByFirst(
  context: OperationContext,
  orgId: number,
  senders: readonly SenderRow[],
  message: LooseMessage,
): Promise<AlertOutcome> {
  let refusal: string | null = null;
  for (const row of senders) {
    const outcome = await callOnce(context, orgId, row, message).catch(
      (error: unknown) => ({ kind: 'unknown', code: 'fault', detail: String(error) }) as const,
    );
    if (outcome.kind === 'accepted') return { kind: 'accepted', detail: null };
    const detail = storableText(`${row.key}: ${outcome.code} ${outcome.detail}`, 500);
    if (outcome.kind === 'unknown') return { kind: 'unknown', detail };
    refusal = detail;
  }
  return { kind: 'refused', detail: refusal ?? 'no sender of this channel can be used' };
}
