/** Random good sequences, in their written form, for property tests. */
import fc from 'fast-check';
import type { EventType } from '../../src/domain/event.ts';
import { type Condition, categories, dayKinds, missedWindows } from '../../src/domain/sequence.ts';
import type {
  ExitDocument,
  SequenceDocument,
  StepDocument,
  VariantDocument,
} from '../../src/domain/sequence-document.ts';
import { withoutUndefined } from '../../src/domain/without-undefined.ts';
import { arbitraryPolicy } from './arbitrary-policy.ts';

const key = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,12}$/);
const word = fc.stringMatching(/^[A-Za-z][\w.-]{0,20}$/);
const text = fc.string({ minLength: 1, maxLength: 30 }).filter((it) => it.trim() !== '');
const maybe = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined });

const fact = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 2 }),
);
const path = fc.constantFrom('lead.score', 'contact.attributes.plan', 'conversation.stage', 'event.data.kind');
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact: path, equals: fact }),
  fc.record({ fact: path, in: fc.array(fact, { minLength: 1, maxLength: 3 }) }),
  fc.record({ fact: path, exists: fc.boolean() }),
  fc.record({ fact: path, contains: text }),
  fc.record({ fact: path, atLeast: fc.integer({ min: 0, max: 5 }), below: fc.integer({ min: 6, max: 9 }) }),
);
export const arbitraryCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
})).condition;

const content = fc.oneof(
  fc.record({ template: key }),
  fc.record({ text, subject: text.filter((it) => !/[\r\n]/.test(it)), html: text }, { requiredKeys: ['text'] }),
);

/** What is random about a step; `stepsOf` makes a list of them that fits together. */
const rawStep = fc.record({
  key,
  gapMs: fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((it) => it * 900_000),
    fc.integer({ min: 1_000, max: 1e9 }),
  ),
  timing: fc.constantFrom('anchor', 'anchor', 'previous', 'wait'),
  form: fc.constantFrom('unit', 'iso', 'seconds'),
  at: maybe(fc.constantFrom('00:00', '09:30', '18:05', 'best')),
  atElse: maybe(fc.constantFrom('10:00', '18:05')),
  on: maybe(fc.constantFrom(...dayKinds)),
  times: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  every: maybe(fc.integer({ min: 1, max: 10_000 }).map((minutes) => minutes * 60)),
  when: maybe(arbitraryCondition),
  skipIf: maybe(arbitraryCondition),
  until: fc.constantFrom<EventType>('message.received', 'appointment.booked', 'custom.paid'),
  content,
  variants: maybe(
    fc.uniqueArray(
      fc
        .record({ key, weight: maybe(fc.constantFrom(1, 2, 0.5)), content: maybe(content) })
        .map(({ content: own, ...variant }) => ({
          ...withoutUndefined(variant),
          ...own,
        })) as fc.Arbitrary<VariantDocument>,
      { selector: (it) => it.key, minLength: 1, maxLength: 3 },
    ),
  ),
  options: fc.record({
    channel: maybe(fc.constantFrom('same' as const, 'sms' as const, 'email' as const)),
    category: maybe(fc.constantFrom(...categories)),
    lateGrace: maybe(fc.integer({ min: 1, max: 100_000 })),
    missedWindow: maybe(fc.constantFrom(...missedWindows)),
    setStage: maybe(word),
    approval: maybe(fc.boolean()),
    tier: maybe(fc.integer({ min: 0, max: 9 })),
  }),
});

type RawStep = typeof rawStep extends fc.Arbitrary<infer T> ? T : never;

const anchors = {
  moving: { on: ['message.sent'], anchor: 'conversation.lastOutboundAt', startMs: 0 },
  event: { on: ['lead.created', 'lead.scored'], anchor: undefined, startMs: 0 },
  appointment: {
    on: ['appointment.booked', 'appointment.moved'],
    anchor: 'appointment.startsAt',
    startMs: -10 * 86_400_000,
  },
} as const;

const exit: fc.Arbitrary<EventType | ExitDocument> = fc.oneof(
  fc.constantFrom<EventType>('message.received', 'contact.optedOut', 'custom.paid'),
  fc
    .record({
      on: fc.uniqueArray(fc.constantFrom<EventType>('message.received', 'lead.converted', 'call.ended'), {
        minLength: 1,
      }),
      when: maybe(arbitraryCondition),
      reason: maybe(word),
    })
    .map(withoutUndefined),
);

export const arbitrarySequence: fc.Arbitrary<SequenceDocument> = fc
  .record({
    key,
    name: maybe(text),
    kind: fc.constantFrom('moving' as const, 'event' as const, 'appointment' as const),
    when: maybe(arbitraryCondition),
    subject: maybe(fc.constant('contact' as const)),
    raw: fc.uniqueArray(rawStep, { selector: (it) => it.key, minLength: 1, maxLength: 7 }),
    reenter: fc.constantFrom(undefined, 'ignore' as const, 'restart' as const, 'parallel' as const),
    exit: fc.array(exit, { minLength: 1, maxLength: 3 }),
    ending: maybe(
      fc.record({ after: maybe(fc.constantFrom('0m', '24h', 'P2D')), setStage: maybe(word), reason: maybe(word) }),
    ),
    dispatch: fc.constantFrom(undefined, 'send' as const, 'external' as const),
    policy: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, arbitraryPolicy('sequence')),
  })
  .map(({ kind, raw, when, ending, ...rest }) => {
    const { on, anchor, startMs } = anchors[kind];
    const anchorMoves = kind === 'moving' && rest.reenter === 'restart';
    return withoutUndefined({
      ...rest,
      trigger: withoutUndefined({ on: [...on], when }),
      anchor,
      steps: stepsOf(raw, startMs, anchorMoves),
      then: ending && withoutUndefined(ending),
    });
  });

function stepsOf(raw: readonly RawStep[], startMs: number, anchorMoves: boolean): readonly StepDocument[] {
  let atMs = startMs;
  let above: 'message' | 'wait' | 'endless' | undefined;
  return raw.map((it, index) => {
    const timing =
      index === 0 && it.timing === 'previous'
        ? 'anchor'
        : above === 'endless'
          ? 'anchor'
          : above === 'wait' && !anchorMoves && it.timing === 'anchor'
            ? 'previous'
            : it.timing;
    if (timing === 'wait') {
      above = 'wait';
      const timeout = write(Math.max(1_000, it.gapMs), it.form);
      return withoutUndefined({ key: it.key, waitFor: { on: it.until, timeout }, setStage: it.options.setStage });
    }
    const isLast = index === raw.length - 1;
    const times = it.times ?? (isLast || !anchorMoves ? null : 2);
    above = it.every !== undefined && times === null ? 'endless' : 'message';
    if (timing === 'anchor') atMs += it.gapMs;
    const offset =
      timing === 'previous'
        ? { afterPrevious: write(it.gapMs, it.form) }
        : atMs < 0
          ? { before: write(-atMs, it.form) }
          : { after: write(atMs, it.form) };
    return withoutUndefined({
      key: it.key,
      ...offset,
      ...(it.every === undefined &&
        it.at !== undefined &&
        withoutUndefined({ at: it.at, atElse: it.at === 'best' ? it.atElse : undefined, on: it.on })),
      ...it.content,
      ...withoutUndefined(it.options),
      variants: it.variants,
      when: it.when,
      skipIf: it.skipIf,
      repeat: it.every === undefined ? undefined : withoutUndefined({ every: it.every, times: times ?? undefined }),
    });
  });
}

function write(ms: number, form: RawStep['form']): string | number {
  if (form === 'seconds') return ms / 1000;
  return form === 'iso' ? `PT${ms / 1000}S` : `${ms / 1000}s`;
}
