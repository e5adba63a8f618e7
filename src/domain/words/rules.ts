/** Which rule for sending a reason belongs to. */
import type { Reason, Rule } from './words.ts';

const reasonsOf: Readonly<Record<Rule, readonly Reason[]>> = {
  approval: ['approved'],
  calendar: ['blackout', 'business_hours', 'holiday', 'next_window', 'quiet_hours', 'window_never_opens'],
  cap: ['cap_reached', 'distance', 'gap'],
  condition: ['condition_false', 'skip_if'],
  consent: ['consent_refused', 'no_consent'],
  late_grace: ['missed_window', 'too_late'],
  one_at_a_time: ['contact_busy'],
  opt_out: ['blocked', 'complained', 'erased', 'opted_out', 'stop_word', 'suppressed', 'unsubscribed'],
  pause: ['contact_paused', 'enrollment_paused', 'sequence_paused'],
  preference: ['asked_later', 'out_of_office', 'preference_off', 'preference_paused'],
  reachable: ['missing_address'],
  refusal: [
    'next_sender',
    'rate_limited_too_long',
    'recipient_rate_limited',
    'recipient_refused',
    'content_refused',
    'retries_exhausted',
    'retry',
  ],
  sender: ['catching_up', 'no_sender', 'no_sender_works', 'rate_limited', 'sender_unavailable'],
  sequence: ['enrollment_ended', 'restarted', 'sequence_missing'],
  silence: ['anchor_moved', 'recently_active'],
  unknown: [
    'kept_unknown',
    'outcome_unknown',
    'possible_duplicate',
    'reconciled',
    'reconciled_refused',
    'sent_again_by_key',
  ],
};

const ruleByReason = new Map<string, Rule>(
  (Object.keys(reasonsOf) as Rule[]).flatMap((rule) => reasonsOf[rule].map((reason) => [reason, rule] as const)),
);

/** Null for what no rule decided: an event, somebody's own doing. */
export function ruleOf(reason: string | null): Rule | null {
  return reason === null ? null : (ruleByReason.get(reason) ?? null);
}
