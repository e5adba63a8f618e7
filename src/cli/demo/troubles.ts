/** Accidents of vendors: what they do, and what is said about them. */
import { addressOf } from './people.ts';
import type { Vendors } from './vendors.ts';

export const troubles = {
  'mail is too busy': {
    news: 'the mail server is too busy and refuses every e-mail',
    happen: ({ mail }: Vendors) => mail.refuseWith(451, '4.3.2 too busy, try again later'),
  },
  'mail has time': {
    news: 'the mail server takes e-mails again',
    happen: ({ mail }: Vendors) => mail.acceptAgain(),
  },
  'mail goes away': {
    news: 'the mail server is gone',
    happen: ({ mail }: Vendors) => mail.goAway(),
  },
  'mail comes back': {
    news: 'the mail server is back',
    happen: ({ mail }: Vendors) => mail.comeBack(),
  },
  'Twilio shuts us out': {
    news: 'Twilio refuses our account',
    happen: ({ twilio }: Vendors) => twilio.react('refuse_sender'),
  },
  'Twilio lets us in': {
    news: 'Twilio takes messages again',
    happen: ({ twilio }: Vendors) => twilio.react('accept'),
  },
  '#harbour is archived': {
    news: 'somebody archives the Slack channel #harbour',
    happen: ({ slack }: Vendors) => slack.archive(addressOf('harbour', 'slack')),
  },
} as const satisfies Record<string, { news: string; happen: (vendors: Vendors) => void | Promise<void> }>;

export type Trouble = keyof typeof troubles;
