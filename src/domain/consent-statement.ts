/** What people say about consent, and how it can be shown later on; what holds by it is worked out in `consent.ts`. */
import { type Category, categories } from './category.ts';
import type { Channel } from './channel.ts';

/** `pending`: asked for, and not confirmed yet. */
export type ConsentState = 'in' | 'out' | 'pending';

/** `*`: every category that is not named by itself. */
export type ConsentScope = Category | '*';

export const consentScopes: readonly ConsentScope[] = ['*', ...categories];

/** What holds at one address, as `addresses.consents` has it. Null: nothing was ever said. */
export type Consents = Readonly<Partial<Record<ConsentScope, ConsentState>>>;

/** How a consent came to us. */
export const consentSources = ['form', 'call', 'import', 'page', 'word', 'provider', 'api'] as const;
export type ConsentSource = (typeof consentSources)[number];

/** How it can be shown later on that somebody said so. */
export interface ConsentProof {
  readonly source: ConsentSource;
  /** What the person was shown or asked, or wrote themselves. */
  readonly text: string | null;
  /** The page or document. */
  readonly url: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Who took it down. */
  readonly actor: string | null;
}

/** One category at one address. */
export interface ConsentPlace {
  readonly channel: Channel;
  readonly value: string;
  readonly category: ConsentScope;
}

/** What was said about one address, once. */
export interface ConsentStatement {
  readonly category: ConsentScope;
  readonly state: ConsentState;
  /** Of a stop or a start: `stop_word`, `unsubscribed`, `start_word` and the like. Null for everything else. */
  readonly cause: string | null;
  /** When it was said, milliseconds since 1970. */
  readonly at: number;
}
