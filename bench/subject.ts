// What a system must offer to be measured, and nothing about how it is measured.
//
// A subject never times itself: it schedules, cancels, and hands due follow-ups to the sender that the harness gives it.
// Clients live in the measuring process, workers in child processes of their own (`worker-process.ts`).
//
// Rules for every implementation:
//   - use the system the way its documentation recommends for speed, and say how in `configuration`;
//   - a call that resolves is durable: committed with the server's default durability;
//   - one pending follow-up per contact, and it must be cancellable by its contact alone;
//   - `send` is called once per due follow-up, never before its due time.

/** What reaches the sender; about 300 bytes as JSON. */
export interface FollowUpPayload {
  readonly number: number;
  /** Milliseconds since the epoch, whole: what lateness is measured from. */
  readonly dueAtMs: number;
  /** Whether the harness records when this one was called. False for warm-ups and backlogs. */
  readonly timed: boolean;
  readonly to: string;
  readonly template: string;
  readonly text: string;
}

/** `manual` is held back by nothing; `conversational` by caps, gaps, quiet hours and consent. */
export type FollowUpCategory = 'manual' | 'conversational';

/** One dated call. Numbers are unique within a run; the contact has the same number as the follow-up. */
export interface FollowUp {
  readonly number: number;
  /** 0 is the default organization; others exist in the fairness workload only. */
  readonly organization: number;
  readonly contact: number;
  readonly dueAtMs: number;
  readonly category: FollowUpCategory;
  readonly payload: FollowUpPayload;
}

/** The contacts that follow-ups will be scheduled for: numbers `from` to `from + count - 1` of one organization. */
export interface ContactRange {
  readonly organization: number;
  readonly from: number;
  readonly count: number;
}

/** The scheduling side, in the process of the caller. All methods may be called concurrently. */
export interface Client {
  /** Makes contacts exist before any clock runs, for systems that know contacts. */
  prepareContacts?(range: ContactRange): Promise<void>;
  /**
   * Schedules many at the highest speed that the system offers, in batches of the subject's choice. As many batches are
   * in flight as the client has callers, no more.
   */
  scheduleBulk(followUps: Iterable<FollowUp>): Promise<void>;
  /** Schedules one, as an application does while it handles a request. */
  schedule(followUp: FollowUp): Promise<void>;
  /** Sets a policy that asks for everything and lets everything pass, for contacts who were sent something of late. */
  askPolicies?(contacts: number): Promise<void>;
  /** Cancels whatever is pending for one contact of the default organization: the person has replied. */
  cancelForContact(contact: number): Promise<void>;
  /** Follow-ups that are neither sent nor cancelled, due or not. Exact; may be slow, never called while a clock runs. */
  pendingCount(): Promise<number>;
  /** Bytes on disk that grow with each pending follow-up: its rows wherever they lie and all their indexes. */
  storedBytes(): Promise<number>;
  close(): Promise<void>;
}

/** The sending side, alone in a child process. */
export interface Worker {
  /** Starts taking what is due. Called again after `stop`. */
  start(): Promise<void>;
  /** Whether every call made so far has been settled durably. Polled every few milliseconds at the end of a drain. */
  idle(): boolean | Promise<boolean>;
  /** Takes no more, settles what is in flight. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface WorkerOptions {
  readonly databaseUrl: string;
  /** How long one call of the sender takes; 0 answers at once. */
  readonly senderMs: number;
  /** How many calls the sender accepts at a time; it queues any beyond that. Without a limit, the subject's own best. */
  readonly senderConcurrency: number | undefined;
  /** The sender. Resolves when the provider has accepted. */
  readonly send: (payload: FollowUpPayload) => Promise<void>;
}

/** An HTTP server of the system, alone in a child process. Relance only. */
export interface EventServer {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface Subject {
  readonly name: string;
  readonly version: string;
  /** One or two sentences: which API, batch sizes, concurrency. Printed in the report. */
  readonly configuration: string;
  /** Why it can't run here. Such a subject is left out, and the report says so. */
  readonly unavailable?: string;
  /** Creates the schema in an empty database. */
  install(databaseUrl: string): Promise<void>;
  /** `callers`: how many calls the harness will have in flight at a time. */
  openClient(databaseUrl: string, callers: number): Promise<Client>;
  openWorker(options: WorkerOptions): Promise<Worker>;
  openEventServer?(databaseUrl: string): Promise<EventServer>;
  /** The body of one `POST /v1/events`, different for each number. */
  eventBody?(number: number): unknown;
}
