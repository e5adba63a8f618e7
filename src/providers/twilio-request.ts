/** What is asked of Twilio for one message, or why it is not asked. Pure. */
import type { Channel, SendOutcome, SendRequest } from '../provider.ts';

export interface TwilioAddresses {
  readonly from: string | undefined;
  readonly messagingServiceSid: string | undefined;
  readonly whatsappFrom: string | undefined;
}

export interface TwilioRequestConfig extends TwilioAddresses {
  readonly statusCallback: boolean;
  readonly timeoutMs: number;
}

type Refused = Extract<SendOutcome, { kind: 'refused' }>;

/**
 * How long a message may stay in Twilio's queue, in seconds.
 *
 * @source https://www.twilio.com/docs/messaging/api/message-resource (ValidityPeriod) and error 21624, 2026-11
 */
const validitySeconds = { min: 1, max: 36_000 };

/** @source https://www.twilio.com/docs/whatsapp/key-concepts (customer service window), 2026-11 */
const whatsappWindowMs = 24 * 3_600_000;

/**
 * The form of `POST …/Messages.json`.
 *
 * Twilio counts the validity period from when it takes the message, which may be as late as the end of the call's time. So
 * that time is taken off: the queue is left before the window closes, however slow the call was. When nothing remains, the
 * message is refused as `transient`: the next window is another matter.
 */
export function formOf(request: SendRequest, config: TwilioRequestConfig, nowMs: number): URLSearchParams | Refused {
  const { channel, to, receiptUrl, validUntil } = request;
  if (!/^\+[1-9]\d{1,14}$/.test(to))
    return refuse('recipient', 'not_e164', 'the recipient is not a number like +15550100');

  const sender = senderFields(channel, config);
  if (sender === undefined) return refuse('sender', 'no_sender', `nothing is configured to send ${channel} from`);
  const content = contentFields(request, nowMs);
  if (content === undefined) {
    const detail = 'the last message from them is older than 24 hours, and there is no template for this message';
    return refuse('content', 'outside_session_window', detail);
  }

  const form = new URLSearchParams({ To: addressOf(channel, to), ...sender, ...content });
  if (config.statusCallback && receiptUrl !== undefined) form.set('StatusCallback', receiptUrl);
  if (validUntil !== undefined) {
    const seconds = Math.floor((validUntil - nowMs - config.timeoutMs) / 1000);
    if (seconds < validitySeconds.min)
      return refuse('transient', 'window_closing', 'the window closes before Twilio would have to send it');
    form.set('ValidityPeriod', String(Math.min(seconds, validitySeconds.max)));
  }
  return form;
}

/** An address as Twilio writes it in a channel. */
export function addressOf(channel: Channel, address: string): string {
  return channel === 'whatsapp' ? `whatsapp:${address}` : address;
}

/** The parameter that says from whom; undefined where nothing is configured for the channel. */
export function senderFields(channel: Channel, config: TwilioAddresses): Record<string, string> | undefined {
  const from = channel === 'whatsapp' ? config.whatsappFrom : config.from;
  if (from !== undefined) return { From: addressOf(channel, from) };
  return config.messagingServiceSid === undefined ? undefined : { MessagingServiceSid: config.messagingServiceSid };
}

function contentFields(request: SendRequest, nowMs: number): Record<string, string> | undefined {
  const { channel, text, lastInboundAt, vendorTemplate } = request;
  const free = channel !== 'whatsapp' || (lastInboundAt !== undefined && nowMs - lastInboundAt < whatsappWindowMs);
  if (free) return { Body: text };
  if (vendorTemplate === undefined) return undefined;
  const { id, variables } = vendorTemplate;
  return {
    ContentSid: id,
    ...(Object.keys(variables).length > 0 && { ContentVariables: JSON.stringify(variables) }),
  };
}

function refuse(refusal: Refused['class'], code: string, detail: string): Refused {
  return { kind: 'refused', class: refusal, code, detail };
}
