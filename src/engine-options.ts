/** What an engine is made from. Every value has a default; `database` is the only one that has none. */
import type { Clock } from './clock.ts';
import type { PolicyDocument } from './domain/policy-document.ts';
import type { AlertDocument } from './domain/read-alert-rules.ts';
import type { TemplateInput } from './domain/read-template.ts';
import type { SequenceDocument } from './domain/sequence-document.ts';
import type { Logger } from './logger.ts';
import type { SenderInput } from './operations/put-senders.ts';
import type { Provider } from './provider.ts';

export interface EngineOptions {
  /** Connection string of a PostgreSQL 15 or newer. */
  readonly database: string;
  /** The organization that calls without `for(…)` mean. Default `default`. */
  readonly organization?: string;
  /** Adapters beside the built-in ones. */
  readonly providers?: readonly Provider[];
  /** Senders of the organization, stored at start. A sender with the same key is replaced. */
  readonly senders?: readonly SenderInput[];
  /** Sequences of the organization, stored at start; an unchanged one makes no new version. */
  readonly sequences?: readonly SequenceDocument[];
  /** The policy of the organization, stored at start; an unchanged one makes no new version. */
  readonly policy?: PolicyDocument;
  /** Templates of the organization, stored at start; an unchanged one makes no new version. */
  readonly templates?: readonly TemplateInput[];
  /** Who is told when something is not as it should be, stored at start. */
  readonly alerts?: AlertDocument;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** May senders call loopback and private network addresses? Default false. */
  readonly allowPrivateAddresses?: boolean;
  /**
   * Keys that secrets of senders (passwords, tokens) are encrypted with in the database: 32 bytes in base64 each, the same in
   * every process. The first encrypts, the others still decrypt. Default: none; then a sender with a secret is refused.
   */
  readonly secretKeys?: readonly string[];
  /** Where vendors reach this installation, for their reports: `https://relance.example.com`. Default: they can't. */
  readonly publicUrl?: string;
  readonly worker?: WorkerSettings;
}

export interface WorkerSettings {
  /** Shown in lists and logs. Default: the host's name and the process id. */
  readonly name?: string;
  /** How long claimed rows are a worker's own, in milliseconds. Default 60,000. */
  readonly leaseMs?: number;
  /** The lease that has to be left when a call begins, in milliseconds. Default 20,000. */
  readonly leaseLeftMs?: number;
  /** Rows that a process may hold before their call. Default 3,000. */
  readonly heldMax?: number;
  /** How long the clocks have to agree after a jump before anything is claimed, in milliseconds. Default 60,000. */
  readonly clockStableMs?: number;
}
