/**
 * How people write a sequence, in TypeScript, YAML or JSON alike. `read-sequence.ts` makes a `Sequence` of it.
 *
 * Durations: a number and a unit (`30s`, `30m`, `2h`, `1d`, `1w`, `1h30m`, `1.5h`), ISO 8601 (`PT30M`), or a number of
 * seconds. A day is exactly 24 hours. At most ten years.
 * Keys: lower-case letters, digits and `-`, 1 to 64 characters, the first one a letter or a digit.
 */
import type { Channel } from './channel.ts';
import type { DurationText } from './duration.ts';
import type { EventType } from './event.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { Category, Condition, dayKinds, MissedWindow } from './sequence.ts';

export interface SequenceDocument {
  /** Names the sequence for ever; a changed sequence under the same key is its next version. */
  readonly key: string;
  /** What operators see. Default: the key. */
  readonly name?: string;
  /** What begins an enrollment. All its events have to be about the same kind of record, unless `subject` is `contact`. */
  readonly trigger: EventRuleDocument;
  /**
   * What one enrollment is about. Default: the record that the trigger's events are about. `contact` makes it one
   * enrollment per person instead, for example for silence across all of a person's conversations.
   */
  readonly subject?: 'contact';
  /**
   * Path of the instant that `after` and `before` count from, for example `appointment.startsAt`.
   * Default: `event.occurredAt`, the time of the event that began the enrollment.
   */
  readonly anchor?: string;
  /** 1 to 200 steps. Those that count from the anchor stand in the order of their time. */
  readonly steps: readonly StepDocument[];
  /**
   * What another trigger does while an enrollment about the same record is open. `ignore` (default): nothing;
   * `restart`: the open one ends and a new one begins; `parallel`: one more runs beside it.
   */
  readonly reenter?: 'ignore' | 'restart' | 'parallel';
  /** What ends an enrollment early. At least one: a sequence that nothing can stop is refused. */
  readonly exit: readonly (EventType | ExitDocument)[];
  /** What happens some time after the last step, if no exit came. Default: nothing, the enrollment is completed at once. */
  readonly then?: EndingDocument;
  /** `send` (default): our workers send. `external`: the caller pulls due follow-ups and confirms them. */
  readonly dispatch?: 'send' | 'external';
  /** What it sets instead of the organization's policy; but holidays, blackouts, ghostDelay, breaker and rateDelay. */
  readonly policy?: PolicyDocument;
}

/** One event, several, or events that count only under a condition. `custom.<name>` are events of your own. */
export type EventRuleDocument =
  | EventType
  | readonly EventType[]
  | {
      readonly on: EventType | readonly EventType[];
      /** Asked of the facts that the event leaves behind. */
      readonly when?: Condition;
    };

export interface ExitDocument {
  readonly on: EventType | readonly EventType[];
  readonly when?: Condition;
  /** Stored as the reason of the end. Letters, digits, `.`, `_` and `-`, at most 64. Default: the event's type. */
  readonly reason?: string;
}

export interface EndingDocument {
  /** Counts from the end of the last step. Default: the policy's `ghostDelay`, 24h. */
  readonly after?: DurationText;
  /** The stage that the subject record is then given. */
  readonly setStage?: string;
  /** Stored as the reason of the end. Default: `finished`. */
  readonly reason?: string;
}

/**
 * One touch, or one wait. Exactly one of `after`, `before`, `afterPrevious` and `waitFor` says when.
 * A wait takes `key`, `waitFor` and `setStage` only.
 */
export interface StepDocument extends VariantContentDocument {
  /** Names the step within the sequence. */
  readonly key: string;
  /** Due so long after the anchor. `0m` is at once. */
  readonly after?: DurationText;
  /** Due so long before the anchor. One that is past already when the enrollment begins is skipped (`too_late`). */
  readonly before?: DurationText;
  /** Due so long after the step before has really ended (was sent, skipped or waited for). Not for the first step. */
  readonly afterPrevious?: DurationText;
  /**
   * Due at this time of the day, `09:30`, by the recipient's clock: the first one that is not before what `after` or
   * `afterPrevious` says; with `before` the last one that is not after it. So `after: 0m, at: "09:30"` is the next 09:30, and
   * `before: 12h, at: "18:00"` the evening before. `best` is the full hour in which they have written to us most.
   */
  readonly at?: string;
  /** What counts for `at: best` while too little is known of the recipient, `10:00` by default. */
  readonly atElse?: string;
  /** On which days `at` counts. `business_day`: with business hours (where there are none: Monday to Friday), no holiday. Default: `any_day`. */
  readonly on?: (typeof dayKinds)[number];
  /** Waits until one of the events comes, or until the time is up; then the next step's `afterPrevious` begins to count. */
  readonly waitFor?: WaitDocument;
  /** Default `same`: the conversation's channel, else the first one that the contact has an address for. */
  readonly channel?: Channel | 'same';
  /**
   * Decides about business hours, quiet hours, caps and consent. Default: `conversational` for sequences about
   * conversations, `reminder` for steps before an appointment, else `nurture`.
   */
  readonly category?: Category;
  /**
   * How late it may still go out, at least 1s. Default: the policy's `lateGrace`, that is the larger of 15 min and 25 % of the
   * delay, at most 12 h.
   */
  readonly lateGrace?: DurationText;
  /**
   * What happens beyond the late grace: `skip`, `send`, or `next_window` (sent at its time of the day on the
   * next day, or at the first opening after that). Default:
   * the policy's `missedWindow`, `skip`.
   */
  readonly missedWindow?: MissedWindow;
  /** The stage that the subject record is given when the step was sent. 1 to 64 characters. */
  readonly setStage?: string;
  /** Asked when the step is due: skipped unless it holds. */
  readonly when?: Condition;
  /** Asked when the step is due: skipped if it holds. */
  readonly skipIf?: Condition;
  /** Alternatives under test. A variant without content of its own uses the step's. */
  readonly variants?: readonly VariantDocument[];
  /** Comes again every so often (at least 1m; with `at` whole days) after its own due time. Default: once. Short form: `every: 7d`. */
  readonly repeat?: RepeatDocument;
  /** Short for `repeat: { every: … }`, which goes on until an exit. */
  readonly every?: DurationText;
  /** Waits for an operator's approval before it is sent. Default: false. */
  readonly approval?: boolean;
  /** 0 (served first) to 9, whole. Default: the contact's tier. */
  readonly tier?: number;
}

/** A stored template by its key, or the text itself. Texts may use Liquid: `Hello {{ contact.name }}`. */
interface VariantContentDocument {
  readonly template?: string;
  /** Of e-mails. Needs `text`. */
  readonly subject?: string;
  readonly text?: string;
  /** Of e-mails, beside the plain `text`. */
  readonly html?: string;
}

export interface VariantDocument extends VariantContentDocument {
  readonly key: string;
  /** Relative share, above 0. Default: 1. */
  readonly weight?: number;
}

export interface WaitDocument {
  readonly on: EventType | readonly EventType[];
  readonly when?: Condition;
  /** The longest wait, counted from the end of the step before (for the first step: from the anchor). */
  readonly timeout: DurationText;
}

export interface RepeatDocument {
  readonly every: DurationText;
  /** How many times in all, the first one included: 1 to 10,000. Default: until an exit. */
  readonly times?: number;
}
