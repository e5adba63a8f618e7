/**
 * Why a follow-up was or was not sent, in sentences: from its row, every decision on its timeline, and its attempts.
 * Machines read `kind` and `reason`; this is for people. The words themselves are in `words/`, one catalogue per language.
 */
import type { Facts } from './facts.ts';
import type { FollowUpState } from './follow-up-state.ts';
import { reasonInWords, wordsAt } from './words/reason-in-words.ts';
import { ruleOf } from './words/rules.ts';
import { instantInWords, ToldFacts, type Voice } from './words/told.ts';
import type { DecisionKind, Phrase, StateFacts } from './words/words.ts';

/** Instants are milliseconds since 1970. */
export interface ExplainedFollowUp {
  readonly state: FollowUpState;
  readonly kind: 'message' | 'wait' | 'ending';
  readonly channel: string;
  readonly dueAt: number;
  readonly queueAt: number | null;
  readonly endedAt: number | null;
  readonly reason: string | null;
}

export interface Decision {
  readonly at: number;
  readonly kind: string;
  readonly reason: string | null;
  readonly facts: Facts | null;
}

export interface Attempt {
  readonly number: number;
  readonly outcome: 'accepted' | 'refused' | 'unknown' | 'external';
  readonly class: string | null;
  readonly code: string | null;
  readonly detail: string | null;
}

export interface Explanation {
  readonly summary: string;
  readonly next: string;
  /** When that is; null where nothing more happens by itself. */
  readonly nextAt: number | null;
  /** As the rest of "It would be sent if …". Null where it was sent, or will be without any change. */
  readonly wouldSendIf: string | null;
}

/** A decision in words, with the rule that it follows and who has set that rule, where that is known. */
export interface DecisionInWords {
  readonly text: string;
  readonly rule: string | null;
  readonly source: string | null;
}

export function explain(
  followUp: ExplainedFollowUp,
  decisions: readonly Decision[],
  now: number,
  voice: Voice,
): Explanation {
  const { words } = voice;
  const { state, queueAt } = followUp;
  const facts = stateFacts(followUp, decisions, now, voice);
  return {
    summary: words.states[state](facts),
    next: words.next[state](facts),
    nextAt: state === 'scheduled' ? queueAt : null,
    wouldSendIf: wouldSendIf(followUp, decisions, voice),
  };
}

/** The entry that says why a follow-up is in the state that it is in. */
function decisive({ reason }: ExplainedFollowUp, decisions: readonly Decision[]): Decision | undefined {
  return decisions.findLast((decision) => decision.reason === reason && decision.kind !== 'event');
}

function stateFacts(
  followUp: ExplainedFollowUp,
  decisions: readonly Decision[],
  now: number,
  voice: Voice,
): StateFacts {
  const { kind, channel, dueAt, queueAt, endedAt, reason, state } = followUp;
  const next = queueAt ?? dueAt;
  const isWaitingForItsTime = state === 'scheduled' && reason === null;
  return {
    kind,
    channel: wordsAt(voice.words.channels, channel) ?? channel,
    due: instantInWords(voice, dueAt),
    next: instantInWords(voice, next),
    isOverdue: next <= now,
    ended: endedAt === null ? null : instantInWords(voice, endedAt),
    why: isWaitingForItsTime ? null : whyInWords(reason, decisive(followUp, decisions), voice),
    reason,
  };
}

function whyInWords(reason: string | null, decision: Decision | undefined, voice: Voice): string {
  const phrase = reason === null ? undefined : wordsAt<Phrase>(voice.words.why, reason);
  return phrase === undefined
    ? reasonInWords(voice.words, reason)
    : phraseInWords(phrase, new ToldFacts(voice, decision?.facts ?? null, decision?.at ?? null));
}

function phraseInWords(phrase: Phrase, facts: ToldFacts): string {
  if (typeof phrase === 'string') return phrase;
  const text = phrase.told(facts);
  return facts.isIncomplete ? phrase.plain : text;
}

function wouldSendIf(followUp: ExplainedFollowUp, decisions: readonly Decision[], voice: Voice): string | null {
  const { state, kind, reason } = followUp;
  const { words } = voice;
  if (kind !== 'message' || state === 'sent' || state === 'claimed' || state === 'calling') return null;
  if (state === 'awaiting_approval' || state === 'unknown' || state === 'cancelled')
    return words.wouldSendIfInState[state];
  if (reason === null) return null;
  const decision = decisive(followUp, decisions);
  const phrase = wordsAt<Phrase>(words.wouldSendIf, reason);
  if (phrase !== undefined) {
    return phraseInWords(phrase, new ToldFacts(voice, decision?.facts ?? null, decision?.at ?? null));
  }
  // Of a reason that this version does not know; the version that decided wrote it down in English.
  const said = decision?.facts?.wouldSendIf;
  return typeof said === 'string' && said !== '' ? said : null;
}

/** What an entry says that was written without a reason. */
const unsaid: Readonly<Record<string, string>> = { unknown: 'outcome_unknown' };

/** One decision of the timeline. */
export function decisionInWords(decision: Decision, voice: Voice): DecisionInWords {
  const { words } = voice;
  const { kind, facts, at } = decision;
  const reason = decision.reason ?? unsaid[kind] ?? null;
  const told = new ToldFacts(voice, facts, at);
  const why = whyInWords(reason, decision, voice);
  const say = wordsAt(words.decisions, kind) as (typeof words.decisions)[DecisionKind] | undefined;
  const rule = ruleOf(reason);
  const source = facts?.source;
  return {
    text: say ? say(why, told) : otherDecision(kind, reason === null ? null : why),
    rule: rule === null ? null : words.rules[rule],
    source: typeof source === 'string' ? (wordsAt(words.sources, source) ?? source) : null,
  };
}

function otherDecision(kind: string, why: string | null): string {
  const name = kind.replaceAll('_', ' ');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${why === null ? '' : `: ${why}`}.`;
}

/** One call as a sentence. */
export function attemptInWords({ number, outcome, class: refusal, code, detail }: Attempt, { words }: Voice): string {
  const said = [code, detail].filter((part) => part !== null && part !== '').join(' ');
  return words.attempts[outcome]({
    number,
    refusal: refusal === null ? null : (wordsAt(words.refusals, refusal) ?? refusal),
    said: said.replace(/[.\s]+$/, ''),
  });
}
