/** Senders for people: read without their secrets, checked, paused, tested. */

import { waitFor } from '../clock.ts';
import type { Facts } from '../domain/facts.ts';
import { invalidInput, relanceError } from '../errors.ts';
import type { Provider } from '../provider.ts';
import { setSenderPaused } from '../store/list-definitions.ts';
import { listSenders, type SenderDetailRow } from '../store/list-senders.ts';
import type { OperationContext } from './context.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export interface Sender extends SenderDetailRow {
  /** The names of what is configured and not shown. */
  readonly secrets: readonly string[];
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
  const rows = await context.db.transaction(orgId, (tx) => listSenders(tx, orgId, page.limit + 1, { after }));
  const { items, next } = pageOf(rows, page.limit, (row) => [row.key]);
  return { items: items.map((row) => withoutSecrets(context, row)), next };
}

/** @throws RelanceError `not_found` */
export async function readSender(context: OperationContext, orgId: number, key: string): Promise<Sender> {
  return withoutSecrets(context, await readRow(context, orgId, key));
}

/** Nothing goes out by a paused sender; its follow-ups go to the next of the route, or wait. @throws RelanceError `not_found` */
export async function pauseSender(
  context: OperationContext,
  orgId: number,
  key: string,
  paused: boolean,
): Promise<Sender> {
  const isThere = await context.db.transaction(orgId, (tx) => setSenderPaused(tx, orgId, key, paused));
  if (!isThere) throw relanceError('not_found', `there is no sender ${key}`);
  context.definitions.forget(orgId);
  return readSender(context, orgId, key);
}

/** Could its provider work with this configuration? @throws RelanceError `invalid_input` */
export async function checkSenderConfig(context: OperationContext, provider: string, config: Facts): Promise<void> {
  const adapter = context.providers.get(provider);
  // An unknown provider is refused where senders are stored.
  const fault = adapter && (await configFault(context, adapter, config));
  if (!adapter || fault === undefined) return;
  const fields = Object.keys(adapter.describe().config);
  const expected = fields.length === 0 ? 'no configuration' : `an object of ${fields.join(', ')}`;
  throw invalidInput([{ path: 'config', message: fault, expected }]);
}

/** Only the shape is asked; which addresses may be called is decided where calls are made. */
async function configFault(
  { clock }: OperationContext,
  provider: Provider,
  config: Facts,
): Promise<string | undefined> {
  try {
    const sender = provider.configure(config, { clock, allowPrivateAddresses: true, deliverToSandbox: async () => {} });
    await sender.close?.();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const testMs = 15_000;

/** Asks the provider whether the account works; sends nothing. @throws RelanceError `not_found` */
export async function testSender(
  context: OperationContext,
  orgId: number,
  key: string,
  allowPrivateAddresses: boolean,
): Promise<SenderTest> {
  const { provider, config } = await readRow(context, orgId, key);
  const { clock, providers } = context;
  const adapter = providers.get(provider);
  if (!adapter) return { result: 'failed', detail: `there is no provider ${provider} in this process` };
  const fault = await configFault(context, adapter, config);
  if (fault !== undefined) return { result: 'failed', detail: fault };
  const given = new AbortController();
  const sender = adapter.configure(config, { clock, allowPrivateAddresses, deliverToSandbox: async () => {} });
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

/** Of a provider that is not known here nothing can be said to be harmless. */
function withoutSecrets({ providers }: OperationContext, row: SenderDetailRow): Sender {
  const fields = providers.get(row.provider)?.describe().config;
  const isShown = (name: string) => fields !== undefined && fields[name] !== undefined && fields[name].secret !== true;
  const entries = Object.entries(row.config);
  return {
    ...row,
    config: Object.fromEntries(entries.filter(([name]) => isShown(name))),
    secrets: entries.map(([name]) => name).filter((name) => !isShown(name)),
  };
}
