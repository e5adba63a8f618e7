/** From a stored sender to one that can be called: its provider, configured with its secrets. */
import { Batcher } from '../batcher.ts';
import type { Facts } from '../domain/facts.ts';
import { newId } from '../ids.ts';
import type { Sender, SendRequest } from '../provider.ts';
import { insertSandboxMessages } from '../store/sandbox-inbox.ts';
import type { OperationContext } from './context.ts';
import { openConfig } from './sender-secrets.ts';

export interface SenderToOpen {
  readonly key: string;
  readonly provider: string;
  readonly config: Facts;
  readonly sealed: string | null;
}

export interface OpenedSender extends Sender {
  /** Why this process can't use it, while others may: it must call nobody by it, and blame nobody for that. */
  readonly unusableHere?: string;
}

/** A sender that can't be configured refuses everything, visibly, instead of stopping whoever wanted it. */
export function openSender(context: OperationContext, orgId: number, row: SenderToOpen): OpenedSender {
  const { clock, providers, secrets, allowPrivateAddresses } = context;
  const provider = providers.get(row.provider);
  if (!provider) return unusable(`there is no provider ${row.provider} in this process`);
  let config: Facts;
  try {
    config = openConfig(secrets, orgId, row);
  } catch (error) {
    return unusable(error instanceof Error ? error.message : String(error));
  }
  try {
    const inbox = sandbox(context, orgId);
    return provider.configure(config, {
      clock,
      allowPrivateAddresses,
      deliverToSandbox: (request) => inbox.add(request),
    });
  } catch (error) {
    return refusing('sender_misconfigured', error instanceof Error ? error.message : String(error));
  }
}

function unusable(why: string): OpenedSender {
  return { ...refusing('sender_unusable_here', why), unusableHere: why };
}

function sandbox({ db, clock }: OperationContext, orgId: number): Batcher<SendRequest, undefined> {
  return new Batcher({
    run: async (requests) => {
      const rows = requests.map(({ attemptId, channel, to, subject, text, html, data }) => ({
        id: newId(clock.now()),
        attempt_id: attemptId,
        channel,
        address: to,
        subject: subject ?? null,
        text,
        html: html ?? null,
        data: (data as Facts | undefined) ?? null,
      }));
      await insertSandboxMessages(db, orgId, rows);
      return requests.map(() => undefined);
    },
    sizeMax: 200,
    concurrency: 1,
  });
}

function refusing(code: string, detail: string): Sender {
  return { send: async () => ({ kind: 'refused', class: 'sender', code, detail }) };
}
