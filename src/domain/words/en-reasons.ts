/** English: why something was decided, and what would change it. */
import type { Words } from './words.ts';

export const why: Words['why'] = {
  anchor_missing: 'the date that the sequence counts from is not known',
  anchor_moved: 'there was another message since, so the silence counts from there',
  approved: 'somebody approved it',
  blackout: {
    plain: 'nothing is sent during these days',
    told: (f) => `nothing is sent during these days (${f.text('reason')})`,
  },
  blocked: {
    plain: 'the person wants no more messages',
    told: (f) => `the person wants no more messages (${f.reason('cause')})`,
  },
  bounced: 'the address does not work',
  business_hours: {
    plain: 'it was outside business hours',
    told: (f) => `it was outside business hours (${f.clock('localTime')}, ${f.text('zone')})`,
  },
  cancelled_by_caller: 'somebody cancelled it',
  cap_reached: {
    plain: 'the person had as many messages lately as are allowed',
    told: (f) => {
      const time = f.text('cap') === 'day' ? '24 hours' : '7 days';
      const what = { contact: '', sequence: ' from this sequence', channel: ' over this channel' }[f.text('of')] ?? '';
      return `the person had ${f.text('sent')} ${f.count('sent') === 1 ? 'message' : 'messages'}${what} within ${time}, and ${f.text('limit')} may be sent`;
    },
  },
  catching_up:
    'what fell due in an outage is sent at no more than half the rate of its sender, so that what is due now goes out on time',
  clock_jumped: 'a clock jumped, and nothing is sent until the clocks agree again',
  commit_failed: 'it could not be stored before it was to go out, so nothing was sent',
  decision_failed: 'it could not be decided on, because of what it contains or of what is configured',
  complained: 'the person reported a message as spam',
  condition_false: {
    plain: 'the condition of its step did not hold',
    told: (f) => `the condition (“when”) of the step “${f.text('step')}” did not hold`,
  },
  consent_refused: {
    plain: 'the person said no to messages of this kind',
    told: (f) => `the person said no to ${f.category()} by ${f.channel()}`,
  },
  contact_busy: 'another message to the same person was just being sent',
  contact_paused: 'messages to this person are paused',
  contact_resumed: 'messages to this person go on after a pause',
  content_missing: 'it has neither a template nor a text',
  content_refused: 'the provider does not accept what it says',
  discarded: 'somebody discarded it',
  distance: {
    plain: 'the step before went out later than planned, and this one keeps its distance from it',
    told: (f) =>
      `the step before it went out later than planned, on ${f.instant('lastAt')}, and this one keeps its distance from it`,
  },
  ended_by_caller: 'somebody ended the sequence for this person',
  enrollment_ended: 'the sequence had ended for this person',
  enrollment_paused: 'the sequence is paused for this person',
  enrollment_resumed: 'the sequence goes on for this person after a pause',
  erased: 'the person was erased',
  event: 'what it waited for has happened',
  facts_changed: 'something about the person changed just before it was to go out',
  finished: 'every step was done and no answer came',
  gap: {
    plain: 'the last message to this person was too short a time ago',
    told: (f) =>
      `the last message to this person went out on ${f.instant('lastAt')}, and the next has to wait ${f.duration('gapMs')}`,
  },
  holiday: {
    plain: 'it was a holiday',
    told: (f) => `${f.day('date')} is a holiday (${f.text('name')})`,
  },
  kept_unknown: 'it could not be found out whether it arrived, and it is not sent twice',
  late_call: 'so much time had passed that it had to be checked again before sending',
  lease_expired: 'the process that was handling it stopped responding',
  manual: 'somebody closed it by hand',
  missed_window: {
    plain: 'it was later than is allowed',
    told: (f) => `it was ${f.duration('lateMs')} late, and at most ${f.duration('graceMs')} are allowed`,
  },
  missing_address: {
    plain: 'the person has no address for its channel',
    told: (f) => `the person has no address for ${f.channel()}`,
  },
  next_sender: 'this sender did not take it, and the next one is asked',
  next_window: 'its time for sending was over, and it goes out in the next one',
  no_consent: {
    plain: 'the person has not agreed to messages of this kind',
    told: (f) => `the person has not agreed to ${f.category()} by ${f.channel()}`,
  },
  no_sender: 'there is no sender that may send it',
  no_sender_works: 'no sender of its channel works',
  not_delivered: 'the provider could not deliver it',
  opted_in: 'the person agreed to get messages again',
  opted_out: 'the person opted out',
  organization_missing: 'its organization does not exist',
  outcome_unknown: 'no clear answer came from the provider',
  policy_changed: 'the policy has other business days now',
  possible_duplicate: 'nobody knows whether it arrived, and this organization prefers twice to never',
  preference_off: {
    plain: 'the person switched off messages of this kind',
    told: (f) => `the person switched off ${f.category()} by ${f.channel()}`,
  },
  asked_later: {
    plain: 'the person asked to hear from us later',
    told: (f) => `the person asked to hear from us again on ${f.instant('heldUntil')}`,
  },
  out_of_office: {
    plain: 'the person is away',
    told: (f) => `the person is away until ${f.instant('heldUntil')}, as their mailbox says`,
  },
  preference_paused: {
    plain: 'the person asked for a break',
    told: (f) => `the person asked for a break until ${f.instant('until')}`,
  },
  quiet_hours: {
    plain: 'it was in the quiet hours of the person',
    told: (f) => `it was ${f.clock('localTime')} for the person (${f.text('zone')}), which is in the quiet hours`,
  },
  rate_limited: 'the sender has reached its limit, or its provider asked us to slow down',
  rate_limited_too_long:
    "the provider, or the recipient's own address, asked us to slow down again and again, for a day or longer",
  recently_active: {
    plain: 'the person wrote to us a short time ago',
    told: (f) =>
      `the person wrote to us on ${f.instant('lastInboundAt')} and is left alone for ${f.duration('quietMs')}`,
  },
  recipient_rate_limited: "the recipient's own address asked us to slow down",
  recipient_refused: 'the provider says that the address does not work',
  reconciled: 'the provider had taken it, as it turned out later',
  reconciled_refused: 'the provider had not taken it, as it turned out later',
  render_failed: {
    plain: 'its text could not be made from the template',
    told: (f) => `its text could not be made from the template (${f.text('detail')})`,
  },
  rescheduled: 'somebody moved it to another time',
  restarted: 'the sequence began anew',
  retried: 'somebody had it tried again',
  retries_exhausted: 'it was refused each time, and no tries are left',
  retry: 'the sender did not take it, and it is tried again',
  send_now: 'somebody had it sent at once',
  sender_unavailable: 'no sender that may send it can be used at this moment',
  sender_unproven:
    "anybody can write an e-mail in another's name; the link in a message of ours, or a word from their phone, starts it again",
  sent_again_by_key:
    'nobody knows whether it arrived, and sending it again does no harm, because the receiver recognizes repetitions',
  sequence_missing: 'the version of the sequence that it belongs to does not exist',
  sequence_paused: 'the sequence is paused for everybody',
  settled_by_hand: {
    plain: 'somebody found out what had become of it',
    told: (f) => `${f.text('by')} found out what had become of it`,
  },
  skip_if: {
    plain: 'an exception of its step applied',
    told: (f) => `the exception (“skipIf”) of the step “${f.text('step')}” applied`,
  },
  start_word: 'the person wrote a word that means start',
  stop_word: 'the person wrote a word that means stop',
  stopped_in_flight: {
    plain: 'it was cancelled while it was being sent, and the provider did not take it',
    told: (f) => `it was cancelled while it was being sent (${f.reason('cause')}), and the provider did not take it`,
  },
  store_unavailable: 'the database could not be reached',
  suppressed: {
    plain: 'nothing may be sent to this address',
    told: (f) => `nothing may be sent to this address (${f.reason('cause')})`,
  },
  template_missing: {
    plain: 'its template does not exist',
    told: (f) => `its template does not exist (${f.text('detail')})`,
  },
  timed_out: 'the time to wait was over',
  too_late: 'its time had passed already when it was planned',
  unsubscribed: 'the person unsubscribed',
  window_never_opens: 'the rules leave no time at which it may be sent',
  worker_stopped: 'the process that was handling it was shut down',
  zone_changed: 'the time zone of the person is another one than was known, or its clocks are changed',
};

export const wouldSendIf: Words['wouldSendIf'] = {
  blackout: {
    plain: 'these days are over',
    told: (f) => `these days are over, or are taken off the list; it is looked at again on ${f.instant('until')}`,
  },
  blocked: 'the person agrees to get messages again, and it is scheduled anew',
  business_hours: {
    plain: 'business hours begin',
    told: (f) => `business hours begin; it is looked at again on ${f.instant('until')}`,
  },
  cap_reached: {
    plain: 'earlier messages are longer ago, or more are allowed',
    told: (f) => `earlier messages are longer ago, or more are allowed; it is looked at again on ${f.instant('until')}`,
  },
  catching_up: 'its turn comes; it follows by itself',
  commit_failed: 'what the detail names is mended, and it is tried again',
  decision_failed: 'what the detail names is mended, and it is tried again',
  condition_false: 'the condition holds when its time comes; for this one that time is over',
  consent_refused: 'the person agrees to messages of this kind, and it is scheduled anew',
  contact_busy: 'the other message has gone out; it follows by itself',
  contact_paused: 'messages to this person are resumed',
  content_missing: 'it is given a text or a template, and is tried again',
  content_refused: 'its text is changed to what the provider accepts, and it is tried again',
  distance: {
    plain: 'the step before had gone out in time',
    told: (f) => `the step before had gone out in time; it is looked at again on ${f.instant('until')}`,
  },
  enrollment_ended: 'the person begins the sequence again',
  enrollment_paused: 'the sequence is resumed for this person',
  gap: {
    plain: 'the last message is longer ago, or a shorter gap is set',
    told: (f) =>
      `the last message is longer ago, or a shorter gap is set; it is looked at again on ${f.instant('until')}`,
  },
  holiday: {
    plain: 'the holiday is over',
    told: (f) => `the holiday is over; it is looked at again on ${f.instant('until')}`,
  },
  missed_window: 'more lateness is allowed (late grace, or “missedWindow: send”), and it is scheduled anew',
  missing_address: {
    plain: 'the person gets an address for its channel, and it is scheduled anew',
    told: (f) => `the person gets an address for ${f.channel()}, and it is scheduled anew`,
  },
  next_window: {
    plain: 'its next time for sending comes',
    told: (f) => `its next time for sending comes, on ${f.instant('until')}`,
  },
  no_consent: 'the person agrees to messages of this kind, and it is scheduled anew',
  no_sender: 'a sender is set up for its channel, and it is tried again',
  no_sender_works: 'a sender of its channel works again, and it is tried again',
  organization_missing: 'its organization exists again',
  preference_off: 'the person switches messages of this kind on again, and it is scheduled anew',
  asked_later: {
    plain: 'that moment comes, or the person writes again',
    told: (f) => `it is ${f.instant('heldUntil')}, or the person writes again sooner`,
  },
  out_of_office: {
    plain: 'the person is back, or writes again',
    told: (f) => `the person is back, on ${f.instant('heldUntil')}, or writes sooner`,
  },
  preference_paused: {
    plain: 'the break is over, or the person ends it',
    told: (f) => `the break is over, on ${f.instant('until')}, or the person ends it sooner`,
  },
  quiet_hours: {
    plain: 'the quiet hours are over',
    told: (f) => `the quiet hours are over; it is looked at again on ${f.instant('until')}`,
  },
  rate_limited: 'the sender may send again; it follows by itself',
  rate_limited_too_long: 'who asked for it allows more or the sender is slowed down, and it is tried again',
  recently_active: {
    plain: 'the person has not written for a while',
    told: (f) => `the person does not write again before ${f.instant('until')}`,
  },
  recipient_rate_limited: "the recipient's address takes more again; it follows by itself",
  recipient_refused: 'the address is corrected, and it is tried again',
  render_failed: 'the template is mended, and it is tried again',
  retries_exhausted: 'what the provider objected to is mended, and it is tried again',
  sender_unavailable: 'a sender works again or is resumed; it follows by itself, if it is not too late by then',
  sequence_missing: 'that version of the sequence is restored, and it is scheduled anew',
  sequence_paused: 'the sequence is resumed',
  skip_if: 'the exception does not apply when its time comes; for this one that time is over',
  stopped_in_flight: 'it is scheduled anew',
  suppressed: 'messages to this address are allowed again, and it is scheduled anew',
  template_missing: 'the template is stored, and it is tried again',
  too_late: 'it is planned earlier, before its time has passed',
  window_never_opens: 'the rules leave a time for sending, and it is scheduled anew',
};
