/** Values of a policy as sentences, for people who wonder what counts. */
import type { Fact } from './facts.ts';
import type { PolicyPath } from './policy-layer.ts';

/** @param value as it is written in a document */
export function policyInWords(path: PolicyPath, value: Fact): string {
  const [root = '', ...below] = path.split('.');
  switch (root) {
    case 'businessHours':
      return hoursInWords(below[0], value);
    case 'quietHours':
      return quietInWords(below[0], value);
    case 'caps':
      return capInWords(below, value);
    case 'consent':
      return consentInWords(below as [string, string], value);
    default:
      return sentences[path as keyof typeof sentences](value);
  }
}

type Plain = Exclude<PolicyPath, `${'businessHours' | 'quietHours' | 'caps' | 'consent'}${string}`>;

const sentences: Readonly<Record<Plain, (value: Fact) => string>> = {
  'holidays.regions': (value) =>
    isEmpty(value)
      ? 'No public holidays count.'
      : `On public holidays of ${listed(value)} there are no business hours.`,
  'holidays.dates': (value) =>
    isEmpty(value)
      ? 'There are no holidays of your own.'
      : `Holidays of your own: ${listed((value as Fact[]).map(dayOf))}.`,
  blackouts: (value) =>
    isEmpty(value)
      ? 'There are no blackout days.'
      : `Nothing but confirmations, reminders and what is sent by hand goes out: ${listed((value as Fact[]).map(blackoutOf))}.`,
  minimumGap: (value) =>
    value === '0s'
      ? 'Messages to one contact need no gap.'
      : `At least ${value} lie between two messages to one contact.`,
  recentlyActive: (value) =>
    value === '0s'
      ? 'Whether somebody wrote a moment ago is not asked.'
      : `Nurture and marketing leave alone who wrote within ${value}.`,
  approval: (value) =>
    isEmpty(value) ? 'No category waits for approval.' : `Each message of ${listed(value)} waits for approval.`,
  lateGrace: (value) =>
    value === 'by_delay'
      ? 'A message may be late by a quarter of its delay, at least 15 minutes and at most 12 hours.'
      : `A message may be late by ${value}.`,
  missedWindow: (value) =>
    ({
      skip: 'What is later than that is skipped.',
      send: 'What is later than that is sent all the same.',
      next_window:
        'What is later than that is sent at its time of the day on the next day, or at the first opening after it.',
    })[String(value)] ?? '',
  ghostDelay: (value) => `A sequence waits ${value} for an answer after its last step.`,
  'retry.attempts': (value) => `A message is tried ${value} times in all.`,
  'retry.delay': (value) => `After a failure of the moment it is tried again in ${value}.`,
  'retry.growth': (value) => (value === 'fixed' ? 'That delay stays the same.' : 'That delay doubles each time.'),
  'retry.delayMax': (value) => `A delay that doubles grows to ${value} at most.`,
  unknownOutcome: (value) =>
    ({
      at_most_once: 'What nobody knows the outcome of is never sent again.',
      at_least_once: 'What nobody knows the outcome of is sent once more.',
      by_channel: 'What nobody knows the outcome of is sent once more, but not by SMS, by WhatsApp, or as marketing.',
    })[String(value)] ?? '',
  breaker: (value) => `A sender that refuses everything rests for ${value}.`,
  rateDelay: (value) => `A sender that says "too fast" without a time is left alone for ${value}.`,
};

function hoursInWords(place: string | undefined, value: Fact): string {
  if (place === undefined) {
    return value === 'off'
      ? 'There are no business hours: nurture and marketing go out at any time.'
      : 'Nurture and marketing go out in business hours only.';
  }
  if (place === 'zone') return `Business hours are read by the clock of the ${value}.`;
  const day = place.charAt(0).toUpperCase() + place.slice(1);
  return isEmpty(value) ? `${day} is closed.` : `${day} is open ${listed(value)}.`;
}

function quietInWords(place: string | undefined, value: Fact): string {
  switch (place) {
    case undefined:
      return value === 'off'
        ? 'There are no quiet hours but for marketing, which keeps those of the default.'
        : 'People are left alone in quiet hours, by their own clock.';
    case 'from':
      return `Quiet hours begin at ${value}.`;
    case 'to':
      return `Quiet hours end at ${value}.`;
    default:
      return value
        ? "Stricter hours of the recipient's region count as well."
        : "Stricter hours of the recipient's region count for marketing only.";
  }
}

function capInWords(below: readonly string[], value: Fact): string {
  const window = below.at(-1) === 'perDay' ? 'in any 24 hours' : 'in any 7 days';
  const what = below[0] === 'sequence' ? ' of one sequence' : below[0] === 'channels' ? ` on ${below[1]}` : '';
  if (value === 'none') return `Messages to one contact${what} ${window} are not counted.`;
  return `At most ${value} ${value === 1 ? 'message' : 'messages'}${what} to one contact ${window}.`;
}

function consentInWords([category, channel]: readonly [string, string], value: Fact): string {
  const subject = channel === 'default' ? `${category} messages` : `${category} messages on ${channel}`;
  switch (value) {
    case 'opt_in':
      return `Only who agreed gets ${subject}.`;
    case 'opt_out':
      return `Whoever did not refuse gets ${subject}.`;
    default:
      return `For ${subject} no consent is asked.`;
  }
}

function isEmpty(value: Fact): boolean {
  return Array.isArray(value) && value.length === 0;
}

function listed(value: Fact): string {
  return (value as readonly Fact[]).join(', ');
}

function dayOf(day: Fact): string {
  return typeof day === 'string' ? day : `${(day as { date: string }).date} (${(day as { name: string }).name})`;
}

function blackoutOf(blackout: Fact): string {
  const { from, to, reason } = blackout as { from: string; to: string; reason: string };
  return `${from === to ? from : `${from} to ${to}`} (${reason})`;
}
