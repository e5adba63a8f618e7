/**
 * Reads the written form of a policy (`policy-document.ts`), value by value, and checks it. All problems are answered at once,
 * each with its path. What a level may not set is refused, and so is what asks for less than the law.
 */

import { categories, missedWindows } from './category.ts';
import { channels } from './channel.ts';
import { DocumentReader, describe } from './document-reader.ts';
import { type ConsentMode, capMax, consentFloor, weekdays } from './policy.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { CapPlace, PolicyLayer, PolicyLevel, PolicyPath, PolicyValues } from './policy-layer.ts';
import type { Problem } from './problem.ts';
import { formatSpan, readSpan, readSpans, readTime } from './read-hours.ts';

export type PolicyReading =
  | { readonly layer: PolicyLayer; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/** Reads a document that came as a value: parsed JSON, or an object of TypeScript. Never throws. */
export function readPolicy(document: unknown, level: PolicyLevel): PolicyReading {
  const place = new DocumentReader(document);
  const layer = readPolicyAt(place, level);
  const { problems, warnings } = place.findings;
  return problems.length > 0 ? { problems } : { layer, warnings };
}

type Key = keyof PolicyDocument;

const ofAll = ['businessHours', 'quietHours', 'caps', 'minimumGap', 'recentlyActive', 'consent'] as const;
const ofSequences = [...ofAll, 'approval', 'lateGrace', 'missedWindow', 'retry', 'unknownOutcome'] as const;
const ofOrganizations = [...ofSequences, 'holidays', 'blackouts', 'ghostDelay', 'breaker', 'rateDelay'] as const;

/** What each level may set. */
export const policyKeys: Readonly<Record<PolicyLevel, readonly Key[]>> = {
  organization: ofOrganizations,
  sequence: ofSequences,
  contact: ofAll,
};

const otherNames: Readonly<Record<string, string>> = {
  openingHours: 'write businessHours',
  hours: 'write businessHours or quietHours',
  timezone: 'it is that of the organization or the contact',
  limits: 'write caps',
  cap: 'write caps',
  gap: 'write minimumGap',
  retries: 'write retry: { attempts: … }',
  blackout: 'write blackouts: [{ from, to, reason }]',
};

const elsewhere: Readonly<Record<string, string>> = {
  ghostDelay: 'then: { after: … } in the sequence',
  lateGrace: 'lateGrace in the policy of the sequence or of the organization',
  missedWindow: 'missedWindow in the policy of the sequence or of the organization',
  approval: 'approval in the policy of the sequence or of the organization',
};

/** The same for a place within a larger document. What it answers counts only if the findings hold no problem. */
export function readPolicyAt(place: DocumentReader, level: PolicyLevel): PolicyLayer {
  if (!place.isObject('a policy: an object such as { quietHours: "20:00-09:00", caps: { perWeek: 2 } }')) return {};
  const keys = policyKeys[level];
  place.knowsOnly(keys, { ...otherNames, ...misplaced(keys, level) });
  const values = new Values();
  const at = (key: Key) =>
    keys.includes(key) ? place.at(key) : new DocumentReader(undefined, place.path, place.findings);
  at('businessHours').optional((it) => readBusinessHours(it, level, values));
  at('holidays').optional((it) => readHolidays(it, values));
  at('quietHours').optional((it) => readQuietHours(it, values));
  values.read(at('blackouts'), 'blackouts', readBlackouts);
  at('caps').optional((it) => readCaps(it, values));
  values.read(at('minimumGap'), 'minimumGap', duration);
  values.read(at('recentlyActive'), 'recentlyActive', duration);
  at('consent').optional((it) => readConsent(it, values));
  values.read(at('approval'), 'approval', readApproval);
  values.read(at('lateGrace'), 'lateGrace', (it) =>
    it.value === 'by_delay' ? 'by_delay' : it.durationMs(1_000, '1s'),
  );
  values.read(at('missedWindow'), 'missedWindow', (it) => it.oneOf(missedWindows));
  values.read(at('ghostDelay'), 'ghostDelay', duration);
  at('retry').optional((it) => readRetry(it, values));
  values.read(at('unknownOutcome'), 'unknownOutcome', (it) =>
    it.oneOf(['at_most_once', 'at_least_once', 'by_channel']),
  );
  values.read(at('breaker'), 'breaker', duration);
  values.read(at('rateDelay'), 'rateDelay', duration);
  return values.layer;
}

/** What is known elsewhere, but not here. */
function misplaced(keys: readonly Key[], level: PolicyLevel): Record<string, string> {
  const others = ofOrganizations.filter((key) => !keys.includes(key));
  const where = (key: Key) => elsewhere[key] ?? "the organization's policy";
  return Object.fromEntries(others.map((key) => [key, `${where(key)}: a ${level} cannot set it`]));
}

/** Collects what could be read. */
class Values {
  readonly layer: { -readonly [K in PolicyPath]?: PolicyValues[K] } = {};

  read<K extends PolicyPath>(
    place: DocumentReader,
    path: K,
    read: (place: DocumentReader) => PolicyValues[K] | undefined,
  ): void {
    this.set(path, place.optional(read));
  }

  set<K extends PolicyPath>(path: K, value: PolicyValues[K] | undefined): void {
    if (value !== undefined) (this.layer as Record<string, unknown>)[path] = value;
  }
}

function duration(place: DocumentReader): number | undefined {
  return place.durationMs();
}

/** `false` is what some write, and what old YAML makes of `off`. */
function isOff({ value }: DocumentReader): boolean {
  return value === 'off' || value === false;
}

function readBusinessHours(place: DocumentReader, level: PolicyLevel, values: Values): void {
  if (isOff(place)) {
    values.set('businessHours', 'off');
    return;
  }
  const expected = 'an object such as { monday: "09:00-18:00", saturday: [] }, or off';
  if (!place.isObject(expected)) return;
  place.knowsOnly(['zone', ...weekdays], dayNames);
  values.set('businessHours', 'on');
  values.read(place.at('zone'), 'businessHours.zone', (it) => it.oneOf(['organization', 'contact']));
  for (const day of weekdays) values.read(place.at(day), `businessHours.${day}`, readSpans);
  const given = weekdays.filter((day) => place.at(day).given);
  const isClosed = given.every((day) => values.layer[`businessHours.${day}`]?.length === 0);
  // What a sequence or contact leaves out is as the organization has it.
  if (isClosed && (level === 'organization' || given.length === weekdays.length)) {
    place.refuse('these hours never open, so that nurture and marketing would wait for ever', `${expected}`);
  }
}

const dayNames: Readonly<Record<string, string>> = Object.fromEntries([
  ...weekdays.map((day) => [day.slice(0, 3), `write ${day}`]),
  ...['weekdays', 'days', 'weekend'].map((name) => [name, `each day by its name: ${weekdays.join(', ')}`]),
  ['timezone', 'write zone: organization or contact'],
]);

const regionsMax = 20;
const datesMax = 400;

function readHolidays(place: DocumentReader, values: Values): void {
  if (!place.isObject('an object such as { regions: [FR], dates: ["2026-12-24"] }')) return;
  place.knowsOnly(['regions', 'dates'], { countries: 'write regions', region: 'write regions: […]' });
  values.read(place.at('regions'), 'holidays.regions', (it) => {
    const regions = it.list(regionsMax, 'a list such as [FR, DE-BY]')?.map(readRegion);
    return regions?.filter((region) => region !== undefined);
  });
  values.read(place.at('dates'), 'holidays.dates', (it) => {
    const dates = it.list(datesMax, 'a list of days such as ["2026-12-24"]')?.map((one) => {
      if (typeof one.value === 'string') return { date: readDate(one) ?? '', name: '' };
      if (!one.isObject('a day such as "2026-12-24", or { date, name }')) return undefined;
      one.knowsOnly(['date', 'name']);
      return { date: readDate(one.at('date')) ?? '', name: one.at('name').optional((name) => name.text(100)) ?? '' };
    });
    return dates?.filter((date) => date !== undefined);
  });
}

/** A country, or one of its states, as the list of public holidays names them. */
function readRegion(place: DocumentReader): string | undefined {
  const expected = 'a country such as FR, or a state in it such as DE-BY or US-CA';
  const text = place.text(20, expected);
  if (text === undefined || /^[A-Z]{2}(-[A-Z0-9]{1,4}){0,2}$/.test(text)) return text;
  const meant = text.trim().toUpperCase();
  return place.refuse(
    `${describe(text)} is not a region`,
    /^[A-Z]{2}(-[A-Z0-9]{1,4})?$/.test(meant) ? meant : expected,
  );
}

/** A day of the calendar: `2026-12-24`. */
function readDate(place: DocumentReader): string | undefined {
  const { value } = place;
  const ms = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN;
  // What is past the end of its month is counted on into the next one by some.
  if (!Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value as string)) return value as string;
  return place.refuse(`${describe(value)} is not a day`, 'a day in quotes, for example "2026-12-24"');
}

function readQuietHours(place: DocumentReader, values: Values): void {
  if (isOff(place)) {
    values.set('quietHours', 'off');
  } else if (typeof place.value === 'string') {
    const span = readSpan(place);
    if (span === undefined) return;
    values.set('quietHours', 'on');
    values.set('quietHours.from', span.from);
    values.set('quietHours.to', span.to);
  } else if (place.isObject('a span such as "21:00-08:00", { from, to, regional }, or off')) {
    place.knowsOnly(['from', 'to', 'regional'], { start: 'write from', end: 'write to' });
    values.set('quietHours', 'on');
    values.read(place.at('from'), 'quietHours.from', readTime);
    values.read(place.at('to'), 'quietHours.to', readTime);
    values.read(place.at('regional'), 'quietHours.regional', (it) => it.boolean());
    const { 'quietHours.from': from, 'quietHours.to': to } = values.layer;
    if (from === undefined || from !== to) return;
    place.refuse(`${formatSpan({ from, to })} ends where it begins`, 'a span, or off');
  }
}

const blackoutsMax = 200;

function readBlackouts(place: DocumentReader): PolicyValues['blackouts'] | undefined {
  return place.list(blackoutsMax, 'a list of { from, to, reason }')?.flatMap((it) => {
    if (!it.isObject('an object such as { from: "2026-12-24", to: "2026-12-26", reason: closed }')) return [];
    it.knowsOnly(['from', 'to', 'reason'], { start: 'write from', end: 'write to', name: 'write reason' });
    const [from, to] = [readDate(it.at('from')), readDate(it.at('to'))];
    const reason = it.at('reason').text(200, 'why, in a few words');
    if (from === undefined || to === undefined || reason === undefined) return [];
    if (from > to) it.at('to').refuse(`${to} is before ${from}`, 'the last day, the same as from or after it');
    return [{ from, to, reason }];
  });
}

function readCaps(place: DocumentReader, values: Values): void {
  if (!place.isObject('an object such as { perDay: 1, perWeek: 2 }')) return;
  place.knowsOnly(['perDay', 'perWeek', 'sequence', 'channels'], { day: 'write perDay', week: 'write perWeek' });
  readCap(place, 'caps', values);
  place.at('sequence').optional((it) => readCapObject(it, 'caps.sequence', values));
  place.at('channels').optional((it) => {
    if (!it.isObject('caps by channel: { sms: { perDay: 1 } }')) return;
    it.knowsOnly(channels);
    for (const channel of channels) {
      it.at(channel).optional((one) => readCapObject(one, `caps.channels.${channel}`, values));
    }
  });
}

function readCapObject(place: DocumentReader, path: CapPlace, values: Values): void {
  if (!place.isObject('an object such as { perDay: 1, perWeek: 2 }')) return;
  if (place.knowsOnly(['perDay', 'perWeek'])) readCap(place, path, values);
}

function readCap(place: DocumentReader, path: CapPlace, values: Values): void {
  for (const window of ['perDay', 'perWeek'] as const) {
    values.read(place.at(window), `${path}.${window}`, (it) => {
      const { value } = it;
      if (value === 'none') return value;
      if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= capMax) return value;
      const advice = value === 0 ? '; to send nothing, pause the sequence or the contact' : '';
      return it.refuse(`this is ${describe(value)}`, `a whole number from 1 to ${capMax}, or none${advice}`);
    });
  }
  const { [`${path}.perDay`]: day, [`${path}.perWeek`]: week } = values.layer as Readonly<Record<string, unknown>>;
  if (typeof day === 'number' && typeof week === 'number' && day > week) {
    place.at('perDay').warn(`${day} a day cannot be reached with ${week} a week`, `at most ${week}`);
  }
}

const modes = ['none', 'opt_out', 'opt_in'] as const;

function readConsent(place: DocumentReader, values: Values): void {
  if (!place.isObject('consent by category: { nurture: opt_in, marketing: { email: opt_in } }')) return;
  place.knowsOnly(categories);
  for (const category of categories) {
    const it = place.at(category);
    if (!it.given) continue;
    const mode = (at: DocumentReader, channel: (typeof places)[number]) =>
      values.read(at, `consent.${category}.${channel}`, (one) => readMode(one, consentFloor(category, channel)));
    if (typeof it.value === 'string') mode(it, 'default');
    else if (it.isObject('none, opt_out or opt_in, or one for each channel: { default: opt_out, sms: opt_in }')) {
      it.knowsOnly(places);
      for (const channel of places) mode(it.at(channel), channel);
    }
  }
}

const places = ['default', ...channels] as const;

/** A policy may ask for more than the law, not for less. */
function readMode(place: DocumentReader, floor: ConsentMode): ConsentMode | undefined {
  const mode = place.oneOf(modes);
  if (mode === undefined || modes.indexOf(mode) >= modes.indexOf(floor)) return mode;
  return place.refuse(`${mode} is less than the law asks for here`, modes.slice(modes.indexOf(floor)).join(' or '));
}

function readApproval(place: DocumentReader): PolicyValues['approval'] | undefined {
  const read = place
    .list(categories.length, 'a list of categories such as [marketing]')
    ?.map((it) => it.oneOf(categories));
  return read && [...new Set(read.filter((category) => category !== undefined))];
}

const attemptsMax = 100;

function readRetry(place: DocumentReader, values: Values): void {
  if (!place.isObject('an object such as { attempts: 3, delay: 1m }')) return;
  place.knowsOnly(['attempts', 'delay', 'growth', 'delayMax'], { times: 'write attempts', backoff: 'write growth' });
  values.read(place.at('attempts'), 'retry.attempts', (it) => it.whole(1, attemptsMax));
  values.read(place.at('delay'), 'retry.delay', duration);
  values.read(place.at('growth'), 'retry.growth', (it) => it.oneOf(['fixed', 'exponential']));
  values.read(place.at('delayMax'), 'retry.delayMax', duration);
  const { 'retry.delay': delay, 'retry.delayMax': delayMax } = values.layer;
  if (delay !== undefined && delayMax !== undefined && delay > delayMax) {
    place.at('delayMax').refuse('the longest delay is shorter than the first one', 'at least delay');
  }
}
