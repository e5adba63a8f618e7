/** Writes what one level sets as its author would: durations and times in words. `readPolicy` reads it back equal. */
import { formatDuration } from './duration.ts';
import type { Fact } from './facts.ts';
import type { DaySpan } from './policy.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { PolicyLayer, PolicyPath } from './policy-layer.ts';
import { formatSpan, formatTime } from './read-hours.ts';

type Written = { [key: string]: Written | Fact };

/** @returns plain data, fit for JSON and YAML */
export function writePolicy(layer: PolicyLayer): PolicyDocument {
  const document: Written = {};
  for (const [path, value] of Object.entries(layer) as [PolicyPath, unknown][]) {
    const isSwitch = path === 'businessHours' || path === 'quietHours';
    // Switched on by what stands below it.
    if (isSwitch && value === 'on') document[path] ??= {};
    else if (isSwitch || !isBelowOff(layer, path)) put(document, path.split('.'), writeValue(path, value));
  }
  return document as PolicyDocument;
}

/** Of values that count although they were switched off by a level above. */
export function isBelowOff(layer: PolicyLayer, path: string): boolean {
  const [root = ''] = path.split('.', 1);
  return path !== root && (root === 'businessHours' || root === 'quietHours') && layer[root] === 'off';
}

function put(at: Written, [key = '', ...rest]: readonly string[], value: Fact): void {
  if (rest.length === 0) {
    at[key] = value;
    return;
  }
  at[key] ??= {};
  put(at[key] as Written, rest, value);
}

const durations = new Set([
  'minimumGap',
  'recentlyActive',
  'lateGrace',
  'ghostDelay',
  'retry.delay',
  'retry.delayMax',
  'breaker',
  'rateDelay',
]);

/** One value as it is written. */
export function writeValue(path: string, value: unknown): Fact {
  if (typeof value === 'number' && durations.has(path)) return formatDuration(value);
  if (path === 'quietHours.from' || path === 'quietHours.to') return formatTime(value as number);
  if (path.startsWith('businessHours.') && Array.isArray(value)) return (value as DaySpan[]).map(formatSpan);
  if (path === 'holidays.dates') return (value as { date: string; name: string }[]).map(writeDay);
  return value as Fact;
}

function writeDay({ date, name }: { readonly date: string; readonly name: string }): Fact {
  return name === '' ? date : { date, name };
}
