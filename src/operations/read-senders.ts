/** Senders for people: read without their secrets, checked, paused, tested. */

import { waitFor } from '../clock.ts';
import type { Facts } from '../domain/facts.ts';
import { childPath, type Problem } from '../domain/problem.ts';
import { ratesOf, type SenderRates, type SenderResults } from '../domain/sender-results.ts';
import { invalidInput, relanceError } from '../errors.ts';
import type { Provider } from '../provider.ts';
import { deleteSender, setSenderPaused } from '../store/list-definitions.ts';
import { listSenders, type SenderDetailRow } from '../store/list-senders.ts';
import { readSenderResults } from '../store/sender-results.ts';
import { type Actor, change, localActor } from './audit.ts';
import type { OperationContext } from './context.ts';
import { openSender } from './open-sender.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';
import { putSenders, type SenderInput } from './put-senders.ts';
import { openConfig } from './sender-secrets.ts';

export interface Sender extends Omit<SenderDetailRow, 'sealed' | 'secretNames'> {
  /** `half_open`: after a rest, one call has to show that it works again. */
  readonly breaker: 'closed' | 'open' | 'half_open';
  /** The names of what is configured and not shown. */
  readonly secrets: readonly string[];
  /** What became of what went out by it in the last seven days. */
  readonly lastWeek: SenderResults & SenderRates;
}

export interface SenderTest {
  /** `unchecked`: its provider has no way to tell. */
  readonly result: 'ok' | 'failed' | 'unchecked';
  readonly detail: string;
}

export async function readSenderPage(
  context: OperationContext,
  orgId: number,
  page: PageRequest,
): Promise<Page<Sender>> {
  const after = (keyAfter(page, 'text')?.[0] as string) ?? null;
  const [rows, results] = await context.db.transaction(orgId, async (tx) => [
    await listSenders(tx, orgId, page.limit + 1, { after }),
    await readSenderResults(tx, orgId, context.clock.now()),
  ]);
  const { items, next } = pageOf(rows, page.limit, (row) => [row.key]);
  return { items: items.map((row) => shownSender(context, row, results)), next };
}

/** @throws RelanceError `not_found` */
export async function readSender(context: OperationContext, orgId: number, key: string): Promise<Sender> {
  const row = await readRow(context, orgId, key);
  const results = await context.db.transaction(orgId, (tx) => readSenderResults(tx, orgId, context.clock.now()));
  return shownSender(context, row, results);
}

/** Nothing goes out by a paused sender; its follow-ups go to the next of the route, or wait. @throws RelanceError `not_found` */
export async function pauseSender(
  context: OperationContext,
  orgId: number,
  key: string,
  paused: boolean,
  by: Actor,
): Promise<Sender> {
  const isThere = await change(context, orgId, by, async (tx, note) => {
    const known = await setSenderPaused(tx, orgId, key, paused);
    if (known) note({ action: paused ? 'sender.paused' : 'sender.resumed', ids: [key] });
    return known;
  });
  if (!isThere) throw relanceError('not_found', `there is no sender ${key}`);
  context.definitions.forget(orgId);
  return readSender(context, orgId, key);
}

/**
 * Stores one sender. Secrets that are not given stay as they are while its provider does (they can't be read back and sent
 * again) and it calls the same server; `null` removes one.
 *
 * @throws RelanceError `invalid_input`, `not_configured` where secrets can't be sealed
 */
export async function putSender(
  context: OperationContext,
  orgId: number,
  input: SenderInput,
  by: Actor = localActor,
): Promise<Sender> {
  const [before] = await context.db.transaction(orgId, (tx) => listSenders(tx, orgId, 1, { key: input.key }));
  const kept = keptSecrets(context, orgId, before, input);
  const given = Object.entries({ ...kept, ...input.config }).filter(([, value]) => value !== null);
  const config = Object.fromEntries(given) as Facts;
  await checkSenderConfig(context, input.provider, config);
  const position = input.position ?? before?.position ?? (await nextPosition(context, orgId, input.channel));
  await putSenders(context, orgId, [{ ...input, config, position }], by);
  return readSender(context, orgId, input.key);
}

/** Behind those that the route has already. */
async function nextPosition(
  { definitions }: OperationContext,
  orgId: number,
  channel: SenderInput['channel'],
): Promise<number> {
  const route = (await definitions.get(orgId))?.route(channel) ?? [];
  return Math.min(1_000, Math.max(-1, ...route.map(({ position }) => position)) + 1);
}

/**
 * The secrets that a PUT leaves as they are: of the same provider, and only for the same place, so that nobody can have a stored
 * password sent to a server of their own. What can't be opened any more is as good as absent.
 */
function keptSecrets(
  { providers, secrets }: OperationContext,
  orgId: number,
  before: SenderDetailRow | undefined,
  { provider, config = {} }: SenderInput,
): Facts {
  if (before?.provider !== provider || before.secretNames.every((name) => config[name] !== undefined)) return {};
  const fields = providers.get(provider)?.describe().config ?? {};
  const isPlace = (name: string) => fields[name]?.type === 'url' || /^(imap)?(host|port)$|^preset$/i.test(name);
  const places = new Set([...Object.keys(before.config), ...Object.keys(config)].filter(isPlace));
  const givenAs = (given: Facts, name: string) => given[name] ?? fields[name]?.default ?? null;
  if ([...places].some((name) => givenAs(before.config, name) !== givenAs(config, name))) return {};
  try {
    const entries = Object.entries(openConfig(secrets, orgId, before));
    return Object.fromEntries(entries.filter(([name]) => before.secretNames.includes(name)));
  } catch {
    return {};
  }
}

/** Its attempts and reports stay. What waits for it goes by the others of the route. @throws RelanceError `not_found` */
export async function removeSender(context: OperationContext, orgId: number, key: string, by: Actor): Promise<void> {
  const wasThere = await change(context, orgId, by, async (tx, note) => {
    const known = await deleteSender(tx, orgId, key);
    if (known) note({ action: 'sender.removed', ids: [key] });
    return known;
  });
  if (!wasThere) throw relanceError('not_found', `there is no sender ${key}`);
  context.definitions.forget(orgId);
}

/** Could its provider work with this configuration? @throws RelanceError `invalid_input` */
async function checkSenderConfig(context: OperationContext, provider: string, config: Facts): Promise<void> {
  const adapter = context.providers.get(provider);
  // An unknown provider is refused where senders are stored.
  const fault = adapter && (await configFault(context, adapter, config));
  if (!adapter || fault === undefined) return;
  const fields = adapter.describe().config;
  const names = Object.keys(fields);
  const expected = names.length === 0 ? 'no configuration' : `an object of ${names.join(', ')}`;
  const problems = 'problems' in fault && Array.isArray(fault.problems) ? fault.problems.map(String) : [fault.message];
  throw invalidInput(
    problems.map((message): Problem => {
      // Each begins with the field that it is about, or with the path to a place in it.
      const [place = '', name = ''] = /^([A-Za-z]\w*)[^\s:,]*/.exec(message) ?? [];
      const field = fields[name];
      if (field !== undefined) return { path: `config.${place}`, message, expected: field.description };
      const isGiven = name !== '' && Object.hasOwn(config, name);
      return { path: isGiven ? childPath('config', name) : 'config', message, expected };
    }),
  );
}

/** Only the shape is asked; which addresses may be called is decided where calls are made. */
async function configFault({ clock }: OperationContext, provider: Provider, config: Facts): Promise<Error | undefined> {
  try {
    const sender = provider.configure(config, { clock, allowPrivateAddresses: true, deliverToSandbox: async () => {} });
    await sender.close?.();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const testMs = 15_000;

/** Asks the provider whether the account works; sends nothing. @throws RelanceError `not_found` */
export async function testSender(context: OperationContext, orgId: number, key: string): Promise<SenderTest> {
  const row = await readRow(context, orgId, key);
  const { clock, providers, secrets } = context;
  const adapter = providers.get(row.provider);
  if (!adapter) return { result: 'failed', detail: `there is no provider ${row.provider} in this process` };
  let config: Facts;
  try {
    config = openConfig(secrets, orgId, row);
  } catch (error) {
    return { result: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
  const fault = await configFault(context, adapter, config);
  if (fault !== undefined) return { result: 'failed', detail: fault.message };
  const given = new AbortController();
  const sender = openSender(context, orgId, row);
  try {
    if (!sender.check) return { result: 'unchecked', detail: 'its provider has no check' };
    const late = waitFor(clock, testMs, given.signal).then(() => ({
      ok: false,
      detail: `no answer within ${testMs / 1_000} s`,
    }));
    const { ok, detail } = await Promise.race([sender.check(), late]);
    return { result: ok ? 'ok' : 'failed', detail };
  } catch (error) {
    return { result: 'failed', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    given.abort();
    await sender.close?.().catch(() => {});
  }
}

async function readRow({ db }: OperationContext, orgId: number, key: string): Promise<SenderDetailRow> {
  const [row] = await db.transaction(orgId, (tx) => listSenders(tx, orgId, 1, { key }));
  if (!row) throw relanceError('not_found', `there is no sender ${key}`);
  return row;
}

const nothingSent: SenderResults = { accepted: 0, refused: 0, bounced: 0, complained: 0 };

/** Without its secrets. */
function shownSender(
  { providers, clock }: OperationContext,
  { sealed: _, secretNames, ...row }: SenderDetailRow,
  results: Awaited<ReturnType<typeof readSenderResults>>,
): Sender {
  // What a version before stored in clear is a secret as well; of an unknown provider nothing can be said to be harmless.
  const fields = providers.get(row.provider)?.describe().config;
  const isShown = (name: string) => fields?.[name] !== undefined && fields[name].secret !== true;
  const entries = Object.entries(row.config);
  const { breakerUntil } = row;
  const { accepted, refused, bounced, complained } = results.find(({ key }) => key === row.key) ?? nothingSent;
  const counted = { accepted, refused, bounced, complained };
  return {
    ...row,
    breaker: breakerUntil === null ? 'closed' : breakerUntil > clock.now() ? 'open' : 'half_open',
    config: Object.fromEntries(entries.filter(([name]) => isShown(name))),
    lastWeek: { ...counted, ...ratesOf(counted) },
    secrets: [...new Set([...secretNames, ...entries.map(([name]) => name).filter((name) => !isShown(name))])],
  };
}
