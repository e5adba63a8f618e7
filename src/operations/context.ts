/** What every operation works with. */
import type { Clock } from '../clock.ts';
import type { Provider } from '../provider.ts';
import type { SecretBox } from '../secret-box.ts';
import { type Database, isContention } from '../store/database.ts';
import type { DefinitionCache } from './definition-cache.ts';

export interface OperationContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly definitions: DefinitionCache;
  /** Adapters by type. */
  readonly providers: ReadonlyMap<string, Provider>;
  /** Seals and opens secrets of senders. */
  readonly secrets: SecretBox;
  /** May senders call loopback and private network addresses? */
  readonly allowPrivateAddresses: boolean;
  /** Where vendors reach this installation, without a slash at the end; absent: they can't. */
  readonly publicUrl?: string;
}

const contentionTriesMax = 5;

/** Runs a transaction again when it lost against another one; it has done nothing then. */
export async function withRetries<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isContention(error) || tries >= contentionTriesMax) throw error;
    }
  }
}
