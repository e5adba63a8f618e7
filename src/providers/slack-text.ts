/**
 * Texts as Slack wants them, its limit for them, and how its answers are read. Pure.
 *
 * Slack reads `<…>` as a command: `<!channel>` wakes everybody up. A follow-up's text says what it says, and a contact's
 * name may be anything, so the three characters that begin and end such commands are always escaped.
 *
 * @source https://docs.slack.dev/messaging/formatting-message-text (escaping text), reference/methods/chat.postMessage (text)
 */
import type { SendOutcome } from '../provider.ts';

export function escapeSlackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function unescapeSlackText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Slack recommends 4,000 and may cut what is longer than this without saying so. */
const textMax = 40_000;

/** @param escaped the text as it goes out */
export function refuseLongText(escaped: string): Extract<SendOutcome, { kind: 'refused' }> | undefined {
  if (escaped.length <= textMax) return undefined;
  const detail = `the text has ${escaped.length} characters; Slack takes ${textMax}`;
  return { kind: 'refused', class: 'content', code: 'msg_too_long', detail };
}

/** The ids of people begin with U or W, those of direct messages with D. Everything else is a channel, by id or by name. */
export function isSlackPerson(to: string): boolean {
  return /^[UW][A-Z0-9]{2,}$/.test(to);
}

export function isSlackConversation(to: string): boolean {
  return /^[CDG][A-Z0-9]{2,}$/.test(to);
}

/** A body that is an object; undefined when it is anything else. */
export function readObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(body));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
