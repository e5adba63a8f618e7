/** Reads who is told what, as people write it. Every problem has its place; defaults are filled in. */
import {
  type AlertKind,
  type AlertLevel,
  type AlertRules,
  type AlertTarget,
  alertChannels,
  alertKinds,
  alertLevels,
  defaultAlertRules,
  placeOf,
} from './alert.ts';
import { DocumentReader, type Findings } from './document-reader.ts';
import { formatDuration } from './duration.ts';
import type { Fact } from './facts.ts';
import type { Problem } from './problem.ts';

/** The same as its author writes it. */
export interface AlertDocument {
  readonly targets?: readonly {
    readonly key: string;
    readonly channel: AlertTarget['channel'];
    readonly to: string;
    /** Absent: everything, from `warning` on. One level: everything from it on. */
    readonly hears?: AlertLevel | Readonly<Partial<Record<AlertKind, AlertLevel>>>;
  }[];
  /** More given up within an hour than this. Default 10. */
  readonly deadLetters?: number;
  /** How long the oldest due follow-up may wait: `10m`. Default 5 minutes. */
  readonly lateAfter?: string | number;
}

/** Reads an address of a channel; of the domain only that it is a text. */
type AddressReader = (channel: AlertTarget['channel'], place: DocumentReader) => string | undefined;

const targetsMax = 20;
const addressMax = 500;
const lateAfterMsMin = 60_000;

export function readAlertRules(
  value: unknown,
  readTo?: AddressReader,
): { readonly rules: AlertRules } | { readonly problems: readonly Problem[] } {
  const findings: Findings = { problems: [], warnings: [] };
  const rules = readAlertRulesAt(new DocumentReader(value, '', findings), readTo);
  return findings.problems.length > 0 ? { problems: findings.problems } : { rules };
}

/** As far as it can be read; what is wrong is among the findings of the place. */
export function readAlertRulesAt(
  place: DocumentReader,
  readTo: AddressReader = (_, at) => at.text(addressMax),
): AlertRules {
  if (!place.isObject('an object such as { targets: [{ key, channel, to }] }')) return defaultAlertRules;
  place.knowsOnly(['targets', 'deadLetters', 'lateAfter'], { deadLettersPerHour: 'write deadLetters' });
  const places = place.at('targets').optional((it) => it.list(targetsMax, 'a list of { key, channel, to, hears }'));
  const targets = (places ?? []).flatMap((at) => readTarget(at, readTo) ?? []);
  for (const [index, target] of targets.entries()) {
    const before = targets.slice(0, index);
    const refuse = (message: string, expected: string) => place.at('targets').refuse(message, expected);
    if (before.some(({ key }) => key === target.key))
      refuse(`two of them have the key "${target.key}"`, 'each key once');
    else if (before.some((other) => placeOf(other) === placeOf(target))) {
      refuse(`"${target.key}" is a place that stands above already`, 'each address once');
    }
  }
  return {
    targets,
    deadLetters: place.at('deadLetters').optional((it) => it.whole(0, 1_000_000)) ?? defaultAlertRules.deadLetters,
    lateAfterMs:
      place.at('lateAfter').optional((it) => it.durationMs(lateAfterMsMin, '1m')) ?? defaultAlertRules.lateAfterMs,
  };
}

function readTarget(place: DocumentReader, readTo: AddressReader): AlertTarget | undefined {
  if (!place.isObject('a target: { key, channel, to, hears }')) return undefined;
  place.knowsOnly(['key', 'channel', 'to', 'hears'], { address: 'write to', name: 'write key', level: 'write hears' });
  const key = place.at('key').key();
  const channel = place.at('channel').oneOf(alertChannels);
  const to = channel && readTo(channel, place.at('to'));
  const hears = place.at('hears').optional(readHears) ?? everything('warning');
  return key !== undefined && channel && to !== undefined ? { key, channel, to, hears } : undefined;
}

function readHears(place: DocumentReader): AlertTarget['hears'] | undefined {
  if (typeof place.value === 'string') {
    const level = place.oneOf(alertLevels);
    return level && everything(level);
  }
  const expected = `one of ${alertLevels.join(', ')}, or an object such as { dead_letters: critical }`;
  if (!place.isObject(expected)) return undefined;
  place.knowsOnly(alertKinds);
  const given = alertKinds.flatMap((kind) => {
    const level = place.at(kind).optional((it) => it.oneOf(alertLevels));
    return level ? [[kind, level] as const] : [];
  });
  if (Object.keys(place.value as object).length === 0) place.refuse('it hears about nothing', expected);
  return Object.fromEntries(given);
}

function everything(level: AlertLevel): AlertTarget['hears'] {
  return Object.fromEntries(alertKinds.map((kind) => [kind, level]));
}

/** As it is stored and shown: with all defaults, every kind by itself. */
export function writeAlertRules({ targets, deadLetters, lateAfterMs }: AlertRules): { readonly [key: string]: Fact } {
  return {
    targets: targets.map(({ key, channel, to, hears }) => ({ key, channel, to, hears: { ...hears } })),
    deadLetters,
    lateAfter: formatDuration(lateAfterMs),
  };
}
