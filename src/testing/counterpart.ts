/** What a provider's author gives to the conformance suite: a server that plays the vendor, and what it can play. */
import type { Channel, Provider, ProviderContext, RefusalClass, SendRequest } from '../provider.ts';

/** What the suite needs of a test framework. */
export interface TestFramework {
  describe(name: string, body: () => void): unknown;
  test(name: string, body: () => Promise<void> | void): unknown;
}

/** How the counterpart answers. `accept` it must know; the others are tested when they are listed. */
export type Reaction =
  | 'accept'
  /** The message reaches the recipient, and then no answer comes. */
  | 'accept_then_hang'
  /** …and then the connection is reset. */
  | 'accept_then_reset'
  /** …and then half an answer comes. */
  | 'accept_then_cut'
  /** …and then an answer says that something went wrong over there (HTTP 500). */
  | 'accept_then_fault'
  /** …and then the answer comes byte by byte, and never whole. */
  | 'accept_then_drip'
  /** The message does not reach the recipient: a refusal of this class. */
  | `refuse_${RefusalClass}`;

/** A message as it reached the recipient. */
export interface ReceivedMessage {
  /** Our id of the attempt, wherever the vendor carries it. */
  readonly attemptId?: string | undefined;
  /** Our id of the message, where the vendor carries that. */
  readonly messageId?: string | undefined;
  readonly to: string;
  readonly subject?: string | undefined;
  readonly text: string;
  /** Every header of the message or of the call, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server that plays the vendor. */
export interface Counterpart {
  /** Configuration of a sender that talks to it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** A recipient's address. */
  readonly to: string;
  /** From the next message on. */
  react(reaction: Reaction): void;
  /** What has reached the recipient so far. */
  received(): readonly ReceivedMessage[];
  /** Closes kept-alive connections, as servers do after a while; resolves when the other side must have noticed. */
  dropIdleConnections?(): Promise<void>;
  /** For providers that get something from the engine, such as the sandbox. */
  readonly context?: Partial<ProviderContext>;
  close(): Promise<void>;
}

export interface ProviderExercise {
  readonly provider: Provider;
  /** Starts a counterpart with nothing received. `timeoutMs` is to be the time-out of a call in its configuration. */
  start(options: { readonly timeoutMs: number }): Promise<Counterpart>;
  /** What the counterpart can play beyond `accept`. */
  readonly reactions: readonly Reaction[];
  /**
   * Configurations with which not a byte can be sent, by what is wrong with them: a refused connection, a host that
   * does not exist, a certificate that is not good.
   */
  unreachable?(counterpart: Counterpart): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>>;
  /** Default: the first of the provider's channels. */
  readonly channel?: Channel;
  /** How many characters a text may have. Default: 100,000. */
  readonly textMax?: number;
  /** How many calls at one time. Default: 20. */
  readonly concurrent?: number;
  /**
   * Which id of ours arrives with a message; `nothing` where the vendor carries none, then messages are told apart by their
   * text. Default: that of the message where the provider is idempotent by it, else that of the attempt.
   */
  readonly carries?: 'attempt' | 'message' | 'nothing';
  /** What every request has beyond the plain ones, such as an address for receipts. */
  readonly request?: (plain: SendRequest) => Partial<SendRequest>;
}
