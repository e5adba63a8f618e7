/** What an organization is told about its own installation, how urgent it is, and who wants to hear it. */
import type { Channel } from './channel.ts';
import type { Facts } from './facts.ts';

export const alertKinds = [
  'sender_unavailable',
  'engine_late',
  'dead_letters',
  'unknown_outcomes',
  'coverage_gaps',
  'mailbox_unreadable',
  'bounce_rate',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** The least urgent first. */
export const alertLevels = ['warning', 'critical'] as const;
export type AlertLevel = (typeof alertLevels)[number];

/** Where alerts can go. Not over WhatsApp: what nobody has asked for goes out there by approved templates only. */
export const alertChannels = ['email', 'slack', 'discord', 'telegram', 'sms', 'webhook'] as const satisfies Channel[];
export type AlertChannel = (typeof alertChannels)[number];

/** Somebody, or a place, that is told. */
export interface AlertTarget {
  /** The organization's own name for it. */
  readonly key: string;
  readonly channel: AlertChannel;
  readonly to: string;
  /** What it hears about, and from which level on; a kind that is absent it does not hear about. */
  readonly hears: Readonly<Partial<Record<AlertKind, AlertLevel>>>;
}

/** Who is told, and from when on something is worth telling. */
export interface AlertRules {
  /** In this order others step in when nobody can be reached who wants to hear it. */
  readonly targets: readonly AlertTarget[];
  /** More follow-ups than this that were given up within an hour. */
  readonly deadLetters: number;
  /** How long the oldest due follow-up may wait, in milliseconds. */
  readonly lateAfterMs: number;
}

export const defaultAlertRules: AlertRules = { targets: [], deadLetters: 10, lateAfterMs: 5 * 60_000 };

/** Something that is not as it should be. */
export interface Condition {
  readonly kind: AlertKind;
  /** What it is about, where a kind can stand more than once: the key of a sender; else empty. */
  readonly subject: string;
  readonly level: AlertLevel;
  /** For its sentence. Instants are ISO 8601. */
  readonly facts: Facts;
}

/** What became of telling one target about an alert. */
export interface Telling {
  /** What was said last, or is to be tried again. */
  readonly phase: 'stands' | 'over';
  /** The highest level that was told; where nothing was yet, the one that was to be. */
  readonly level: AlertLevel;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `calling`: nobody has written down yet how the call ended. */
  readonly outcome: 'calling' | 'accepted' | 'refused' | 'unknown';
  /** What the sender answered, where it was not accepted. */
  readonly detail: string | null;
  /** Calls since it was last accepted. */
  readonly tries: number;
  /** Do they know of it, as far as anybody can tell? */
  readonly heard: boolean;
}

/** A condition that stands, or stood a short while ago, with who was told. Instants are milliseconds since 1970. */
export interface KeptAlert extends Condition {
  /** When it was there first. Where it was gone, and there again before it was over, that counts for nothing. */
  readonly since: number;
  /** When it was there last. */
  readonly seenAt: number;
  /** By the place that was told (`placeOf`). */
  readonly told: Readonly<Record<string, Telling>>;
}

/** What tells targets apart: a new address has heard nothing yet, a new name for it has. */
export function placeOf({ channel, to }: AlertTarget): string {
  return `${channel} ${to}`;
}

/** Kinds about a sender. */
export const aboutSenders: readonly AlertKind[] = ['sender_unavailable', 'mailbox_unreadable', 'bounce_rate'];

/** Of these, what says nothing about a sender that is paused: it is not asked. What it has sent bounces all the same. */
export const notWhilePaused: readonly AlertKind[] = ['sender_unavailable', 'mailbox_unreadable'];

/** How urgent, as a number for comparing. */
export function rankOf(level: AlertLevel): number {
  return alertLevels.indexOf(level);
}
