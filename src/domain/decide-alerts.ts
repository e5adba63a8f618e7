/**
 * Who is told what now, given what stands and what was told last.
 *
 *   begins ── it is there when its patience has run out ──> told once ── a day later, still there ──> a reminder ──> ...
 *   told ── it got worse ──> told again
 *   told ── it has not been there for ten minutes ──> "over", once ──> forgotten
 *
 * What everybody refused who wanted to hear it goes to the other targets as well: the alert about the e-mail account must
 * not wait for the e-mail account. A call whose outcome nobody knows is not made again; its reminder comes after an hour.
 */
import {
  type AlertKind,
  type AlertTarget,
  aboutSenders,
  alertKinds,
  type Condition,
  type KeptAlert,
  notWhilePaused,
  placeOf,
  rankOf,
  type Telling,
} from './alert.ts';
import type { Channel } from './channel.ts';

export interface AlertSituation {
  readonly standing: readonly Condition[];
  readonly kept: readonly KeptAlert[];
  readonly targets: readonly AlertTarget[];
  /** All of them, in the order of their routes. */
  readonly senders: readonly {
    readonly key: string;
    readonly channel: Channel;
    readonly isPaused: boolean;
    readonly isUsable: boolean;
  }[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** `new`: not heard of yet; `worse`: its level has risen; `again`: a reminder; `over`: it is as it should be. */
export type News = 'new' | 'worse' | 'again' | 'over';

export interface AlertItem {
  readonly alert: KeptAlert;
  readonly news: News;
}

/** Everything that one target is told at this moment. */
export interface AlertMessage {
  readonly target: AlertTarget;
  /** The most urgent first. */
  readonly items: readonly AlertItem[];
  /** Keys of the senders that may be asked, one after the other; none: nobody can be. */
  readonly senders: readonly string[];
}

export interface AlertDecision {
  /** To be written down before the first call. */
  readonly kept: readonly KeptAlert[];
  readonly messages: readonly AlertMessage[];
}

/** How a message ended. */
export interface AlertOutcome {
  readonly kind: 'accepted' | 'refused' | 'unknown';
  readonly detail: string | null;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What has not been there for this long is over: a sender that works every other minute is one alert. */
const calmMs = 10 * minuteMs;
const reminderMs = 24 * hourMs;
const afterUnknownMs = hourMs;
/** After this it is forgotten, also where not everybody could be told that it is over. */
const overMs = 24 * hourMs;

/**
 * How long ago it has to have begun, if it is there now: records are carried on between two audits, a mailbox is lost for a
 * moment. What is there again before it is over began when it began first.
 */
const patienceMs: Readonly<Partial<Record<AlertKind, number>>> = {
  coverage_gaps: 12 * minuteMs,
  mailbox_unreadable: 5 * minuteMs,
};

export function decideAlerts(situation: AlertSituation): AlertDecision {
  const { targets, now } = situation;
  const alerts = merge(situation).map(withoutCalls);
  const items = targets.map((target) => ({
    target,
    items: alerts.flatMap((alert): AlertItem[] => {
      const news = newsFor(alert, target, situation);
      return news ? [{ alert, news }] : [];
    }),
  }));
  const messages = items.flatMap(({ target, items: due }) => messagesTo(target, due.sort(byUrgency), situation));
  const called = messages.reduce(noteCalls(now), alerts);
  return { kept: called.filter((alert) => !isForgotten(alert, situation)), messages };
}

/** What is kept once a message's outcome is known. */
export function afterTelling(
  kept: readonly KeptAlert[],
  { target, items }: AlertMessage,
  { kind, detail }: AlertOutcome,
): KeptAlert[] {
  return kept.map((alert) => {
    const place = placeOf(target);
    const telling = alert.told[place];
    const item = items.find((one) => isSame(one.alert, alert));
    if (!telling || !item) return alert;
    const heard = telling.heard || kind !== 'refused';
    // Who was not reached knows no more than before.
    const level = (kind === 'refused' && item.alert.told[place]?.level) || telling.level;
    const tries = kind === 'accepted' ? 0 : telling.tries;
    return { ...alert, told: { ...alert.told, [place]: { ...telling, level, outcome: kind, detail, heard, tries } } };
  });
}

function isSame(one: Condition, other: Condition): boolean {
  return one.kind === other.kind && one.subject === other.subject;
}

function merge({ standing, kept, senders, now }: AlertSituation): KeptAlert[] {
  const gone = kept.filter(
    (alert) =>
      !standing.some((condition) => isSame(condition, alert)) &&
      // A sender that was removed does not work again, nor does one that was paused.
      (!aboutSenders.includes(alert.kind) ||
        senders.some(
          ({ key, isPaused }) => key === alert.subject && !(isPaused && notWhilePaused.includes(alert.kind)),
        )),
  );
  const there = standing.map((condition): KeptAlert => {
    const known = kept.find((alert) => isSame(alert, condition));
    // After "over" was said it is another one.
    if (!known || isToldOver(known)) return { ...condition, since: now, seenAt: now, told: {} };
    return { ...known, ...condition, seenAt: now };
  });
  return [...there, ...gone];
}

/** Has anybody been told that it is over? */
export function isToldOver({ told }: KeptAlert): boolean {
  return Object.values(told).some(({ phase, outcome }) => phase === 'over' && outcome !== 'refused');
}

/** A process that ended between the call and its outcome leaves nobody who knows. */
function withoutCalls(alert: KeptAlert): KeptAlert {
  const told = Object.entries(alert.told).map(([key, telling]): [string, Telling] => [
    key,
    telling.outcome === 'calling'
      ? { ...telling, outcome: 'unknown', detail: 'the process ended during the call', heard: true }
      : telling,
  ]);
  return { ...alert, told: Object.fromEntries(told) };
}

function newsFor(alert: KeptAlert, target: AlertTarget, { targets, now }: AlertSituation): News | undefined {
  const telling = alert.told[placeOf(target)];
  if (now - alert.seenAt >= calmMs) return isOverNews(telling, now) ? 'over' : undefined;
  // Gone for a moment: neither news nor over.
  if (alert.seenAt < now || alert.since + (patienceMs[alert.kind] ?? 0) > now) return undefined;
  // Only those of which it is certain that they hear nothing are stood in for.
  const hearers = targets.filter((one) => wants(one, alert));
  const isUnheard = hearers.length > 0 && hearers.every((one) => alert.told[placeOf(one)]?.outcome === 'refused');
  if (!hearers.includes(target) && !isUnheard) return undefined;
  if (!telling) return 'new';
  const isRefused = telling.outcome === 'refused';
  if (isRefused && now < againAt(telling)) return undefined;
  if (!telling.heard) return 'new';
  if (rankOf(alert.level) > rankOf(telling.level)) return 'worse';
  if (isRefused) return 'again';
  return now >= telling.at + (telling.outcome === 'unknown' ? afterUnknownMs : reminderMs) ? 'again' : undefined;
}

function wants({ hears }: AlertTarget, { kind, level }: KeptAlert): boolean {
  const from = hears[kind];
  return from !== undefined && rankOf(level) >= rankOf(from);
}

/** Who never heard that it began need not hear that it is over. */
function isOverNews(telling: Telling | undefined, now: number): boolean {
  if (!telling?.heard) return false;
  return telling.phase === 'stands' || (telling.outcome === 'refused' && now >= againAt(telling));
}

/** After a refusal, in minutes: 1, 2, 4, … 60. */
function againAt({ at, tries }: Telling): number {
  return at + Math.min(2 ** Math.max(0, tries - 1), 60) * minuteMs;
}

function isForgotten(alert: KeptAlert, { targets, now }: AlertSituation): boolean {
  if (now - alert.seenAt < calmMs) return false;
  if (now - alert.seenAt >= overMs) return true;
  return targets.every((target) => {
    const telling = alert.told[placeOf(target)];
    return !telling?.heard || (telling.phase === 'over' && !['calling', 'refused'].includes(telling.outcome));
  });
}

function byUrgency(one: AlertItem, other: AlertItem): number {
  const urgency = ({ news, alert }: AlertItem) => (news === 'over' ? -1 : rankOf(alert.level));
  return (
    urgency(other) - urgency(one) ||
    alertKinds.indexOf(one.alert.kind) - alertKinds.indexOf(other.alert.kind) ||
    one.alert.since - other.alert.since
  );
}

/** One message, by the senders that may tell all of it; where none may, one for all that has the same senders. */
function messagesTo(target: AlertTarget, items: readonly AlertItem[], { senders }: AlertSituation): AlertMessage[] {
  if (items.length === 0) return [];
  const route = senders.filter(({ channel, isUsable }) => isUsable && channel === target.channel).map(({ key }) => key);
  const routeOf = (these: readonly AlertItem[]) => route.filter((key) => !these.some((item) => leavesOut(item, key)));
  const common = routeOf(items);
  if (common.length > 0) return [{ target, items, senders: common }];
  const groups = Map.groupBy(items, (item) => routeOf([item]).join(' '));
  return [...groups.values()].map((these) => ({ target, items: these, senders: routeOf(these) }));
}

/** Where a mailbox refuses the login, its account may refuse it too. A sender that does not work is not asked for anything. */
function leavesOut({ alert, news }: AlertItem, sender: string): boolean {
  return alert.kind === 'mailbox_unreadable' && news !== 'over' && alert.subject === sender;
}

function noteCalls(now: number) {
  return (alerts: readonly KeptAlert[], { target, items }: AlertMessage): KeptAlert[] =>
    alerts.map((alert) => {
      const item = items.find((one) => isSame(one.alert, alert));
      if (!item) return alert;
      const before = alert.told[placeOf(target)];
      const phase = item.news === 'over' ? 'over' : 'stands';
      const highest = before?.heard && rankOf(before.level) > rankOf(alert.level) ? before.level : alert.level;
      const telling: Telling = {
        phase,
        level: highest,
        at: now,
        outcome: 'calling',
        detail: null,
        tries: (before?.tries ?? 0) + 1,
        heard: before?.heard ?? false,
      };
      return { ...alert, told: { ...alert.told, [placeOf(target)]: telling } };
    });
}
