/** Who is told what about this installation: read, stored, tried out; and what stands at this moment. */
import {
  type AlertKind,
  type AlertLevel,
  type AlertRules,
  type AlertTarget,
  placeOf,
  type Telling,
} from '../domain/alert.ts';
import { sentenceOf } from '../domain/alert-text.ts';
import { didYouMean } from '../domain/nearest-name.ts';
import { readAlertRules, writeAlertRules } from '../domain/read-alert-rules.ts';
import { unstorable } from '../domain/storable.ts';
import { voiceFor } from '../domain/words/languages.ts';
import { invalidInput, relanceError } from '../errors.ts';
import { readKeptAlerts } from '../store/alerts.ts';
import { changeOrganization } from '../store/organization.ts';
import { type Actor, change, fingerprint } from './audit.ts';
import type { OperationContext } from './context.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';
import { readAddressOn } from './read-address.ts';
import { alertRulesOf, sendByFirst } from './tell-alerts.ts';

/** @throws RelanceError `not_found` */
export async function readAlertRulesInForce(context: OperationContext, orgId: number): Promise<AlertRules> {
  return alertRulesOf((await definitionsOf(context, orgId)).organization.settings);
}

async function definitionsOf({ definitions }: OperationContext, orgId: number): Promise<OrganizationDefinitions> {
  definitions.forget(orgId);
  const known = await definitions.get(orgId);
  if (!known) throw relanceError('not_found', 'there is no such organization');
  return known;
}

/** Sets all of them: what is absent is as by default. @throws RelanceError `invalid_input` with all problems */
export async function putAlertRules(
  context: OperationContext,
  orgId: number,
  document: unknown,
  by: Actor,
): Promise<AlertRules> {
  const refused = unstorable(document, '');
  if (refused.length > 0) throw invalidInput(refused);
  const reading = readAlertRules(document, (channel, place) => readAddressOn(channel, place, {})?.value);
  if ('problems' in reading) throw invalidInput(reading.problems);
  const { rules } = reading;
  const alerts = writeAlertRules(rules);
  const { settings } = (await definitionsOf(context, orgId)).organization;
  // Every process stores its configuration when it starts.
  if (settings.alerts !== undefined && fingerprint(settings.alerts) === fingerprint(alerts)) return rules;
  await change(context, orgId, by, async (tx, note) => {
    await changeOrganization(tx, orgId, { settings: { alerts } });
    note({ action: 'alerts.stored', ids: rules.targets.map(({ key }) => key), facts: { hash: fingerprint(alerts) } });
  });
  context.definitions.forget(orgId);
  return rules;
}

/** What stands, or stood a few minutes ago. Instants are milliseconds since 1970. */
export interface StandingAlert {
  readonly kind: AlertKind;
  /** The key of the sender that it is about; null for what is about none. */
  readonly sender: string | null;
  readonly level: AlertLevel;
  readonly since: number;
  readonly seenAt: number;
  /** As a sentence. */
  readonly text: string;
  readonly told: readonly {
    readonly target: string;
    readonly phase: Telling['phase'];
    readonly outcome: Telling['outcome'];
    readonly at: number;
    readonly detail: string | null;
  }[];
}

/** By kind and sender. @param locale null: the organization's own */
export async function readStandingAlerts(
  context: OperationContext,
  orgId: number,
  page: PageRequest,
  locale: string | undefined,
): Promise<Page<StandingAlert>> {
  const after = keyAfter(page, 'text', 'text') as readonly [string, string] | null;
  const { organization } = await definitionsOf(context, orgId);
  const { targets } = alertRulesOf(organization.settings);
  const voice = voiceFor(locale ?? organization.locale, organization.timezone);
  const found = await context.db.transaction(orgId, (tx) => readKeptAlerts(tx, orgId));
  const keyOf = ({ kind, subject }: { readonly kind: string; readonly subject: string }) => [kind, subject] as const;
  // Nobody looks where nobody is told.
  const kept = (targets.length === 0 ? [] : (found ?? []))
    .filter((alert) => after === null || compare(keyOf(alert), after) > 0)
    .sort((one, other) => compare(keyOf(one), keyOf(other)));
  const { items, next } = pageOf(kept, page.limit, keyOf);
  return {
    next,
    items: items.map(({ kind, subject, level, since, seenAt, facts, told }) => ({
      kind,
      sender: subject === '' ? null : subject,
      level,
      since,
      seenAt,
      text: sentenceOf({ kind, facts }, voice),
      told: targets.flatMap((target) => {
        const telling = told[placeOf(target)];
        if (!telling) return [];
        const { phase, outcome, at, detail } = telling;
        return [{ target: target.key, phase, outcome, at, detail }];
      }),
    })),
  };
}

function compare(one: readonly [string, string], other: readonly [string, string]): number {
  return one[0] === other[0] ? Number(one[1] > other[1]) - Number(one[1] < other[1]) : one[0] > other[0] ? 1 : -1;
}

export interface AlertTest {
  /** `unknown`: no clear answer came. */
  readonly result: 'ok' | 'failed' | 'unknown';
  readonly detail: string;
}

const results = { accepted: 'ok', refused: 'failed', unknown: 'unknown' } as const;

/** Sends one message to a target at once, by the senders of its channel. @throws RelanceError `not_found` */
export async function testAlertTarget(context: OperationContext, orgId: number, key: string): Promise<AlertTest> {
  const known = await definitionsOf(context, orgId);
  const { name, key: organization, locale, timezone, settings } = known.organization;
  const { targets } = alertRulesOf(settings);
  const target = targets.find((one) => one.key === key);
  if (!target) throw relanceError('not_found', notThere(key, targets));
  const { words } = voiceFor(locale, timezone);
  const senders = known.route(target.channel).filter(({ paused_at }) => paused_at === null);
  const message = { to: target.to, ...words.alerts.test(name || organization), data: { type: 'test' } };
  const { kind, detail } = await sendByFirst(context, orgId, senders, message);
  return { result: results[kind], detail: detail ?? 'accepted' };
}

function notThere(key: string, targets: readonly AlertTarget[]): string {
  const keys = targets.map((target) => target.key);
  return `there is no target ${key}: ${keys.length === 0 ? 'there is none yet' : didYouMean(key, keys)}`;
}
