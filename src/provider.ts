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
  /** A template that the vendor keeps, for where free text may not be sent (WhatsApp outside its 24 hours). */
  readonly vendorTemplate?: { readonly id: string; readonly variables: Readonly<Record<string, string>> };
  /** When the recipient last wrote to us at this address, in milliseconds since 1970. */
  readonly lastInboundAt?: number;
  /** Where the vendor may report on this very attempt; absent where this installation has no public address. */
  readonly receiptUrl?: string;
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
 * - `rate`: too fast: slow down; the retry budget is untouched. With `recipientAsked` only what goes to that address waits
 */
export type RefusalClass = 'transient' | 'sender' | 'recipient' | 'content' | 'rate';

export type SendOutcome =
  | {
      readonly kind: 'accepted';
      /** The vendor's id of the message, where it gives one. Replies and receipts may name it. */
      readonly providerMessageId?: string;
      readonly detail?: string;
      /** What it costs by the sender's price table, in cents, fractions included. */
      readonly costCents?: number;
    }
  | {
      readonly kind: 'refused';
      readonly class: RefusalClass;
      /** The vendor's code, for example `550` or `21610`. */
      readonly code: string;
      readonly detail: string;
      /** For `recipient`: the person has told the vendor to stop us; what starts us again there, starts us here. */
      readonly personStopped?: boolean;
      /** For `rate`: it is asked for by the address alone (the recipient's own endpoint, a channel); the account is as good as ever. */
      readonly recipientAsked?: boolean;
      /** How long the vendor asks us to wait, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'unknown'; readonly code: string; readonly detail: string };

/** What is known of an attempt whose outcome is unknown. */
export interface LookupRequest {
  readonly attemptId: string;
  readonly messageId: string;
  readonly channel: Channel;
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  /** When the call was given up, in milliseconds since 1970: it began up to two minutes before. Vendors' clocks differ. */
  readonly calledAt: number;
}

/** `not_found` settles nothing: the vendor may not know of it yet. */
export type LookupOutcome = SendOutcome | { readonly kind: 'not_found' };

/** What a later report says about a message that was accepted. Reports come in any order, late, and several times. */
export interface Receipt {
  /** Names this report for ever: the vendor's id of it, else what makes it different from others. */
  readonly dedupeKey: string;
  /** Which message: our id of the attempt where the vendor carries it, else the vendor's id. */
  readonly attemptId?: string;
  readonly providerMessageId?: string;
  /** Who got it, as far as the report says. Needed where neither id is known (bounces of mail). */
  readonly to?: string;
  readonly state:
    | 'sent'
    | 'delivered'
    /** It did not arrive; `class` says whose fault that is. */
    | 'undelivered'
    /** The person called it spam. */
    | 'complained'
    /** The person unsubscribed at the vendor. */
    | 'unsubscribed'
    | 'opened'
    | 'clicked';
  /** In milliseconds since 1970, by the vendor. */
  readonly at: number;
  /** For `undelivered`: `recipient` when the address does not work and never will, for example a hard bounce. */
  readonly class?: RefusalClass;
  /** For `undelivered`: because the person has said stop to the vendor; they may take it back. */
  readonly personStopped?: boolean;
  /** For `rate`: how long the account is of no use (a limit of the day), in milliseconds; at most an hour counts. Else it is slowed down. */
  readonly retryAfterMs?: number;
  /** The vendor's code, for example `30005` or `5.1.1`. */
  readonly code?: string;
  readonly detail?: string;
}

/** A message from a person, or from a machine that answers for one. */
export interface InboundMessage {
  /** The vendor's id of it; for e-mail its Message-ID. */
  readonly dedupeKey: string;
  readonly channel: Channel;
  /** Their address, in the form that `SendRequest.to` has. */
  readonly from: string;
  /** The address of ours that they wrote to. */
  readonly to: string;
  /** What they wrote, without what they quote. */
  readonly text: string;
  readonly subject?: string;
  readonly at: number;
  /** Ids of messages of ours that it answers, the nearest first: vendor's ids or our attempt ids. */
  readonly answers?: readonly string[];
  /** Nobody wrote this: an out-of-office notice, a ticket system. It is kept, and stops nothing. */
  readonly automatic?: boolean;
  /** The vendor took it for one of these words, and acted on it. */
  readonly keyword?: 'stop' | 'start' | 'help';
}

/** A call of the vendor to us. */
export interface WebhookRequest {
  readonly method: string;
  /** As the vendor called it, with the public host, path and query: some signatures are over this. */
  readonly url: string;
  /** What the vendor reports at this URL: one of the `webhooks.kinds` of the description. */
  readonly kind: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw bytes: signatures are over these. */
  readonly body: Uint8Array;
  readonly receivedAt: number;
}

/** What came back from a vendor. */
export interface Incoming {
  readonly receipts: readonly Receipt[];
  readonly inbound: readonly InboundMessage[];
}

export type ReceiveResult =
  /** The signature is missing, wrong or too old. Nothing was read. */
  | { readonly kind: 'rejected'; readonly detail: string }
  /** The signature is right and the body makes no sense. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  | ({
      readonly kind: 'read';
      /** What the vendor wants to be answered; default: 200 without a body. Sent once everything is stored. */
      readonly answer?: { readonly contentType: string; readonly body: string };
      /**
       * These are e-mails, which anybody can write: the call proves who passed them on, and no more. A report among them is
       * believed only where it names an attempt of ours.
       */
      readonly isPassedOn?: boolean;
    } & Incoming);

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
  /**
   * Webhooks that this provider reads, at `/webhooks/<source>/<kind>`; for the kind `''` at `/webhooks/<source>`. Of several
   * senders at one source the first whose `receive` does not reject the call gets it.
   */
  readonly webhooks?: {
    readonly source: string;
    readonly kinds: readonly string[];
    /** The kind that a `receiptUrl` points to; absent: the vendor knows by its own configuration where to report. */
    readonly receipts?: string;
  };
  /**
   * Are the dedupe keys of what comes back unique in the world (a Message-ID, a vendor's own ids), so that two senders of one
   * account hear the same once? Default: they are each sender's own.
   */
  readonly globalIds?: boolean;
  /** Its senders may have something to fetch (`listen`), where they are configured so. */
  readonly listens?: boolean;
  /**
   * By which id does the receiver remove duplicates? `message`: by `messageId`, so that the engine may send an unknown again,
   * by the same sender. `attempt`: by `attemptId`; the same call once more is harmless, but the engine never makes one: its
   * next attempt has another id, and would be another message. For the engine that is the same as `none`.
   */
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
  /**
   * Does what this sender talks to remove duplicates by `messageId`? Where that depends on the configuration; it counts
   * instead of what `idempotency` says of all of them. Default: `idempotency` is `message`.
   */
  readonly removesDuplicates?: boolean;
  /** Makes the call once. Never rejects: what goes wrong is an outcome, and what cannot be told is `unknown`. */
  send(request: SendRequest): Promise<SendOutcome>;
  /** Checks the account without sending anything. */
  check?(): Promise<{ readonly ok: boolean; readonly detail: string }>;
  /** Asks the vendor what became of an attempt whose outcome is unknown. Only what is certain is an outcome. */
  lookup?(request: LookupRequest, signal: AbortSignal): Promise<LookupOutcome>;
  /** Verifies the signature over the raw bytes, then reads. */
  receive?(request: WebhookRequest): Promise<ReceiveResult>;
  /**
   * Fetches what comes back where the vendor does not call us (a mailbox). Runs until the signal aborts; one process at a
   * time does it for a sender. Rejects when it can't go on: it is begun anew after a while, from the last stored position.
   *
   * @param position where the last one had got to, as it was handed over with `store`; null at first
   * @param store resolves when everything is stored, the position with it; what comes again is recognised by its dedupeKey
   */
  listen?(
    position: string | null,
    store: (incoming: Incoming, position: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /** Releases connections. */
  close?(): Promise<void>;
}

export interface Provider {
  describe(): ProviderDescription;
  /** Throws an Error with a clear text when the configuration is not usable. */
  configure(config: Readonly<Record<string, unknown>>, context: ProviderContext): Sender;
}
