/** Random good policies, in their written form, for property tests. */
import fc from 'fast-check';
import { channels } from '../../src/domain/channel.ts';
import { type ConsentMode, consentFloor, weekdays } from '../../src/domain/policy.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import type { PolicyLevel } from '../../src/domain/policy-layer.ts';
import { policyKeys } from '../../src/domain/read-policy.ts';
import { categories, missedWindows } from '../../src/domain/sequence.ts';

const duration = fc.oneof(
  fc.integer({ min: 1, max: 10_000 }),
  fc.integer({ min: 1, max: 99 }).map((hours) => `${hours}h`),
  fc.constantFrom('PT30M', '1h30m', '2d'),
);
const maybe = { requiredKeys: [] as [] };
const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** Spans of one day that do not overlap; the last one may go on into the next. */
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_439 }), { minLength: 2, maxLength: 6 })
  .map((points) => [...points].sort((a, b) => a - b))
  .map((points) =>
    points.flatMap((from, index) =>
      index % 2 === 0 && points[index + 1] !== undefined ? [[from, points[index + 1]]] : [],
    ),
  )
  .map((pairs) => pairs.map(([from = 0, to = 0]) => `${time(from)}-${time(to)}`));
const span = spans.map(([first = '09:00-17:00']) => first);
const overnight = fc
  .tuple(fc.integer({ min: 720, max: 1_439 }), fc.integer({ min: 0, max: 719 }))
  .map(([from, to]) => `${time(from)}-${time(to)}`);
const day = fc.oneof(span, overnight, spans, fc.constant([]), fc.constant('closed'));
const capNumbers = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 8, max: 32 }))
  .chain(([perDay, perWeek]) =>
    fc.record(
      { perDay: fc.constantFrom(perDay, 'none' as const), perWeek: fc.constantFrom(perWeek, 'none' as const) },
      maybe,
    ),
  );
const date = fc
  .integer({ min: 0, max: 2_000 })
  .map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const modes: readonly ConsentMode[] = ['none', 'opt_out', 'opt_in'];
const places = ['default', ...channels] as const;
const consent = fc.record(
  Object.fromEntries(
    categories.map((category) => {
      const mode = (place: (typeof places)[number]) =>
        fc.constantFrom(...modes.slice(modes.indexOf(consentFloor(category, place))));
      const byPlace = Object.fromEntries(places.map((place) => [place, mode(place)]));
      return [category, fc.oneof(mode('default'), fc.record(byPlace, maybe))];
    }),
  ),
  maybe,
);

const whole = fc.record(
  {
    businessHours: fc.oneof(
      fc.constant('off' as const),
      fc
        .record(
          {
            zone: fc.constantFrom('organization', 'contact'),
            ...Object.fromEntries(weekdays.map((name) => [name, day])),
          },
          maybe,
        )
        .map((hours) => ({ ...hours, wednesday: '09:00-12:00' })),
    ),
    holidays: fc.record(
      {
        regions: fc.uniqueArray(fc.constantFrom('FR', 'DE-BY', 'US-CA')),
        dates: fc.array(fc.oneof(date, fc.record({ date, name: fc.constantFrom('Closed', 'Feast') })), {
          maxLength: 3,
        }),
      },
      maybe,
    ),
    quietHours: fc.oneof(
      fc.constant('off'),
      overnight,
      fc.record({ from: fc.constant('20:30'), to: fc.constant('24:00'), regional: fc.boolean() }, maybe),
    ),
    blackouts: fc.array(
      fc.tuple(date, date).map(([a, b]) => ({ from: a < b ? a : b, to: a < b ? b : a, reason: 'closed' })),
      { maxLength: 2 },
    ),
    caps: fc
      .tuple(
        capNumbers,
        fc.record({ sequence: capNumbers, channels: fc.record({ sms: capNumbers, email: capNumbers }, maybe) }, maybe),
      )
      .map(([all, some]) => ({ ...all, ...some })),
    minimumGap: duration,
    recentlyActive: duration,
    consent,
    approval: fc.uniqueArray(fc.constantFrom(...categories)),
    lateGrace: fc.oneof(duration, fc.constant('by_delay' as const)),
    missedWindow: fc.constantFrom(...missedWindows),
    ghostDelay: duration,
    retry: fc.record(
      {
        attempts: fc.integer({ min: 1, max: 9 }),
        delay: fc.constantFrom('10s', 60),
        growth: fc.constantFrom('fixed', 'exponential'),
        delayMax: fc.constantFrom('2h', 3_600),
      },
      maybe,
    ),
    unknownOutcome: fc.constantFrom('at_most_once', 'at_least_once', 'by_channel'),
    breaker: duration,
    rateDelay: duration,
  },
  maybe,
);

/** What an author at this level may write. */
export function arbitraryPolicy(level: PolicyLevel): fc.Arbitrary<PolicyDocument> {
  const keys: readonly string[] = policyKeys[level];
  return whole.map((document) => Object.fromEntries(Object.entries(document).filter(([key]) => keys.includes(key))));
}
