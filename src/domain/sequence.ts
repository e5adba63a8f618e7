/**
 * A sequence as the engine uses it: validated, durations in milliseconds, every default filled in. This is also the form
 * that is stored; a version never changes once it is stored.
 *
 * How people write it (YAML, JSON, `defineSequence`) is read by `read-sequence.ts`.
 */
import type { Category, MissedWindow } from './category.ts';
import type { Channel } from './channel.ts';
import type { EventType, SubjectType } from './event.ts';
import type { Fact } from './facts.ts';
import type { PolicyLayer } from './policy-layer.ts';

export { type Category, categories, type MissedWindow, missedWindows } from './category.ts';

/**
 * A test on facts. An absent fact equals nothing, is in nothing, and is neither less nor greater; a fact that was
 * cleared (null) equals null but does not exist. Numbers are compared with numbers only. `contains` ignores case: a text
 * has the given one in it, or a list has it as an element.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly fact: string; readonly equals: Fact }
  | { readonly fact: string; readonly in: readonly Fact[] }
  | { readonly fact: string; readonly exists: boolean }
  | {
      readonly fact: string;
      readonly atLeast?: number;
      readonly atMost?: number;
      readonly above?: number;
      readonly below?: number;
    }
  | { readonly fact: string; readonly contains: string };

/** When an enrollment begins, ends early, or a wait is over. */
export interface EventRule {
  readonly on: readonly EventType[];
  readonly when?: Condition;
}

/** When a step is due: from the anchor (negative is before it), or from the end of the step before. */
export interface Offset {
  readonly from: 'anchor' | 'previous';
  readonly ms: number;
  /** By the recipient's clock: the first such time that is not before what the rest says, or the last that is not after it. */
  readonly local?: LocalTime;
}

/** A time of the day. */
export interface LocalTime {
  /** 0 to 1439. With `best` it counts where too little is known of the recipient. */
  readonly minute: number;
  /** In the hour in which they write to us most (`best-hour.ts`). */
  readonly best?: true;
  readonly on: (typeof dayKinds)[number];
  readonly seek: 'next' | 'previous';
}

/** `business_day`: one with business hours (where there are none: Monday to Friday) that is no holiday. */
export const dayKinds = ['any_day', 'business_day'] as const;

/** Is it due before what it counts from, as a reminder is? */
export function isBefore({ ms, local }: Offset): boolean {
  return ms < 0 || local?.seek === 'previous';
}

export interface Variant {
  readonly key: string;
  /** Relative share; 1 unless said otherwise. */
  readonly weight: number;
  readonly content?: Content;
}

/** A stored template by key, or the text itself. */
export type Content =
  | { readonly template: string }
  | { readonly subject?: string; readonly text: string; readonly html?: string };

export interface Step {
  readonly key: string;
  readonly kind: 'message' | 'wait';
  readonly offset: Offset;
  /** `same` is the channel of the conversation, else the first channel that the contact has an address for. */
  readonly channel: Channel | 'same';
  readonly category: Category;
  readonly content?: Content;
  readonly variants: readonly Variant[];
  /** How late it may still go out; null is the policy's, and if that says nothing: see `lateGraceMs` in `plan.ts`. */
  readonly lateGraceMs: number | null;
  /** Null: the policy's. */
  readonly missedWindow: MissedWindow | null;
  readonly setStage?: string;
  /** Asked when the step is due; if it does not hold the step is skipped. */
  readonly when?: Condition;
  /** Asked when the step is due; if it holds the step is skipped. */
  readonly skipIf?: Condition;
  /** For `wait`: the event that ends it before its time is up. */
  readonly until?: EventRule;
  /** The step comes again every `everyMs` after its own due time, `times` times in all (null: until an exit). */
  readonly repeat?: { readonly everyMs: number; readonly times: number | null };
  readonly approval: boolean;
  /** Overrides the contact's tier: 0 is served first, `tierMax` last. */
  readonly tier?: number;
}

export interface Exit extends EventRule {
  /** Written on the enrollment; the event's type unless said otherwise. */
  readonly reason: string;
}

/** What happens when the last step has ended and no exit came. */
export interface Ending {
  /** Counts from the end of the last step; null: the policy's delay. */
  readonly afterMs: number | null;
  readonly setStage?: string;
  readonly reason: string;
}

export interface Sequence {
  readonly key: string;
  readonly name: string;
  readonly subject: SubjectType;
  readonly trigger: EventRule;
  /** A path to an instant, for example `appointment.startsAt`; `event.occurredAt` unless said otherwise. */
  readonly anchor: string;
  /** Does the anchor move while the enrollment is open (the last message of a conversation)? Then rows are made one by one. */
  readonly anchorMoves: boolean;
  readonly steps: readonly Step[];
  readonly reenter: 'ignore' | 'restart' | 'parallel';
  readonly exits: readonly Exit[];
  readonly ending?: Ending;
  /** `external`: rows are pulled and confirmed by the caller; our workers leave them alone. */
  readonly dispatch: 'send' | 'external';
  /** What it sets instead of its organization's policy. */
  readonly policy?: PolicyLayer;
}

/** The tier that is served last. */
export const tierMax = 9;

/** Anchors that move on by themselves: silence is measured from them. */
export const movingAnchors = [
  'conversation.lastInboundAt',
  'conversation.lastOutboundAt',
  'conversation.lastActivityAt',
  'contact.lastInboundAt',
] as const;
