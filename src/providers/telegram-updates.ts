/**
 * Telegram's calls to us (updates): compares the secret that was given with `setWebhook`, then reads what people write to
 * the bot and who blocks it. A call carries no time and no signature; each update has a number, by which one that comes
 * again is recognised.
 *
 * The commands /start, /stop and /help, which Telegram's apps offer as buttons, are read as the words. Blocking the bot, or
 * putting it out of a group, is the receipt `unsubscribed` for that chat.
 *
 * @source https://core.telegram.org/bots/api#setwebhook (secret_token), #update, #message, #chatmemberupdated
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { InboundMessage, Receipt, ReceiveResult, WebhookRequest } from '../provider.ts';

type Fields = Readonly<Record<string, unknown>>;

/** @param botId the number before the colon of the bot's token */
export function receiveTelegramUpdate(
  { headers, body }: WebhookRequest,
  { secret, botId }: { readonly secret: string | undefined; readonly botId: string },
): ReceiveResult {
  if (secret === undefined) return { kind: 'rejected', detail: 'the sender has no webhookSecret' };
  if (!isSame(headers['x-telegram-bot-api-secret-token'] ?? '', secret))
    return { kind: 'rejected', detail: 'the secret token is not right' };
  const update = readUpdate(body);
  if (!update || !Number.isSafeInteger(update.update_id))
    return { kind: 'unreadable', detail: 'the body is not an update in JSON' };
  // Every bot counts its own updates.
  const dedupeKey = `${botId}:${update.update_id}`;
  const message = messageOf(asObject(update.message), dedupeKey, botId);
  const receipt = leaveOf(asObject(update.my_chat_member), dedupeKey);
  return { kind: 'read', receipts: receipt ? [receipt] : [], inbound: message ? [message] : [] };
}

/** In a time that does not tell how much of it was right, nor how long it is. */
function isSame(given: string, secret: string): boolean {
  const [a, b] = [given, secret].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(a, b);
}

/** What a person can send; a message without any of these is a notice of the app (a new member, a new title). */
const contents = [
  ...['text', 'caption', 'photo', 'voice', 'video', 'video_note', 'audio', 'document', 'animation', 'sticker'],
  ...['contact', 'location', 'venue', 'poll', 'dice', 'story'],
];

function messageOf(message: Fields | undefined, dedupeKey: string, botId: string): InboundMessage | undefined {
  const chat = chatOf(message?.chat);
  if (!message || chat === undefined || asObject(message.from)?.is_bot === true) return undefined;
  if (!contents.some((name) => message[name] !== undefined)) return undefined;
  const at = instantOf(message.date);
  if (at === undefined) return undefined;
  const written = message.text ?? message.caption;
  const answered = asObject(message.reply_to_message)?.message_id;
  return {
    dedupeKey,
    channel: 'telegram',
    from: chat,
    to: botId,
    text: typeof written === 'string' ? readCommand(written) : '',
    at,
    ...(Number.isSafeInteger(answered) && { answers: [`${chat}:${answered}`] }),
  };
}

/** In groups a command may name the bot that is meant: `/stop@my_bot`. */
function readCommand(text: string): string {
  return /^\/(start|stop|help)(?:@\w+)?$/i.exec(text.trim())?.[1] ?? text;
}

function leaveOf(change: Fields | undefined, dedupeKey: string): Receipt | undefined {
  const chat = chatOf(change?.chat);
  const status = asObject(change?.new_chat_member)?.status;
  const at = instantOf(change?.date);
  if (chat === undefined || at === undefined || (status !== 'kicked' && status !== 'left')) return undefined;
  return { dedupeKey, to: chat, state: 'unsubscribed', at, code: status, detail: 'the bot was blocked or put out' };
}

function chatOf(chat: unknown): string | undefined {
  const id = asObject(chat)?.id;
  return Number.isSafeInteger(id) ? String(id) : undefined;
}

/** Dates are whole seconds. */
function instantOf(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && Number.isSafeInteger(seconds) ? seconds * 1000 : undefined;
}

function readUpdate(body: Uint8Array): Fields | undefined {
  try {
    return asObject(JSON.parse(Buffer.from(body).toString('utf8')));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}
