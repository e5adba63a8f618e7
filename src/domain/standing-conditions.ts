/** What is not as it should be at this moment, out of what was counted. */
import type { AlertRules, Condition } from './alert.ts';
import type { Channel } from './channel.ts';
import { levelOfResults, ratesOf, type SenderResults } from './sender-results.ts';

/** Of one organization. Instants are milliseconds since 1970. */
export interface AlertFacts {
  readonly now: number;
  readonly senders: readonly SenderFacts[];
  /** Given up within the last hour, by reason; the most frequent first. */
  readonly deadLetters: readonly { readonly reason: string; readonly count: number }[];
  /** Of which nobody knows whether they arrived, and which nothing looks into any more; null: too many failures to count. */
  readonly unknownOutcomes: number | null;
  /** When the oldest follow-up that is due was to be taken; null: none is due. */
  readonly oldestDueAt: number | null;
  /** As last audited. */
  readonly coverage: readonly CountedCoverage[];
  /** Of senders that anything went out by in the last seven days; null: not counted this time. */
  readonly results: readonly (SenderResults & { readonly key: string })[] | null;
}

export interface SenderFacts {
  readonly key: string;
  readonly channel: Channel;
  readonly isPaused: boolean;
  /** Until when nobody calls it because it refused everything; past and not null: it still has to show that it works. */
  readonly brokenUntil: number | null;
  readonly lastError: string | null;
  /** Why its mailbox could not be read, if that happened within the last minutes. */
  readonly mailboxError: string | null;
}

export interface CountedCoverage {
  readonly type: string;
  readonly cause: string;
  readonly isCovered: boolean;
  readonly count: number;
}

/** From so many times the limit on it is critical. */
const farBeyond = 10;

/** @param before what was not over when somebody last looked: where nobody can tell now, it still stands */
export function standingConditions(
  facts: AlertFacts,
  rules: AlertRules,
  before: readonly Condition[] = [],
): Condition[] {
  return [
    ...brokenSenders(facts),
    ...lateEngine(facts, rules),
    ...deadLetters(facts, rules),
    ...unknownOutcomes(facts, before),
    ...coverageGaps(facts),
    ...unreadableMailboxes(facts),
    ...highBounceRates(facts, before),
  ];
}

/** Critical where nothing goes out on its channel any more. One that is paused does not work on purpose. */
function brokenSenders({ senders }: AlertFacts): Condition[] {
  return senders.flatMap(({ key, channel, isPaused, brokenUntil, lastError }) => {
    if (brokenUntil === null || isPaused) return [];
    const isLast = senders.every((other) => other.channel !== channel || other.isPaused || other.brokenUntil !== null);
    const facts = { sender: key, channel, said: lastError, isLast };
    return [{ kind: 'sender_unavailable', subject: key, level: isLast ? 'critical' : 'warning', facts } as const];
  });
}

function lateEngine({ now, oldestDueAt }: AlertFacts, { lateAfterMs }: AlertRules): Condition[] {
  const waits = oldestDueAt === null ? 0 : now - oldestDueAt;
  if (oldestDueAt === null || waits <= lateAfterMs) return [];
  const facts = { waits, dueAt: new Date(oldestDueAt).toISOString() };
  return [{ kind: 'engine_late', subject: '', level: waits > farBeyond * lateAfterMs ? 'critical' : 'warning', facts }];
}

function deadLetters({ deadLetters: found }: AlertFacts, { deadLetters: max }: AlertRules): Condition[] {
  const count = sum(found);
  if (count <= max) return [];
  const [first] = found;
  const facts = { count, ...(first && { reason: first.reason, ofReason: first.count }) };
  return [{ kind: 'dead_letters', subject: '', level: count > farBeyond * max ? 'critical' : 'warning', facts }];
}

function unknownOutcomes({ unknownOutcomes: count }: AlertFacts, before: readonly Condition[]): Condition[] {
  if (count === null) return before.filter(({ kind }) => kind === 'unknown_outcomes');
  return count === 0 ? [] : [{ kind: 'unknown_outcomes', subject: '', level: 'warning', facts: { count } }];
}

/** Critical where more than half of all live records are forgotten: that is a sequence that does not run. */
function coverageGaps({ coverage }: AlertFacts): Condition[] {
  const gaps = coverage.filter(({ isCovered }) => !isCovered).sort((one, other) => other.count - one.count);
  const count = sum(gaps);
  if (count === 0) return [];
  const live = sum(coverage);
  const level = count > live / 2 ? 'critical' : 'warning';
  const causes = gaps.map(({ type, cause, count: of }) => ({ type, cause, count: of }));
  return [{ kind: 'coverage_gaps', subject: '', level, facts: { count, live, causes } }];
}

function unreadableMailboxes({ senders }: AlertFacts): Condition[] {
  return senders.flatMap(({ key, isPaused, mailboxError }) => {
    if (mailboxError === null || isPaused) return [];
    const facts = { sender: key, said: mailboxError };
    return [{ kind: 'mailbox_unreadable', subject: key, level: 'warning', facts } as const];
  });
}

/** A paused one as well: what it has sent is judged all the same. */
function highBounceRates({ senders, results }: AlertFacts, before: readonly Condition[]): Condition[] {
  if (results === null) {
    const isThere = (subject: string) => senders.some(({ key }) => key === subject);
    return before.filter(({ kind, subject }) => kind === 'bounce_rate' && isThere(subject));
  }
  return senders.flatMap(({ key, channel }) => {
    const counted = results.find((one) => one.key === key);
    const level = counted && levelOfResults(counted);
    if (!counted || !level) return [];
    const { accepted, refused, bounced, complained } = counted;
    const { bounceRate, complaintRate } = ratesOf(counted);
    const facts = {
      sender: key,
      channel,
      count: accepted + refused,
      bounced,
      bouncedPercent: percent(bounceRate),
      complained,
      complainedPercent: percent(complaintRate),
    };
    return [{ kind: 'bounce_rate', subject: key, level, facts } as const];
  });
}

/** With two decimals. */
function percent(rate: number | null): number {
  return Math.round((rate ?? 0) * 10_000) / 100;
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
