/**
 * The contract that every provider is written against, ours or a stranger's.
 *
 * A provider is an adapter type (SMTP, Twilio, a webhook). Configured with an account it becomes a sender. A provider
 * does one thing: make the call and say honestly which of three outcomes it had. It never retries, never decides what
 * happens next, and holds no state that another process would need.
 *
 * The one rule that must not be broken: say `refused` only when it is certain that the message was not accepted. After
 * the first byte of the message was written, a time-out, a reset or an unreadable answer is `unknown`.
 */

import type { Channel } from './domain/channel.ts';

export type { Channel };

/** One call to make. Everything in it was fixed before the call; a retry of the same attempt carries the same values. */
export interface SendRequest {
  /** Names this attempt for ever: `<follow-up id>.<attempt number>`. Use it wherever the vendor takes an id of ours. */
  readonly attemptId: string;
  /** The same for every attempt of one message: for receivers that remove duplicates by key. */
  readonly messageId: string;
  readonly channel: Channel;
  /** Recipient: E.164 for phones, an e-mail address, a URL, a user or channel id. */
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  /** Structured body for webhooks; absent for messages to people. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Extra headers of e-mails (threading, List-Unsubscribe). Values are checked for line breaks by the provider. */
  readonly headers?: Readonly<Record<string, string>>;
  /** When the recipient's window closes, in milliseconds since 1970: a vendor's own queue must not deliver later. */
  readonly validUntil?: number;
  /** Aborts when the call must be given up. An abort after the first byte is `unknown`. */
  readonly signal: AbortSignal;
}

/**
 * Why a message was certainly not accepted, which decides what follows:
 * - `transient`: try again later, then the next sender
 * - `sender`: this account does not work (credentials, quota, unreachable): next sender now
 * - `recipient`: this address does not work: never again
 * - `content`: this message is not acceptable: an operator has to look
 * - `rate`: too fast: slow down; the retry budget is untouched
 */
export type RefusalClass = 'transient' | 'sender' | 'recipient' | 'content' | 'rate';

export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerMessageId?: string; readonly detail?: string }
  | {
      readonly kind: 'refused';
      readonly class: RefusalClass;
      /** The vendor's code, for example `550` or `21610`. */
      readonly code: string;
      readonly detail: string;
      /** How long the vendor asks us to wait, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'unknown'; readonly code: string; readonly detail: string };

/** What a later report says about a message that was accepted. */
export interface Receipt {
  /** The vendor's id of this report, for removing duplicates. */
  readonly dedupeKey: string;
  readonly attemptId?: string;
  readonly providerMessageId?: string;
  readonly state: 'delivered' | 'undelivered' | 'complained' | 'opened' | 'clicked';
  readonly at: number;
  readonly code?: string;
  readonly detail?: string;
}

/** A message from a person. */
export interface InboundMessage {
  readonly dedupeKey: string;
  readonly channel: Channel;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly subject?: string;
  readonly at: number;
  readonly inReplyTo?: string;
}

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw bytes: signatures are over these. */
  readonly body: Uint8Array;
  readonly receivedAt: number;
}

/** One field of a sender's configuration. */
export interface ConfigField {
  readonly type: 'string' | 'number' | 'boolean' | 'url' | 'object';
  readonly required: boolean;
  readonly secret?: boolean;
  readonly default?: unknown;
  readonly description: string;
}

export interface ProviderDescription {
  /** For example `smtp`. */
  readonly type: string;
  readonly channels: readonly Channel[];
  readonly config: Readonly<Record<string, ConfigField>>;
  readonly limits: {
    /** Messages a minute, where the vendor has a default limit. */
    readonly perMinute?: number;
    /** Calls at one time, per process. */
    readonly concurrency: number;
    /** How long one call may take before its outcome is unknown, in milliseconds. */
    readonly timeoutMs: number;
  };
  /** Does the receiver remove duplicates by `messageId` or `attemptId`? Decides whether an unknown may be sent again. */
  readonly idempotency: 'none' | 'attempt' | 'message';
  /** What counts as accepted, refused and unknown at this vendor, in words, with the source. Shown in the docs. */
  readonly outcomes: readonly {
    readonly when: string;
    readonly outcome: SendOutcome['kind'];
    readonly class?: RefusalClass;
    readonly source: string;
  }[];
}

/** What a provider gets from the engine. */
export interface ProviderContext {
  readonly clock: { now(): number; monotonicMs(): number };
  /** Are loopback and private network addresses allowed as targets? Off by default. */
  readonly allowPrivateAddresses: boolean;
  /** Stores a message in the local sandbox inbox. */
  readonly deliverToSandbox: (message: SendRequest) => Promise<void>;
}

/** A configured account. */
export interface Sender {
  /** Makes the call once. Never rejects: what goes wrong is an outcome, and what cannot be told is `unknown`. */
  send(request: SendRequest): Promise<SendOutcome>;
  /** Checks the account without sending anything. */
  check?(): Promise<{ readonly ok: boolean; readonly detail: string }>;
  /** Asks the vendor what became of an attempt whose outcome is unknown. `not_found` is proof only where stated. */
  lookup?(attemptId: string): Promise<SendOutcome | { readonly kind: 'not_found' }>;
  /** Verifies the signature over the raw bytes, then reads. */
  receive?(
    request: WebhookRequest,
  ): Promise<
    | { readonly kind: 'rejected'; readonly detail: string }
    | { readonly kind: 'read'; readonly receipts: readonly Receipt[]; readonly inbound: readonly InboundMessage[] }
  >;
  /** Releases connections. */
  close?(): Promise<void>;
}

export interface Provider {
  describe(): ProviderDescription;
  /** Throws an Error with a clear text when the configuration is not usable. */
  configure(config: Readonly<Record<string, unknown>>, context: ProviderContext): Sender;
}
