/** A sender's configuration in two parts: what may be read, and what is stored sealed. */
import type { Facts } from '../domain/facts.ts';
import type { Provider } from '../provider.ts';
import type { SecretBox } from '../secret-box.ts';
import type { Database } from '../store/database.ts';
import { everyOrganization } from '../store/database.ts';
import { listAllSenderConfigs, writeSenderConfigs } from '../store/sender-configs.ts';
import type { OperationContext } from './context.ts';

interface SealedConfig {
  readonly config: Facts;
  readonly sealed: string | null;
  readonly secret_names: readonly string[];
}

interface StoredConfig {
  readonly key: string;
  readonly config: Facts;
  readonly sealed: string | null;
}

/** A sealed value can't be moved to another organization's sender, or to another sender. */
function placeOf(orgId: number, key: string): string {
  return `sender ${orgId}/${key}`;
}

/** @throws RelanceError `not_configured` when there are secrets and no key to seal them with */
export function sealConfig(
  box: SecretBox,
  provider: Provider | undefined,
  orgId: number,
  key: string,
  config: Facts,
): SealedConfig {
  const fields = provider?.describe().config;
  // Of a provider that is not known here nothing can be said to be harmless.
  const isSecret = (name: string) => fields?.[name] === undefined || fields[name].secret === true;
  const entries = Object.entries(config).filter(([, value]) => value !== undefined && value !== null);
  const secrets = entries.filter(([name]) => isSecret(name));
  return {
    config: Object.fromEntries(entries.filter(([name]) => !isSecret(name))),
    sealed: secrets.length === 0 ? null : box.seal(JSON.stringify(Object.fromEntries(secrets)), placeOf(orgId, key)),
    secret_names: secrets.map(([name]) => name),
  };
}

/** The whole configuration, for the provider only. @throws RelanceError `not_configured`, `invariant_broken` */
export function openConfig(box: SecretBox, orgId: number, { key, config, sealed }: StoredConfig): Facts {
  return sealed === null ? config : { ...config, ...(JSON.parse(box.open(sealed, placeOf(orgId, key))) as Facts) };
}

/** Undefined where the key is another one: its secrets have to be given again. */
function tryOpen(box: SecretBox, orgId: number, row: StoredConfig): Facts | undefined {
  try {
    return openConfig(box, orgId, row);
  } catch {
    return undefined;
  }
}

/**
 * Seals what stands in clear (of a version that did not seal, or of a provider that declares more of its fields as secret)
 * and what another key has sealed. What can't be opened stays as it is. Without a key nothing is done.
 */
export async function resealSecrets({
  db,
  providers,
  secrets,
}: Pick<OperationContext, 'providers' | 'secrets'> & { readonly db: Database }): Promise<{
  readonly resealed: number;
  /** Keys of senders whose secrets can't be opened. */
  readonly unreadable: readonly string[];
}> {
  const unreadable: string[] = [];
  if (!secrets.canSeal) return { resealed: 0, unreadable };
  return db.transaction(everyOrganization, async (tx) => {
    const rows = await listAllSenderConfigs(tx);
    const resealed = rows.flatMap((row) => {
      const provider = providers.get(row.provider);
      if (!provider) return [];
      const isSealed = row.sealed === null || secrets.isCurrent(row.sealed);
      const fields = provider.describe().config;
      if (isSealed && !Object.keys(row.config).some((name) => fields[name]?.secret)) return [];
      const opened = tryOpen(secrets, row.org_id, row);
      if (opened === undefined) {
        unreadable.push(row.key);
        return [];
      }
      const sealed = sealConfig(secrets, provider, row.org_id, row.key, opened);
      return [{ org_id: row.org_id, id: row.id, ...sealed }];
    });
    await writeSenderConfigs(tx, resealed);
    return { resealed: resealed.length, unreadable };
  });
}
