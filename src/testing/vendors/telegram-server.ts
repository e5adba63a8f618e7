/**
 * Plays Telegram's Bot API: `getMe`, `sendMessage`, and updates with the secret token of `setWebhook`.
 *
 * @source Telegram Bot API: Making requests, sendMessage, getMe, Update, setWebhook
 */
import { systemClock } from '../../clock.ts';
import type { ReceivedMessage } from '../counterpart.ts';
import { startVendorServer, type VendorAnswer, type VendorRequest, type VendorServer } from '../vendor-server.ts';

export const telegramBotToken = '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11';
export const telegramWebhookSecret = 'a-secret_token-of-setWebhook';

/** A call of the webhook, as it arrives. */
export interface TelegramCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface TelegramServerOptions {
  readonly port?: number;
  /** In milliseconds since 1970, for the dates of messages. Default: the machine's clock. */
  readonly now?: () => number;
}

/** Starts on 127.0.0.1. */
export async function startTelegramServer(options: TelegramServerOptions = {}): Promise<VendorServer> {
  const now = options.now ?? (() => systemClock.now());
  let count = 0;
  return startVendorServer({ accept, refusals }, options.port);

  function accept({ path, body }: VendorRequest): { message?: ReceivedMessage; answer: VendorAnswer } {
    const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (method === undefined) return { answer: failure(404, 'Not Found') };
    if (token !== telegramBotToken) return { answer: failure(401, 'Unauthorized') };
    if (method === 'getMe') return { answer: success({ id: 123_456, is_bot: true, username: 'studio_bot' }) };
    if (method !== 'sendMessage') return { answer: failure(404, 'Not Found: method not found') };
    const { chat_id: chat, text } = JSON.parse(body) as { chat_id?: number | string; text?: unknown };
    if (chat === undefined) return { answer: failure(400, 'Bad Request: chat_id is empty') };
    if (typeof text !== 'string' || text.trim() === '')
      return { answer: failure(400, 'Bad Request: message text is empty') };
    if (Array.from(text).length > 4096) return { answer: failure(400, 'Bad Request: message is too long') };
    const id = typeof chat === 'number' ? chat : -1_001_234_567_890;
    const sent = {
      message_id: ++count,
      date: Math.floor(now() / 1000),
      chat: { id, type: id < 0 ? 'supergroup' : 'private' },
      text,
    };
    return { message: { to: String(chat), text }, answer: success(sent) };
  }
}

/** A call of the webhook with this update. */
export function telegramCall(update: unknown, secret = telegramWebhookSecret): TelegramCall {
  return {
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: Buffer.from(typeof update === 'string' ? update : JSON.stringify(update)),
  };
}

/** The update of somebody's message; by default from Ada, in her chat with the bot. */
export function telegramMessage(updateId: number, message: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    update_id: updateId,
    message: {
      message_id: 7,
      from: { id: 1111, is_bot: false, first_name: 'Ada' },
      chat: { id: 1111, type: 'private', first_name: 'Ada' },
      date: 1_441_645_532,
      ...message,
    },
  };
}

/** The update that says that Ada blocked the bot (`kicked`), let it in again (`member`), and so on. */
export function telegramMembership(updateId: number, status: string): Record<string, unknown> {
  const bot = { id: 123_456, is_bot: true, first_name: 'Studio' };
  return {
    update_id: updateId,
    my_chat_member: {
      chat: { id: 1111, type: 'private', first_name: 'Ada' },
      from: { id: 1111, is_bot: false, first_name: 'Ada' },
      date: 1_441_645_532,
      old_chat_member: { user: bot, status: 'member' },
      new_chat_member: { user: bot, status },
    },
  };
}

function success(result: unknown): VendorAnswer {
  return { status: 200, body: { ok: true, result } };
}

function failure(code: number, description: string, parameters?: unknown): VendorAnswer {
  return {
    status: code,
    body: { ok: false, error_code: code, description, ...(parameters !== undefined && { parameters }) },
  };
}

const refusals = {
  sender: failure(401, 'Unauthorized'),
  recipient: failure(403, 'Forbidden: bot was blocked by the user'),
  content: failure(400, "Bad Request: can't parse entities"),
  rate: failure(429, 'Too Many Requests: retry after 5', { retry_after: 5 }),
};
