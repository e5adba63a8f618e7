/** English. */
import { alerts } from './en-alerts.ts';
import { why, wouldSendIf } from './en-reasons.ts';
import type { Words } from './words.ts';

const by = (name: string | undefined) => (name === undefined ? '' : ` by ${name}`);
const through = (sender: string | undefined) => (sender === undefined ? '' : ` through ${sender}`);
const named = (sequence: string | undefined) => (sequence === undefined ? '' : ` “${sequence}”`);
const to = (when: string | undefined) => (when === undefined ? '' : ` to ${when}`);
const again = (when: string | undefined) => (when === undefined ? '' : ` It is looked at again on ${when}.`);
const said = (words: string) => (words === '' ? '' : ` It said: ${words}.`);
const on = (ended: string | null) => (ended === null ? '' : ` on ${ended}`);

export const en: Words = {
  channels: {
    sms: 'SMS',
    whatsapp: 'WhatsApp',
    email: 'e-mail',
    discord: 'Discord',
    slack: 'Slack',
    telegram: 'Telegram',
    webhook: 'webhook',
    none: 'no channel',
  },
  categories: {
    '*': 'all messages',
    transactional: 'transactional messages',
    reminder: 'reminders',
    conversational: 'conversational messages',
    nurture: 'nurturing messages',
    marketing: 'marketing messages',
    manual: 'messages written by hand',
  },
  refusals: {
    transient: 'it cannot be sent for the moment',
    sender: 'this sender does not work',
    recipient: 'this address does not work',
    content: 'what it says is not accepted',
    rate: 'too many at once',
  },
  events: {
    'contact.upserted': 'the contact was created or changed',
    'contact.optedOut': 'the person opted out',
    'contact.optedIn': 'the person agreed to get messages again',
    'contact.consentGiven': 'the person agreed to messages',
    'contact.consentWithdrawn': 'the person no longer agrees to messages',
    'contact.consentRequested': 'the person was asked to agree to messages',
    'lead.created': 'a lead was created',
    'lead.scored': 'a lead got a score',
    'lead.converted': 'the lead became a customer',
    'message.received': 'the person wrote to us',
    'message.autoReplied': 'an automatic answer came',
    'message.sent': 'a message was sent to the person',
    'conversation.closed': 'the conversation was closed',
    'call.ended': 'a call ended',
    'appointment.booked': 'an appointment was booked',
    'appointment.moved': 'an appointment was moved',
    'appointment.cancelled': 'an appointment was cancelled',
    'appointment.completed': 'an appointment took place',
    'appointment.noShow': 'the person did not come to an appointment',
    'actionItem.created': 'a task was created',
    'actionItem.completed': 'a task was done',
  },
  otherEvent: (name) => `“${name}” happened`,
  why,
  noReason: 'no reason was noted',
  wouldSendIf,
  wouldSendIfInState: {
    awaiting_approval: 'somebody approves it',
    unknown: 'it turns out that it was not sent',
    cancelled: 'it is scheduled anew: what was cancelled stays cancelled',
  },
  rules: {
    approval: 'Approval by a person',
    calendar: 'Hours and days for sending',
    cap: 'Limit of messages per person',
    condition: 'Condition of the step',
    consent: 'Consent',
    late_grace: 'How late it may go out',
    one_at_a_time: 'One message to a person at a time',
    opt_out: 'Opt-outs and closed addresses',
    pause: 'Pause',
    preference: "The person's preferences",
    reachable: 'An address for the channel',
    refusal: 'After a refusal by the provider',
    sender: 'Senders',
    sequence: 'The sequence',
    silence: 'Silence counts from the last message',
    unknown: 'Unknown outcomes',
  },
  sources: {
    default: 'as delivered',
    organization: 'set for the organization',
    sequence: 'set for the sequence',
    contact: 'set for this person',
    region: "a rule of the person's region",
  },
  decisions: {
    answered: () => 'The person answered it.',
    approved: (_, f) => `Approved${by(f.maybe('by'))}.`,
    cancelled: (why) => `Cancelled: ${why}.`,
    clicked: () => 'The person followed a link in it.',
    complained: () => 'The person reported it as spam.',
    completed: () => 'The sequence is over: nothing more is to come.',
    consent_given: (_, f) => `The person agreed to ${f.categories()} by ${f.channel()}.`,
    consent_requested: (_, f) => `The person was asked whether they agree to ${f.categories()} by ${f.channel()}.`,
    consent_withdrawn: (_, f) => `The person no longer agrees to ${f.categories()} by ${f.channel()}.`,
    preferences_changed: (_, f) => `What the person wants to get was changed${by(f.maybe('by'))}.`,
    suppressed: (why, f) => `An address was closed for messages${by(f.maybe('by'))}: ${why}.`,
    suppression_lifted: (_, f) => `An address may be written to again${by(f.maybe('by'))}.`,
    contact_paused: (_, f) => `Messages to this person were paused${by(f.maybe('by'))}.`,
    contact_resumed: (_, f) => `Messages to this person were resumed${by(f.maybe('by'))}.`,
    dead_letter: (why) => `Given up: ${why}.`,
    deferred: (why, f) => `Not sent yet: ${why}.${again(f.later('until'))}`,
    delivered: () => 'The provider reports that it arrived.',
    edited: (_, f) => `Its text was changed${by(f.maybe('by'))}.`,
    ended: (why) => `The sequence ended: ${why}.`,
    enrolled: (_, f) => `The sequence${named(f.maybe('sequence'))} began.`,
    enrollment_paused: (_, f) => `The sequence was paused for this person${by(f.maybe('by'))}.`,
    enrollment_resumed: (_, f) => `The sequence was resumed for this person${by(f.maybe('by'))}.`,
    event: (why) => `It was reported: ${why}.`,
    exited: (why) => `The sequence ended early: ${why}.`,
    held: (why) => `Left alone for now: ${why}.`,
    hold_ended: () => 'The person wrote again, and is no longer left alone.',
    hook_received: (_, f) => `A system of yours reported a follow-up${named(f.maybe('strategy'))} by the hook.`,
    moved: (why, f) => `Moved${to(f.later('dueAt'))}: ${why}.`,
    not_enrolled: (why, f) => `The sequence${named(f.maybe('sequence'))} did not begin: ${why}.`,
    not_restarted: (why) => `Nothing is taken back by that word: ${why}.`,
    opened: () => 'The person opened it.',
    refused: (why, f) => `A try${through(f.maybe('sender'))} failed: ${why}.${again(f.later('until'))}`,
    restarted: (why) => `The person may be written to again: ${why}.`,
    retried: (_, f) => `Tried again${by(f.maybe('by'))}.`,
    scheduled: (why) => `To be sent again: ${why}.`,
    sent: (why, f) => (f.maybe('sender') === undefined ? `Sent: ${why}.` : `Sent${through(f.maybe('sender'))}.`),
    skipped: (why) => `Not sent: ${why}.`,
    stopped: (why) => `The person is to get no more messages: ${why}.`,
    undelivered: (why) => `The provider reports that it did not arrive: ${why}.`,
    unknown: (why) => `Nobody knows whether it was sent: ${why}.`,
    unsubscribed: () => 'The person unsubscribed.',
    wait_over: (why) => `The wait ended: ${why}.`,
  },
  attempts: {
    accepted: ({ number }) => `Try ${number}: the provider took it.`,
    refused: ({ number, refusal, said: words }) =>
      `Try ${number}: the provider did not take it${refusal === null ? '' : ` (${refusal})`}.${said(words)}`,
    unknown: ({ number, said: words }) =>
      `Try ${number}: no clear answer came, so nobody knows whether the provider took it.${words === '' ? '' : ` What was seen: ${words}.`}`,
    external: ({ number }) => `Try ${number} was made outside of Relance.`,
  },
  states: {
    awaiting_approval: ({ due }) => `It is planned for ${due} and waits for somebody to approve it.`,
    scheduled: ({ kind, due, next, why }) => {
      if (kind === 'wait') return `The sequence waits at this step, until ${next} at the latest.`;
      if (kind === 'ending') return `The sequence ends on ${next}, unless something happens before.`;
      return why === null ? `It is planned for ${due}.` : `It has not been sent yet: ${why}.`;
    },
    claimed: () => 'It is being prepared for sending at this moment.',
    calling: () => 'It is being handed to the provider at this moment.',
    sent: ({ kind, channel, ended, why }) => {
      if (kind === 'wait') return `The wait ended${on(ended)}: ${why}.`;
      return kind === 'ending' ? `The sequence ended${on(ended)}: ${why}.` : `It was sent by ${channel}${on(ended)}.`;
    },
    unknown: () => 'It was handed to the provider, but no clear answer came: it may have been sent or not.',
    dead_letter: ({ ended, why }) => `It was given up${on(ended)}: ${why}.`,
    skipped: ({ ended, why }) => `It was not sent; that was decided${on(ended)}: ${why}.`,
    cancelled: ({ ended, why }) => `It was cancelled${on(ended)}: ${why}.`,
  },
  next: {
    awaiting_approval: () => 'Nothing, until somebody approves it.',
    scheduled: ({ kind, next, isOverdue }) => {
      if (kind !== 'message') return `On ${next} its time is over, and the sequence goes on or ends.`;
      if (isOverdue) return 'Its time has come: it is checked once more and goes out as soon as possible.';
      return `On ${next} it is checked once more, and goes out if nothing stands against it.`;
    },
    claimed: () => 'What becomes of it is written down within seconds.',
    calling: () => 'The answer of the provider is written down within seconds.',
    unknown: ({ reason }) =>
      reason === 'kept_unknown'
        ? 'Nothing by itself. Whoever finds out whether it arrived can say so (settle).'
        : 'The provider is asked. If it cannot tell, the rules of the organization decide whether it is sent again.',
    dead_letter: () => 'Nothing, until somebody tries it again or discards it.',
    sent: () => 'Nothing more: it is done.',
    skipped: () => 'Nothing more: it stays unsent.',
    cancelled: () => 'Nothing more: it stays cancelled.',
  },
  contact: {
    blocked: (why) => `This person gets no more messages, whatever the address: ${why}.`,
    paused: (since) => `Messages to this person have been paused since ${since}.`,
    suppressed: (channel, address, why) => `Nothing is sent to ${address} (${channel}): ${why}.`,
    noAddress: 'There is no address at which this person could be written to.',
    agreed: (category, channel, address) => `The person agreed to ${category} at ${address} (${channel}).`,
    refused: (category, channel, address) => `The person said no to ${category} at ${address} (${channel}).`,
    mayBeWrittenTo: 'This person may be written to.',
    nothingPlanned: 'Nothing is planned for this person.',
    nextPlanned: (when) => `The next message is planned for ${when}.`,
  },
  alerts,
};
