/**
 * A policy value by value: each under the path at which people write it, so that levels can be laid over each other and every
 * value keeps its source. Durations are in milliseconds, times in minutes of the day.
 */

import { type Category, categories, type MissedWindow } from './category.ts';
import { type Channel, channels } from './channel.ts';
import {
  type Blackout,
  type BusinessHours,
  type Cap,
  type ConsentMode,
  type ConsentModes,
  type DaySpan,
  defaultPolicy,
  type Holidays,
  type Policy,
  type RetryPolicy,
  type UnknownOutcome,
  weekdays,
} from './policy.ts';

/** Every value that a policy has, by its path. */
export type PolicyValues = {
  readonly businessHours: 'on' | 'off';
  readonly 'businessHours.zone': BusinessHours['zone'];
  readonly 'holidays.regions': Holidays['regions'];
  readonly 'holidays.dates': Holidays['dates'];
  readonly quietHours: 'on' | 'off';
  readonly 'quietHours.from': number;
  readonly 'quietHours.to': number;
  readonly 'quietHours.regional': boolean;
  readonly blackouts: readonly Blackout[];
  readonly minimumGap: number;
  readonly recentlyActive: number;
  readonly approval: readonly Category[];
  readonly lateGrace: number | 'by_delay';
  readonly missedWindow: MissedWindow;
  readonly ghostDelay: number;
  readonly 'retry.attempts': number;
  readonly 'retry.delay': number;
  readonly 'retry.growth': RetryPolicy['growth'];
  readonly 'retry.delayMax': number;
  readonly unknownOutcome: UnknownOutcome | 'by_channel';
  readonly breaker: number;
  readonly rateDelay: number;
} & { readonly [K in `businessHours.${keyof BusinessHours['days']}`]: readonly DaySpan[] } & {
  readonly [K in `${CapPlace}.${keyof Cap}`]: number | 'none';
} & { readonly [K in `consent.${Category}.${Channel | 'default'}`]: ConsentMode };

export type CapPlace = 'caps' | 'caps.sequence' | `caps.channels.${Channel}`;
export type PolicyPath = keyof PolicyValues;

/** What one level sets; absent is the level above's. Plain data, stored with sequences and contacts. */
export type PolicyLayer = Partial<PolicyValues>;

/** Who may set what: the organization everything, a sequence and a contact what makes sense for one alone. */
export type PolicyLevel = 'organization' | 'sequence' | 'contact';

/** The value of each, or the one below it where it is absent. @param layers the strongest last */
export function mergeLayers(...layers: readonly PolicyLayer[]): PolicyLayer {
  return Object.assign({}, ...layers);
}

export function policyFrom(layer: PolicyLayer): Policy {
  const all = { ...defaultLayer, ...layer } as PolicyValues;
  const { unknownOutcome } = all;
  return {
    businessHours: all.businessHours === 'off' ? null : { zone: all['businessHours.zone'], days: daysOf(all) },
    holidays: { regions: all['holidays.regions'], dates: all['holidays.dates'] },
    quietHours:
      all.quietHours === 'off'
        ? null
        : { from: all['quietHours.from'], to: all['quietHours.to'], regional: all['quietHours.regional'] },
    blackouts: all.blackouts,
    caps: {
      ...capAt(all, 'caps'),
      sequence: capAt(all, 'caps.sequence'),
      channels: Object.fromEntries(
        channels.flatMap((channel) => {
          const cap = capAt(all, `caps.channels.${channel}`);
          return cap.perDay === null && cap.perWeek === null ? [] : [[channel, cap]];
        }),
      ),
    },
    minimumGapMs: all.minimumGap,
    recentlyActiveMs: all.recentlyActive,
    consent: Object.fromEntries(categories.map((category) => [category, modesOf(all, category)])) as ConsentModes,
    approval: all.approval,
    lateGraceMs: all.lateGrace === 'by_delay' ? null : all.lateGrace,
    missedWindow: all.missedWindow,
    ghostDelayMs: all.ghostDelay,
    retry: {
      attempts: all['retry.attempts'],
      delayMs: all['retry.delay'],
      growth: all['retry.growth'],
      delayMsMax: all['retry.delayMax'],
    },
    ...(unknownOutcome !== 'by_channel' && { unknownOutcome }),
    breakerMs: all.breaker,
    rateDelayMs: all.rateDelay,
  };
}

function daysOf(all: PolicyValues): BusinessHours['days'] {
  return Object.fromEntries(
    weekdays.map((day) => [day, all[`businessHours.${day}`] ?? []]),
  ) as unknown as BusinessHours['days'];
}

function capAt(all: PolicyValues, place: CapPlace): Cap {
  const at = (window: keyof Cap) => {
    const value = all[`${place}.${window}`];
    return typeof value === 'number' ? value : null;
  };
  return { perDay: at('perDay'), perWeek: at('perWeek') };
}

function modesOf(all: PolicyValues, category: Category): ConsentModes[Category] {
  const own = channels.flatMap((channel) => {
    const mode = all[`consent.${category}.${channel}`];
    return mode === undefined ? [] : [[channel, mode] as const];
  });
  return { default: all[`consent.${category}.default`], ...Object.fromEntries(own) };
}

const { quietHours, caps, consent, retry } = defaultPolicy;

/** `defaultPolicy`, value by value. What has no value there (hours of a day, caps of a channel) is absent. */
export const defaultLayer: PolicyLayer = {
  businessHours: 'off',
  'businessHours.zone': 'organization',
  'holidays.regions': [],
  'holidays.dates': [],
  quietHours: 'on',
  'quietHours.from': quietHours.from,
  'quietHours.to': quietHours.to,
  'quietHours.regional': quietHours.regional,
  blackouts: [],
  'caps.perDay': caps.perDay ?? 'none',
  'caps.perWeek': caps.perWeek ?? 'none',
  'caps.sequence.perDay': caps.sequence.perDay ?? 'none',
  'caps.sequence.perWeek': caps.sequence.perWeek ?? 'none',
  minimumGap: defaultPolicy.minimumGapMs,
  recentlyActive: defaultPolicy.recentlyActiveMs,
  ...Object.fromEntries(
    categories.flatMap((category) =>
      Object.entries(consent[category]).map(([place, mode]) => [`consent.${category}.${place}`, mode]),
    ),
  ),
  approval: defaultPolicy.approval,
  lateGrace: defaultPolicy.lateGraceMs ?? 'by_delay',
  missedWindow: defaultPolicy.missedWindow,
  ghostDelay: defaultPolicy.ghostDelayMs,
  'retry.attempts': retry.attempts,
  'retry.delay': retry.delayMs,
  'retry.growth': retry.growth,
  'retry.delayMax': retry.delayMsMax,
  unknownOutcome: defaultPolicy.unknownOutcome ?? 'by_channel',
  breaker: defaultPolicy.breakerMs,
  rateDelay: defaultPolicy.rateDelayMs,
};
