/** Asks each sender's provider whether its account works, without sending anything. */
import { waitFor } from '../clock.ts';
import type { Sender } from '../provider.ts';
import type { SenderFacts } from '../store/doctor-queries.ts';
import type { OperationContext } from './context.ts';

export interface SenderCheck {
  readonly sender: SenderFacts;
  /** `unchecked`: the provider has no way to tell. */
  readonly result: 'ok' | 'failed' | 'unchecked';
  readonly detail: string;
}

const limitMs = 15_000;

/** Checks all at the same time; each takes at most 15 seconds. Never throws. */
export function checkSenders(
  context: OperationContext,
  senders: readonly SenderFacts[],
  options: { readonly allowPrivateAddresses: boolean },
): Promise<readonly SenderCheck[]> {
  return Promise.all(senders.map((sender) => checkOne(context, sender, options.allowPrivateAddresses)));
}

async function checkOne(
  { clock, definitions, providers }: OperationContext,
  facts: SenderFacts,
  allowPrivateAddresses: boolean,
): Promise<SenderCheck> {
  const failed = (detail: string): SenderCheck => ({ sender: facts, result: 'failed', detail });
  const row = (await definitions.get(facts.orgId))?.sender(facts.id);
  const provider = providers.get(facts.provider);
  if (!row || !provider) return failed(`there is no provider ${facts.provider} in this program`);
  const given = new AbortController();
  let sender: Sender | undefined;
  try {
    const deliverToSandbox = async () => {};
    sender = provider.configure(row.config, { clock, allowPrivateAddresses, deliverToSandbox });
    if (!sender.check) return { sender: facts, result: 'unchecked', detail: 'its provider has no check' };
    const late = waitFor(clock, limitMs, given.signal).then(() => ({
      ok: false,
      detail: `no answer within ${limitMs / 1000} s`,
    }));
    const { ok, detail } = await Promise.race([sender.check(), late]);
    return { sender: facts, result: ok ? 'ok' : 'failed', detail };
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  } finally {
    given.abort();
    await sender?.close?.().catch(() => {});
  }
}
