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
  isToldOver,
} from '../domain/decide-alerts.ts';
import { DocumentReader } from '../domain/document-reader.ts';
import type { Facts } from '../domain/facts.ts';
import { readAlertRulesAt } from '../domain/read-alert-rules.ts';
import { type AlertFacts, standingConditions } from '../domain/standing-conditions.ts';
import { storableText } from '../domain/storable.ts';
import { voiceFor } from '../domain/words/languages.ts';
import { newLeaseToken } from '../ids.ts';
import { type BegunAlerts, beginAlerts, keepAlerts, readAlertFacts, releaseAlerts } from '../store/alerts.ts';
import { readLanes } from '../store/claim-follow-ups.ts';
import type { SenderRow } from '../store/definitions.ts';
import { readSenderResults } from '../store/sender-results.ts';
import { callOnce, type LooseMessage } from './call-once.ts';
import type { OperationContext } from './context.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';

/** What came of looking at one organization, for the log. */
export interface AlertLook {
  readonly organization: number;
  readonly told: readonly ToldAlerts[];
  /** What kept it from hearing, or from being looked at as a whole. */
  readonly faults: readonly unknown[];
}

/** One message to one target. */
export interface ToldAlerts {
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
/** For so long it is known of everybody what is due: by so much it may seem later than it is. */
const lanesKeptMs = 10_000;

/**
 * Looks at every organization that tells somebody, one process at a time each. What fails for one keeps no other from hearing, and
 * that one is looked at again with the next round.
 *
 * @returns of each that was looked at, also where there was nothing to tell
 */
export async function tellAlerts(context: OperationContext, signal: AbortSignal): Promise<readonly AlertLook[]> {
  const { db, clock } = context;
  const token = newLeaseToken();
  const startedAt = clock.monotonicMs();
  const looks: AlertLook[] = [];
  const readOldestDue = oldestDueReader(context);
  while (!signal.aborted) {
    // Those that were looked at in this round are not due again in it, however long it takes.
    const notForMs = everyMs + clock.monotonicMs() - startedAt;
    const begun = await beginAlerts(db, token, { everyMs: notForMs, leaseMs });
    if (begun.length === 0) break;
    const these = await lookAtAll(context, begun, { token, signal, readOldestDue });
    const failed = these.filter(({ faults }) => faults.length > 0).map(({ organization }) => organization);
    // Where that fails, too, their leases run out.
    if (failed.length > 0) await releaseAlerts(db, failed, token).catch(() => {});
    looks.push(...these);
  }
  return looks;
}

interface AllRound {
  readonly token: number;
  readonly signal: AbortSignal;
  readonly readOldestDue: OldestDueReader;
}

/** At those whose facts are read together. */
async function lookAtAll(
  context: OperationContext,
  begun: readonly BegunAlerts[],
  { token, signal, readOldestDue }: AllRound,
): Promise<AlertLook[]> {
  const factsOf = await readFacts(context, begun, readOldestDue).catch((fault: unknown) => ({ fault }));
  if ('fault' in factsOf) return begun.map(({ orgId }) => ({ organization: orgId, told: [], faults: [factsOf.fault] }));
  const looks: AlertLook[] = [];
  const left = [...begun];
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const facts = factsOf.get(next.orgId);
      const told: ToldAlerts[] = [];
      const faults: unknown[] = [];
      looks.push({ organization: next.orgId, told, faults });
      if (!facts) continue;
      const fail = (fault: unknown) => void faults.push(fault);
      await tellOne(context, { ...next, token, facts, signal, told, fail }).catch(fail);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  return looks;
}

type FoundFacts = Omit<AlertFacts, 'results'>;

/** Of all of them, by organization. */
async function readFacts(
  { db }: OperationContext,
  begun: readonly BegunAlerts[],
  readOldestDue: OldestDueReader,
): Promise<Map<number, FoundFacts>> {
  const orgIds = begun.map(({ orgId }) => orgId);
  const [found, oldestDue] = await Promise.all([readAlertFacts(db, orgIds), readOldestDue()]);
  return new Map(found.map(({ orgId, ...facts }) => [orgId, { ...facts, oldestDueAt: oldestDue.get(orgId) ?? null }]));
}

/** When the oldest follow-up of an organization that is due was to be taken; milliseconds since 1970. */
type OldestDueReader = () => Promise<ReadonlyMap<number, number>>;

/** Lanes are read of everybody at once: for a round, and not for every fifty anew. */
function oldestDueReader({ db, clock }: OperationContext): OldestDueReader {
  let oldestDue = new Map<number, number>();
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const at = clock.monotonicMs();
    if (at - readAt < lanesKeptMs) return oldestDue;
    const { now, lanes } = await readLanes(db);
    readAt = at;
    oldestDue = new Map();
    for (const { orgId, nextAt } of lanes) {
      if (nextAt <= now) oldestDue.set(orgId, Math.min(nextAt, oldestDue.get(orgId) ?? nextAt));
    }
    return oldestDue;
  };
}

interface Round extends BegunAlerts {
  readonly token: number;
  readonly facts: FoundFacts;
  readonly signal: AbortSignal;
  /** Each message is noted here once its outcome is known, also where something fails afterwards. */
  readonly told: ToldAlerts[];
  /** Notes what failed and keeps nobody from hearing of the rest. */
  readonly fail: (fault: unknown) => void;
}

async function tellOne(
  context: OperationContext,
  { orgId, kept: before, lookedAt, token, facts: found, signal, told, fail }: Round,
): Promise<void> {
  const known = await context.definitions.get(orgId);
  if (!known) return;
  const rules = alertRulesOf(known.organization.settings);
  const counting = isCountedNow(found.now, lookedAt, before)
    ? context.db.transaction(orgId, (tx) => readSenderResults(tx, orgId, found.now))
    : Promise.resolve(null);
  const results = await counting.catch((fault: unknown) => {
    fail(fault);
    return null;
  });
  const facts: AlertFacts = { ...found, results };
  const notOver = before.filter((alert) => !isToldOver(alert));
  const situation: Omit<AlertSituation, 'kept'> = {
    standing: standingConditions(facts, rules, notOver),
    targets: rules.targets,
    senders: facts.senders.map(({ key, channel, isPaused, brokenUntil }) => {
      return { key, channel, isPaused, isUsable: !isPaused && brokenUntil === null };
    }),
    now: facts.now,
  };
  let kept: readonly KeptAlert[] = before;
  for (let pass = 0; pass < passesMax && !signal.aborted; pass += 1) {
    const decision = decideAlerts({ ...situation, kept });
    kept = decision.kept;
    if (decision.messages.length === 0) break;
    if (!(await keepAlerts(context.db, { orgId, token, leaseMs }, kept))) return;
    const ended = await Promise.all(
      decision.messages.map(async (message) => ({ message, outcome: await tell(context, known, message) })),
    );
    for (const { message, outcome } of ended) {
      kept = afterTelling(kept, message, outcome);
      const alerts = message.items.map(({ news, alert }) => [news, alert.kind, alert.subject].join(' ').trim());
      told.push({
        target: message.target.key,
        outcome: outcome.kind,
        alerts: alerts.join(', '),
        detail: outcome.detail,
      });
    }
  }
  await keepAlerts(context.db, { orgId, token, leaseMs: null }, kept);
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
