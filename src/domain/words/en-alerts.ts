/** English: alerts. */
import type { AlertWords } from './alert-words.ts';
import type { Told } from './facts-in-words.ts';

const said = (words: string | undefined) => (words === undefined ? '' : ` The provider said: ${words}`);
const messages = (f: Told) => (f.count('count') === 1 ? '1 message' : `${f.text('count')} messages`);
const were = (f: Told) => (f.count('count') === 1 ? 'was' : 'were');

export const alerts: AlertWords = {
  colon: ': ',
  levels: { warning: 'Warning', critical: 'Urgent' },
  kinds: {
    sender_unavailable: {
      title: (f) => `the sender ${f.text('sender')} (${f.channel()}) does not work`,
      text: (f) =>
        `The sender ${f.text('sender')} (${f.channel()}) does not work. ${
          f.maybe('isLast') === undefined
            ? 'Messages go out by the next one of its channel.'
            : 'No other one of this channel works, so messages wait.'
        }${said(f.maybe('said'))}`,
      over: (f) => `The sender ${f.text('sender')} (${f.channel()}) works again.`,
    },
    engine_late: {
      title: () => 'messages go out late',
      text: (f) =>
        `Messages go out late: the oldest one that is due has waited for ${f.duration('waits')}. Is a worker running?`,
      over: () => 'Messages go out on time again.',
    },
    dead_letters: {
      title: (f) => `${messages(f)} ${were(f)} given up within an hour`,
      text: (f) =>
        `${messages(f)} ${were(f)} given up within an hour. The most frequent reason (${f.text('ofReason')}): ${f.reason('reason')}. What was given up can be tried again or discarded.`,
      over: () => 'Hardly any messages are given up any more. What was given up waits to be tried again or discarded.',
    },
    unknown_outcomes: {
      title: (f) => `${messages(f)} may have been sent or not`,
      text: (f) =>
        `Of ${messages(f)} nobody knows whether it was sent, and nothing looks into it any more. Find out from the provider and say so.`,
      over: () => 'There is no message left of which nobody knows whether it was sent.',
    },
    coverage_gaps: {
      title: (f) => `nobody sees to ${f.text('count')} of ${f.text('live')} live records`,
      text: (f) => `Nobody sees to ${f.text('count')} of ${f.text('live')} live records. ${f.text('causes')}`,
      over: () => 'Every live record is seen to again.',
    },
    mailbox_unreadable: {
      title: (f) => `the mailbox of ${f.text('sender')} cannot be read`,
      text: (f) =>
        `The mailbox of the sender ${f.text('sender')} cannot be read: answers and bounces are not noticed.${said(f.maybe('said'))}`,
      over: (f) => `The mailbox of the sender ${f.text('sender')} can be read again.`,
    },
    bounce_rate: {
      title: (f) => `too many messages of ${f.text('sender')} bounce or are called spam`,
      text: (f) =>
        `Of ${messages(f)} by the sender ${f.text('sender')} (${f.channel()}) in the last 7 days, ${f.text('bounced')} went to addresses that do not work (${f.text('bouncedPercent')}%), and ${f.text('complained')} ${f.count('complained') === 1 ? 'was' : 'were'} called spam (${f.text('complainedPercent')}%). Providers block senders for that. Find out where these addresses come from, and pause what writes to them.`,
      over: (f) => `Hardly any messages of the sender ${f.text('sender')} bounce or are called spam any more.`,
    },
  },
  isOver: 'Over',
  since: (instant) => `Since ${instant}.`,
  stillSince: (instant) => `A reminder: this has been so since ${instant}.`,
  lasted: (duration) => `It lasted ${duration}.`,
  more: (count) => `and ${count} more`,
  records: {
    lead: ['lead', 'leads'],
    conversation: ['conversation', 'conversations'],
    appointment: ['appointment', 'appointments'],
  },
  causes: {
    no_sequence: 'no sequence is about such records',
    sequence_inactive: 'the sequences about them were deactivated',
    sequence_paused: 'their sequence is paused',
    not_begun: 'there is a sequence, but its trigger or condition did not fit',
    sequence_missing: 'in a version of a sequence that does not exist',
    stranded: 'in a sequence of which nothing is planned',
    ended_without_reason: 'their sequence ended, and nobody said why',
    unanswered: 'the person wrote last and waits for an answer',
  },
  test: (organization) => ({
    subject: `${organization}: a test of alerts`,
    text: `This is a test. Alerts about ${organization} reach you here.`,
  }),
};
