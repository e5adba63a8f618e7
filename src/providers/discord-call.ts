/**
 * What both of Discord's providers share: how a call is made, what a message looks like, which addresses there are.
 * What an answer means stands in `discord-outcome.ts`.
 *
 * @source https://discord.com/developers/docs/reference (User Agent, Snowflakes), resources/message (Create Message)
 */
import { createHash } from 'node:crypto';
import type { SendOutcome } from '../provider.ts';

/** Where version 10 of the API is. */
export const discordApi = 'https://discord.com/api/v10';

/** Discord blocks bots whose User-Agent has another form. */
export const discordUserAgent = 'DiscordBot (https://www.npmjs.com/package/relance, 0.1)';

type Refused = Extract<SendOutcome, { kind: 'refused' }>;

/** In Unicode characters, as Discord counts. */
const contentMax = 2000;

export function refuseLongContent(text: string): Refused | undefined {
  const { length } = Array.from(text);
  if (length <= contentMax) return undefined;
  const detail = `the text has ${length} characters; Discord takes ${contentMax}`;
  return { kind: 'refused', class: 'content', code: 'text_too_long', detail };
}

/** A text that mentions nobody, whatever stands in it: a contact's name may be `@everyone`. */
export function discordMessage(text: string): Readonly<Record<string, unknown>> {
  return { content: text, allowed_mentions: { parse: [] } };
}

export type DiscordAddress = { readonly kind: 'user' | 'channel'; readonly id: string };

/** `123` is a person, `channel:123` a channel. */
export function readDiscordAddress(to: string): DiscordAddress | undefined {
  const found = /^(channel:)?([1-9]\d{0,19})$/.exec(to);
  return found ? { kind: found[1] ? 'channel' : 'user', id: found[2] as string } : undefined;
}

export function refuseAddress(to: string, expected: string): Refused {
  return { kind: 'refused', class: 'recipient', code: 'invalid_address', detail: `${to} is not ${expected}` };
}

/**
 * Our id of the message, in the 25 characters that a nonce may have: a UUID as 22 characters of base64url, which can be
 * turned back; of any other id a hash. It is the id of the message and not of the attempt, so that a message that is sent
 * again within Discord's few minutes is not seen twice.
 */
export function nonceOf(messageId: string): string {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(messageId);
  if (uuid) return Buffer.from(messageId.replaceAll('-', ''), 'hex').toString('base64url');
  return createHash('sha256').update(messageId).digest('base64url').slice(0, 25);
}

/** Ids count up with time: this is the lowest of an instant. */
export function snowflakeAt(ms: number): string {
  return String(BigInt(Math.max(0, Math.floor(ms - discordEpochMs))) << 22n);
}

/** When the thing with this id was made, in milliseconds since 1970. */
export function instantOfSnowflake(id: string): number {
  return Number(BigInt(id) >> 22n) + discordEpochMs;
}

/** The first second of 2015. */
const discordEpochMs = 1_420_070_400_000;

/** An answer's body; undefined when it is not JSON. */
export function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A field of something that was read; undefined when it is no object or has none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
