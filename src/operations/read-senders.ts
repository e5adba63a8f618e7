/** Senders for people: read without their secrets, checked, paused, tested. */

import { waitFor } from '../clock.ts';
import type { Facts } from '../domain/facts.ts';
import { invalidInput, relanceError } from '../errors.ts';
import type { Sender as OpenSender } from '../provider.ts';
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
export function checkSenderConfig(
  context: OperationContext,
  provider: string,
  config: Facts,
  allowPrivateAddresses: boolean,
): void {
  const adapter = context.providers.get(provider);
  // An unknown provider is refused where senders are stored.
  if (!adapter) return;
  try {
    const sender = configure(context, provider, config, allowPrivateAddresses);
    void sender?.close?.().catch(() => {});
  } catch (error) {
    const { config: fields } = adapter.describe();
    const message = error instanceof Error ? error.message : String(error);
    throw invalidInput([
      { path: 'config', message, expected: `an object with ${Object.keys(fields).join(', ') || 'nothing in it'}` },
    ]);
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
  const row = await readRow(context, orgId, key);
  const given = new AbortController();
  let sender: OpenSender | undefined;
  try {
    sender = configure(context, row.provider, row.config, allowPrivateAddresses);
    if (!sender) return { result: 'failed', detail: `there is no provider ${row.provider} in this process` };
    if (!sender.check) return { result: 'unchecked', detail: 'its provider has no check' };
    const late = waitFor(context.clock, testMs, given.signal).then(() => ({
      ok: false,
      detail: `no answer within ${testMs / 1_000} s`,
    }));
    const { ok, detail } = await Promise.race([sender.check(), late]);
    return { result: ok ? 'ok' : 'failed', detail };
  } catch (error) {
    return { result: 'failed', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    given.abort();
    await sender?.close?.().catch(() => {});
  }
}

async function readRow({ db }: OperationContext, orgId: number, key: string): Promise<SenderDetailRow> {
  const [row] = await db.transaction(orgId, (tx) => listSenders(tx, orgId, 1, { key }));
  if (!row) throw relanceError('not_found', `there is no sender ${key}`);
  return row;
}

function configure(
  { clock, providers }: OperationContext,
  provider: string,
  config: Facts,
  allowPrivateAddresses: boolean,
): OpenSender | undefined {
  return providers.get(provider)?.configure(config, { clock, allowPrivateAddresses, deliverToSandbox: async () => {} });
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
