/**
 * Which of our messages a reply answers. Some vendors say so (a thread, In-Reply-To); a text message says nothing, and then it
 * is the last one that went to this person over this channel, if that was not too long ago.
 */
import type { Channel } from './channel.ts';

/** A message that went out. Instants are milliseconds since 1970. */
export interface SentMessage {
  /** Null: no follow-up of ours, but written by a person or another program. */
  readonly followUpId: string | null;
  readonly channel: Channel;
  readonly at: number;
  /** Of its attempts: ours (`<follow-up>.<number>`), and what the vendors called them. */
  readonly ids: readonly string[];
  readonly conversationKey: string | null;
}

export interface ReplyFacts {
  readonly channel: Channel | undefined;
  readonly at: number;
  /** Ids that it names, the nearest first. */
  readonly answers: readonly string[];
}

/** Who writes a week after our last message probably begins something new. */
const answerMsMax = 7 * 24 * 3_600_000;

/** Vendors' clocks differ, and some tell whole seconds: a reply may seem to come before what it answers. */
const clockMsMax = 2_000;

/** @param sent to this contact, in any order */
export function answeredMessage(sent: readonly SentMessage[], reply: ReplyFacts): SentMessage | undefined {
  for (const id of reply.answers) {
    const named = sent.find((message) => message.ids.includes(id));
    if (named) return named;
  }
  let latest: SentMessage | undefined;
  for (const message of sent) {
    if (reply.channel !== undefined && message.channel !== reply.channel) continue;
    if (message.at > reply.at + clockMsMax || reply.at - message.at > answerMsMax) continue;
    if (latest === undefined || message.at > latest.at) latest = message;
  }
  return latest;
}
