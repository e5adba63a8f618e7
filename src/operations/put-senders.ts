/** Storing senders: the configured accounts that messages go out by, in failover order. */
import { isDeepStrictEqual } from 'node:util';
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { Problem } from '../domain/problem.ts';
import { invalidInput } from '../errors.ts';
import { newId } from '../ids.ts';
import type { SecretBox } from '../secret-box.ts';
import { readSenderConfigs, type SenderConfigRow, type StoredSenderRow } from '../store/sender-configs.ts';
import { storeSenders } from '../store/store-definitions.ts';
import { type Actor, change, fingerprint, localActor } from './audit.ts';
import type { OperationContext } from './context.ts';
import { openConfig, sealConfig } from './sender-secrets.ts';

export interface SenderInput {
  /** The organization's own name for it. A sender with the same key is replaced. */
  readonly key: string;
  /** The provider's type, for example `smtp`. */
  readonly provider: string;
  readonly channel: Channel;
  /** Its place in the route of the channel: lower is tried first. Default 0. */
  readonly position?: number;
  /** As the provider describes it. */
  readonly config?: Facts;
  /** Messages a minute, over all processes; null for no limit. Default: what the provider says that its vendor takes. */
  readonly ratePerMinute?: number | null;
  /** Messages in any hour, and in any day, over all processes: what many mail accounts allow. Default: no limit. */
  readonly perHour?: number | null;
  readonly perDay?: number | null;
  /** How many may go out at once after a quiet time. Default 1. */
  readonly burst?: number | null;
  /** Calls at one time, over all processes. Default: the provider's limit for each process. */
  readonly concurrency?: number | null;
}

export async function putSenders(
  { db, clock, definitions, providers, secrets }: OperationContext,
  orgId: number,
  senders: readonly SenderInput[],
  by: Actor = localActor,
): Promise<{ readonly key: string; readonly id: string }[]> {
  const problems = senders.flatMap((sender): Problem[] => {
    const provider = providers.get(sender.provider);
    const path = `senders.${sender.key}`;
    if (!provider) {
      return [
        {
          path: `${path}.provider`,
          message: `there is no provider ${sender.provider}`,
          expected: `one of ${[...providers.keys()].join(', ')}`,
        },
      ];
    }
    const { channels } = provider.describe();
    if (!channels.includes(sender.channel)) {
      return [
        {
          path: `${path}.channel`,
          message: `${sender.provider} does not send over ${sender.channel}`,
          expected: `one of ${channels.join(', ')}`,
        },
      ];
    }
    return [];
  });
  if (problems.length > 0) throw invalidInput(problems);
  if (senders.length === 0) return [];
  const ids = await change({ db }, orgId, by, async (tx, note) => {
    const known = new Map(
      (
        await readSenderConfigs(
          tx,
          orgId,
          senders.map(({ key }) => key),
        )
      ).map((row) => [row.key, row]),
    );
    const rows = senders.map((sender) => ({
      id: newId(clock.now()),
      key: sender.key,
      provider: sender.provider,
      channel: sender.channel,
      position: sender.position ?? 0,
      ...sealed(secrets, providers, orgId, sender, known.get(sender.key)),
      rate_per_minute: rateOf(sender, providers),
      burst: sender.burst ?? null,
      per_hour: sender.perHour ?? null,
      per_day: sender.perDay ?? null,
      concurrency: sender.concurrency ?? null,
    }));
    for (const row of rows) {
      const [before = null, after] = [known.get(row.key), row].map((one) => one && hashOf(one));
      const facts = { provider: row.provider, channel: row.channel, before, after };
      // Every process stores its configuration when it starts.
      if (before !== after) note({ action: 'sender.stored', ids: [row.key], facts: facts as Facts });
    }
    return storeSenders(tx, orgId, rows);
  });
  definitions.forget(orgId);
  return senders.map(({ key }) => ({ key, id: ids.get(key) as string }));
}

/** Of what was configured; of its secrets, as they are sealed. */
function hashOf(sender: Omit<StoredSenderRow, 'org_id' | 'id'>): string {
  const { key, provider, channel, position, config, sealed: box, rate_per_minute, burst, concurrency } = sender;
  const { per_hour, per_day } = sender;
  const limits = [rate_per_minute, burst, concurrency, per_hour, per_day];
  return fingerprint({ key, provider, channel, position, config, box, limits });
}

function rateOf({ provider, ratePerMinute }: SenderInput, providers: OperationContext['providers']): number | null {
  return ratePerMinute === undefined ? (providers.get(provider)?.describe().limits.perMinute ?? null) : ratePerMinute;
}

/** What is sealed looks different each time: where nothing changed it stays, so that no process opens its senders anew. */
function sealed(
  secrets: SecretBox,
  providers: OperationContext['providers'],
  orgId: number,
  { key, provider, config = {} }: SenderInput,
  known: SenderConfigRow | undefined,
) {
  const fresh = sealConfig(secrets, providers.get(provider), orgId, key, config);
  if (!known?.sealed || !fresh.sealed || known.provider !== provider || !secrets.isCurrent(known.sealed)) return fresh;
  const isSame = isDeepStrictEqual(openConfig(secrets, orgId, known), openConfig(secrets, orgId, { key, ...fresh }));
  return isSame ? { ...fresh, sealed: known.sealed } : fresh;
}
