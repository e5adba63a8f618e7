/**
 * What Telegram's Bot API says of the calls that we make, in our own words. Telegram publishes no description that a program
 * reads. The names are those of the package @grammyjs/types, which follows the Bot API: the compiler refuses one that is not
 * there, and one that is missing. Lengths and which are required: core.telegram.org/bots/api, sendMessage and getMe.
 */
import type { ApiMethods, LinkPreviewOptions } from '@grammyjs/types';
import { z } from 'zod';
import type { Operation } from './described-call.ts';

type Names<T> = { readonly [Name in keyof Required<T>]: z.ZodType };
type SendMessage = Parameters<ApiMethods<never>['sendMessage']>[0];

const notSent = z.undefined().optional();

const sendMessage = z.strictObject({
  chat_id: z.union([z.int(), z.string().regex(/^@\w+$/)]),
  text: z
    .string()
    .min(1)
    .refine((text) => Array.from(text).length <= 4096, 'longer than 4096'),
  link_preview_options: z
    .strictObject({
      is_disabled: z.boolean().optional(),
      url: notSent,
      prefer_small_media: notSent,
      prefer_large_media: notSent,
      show_above_text: notSent,
    } satisfies Names<LinkPreviewOptions>)
    .optional(),
  business_connection_id: notSent,
  message_thread_id: notSent,
  direct_messages_topic_id: notSent,
  ephemeral_message_parameters: notSent,
  parse_mode: notSent,
  entities: notSent,
  disable_notification: notSent,
  protect_content: notSent,
  allow_paid_broadcast: notSent,
  suggested_post_parameters: notSent,
  message_effect_id: notSent,
  reply_parameters: notSent,
  reply_markup: notSent,
  reply_to_message_id: notSent,
} satisfies Names<SendMessage>);

const pathOf = (method: keyof ApiMethods<never>) => new RegExp(`^/bot\\d+:[\\w-]+/${method}$`);

export const telegramOperations: readonly Operation[] = [
  {
    vendor: 'telegram',
    name: 'sendMessage',
    method: 'POST',
    path: pathOf('sendMessage'),
    body: { type: 'application/json', fields: sendMessage },
  },
  { vendor: 'telegram', name: 'getMe', method: 'GET', path: pathOf('getMe') },
];
