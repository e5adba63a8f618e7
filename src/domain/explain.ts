/**
 * Why a follow-up was or was not sent, in sentences: from its row, every decision on its timeline, and its attempts.
 * Machines read `kind` and `reason`; this is for people.
 */
import type { Facts } from './facts.ts';
import type { FollowUpState } from './follow-up-state.ts';

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
  /** Null where it was sent, or will be without any change. */
  readonly wouldSendIf: string | null;
}

export function explain(followUp: ExplainedFollowUp, decisions: readonly Decision[], now: number): Explanation {
  return { summary: summaryOf(followUp), next: nextOf(followUp, now), wouldSendIf: wouldSendIf(followUp, decisions) };
}

const reasons: Readonly<Record<string, string>> = {
  enrollment_ended: 'its enrollment had ended',
  enrollment_paused: 'its enrollment is paused',
  sequence_paused: 'its sequence is paused',
  enrollment_resumed: 'its enrollment was resumed',
  sequence_missing: 'the version of its sequence is missing',
  condition_false: "the step's condition did not hold",
  skip_if: "the step's skipIf held",
  suppressed: 'its address is suppressed',
  blocked: 'the person opted out',
  missing_address: 'the contact has no address for this channel',
  missed_window: 'it was later than its late grace allows',
  too_late: 'its time was past before it was planned',
  contact_paused: 'the contact is paused',
  contact_busy: 'another message to this contact was in flight',
  contact_resumed: 'the contact was resumed',
  anchor_moved: 'there was a message since, so that silence counts anew',
  retry: 'the call was refused and is tried again',
  next_sender: 'the sender refused and the next one is asked',
  rate_limited: 'the provider asked to slow down',
  sender_unavailable: 'no sender that may send it can be used at this moment',
  no_sender: 'no sender is configured for this channel that may send it',
  content_missing: 'neither a template nor a text is given',
  template_missing: 'its template does not exist',
  render_failed: 'its template could not be rendered',
  organization_missing: 'its organization does not exist',
  recipient_refused: 'the provider says that the address does not work',
  content_refused: 'the provider refuses the content',
  retries_exhausted: 'every attempt was refused',
  no_sender_works: 'no sender works',
  rate_limited_too_long: 'the provider asked to slow down for a whole day',
  settled_by_hand: 'somebody found out what had become of it',
  outcome_unknown: 'nobody knows whether the provider took it',
  rescheduled: 'it was moved by hand',
  send_now: 'it was sent off by hand',
  retried: 'it was tried again by hand',
  approved: 'it was approved',
  opted_out: 'the person opted out',
  timed_out: 'its time was up',
  stop_word: 'the person said stop',
  start_word: 'the person said start',
  opted_in: 'the person opted in',
  unsubscribed: 'the person unsubscribed',
  complained: 'the person called a message spam',
  bounced: 'the address does not work',
  not_delivered: 'the provider could not deliver it',
  erased: 'the person was erased',
  discarded: 'it was discarded by hand',
  stopped_in_flight: 'it was cancelled while it was being called, and the call was refused',
  lease_expired: 'the worker that had taken it did not report back',
  facts_changed: 'something about the contact changed while it was being decided',
  worker_stopped: 'the worker that had taken it was stopped',
  late_call: 'the call would have begun too long after its commit',
  clock_jumped: "the database's clock jumped",
  store_unavailable: 'the database could not be reached',
  commit_failed: 'it could not be written before the call',
  possible_duplicate: 'nobody knows whether it arrived, and the organization prefers twice to never',
  sent_again_by_key: 'nobody knows whether it arrived, and the receiver removes duplicates by its key',
  reconciled: 'the provider took it, as it turned out later',
  reconciled_refused: 'the provider had not taken it, as it turned out later',
  kept_unknown: 'nobody knows whether it arrived, and it is not sent twice',
  restarted: 'its sequence began anew',
  cancelled_by_caller: 'it was cancelled through the API or the library',
  ended_by_caller: 'its enrollment was ended by hand',
  finished: 'every step had been taken and nothing came back',
  event: 'the event that it waited for came',
  anchor_missing: 'the instant that the sequence counts from is not known',
};

/** A reason in words; one that is not known here (an exit's own) as it is. */
export function reasonInWords(reason: string | null): string {
  if (reason === null) return 'no reason was noted';
  return Object.hasOwn(reasons, reason) ? (reasons[reason] as string) : reason.replaceAll('_', ' ');
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function summaryOf({ state, kind, channel, dueAt, endedAt, reason }: ExplainedFollowUp): string {
  const why = reasonInWords(reason);
  const when = endedAt === null ? '' : ` at ${iso(endedAt)}`;
  switch (state) {
    case 'awaiting_approval':
      return `It is due at ${iso(dueAt)} and waits for approval.`;
    case 'scheduled':
      return reason === null ? `It is scheduled for ${iso(dueAt)}.` : `It is scheduled again: ${why}.`;
    case 'claimed':
      return 'A worker has taken it and is about to send it.';
    case 'calling':
      return 'It is being handed to the provider at this moment.';
    case 'sent':
      if (kind === 'wait') return `The wait ended${when}: ${why}.`;
      return kind === 'ending' ? `The sequence ended${when}: ${why}.` : `It was sent by ${channel}${when}.`;
    case 'unknown':
      return 'It was handed to the provider, but no answer came: it may have been sent or not.';
    case 'dead_letter':
      return `It was given up${when}: ${why}.`;
    case 'skipped':
      return `It was skipped${when}: ${why}.`;
    case 'cancelled':
      return `It was cancelled${when}: ${why}.`;
  }
}

function nextOf({ state, kind, dueAt, queueAt, reason }: ExplainedFollowUp, now: number): string {
  const at = queueAt ?? dueAt;
  switch (state) {
    case 'awaiting_approval':
      return 'Nothing, until somebody approves it.';
    case 'scheduled':
      if (kind !== 'message') return `At ${iso(at)} its time is up.`;
      return at <= now
        ? 'A worker takes it as soon as it can.'
        : `At ${iso(at)} a worker takes it, asks every guard again, and sends it.`;
    case 'claimed':
    case 'calling':
      return 'Its outcome is written within seconds; if the worker dies, another one sees to it when the lease runs out.';
    case 'unknown':
      return reason === 'kept_unknown'
        ? 'Nothing by itself: somebody who finds out says so (settle).'
        : 'The provider is asked; if it cannot tell, the organization’s mode decides whether it is sent again.';
    case 'dead_letter':
      return 'Nothing, until somebody tries it again or discards it.';
    case 'sent':
    case 'skipped':
    case 'cancelled':
      return 'Nothing: this is its end.';
  }
}

function wouldSendIf({ state, kind }: ExplainedFollowUp, decisions: readonly Decision[]): string | null {
  if (kind !== 'message' || state === 'sent' || state === 'claimed' || state === 'calling') return null;
  if (state === 'awaiting_approval') return 'somebody approves it';
  if (state === 'dead_letter') return 'it is tried again, and what was wrong is mended';
  if (state === 'unknown') return 'it turns out that it was not sent';
  if (state === 'cancelled') return 'it is scheduled anew: what was cancelled stays so';
  const said = decisions.findLast(({ kind }) => kind === 'skipped' || kind === 'deferred')?.facts?.wouldSendIf;
  return typeof said === 'string' && said !== '' ? said : null;
}

const kinds: Readonly<Record<string, (why: string, facts: Facts) => string>> = {
  sent: () => 'Sent.',
  skipped: (why) => `Skipped: ${why}.`,
  deferred: (why, { until }) => `Put off${typeof until === 'number' ? ` until ${iso(until)}` : ''}: ${why}.`,
  moved: (why, { dueAt }) => `Moved${typeof dueAt === 'number' ? ` to ${iso(dueAt)}` : ''}: ${why}.`,
  dead_letter: (why) => `Given up: ${why}.`,
  unknown: () => 'No answer came from the provider: it may have been sent or not.',
  cancelled: (why) => `Cancelled: ${why}.`,
  retried: () => 'Tried again by hand.',
  approved: () => 'Approved.',
  edited: () => 'Its words were changed by hand.',
  delivered: () => 'The provider reports that it arrived.',
  undelivered: (why) => `The provider reports that it did not arrive: ${why}.`,
  opened: () => 'The person opened it.',
  clicked: () => 'The person followed a link in it.',
  complained: () => 'The person called it spam.',
  unsubscribed: () => 'The person unsubscribed.',
  answered: () => 'The person answered it.',
  enrolled: () => 'Enrolled.',
  exited: (why) => `The enrollment ended early: ${why}.`,
  ended: (why) => `The sequence ended: ${why}.`,
  completed: () => 'Nothing more is to come: the sequence is over.',
  wait_over: (why) => `The wait ended: ${why}.`,
};

/** One decision of the timeline as a sentence. */
export function decisionInWords({ kind, reason, facts }: Pick<Decision, 'kind' | 'reason' | 'facts'>): string {
  const why = reasonInWords(reason);
  const say = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (say) return say(why, facts ?? {});
  const name = kind.replaceAll('_', ' ');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${reason === null ? '' : `: ${why}`}.`;
}

/** One call as a sentence. */
export function attemptInWords({ number, outcome, class: refusal, code, detail }: Attempt): string {
  const said = [code, detail].filter((part) => part !== null && part !== '').join(' ');
  const because = said === '' ? '' : ` (${said})`;
  switch (outcome) {
    case 'accepted':
      return `Call ${number} was accepted.`;
    case 'refused':
      return `Call ${number} was refused${refusal === null ? '' : ` as ${refusal}`}${because}.`;
    case 'unknown':
      return `Call ${number} had no certain answer${because}.`;
    case 'external':
      return `Call ${number} was made by the caller.`;
  }
}
