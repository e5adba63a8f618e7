/** What people write, on the way that it takes in life: through the vendor to our webhook, or by mail into our mailbox. */
import type { ArrivedMail } from '../../testing/mail-server.ts';
import { slackCall, slackMessageEvent } from '../../testing/vendors/slack-server.ts';
import { twilioNumber } from '../../testing/vendors/twilio-server.ts';
import { addressOf } from './people.ts';
import type { Stage } from './stage.ts';

export interface Reply {
  readonly key: string;
  readonly channel: 'sms' | 'whatsapp' | 'email' | 'slack';
  readonly text: string;
}

/** How it gets here, for people. */
export const ways: Readonly<Record<Reply['channel'], string>> = {
  sms: 'Twilio calls our webhook',
  whatsapp: 'Twilio calls our webhook',
  slack: 'Slack calls our webhook',
  email: 'a reply in our mailbox, by IMAP',
};

/** Resolves when it is on its way: a webhook has been answered, a mail lies in the mailbox. */
export async function write({ vendors, url, clock }: Stage, { key, channel, text }: Reply): Promise<void> {
  const address = addressOf(key, channel);
  switch (channel) {
    case 'sms':
    case 'whatsapp': {
      const prefix = channel === 'whatsapp' ? 'whatsapp:' : '';
      const message = { From: prefix + address, To: prefix + twilioNumber, Body: text };
      const call = vendors.twilio.inboundCall(`${url}/webhooks/twilio/inbound`, message);
      return taken(await vendors.twilio.post(call), text);
    }
    case 'slack': {
      const now = clock.now();
      const channelOfTwo = `D${address.slice(1)}`;
      const ts = (now / 1_000).toFixed(6);
      const event = slackMessageEvent(`Ev${ts}`, { user: address, channel: channelOfTwo, text, ts });
      const { headers, body } = slackCall(event, now);
      return taken(await fetch(`${url}/webhooks/slack`, { method: 'POST', headers, body: Buffer.from(body) }), text);
    }
    case 'email': {
      const mail = vendors.mail.mails.findLast(({ to }) => to === address);
      if (!mail) throw new Error(`${key} has got no mail to answer`);
      vendors.mailbox.deliver(answerTo(mail, key, text));
      return;
    }
  }
}

function taken({ status }: { readonly status: number }, text: string): void {
  if (status !== 200) throw new Error(`the webhook answered ${status} to "${text}"`);
}

/** As a mail program writes it. */
function answerTo({ to, messageId, raw }: ArrivedMail, key: string, text: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
  const field = (name: string) => new RegExp(`^${name}: *(.+)`, 'im').exec(head)?.[1] ?? '';
  return [
    `From: ${to}`,
    `To: ${field('from')}`,
    `Subject: Re: ${field('subject')}`,
    `Message-ID: <answer-of-${key}@mail.example.net>`,
    `In-Reply-To: ${messageId}`,
    `References: ${messageId}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
    `${field('from')} wrote:`,
    '> …',
    '',
  ].join('\r\n');
}
