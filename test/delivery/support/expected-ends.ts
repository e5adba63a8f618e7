// What happens next, as it was decided: for each way in which a call can fail, what becomes of the follow-up, and for single
// providers what else, with the reason. Written by hand from the contract (R3, R4), not taken from the code.
import type { Observed, Play } from './play-case.ts';

type Expected = Omit<Observed, 'calls' | 'taken'>;

/** Certainly not accepted, and nobody's message would be: the next sender sends it at once, this one rests for half a minute. */
const secondSends: Expected = {
  ends: 'sent',
  attempts: ['refused sender', 'accepted'],
  second: 1,
  attemptsLeft: 3,
  waitS: null,
  restS: 30,
  suppressed: null,
};
/** Certainly not accepted, and it may be a minute later: the same sender, one attempt fewer. */
const triedAgain: Expected = {
  ends: 'scheduled retry',
  attempts: ['refused transient'],
  second: 0,
  attemptsLeft: 2,
  waitS: 60,
  restS: null,
  suppressed: null,
};
/** Too fast: everything of this sender waits, and no attempt is used up. */
const waits = (seconds: number): Expected => ({
  ends: 'scheduled rate_limited',
  attempts: ['refused rate'],
  second: 0,
  attemptsLeft: 3,
  waitS: seconds,
  restS: seconds,
  suppressed: null,
});
/** No sender would do better with this message. */
const operatorLooks: Expected = {
  ends: 'dead_letter content_refused',
  attempts: ['refused content'],
  second: 0,
  attemptsLeft: null,
  waitS: null,
  restS: null,
  suppressed: null,
};
/** No sender would do better with this address. */
const neverAgain: Expected = {
  ...operatorLooks,
  ends: 'dead_letter recipient_refused',
  attempts: ['refused recipient'],
  suppressed: 'recipient_refused',
};
/** Nobody knows: it is looked into, and nobody else is asked to send it. */
const unknown: Expected = { ...operatorLooks, ends: 'unknown outcome_unknown', attempts: ['unknown'] };
/** Nobody knew, and the vendor did when it was asked. */
const foundThere: Expected = { ...unknown, ends: 'sent', attempts: ['accepted by lookup'] };

const neverArrived = { calls: 0, taken: 0 };
const notTaken = { calls: 1, taken: 0 };
const taken = { calls: 1, taken: 1 };

interface Other {
  readonly because: string;
  readonly play?: Play;
  readonly expected: Observed;
}

export interface FailureClass {
  readonly what: string;
  /** Anew for every case: some say what time it is. */
  readonly play: () => Play;
  readonly expected: Observed;
  /** By the provider's name. */
  readonly others?: Readonly<Record<string, Other>>;
  /** Providers that have no such answer, or do not document one. */
  readonly without?: readonly string[];
  /** Only these; absent: all. */
  readonly only?: readonly string[];
  /** What the first attempt's code is. */
  readonly code?: RegExp;
}

const ownUrl = 'webhook, a URL for each recipient';
const recipientIsDown: Readonly<Record<string, Other>> = {
  [ownUrl]: {
    because: 'that one recipient cannot be reached says nothing about the sender: it is tried again',
    expected: { ...triedAgain, ...neverArrived },
  },
};

/** Too fast, for one address alone. */
const onlyThatWaits = (seconds: number, whose: string): Other => ({
  because: `it is ${whose}: only what goes there waits, the sender does not rest`,
  expected: { ...waits(seconds), ends: 'scheduled recipient_rate_limited', restS: null, ...notTaken },
});

/** T9: not a byte of the message has left. */
export const unreachable: readonly FailureClass[] = [
  {
    what: 'a refused connection',
    play: () => 'refused_connection',
    expected: { ...secondSends, ...neverArrived },
    others: recipientIsDown,
    code: /^ECONNREFUSED$/,
  },
  {
    what: 'a host that does not exist',
    play: () => 'unknown_host',
    expected: { ...secondSends, ...neverArrived },
    others: recipientIsDown,
    // The second is what a machine without a name server says.
    code: /^(ENOTFOUND|EAI_AGAIN)$/,
  },
  {
    what: 'a certificate that has expired',
    play: () => 'bad_tls',
    expected: { ...secondSends, ...neverArrived },
    others: recipientIsDown,
    code: /^CERT_HAS_EXPIRED$/,
  },
];

/** The vendor answers, in its own words, that it has not taken the message. */
export const refused: readonly FailureClass[] = [
  {
    what: 'a refusal of the content',
    play: () => ({ react: 'refuse_content' }),
    expected: { ...operatorLooks, ...notTaken },
  },
  {
    what: 'a refusal of the account',
    play: () => ({ react: 'refuse_sender' }),
    expected: { ...secondSends, ...notTaken },
    others: {
      'webhook, a URL for each recipient': {
        because: 'that one recipient does not accept our credentials says nothing about the others',
        expected: { ...neverAgain, ...notTaken },
      },
    },
  },
  {
    what: 'a refusal of the recipient',
    play: () => ({ react: 'refuse_recipient' }),
    expected: { ...neverAgain, ...notTaken },
    without: ['n8n', 'slack-webhook'],
    others: {
      'discord-webhook': {
        because: 'the channel is the webhook’s own, so what is wrong with it is wrong for every message',
        expected: { ...secondSends, ...notTaken },
      },
      'webhook, one URL for all': {
        because: 'the URL is the sender’s own, so what is wrong with it is wrong for every message',
        expected: { ...secondSends, ...notTaken },
      },
    },
  },
  {
    what: 'a refusal for now',
    play: () => ({ react: 'refuse_transient' }),
    expected: { ...triedAgain, ...notTaken },
    without: ['sendgrid', 'sendgrid, with its activity feed', 'resend', 'slack-webhook', 'telegram'],
  },
  {
    what: 'too fast, without a time',
    play: () => ({ answer: { status: 429 } }),
    expected: { ...waits(30), ...notTaken },
    others: {
      [ownUrl]: onlyThatWaits(30, 'the endpoint of that one recipient'),
      smtp: {
        because: 'a mail server has no Retry-After: it refuses for now (4yz)',
        play: { react: 'refuse_transient' },
        expected: { ...triedAgain, ...notTaken },
      },
    },
  },
];

/** Nobody knows whether these were accepted; the far side has nothing to be found. */
export const uncertain: readonly FailureClass[] = [
  {
    what: 'a fault over there (500)',
    play: () => ({ answer: { status: 500, body: 'Internal Server Error' } }),
    expected: { ...unknown, ...notTaken },
    others: {
      smtp: {
        because: 'a 5yz reply is a refusal for good, also to the final dot',
        play: { react: 'refuse_content' },
        expected: { ...operatorLooks, ...notTaken },
      },
    },
  },
  ...(['silence', 'reset'] as const).map((play) => ({
    what: play === 'silence' ? 'a time-out after the request was sent' : 'a reset after the request was sent',
    play: () => play,
    expected: { ...unknown, ...notTaken },
    others: {
      smtp: { because: 'this mail server had taken it', expected: { ...unknown, ...taken } },
      'discord, to a person': {
        because: 'it was the call that opens the conversation: the message had not been sent yet',
        expected: { ...triedAgain, ...neverArrived },
      },
    },
  })),
];

const found = (because: string): Other => ({ because, expected: { ...foundThere, ...taken } });

/** T8: the person has the message, and the answer is lost. Twilio lists a message once it has left its queue. */
export const acceptedUnheard: readonly FailureClass[] = (['hang', 'reset', 'cut', 'fault'] as const).map((how) => ({
  what: { hang: 'a time-out', reset: 'a reset', cut: 'half an answer', fault: 'a 500' }[how],
  play: () => ({ react: `accept_then_${how}` as const }),
  expected: { ...unknown, ...taken },
  ...(how === 'fault' && { without: ['smtp'] }),
  others: {
    'sendgrid, with its activity feed': found('the Email Activity Feed names our attempt'),
    slack: found('the history of the channel has our attempt in the metadata'),
    'discord, to a person': found('nobody else but the bot writes to that person there'),
  },
}));

const secondsFrom = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
const inHeader = (what: string, value: () => string, seconds: number): FailureClass => ({
  what: `Retry-After: ${what}`,
  play: () => ({ answer: { status: 429, headers: { 'retry-after': value() } } }),
  expected: { ...waits(seconds), ...notTaken },
  others: {
    [ownUrl]: onlyThatWaits(seconds, 'the endpoint of that one recipient'),
  },
  without: ['smtp'],
});

/** T11: what a vendor asks is honoured up to an hour; what is no time counts as not asked (half a minute). */
export const tooFast: readonly FailureClass[] = [
  inHeader('seconds', () => '120', 120),
  inHeader('an HTTP date', () => secondsFrom(180), 180),
  inHeader('more than an hour', () => '999999999', 3600),
  inHeader('a date next week', () => secondsFrom(7 * 86_400), 3600),
  inHeader('a negative number', () => '-120', 30),
  inHeader('junk', () => 'soon', 30),
];

const bodies: Readonly<Record<string, (wait: unknown) => unknown>> = {
  discord: (wait) => ({ message: 'You are being rate limited.', retry_after: wait, global: false }),
  telegram: (wait) => ({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests',
    parameters: { retry_after: wait },
  }),
};
const inBody = (what: string, wait: unknown, seconds: number): readonly FailureClass[] =>
  Object.entries(bodies).map(([vendor, body]) => ({
    what: `retry_after: ${what}`,
    play: () => ({ answer: { status: 429, headers: { 'retry-after': '90' }, body: body(wait) } }),
    expected: { ...waits(seconds), ...notTaken },
    others: {
      'discord, to a person': onlyThatWaits(seconds, 'the limit of that channel'),
      'discord, to a channel': onlyThatWaits(seconds, 'the limit of that channel'),
    },
    only: vendor === 'discord' ? ['discord, to a person', 'discord, to a channel', 'discord-webhook'] : ['telegram'],
  }));

/** Discord and Telegram say it in the body as well; what the body says counts, the header (90) where that is no number. */
export const tooFastInBody: readonly FailureClass[] = [
  ...inBody('seconds', 120.25, 120),
  ...inBody('more than an hour', 999_999_999, 3600),
  ...inBody('a negative number', -120, 30),
  ...inBody('junk', 'soon', 90),
];
