/**
 * Reads the nested parts of a gateway's configuration: each mistake is an Error that names where it is, and never shows
 * the value. Also reads values by dotted paths out of what a vendor said. Pure.
 */
import { requireConfig } from '../provider-kit/sender-config.ts';

export const gatewayType = 'http-gateway';

export type Members = Readonly<Record<string, unknown>>;
/** `messages.0.id`, taken apart; a path that begins with `?` names a parameter of the URL instead. */
export type Path = readonly string[];

/** @throws Error when it is no object or has members that are not known */
export function readMembers(at: string, value: unknown, known: readonly string[]): Members {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  requireConfig(isObject, gatewayType, `${at} must be an object`);
  for (const name of Object.keys(value as Members)) {
    requireConfig(known.includes(name), gatewayType, `${at}.${name} is unknown: known are ${known.join(', ')}`);
  }
  return value as Members;
}

export function readText(at: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  requireConfig(typeof value === 'string' && value !== '', gatewayType, `${at} must be a text`);
  return value as string;
}

export function readOneOf<const T extends string>(at: string, value: unknown, allowed: readonly T[]): T | undefined {
  if (value === undefined || value === null) return undefined;
  requireConfig(allowed.includes(value as T), gatewayType, `${at} must be one of ${allowed.join(', ')}`);
  return value as T;
}

/** One value or a list of them, as texts: what a vendor sends as 7, "7" or true is compared by how it is written. */
export function readChoices(at: string, value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const choices = (Array.isArray(value) ? value : [value]).map(textOf);
  const isGood = choices.length > 0 && choices.every((choice) => choice !== undefined && choice !== '');
  requireConfig(isGood, gatewayType, `${at} must be a text, a number, or a list of them`);
  return choices as string[];
}

export function readStatuses(at: string, value: unknown): readonly number[] | undefined {
  if (value === undefined || value === null) return undefined;
  const statuses = Array.isArray(value) ? value : [value];
  const isStatus = (status: unknown) =>
    Number.isInteger(status) && (status as number) >= 200 && (status as number) < 600;
  requireConfig(
    statuses.length > 0 && statuses.every(isStatus),
    gatewayType,
    `${at} must be an HTTP status from 200 to 599, or a list of them`,
  );
  return statuses as number[];
}

export function readPath(at: string, value: unknown): Path | undefined {
  const text = readText(at, value);
  if (text === undefined) return undefined;
  const path = text.startsWith('?') ? [text] : text.split('.');
  requireConfig(
    path.every((name) => name !== '' && name !== '?'),
    gatewayType,
    `${at} must be names joined by dots, for example message.id`,
  );
  return path;
}

/** What stands at the path; undefined where nothing does. Only what the value itself has counts. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as Members)[name];
  }
  return current;
}

/** A text, number or truth value as it is written; undefined for everything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : undefined;
}
