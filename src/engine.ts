/**
 * The only composition root: puts database, providers, operations and worker together. Nothing is decided here.
 *
 * An engine records events, schedules and cancels from the moment it is created; it sends once it is started.
 */
import { hostname } from 'node:os';
import { systemClock } from './clock.ts';
import type { AlertRules } from './domain/alert.ts';
import type { EffectiveValue } from './domain/merge-policy.ts';
import type { PolicyDocument } from './domain/policy-document.ts';
import type { AlertDocument } from './domain/read-alert-rules.ts';
import type { TemplateInput } from './domain/read-template.ts';
import type { SequenceDocument } from './domain/sequence-document.ts';
import type { EngineOptions, WorkerSettings } from './engine-options.ts';
import { invalidInput } from './errors.ts';
import { type Logger, silentLogger } from './logger.ts';
import {
  type AlertTest,
  putAlertRules,
  readAlertRulesInForce,
  readStandingAlerts,
  type StandingAlert,
  testAlertTarget,
} from './operations/alert-rules.ts';
import { type Actor, localActor } from './operations/audit.ts';
import { cancelFollowUps } from './operations/cancel-follow-ups.ts';
import {
  type ContactPreferences,
  changePreferences,
  type PreferencesPatch,
  readPreferences,
} from './operations/change-preferences.ts';
import type { OperationContext } from './operations/context.ts';
import { DefinitionCache } from './operations/definition-cache.ts';
import { countUnknownHashes } from './operations/erased-addresses.ts';
import { type ContactExplanation, explainContact } from './operations/explain-contact.ts';
import { explainFollowUp, type FollowUpExplanation } from './operations/explain-follow-up.ts';
import { type ExportFormat, exportSuppressions } from './operations/export-suppressions.ts';
import { csvRows, type ImportReport, importSuppressions, jsonRows } from './operations/import-suppressions.ts';
import { Intake } from './operations/intake.ts';
import type { Page, PageRequest } from './operations/paging.ts';
import { type PutPolicyResult, putPolicy } from './operations/put-policy.ts';
import { putSenders, type SenderInput } from './operations/put-senders.ts';
import { type PutResult, putSequences } from './operations/put-sequences.ts';
import { putTemplates } from './operations/put-templates.ts';
import type { Contact } from './operations/read-contacts.ts';
import { readEvent } from './operations/read-event.ts';
import {
  type PolicyInForce,
  type PolicyQuestion,
  readEffectivePolicy,
  readPolicyInForce,
} from './operations/read-policies.ts';
import { type EventResult, recordEvents } from './operations/record-events.ts';
import { type OneOff, type ScheduleResult, scheduleFollowUps } from './operations/schedule-follow-ups.ts';
import { resealSecrets } from './operations/sender-secrets.ts';
import { type ConsentRow, type ConsentWords, readConsentPage, tellConsents } from './operations/tell-consents.ts';
import type { Provider } from './provider.ts';
import { discordBot } from './providers/discord-bot.ts';
import { discordWebhook } from './providers/discord-webhook.ts';
import { httpGateway } from './providers/gateway-http.ts';
import { n8nWebhook } from './providers/n8n-webhook.ts';
import { resendEmail } from './providers/resend-email.ts';
import { sandboxInbox } from './providers/sandbox-inbox.ts';
import { sendgridEmail } from './providers/sendgrid-email.ts';
import { slackBot } from './providers/slack-bot.ts';
import { slackWebhook } from './providers/slack-webhook.ts';
import { smtpEmail } from './providers/smtp-email.ts';
import { standardWebhook } from './providers/standard-webhook.ts';
import { telegramBot } from './providers/telegram-bot.ts';
import { twilioMessaging } from './providers/twilio-messaging.ts';
import { SecretBox } from './secret-box.ts';
import { Database } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { ensureOrganization } from './store/store-definitions.ts';
import { Telemetry } from './telemetry.ts';
import { Worker } from './worker/worker.ts';

/** What is done in the name of one organization. */
export interface OrganizationEngine {
  readonly orgId: number;
  readonly events: {
    /** Records one event; concurrent calls share a transaction. Resolves when it is committed. @throws RelanceError `invalid_input` */
    record(event: unknown): Promise<EventResult>;
    /** Records a batch, in order, all or none. @throws RelanceError `invalid_input` with the problems of every item */
    recordAll(events: readonly unknown[]): Promise<readonly EventResult[]>;
  };
  readonly followUps: {
    /** Schedules one follow-up; concurrent calls share a transaction. Resolves when it is committed. */
    schedule(oneOff: OneOff): Promise<ScheduleResult>;
    scheduleAll(oneOffs: readonly OneOff[]): Promise<readonly ScheduleResult[]>;
    cancel(id: string, reason?: string): Promise<boolean>;
    /** Cancels everything that is pending for a contact. Resolves with how many follow-ups that were. */
    cancelForContact(contactId: string, reason?: string): Promise<number>;
    /**
     * Why it was or was not sent, in the organization's language or another one (`en`, `fr`, `es`, `de`).
     * @throws RelanceError `not_found`
     */
    explain(id: string, locale?: string): Promise<FollowUpExplanation>;
  };
  readonly contacts: {
    /**
     * What a person gets, got and did not get, and why, with the latest 50 decisions.
     * @param reference the contact's id, or `key:` and your own key
     * @throws RelanceError `not_found`
     */
    explain(reference: string, locale?: string): Promise<ContactExplanation>;
  };
  /** What people agreed to and refused. A contact is named by its id, or by `key:` and your own key. */
  readonly consents: {
    /** Records what a person said, all or nothing. Resolves when it is committed. @throws RelanceError `invalid_input`, `not_found` */
    tell(contact: string, words: readonly ConsentWords[]): Promise<Contact>;
    /** Everything that was ever said, with its proof, the latest first. */
    history(contact: string, page?: PageRequest): Promise<Page<ConsentRow>>;
  };
  /** What people asked for themselves. */
  readonly preferences: {
    read(contact: string): Promise<ContactPreferences>;
    /** What is absent stays, null clears. @throws RelanceError `invalid_input`, `not_found` */
    change(contact: string, patch: PreferencesPatch): Promise<ContactPreferences>;
  };
  readonly suppressions: {
    /** Takes over a list, for example `createReadStream(path, 'utf8')`; a bad row refuses no other. */
    import(
      text: Iterable<string> | AsyncIterable<string>,
      format: ExportFormat,
      options?: { cause?: string },
    ): Promise<ImportReport>;
    /** The whole list as text, in chunks. */
    export(format: ExportFormat): AsyncGenerator<string>;
  };
  readonly sequences: { put(documents: readonly SequenceDocument[]): Promise<PutResult[]> };
  readonly templates: { put(templates: readonly TemplateInput[]): Promise<unknown> };
  readonly policy: {
    /** Sets the whole policy: what is absent is as by default. @throws RelanceError `invalid_input` with all problems */
    put(document: PolicyDocument): Promise<PutPolicyResult>;
    read(): Promise<PolicyInForce>;
    /** Every value that counts, for a sequence and a contact if they are named, with where it was set. */
    effective(question?: PolicyQuestion): Promise<readonly EffectiveValue[]>;
  };
  readonly senders: { put(senders: readonly SenderInput[]): Promise<unknown> };
  /** Who is told when something is not as it should be. */
  readonly alerts: {
    /** Sets all of it: what is absent is as by default. @throws RelanceError `invalid_input` with all problems */
    put(document: AlertDocument): Promise<AlertRules>;
    read(): Promise<AlertRules>;
    /** What stands, as a worker last saw it, and who was told. */
    standing(page?: PageRequest, locale?: string): Promise<Page<StandingAlert>>;
    /** Sends one message to a target. @throws RelanceError `not_found` */
    test(target: string): Promise<AlertTest>;
  };
}

export interface Engine extends OrganizationEngine {
  /** The same for another organization, which is made if there is none with this key. */
  for(organization: string): Promise<OrganizationEngine>;
  /** Starts sending: this process becomes a worker. */
  start(): void;
  /** Ends calls under way, writes their outcomes, gives back what was not called, closes the database. Again is the same. */
  stop(): Promise<void>;
  /** Is nothing claimed, called or waiting to be written in this process? */
  readonly idle: boolean;
  /** For the HTTP surface and other entries. */
  readonly context: OperationContext;
  readonly intake: Intake;
  readonly telemetry: Telemetry;
}

const builtInProviders: readonly Provider[] = [
  smtpEmail,
  sendgridEmail,
  resendEmail,
  twilioMessaging,
  httpGateway,
  discordBot,
  discordWebhook,
  slackBot,
  slackWebhook,
  telegramBot,
  standardWebhook,
  n8nWebhook,
  sandboxInbox,
];

/** @throws RelanceError `store_unavailable`, `unsupported_database`, `invalid_input` */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { clock = systemClock, logger = silentLogger } = options;
  await migrate(options.database);
  const db = new Database({ url: options.database });
  try {
    const providers = new Map(
      [...builtInProviders, ...(options.providers ?? [])].map((provider) => [provider.describe().type, provider]),
    );
    const { publicUrl } = options;
    const context: OperationContext = {
      db,
      clock,
      providers,
      definitions: new DefinitionCache(db, clock),
      secrets: new SecretBox(options.secretKeys ?? []),
      allowPrivateAddresses: options.allowPrivateAddresses ?? false,
      ...(publicUrl !== undefined && { publicUrl: publicUrl.replace(/\/+$/, '') }),
    };
    const { unreadable } = await resealSecrets(context);
    if (unreadable.length > 0) logger.error('secrets_unreadable', { senders: unreadable.join(', ') });
    const foreign = await countUnknownHashes(context);
    if (foreign > 0) logger.error('erased_addresses_unknown', { count: foreign });
    const intake = new Intake(context);
    const telemetry = new Telemetry();
    const organizationEngine = async (key: string) =>
      forOrganization(context, intake, await ensureOrganization(db, key));
    const own = await organizationEngine(options.organization ?? 'default');
    await own.templates.put(options.templates ?? []);
    if (options.policy) await own.policy.put(options.policy);
    await own.sequences.put(options.sequences ?? []);
    await own.senders.put(options.senders ?? []);
    if (options.alerts) await own.alerts.put(options.alerts);
    let worker: Worker | undefined;
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await worker?.stop();
      await db.close();
    };
    return {
      ...own,
      context,
      intake,
      telemetry,
      for: organizationEngine,
      start() {
        if (worker) return;
        worker = createWorker(context, telemetry, logger, options.worker);
        worker.start();
      },
      stop() {
        stopping ??= stop();
        return stopping;
      },
      get idle() {
        return worker?.idle ?? true;
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

function forOrganization(context: OperationContext, intake: Intake, orgId: number): OrganizationEngine {
  const read = (value: unknown, path: string) => readEvent(value, path, { now: context.clock.now() });
  return {
    orgId,
    events: {
      async record(value) {
        const reading = read(value, '');
        if ('problems' in reading) throw invalidInput(reading.problems);
        return intake.record(orgId, reading.event);
      },
      async recordAll(values) {
        const readings = values.map((value, index) => read(value, `[${index}]`));
        const problems = readings.flatMap((reading) => ('problems' in reading ? reading.problems : []));
        if (problems.length > 0) throw invalidInput(problems);
        return recordEvents(
          context,
          orgId,
          readings.flatMap((reading) => ('event' in reading ? [reading.event] : [])),
        );
      },
    },
    followUps: {
      schedule: (oneOff) => intake.schedule(orgId, oneOff),
      scheduleAll: (oneOffs) => scheduleFollowUps(context, orgId, oneOffs),
      cancel: async (id, reason = 'cancelled_by_caller') =>
        (await cancelFollowUps(context, orgId, [id], reason, localActor))[0]?.ok ?? false,
      cancelForContact: (contactId, reason = 'cancelled_by_caller') =>
        intake.cancelForContact(orgId, { contactId, reason }),
      explain: (id, locale) => explainFollowUp(context, orgId, id, locale),
    },
    contacts: {
      explain: (reference, locale) => explainContact(context, orgId, reference, { limit: 50, after: null }, locale),
    },
    consents: {
      tell: (contact, words) => tellConsents(context, orgId, contact, words),
      history: (contact, page = { limit: 100, after: null }) => readConsentPage(context, orgId, contact, page),
    },
    preferences: {
      read: (contact) => readPreferences(context, orgId, contact),
      change: (contact, patch) => changePreferences(context, orgId, contact, patch, library),
    },
    suppressions: {
      import: (text, format, options = {}) =>
        importSuppressions(context, orgId, (format === 'csv' ? csvRows : jsonRows)(text), { ...options, by: library }),
      export: (format) => exportSuppressions(context, orgId, format),
    },
    sequences: { put: (documents) => putSequences(context, orgId, documents) },
    templates: { put: (templates) => putTemplates(context, orgId, templates) },
    policy: {
      put: (document) => putPolicy(context, orgId, document, library),
      read: () => readPolicyInForce(context, orgId),
      effective: (question = {}) => readEffectivePolicy(context, orgId, question),
    },
    senders: { put: (senders) => putSenders(context, orgId, senders) },
    alerts: {
      put: (document) => putAlertRules(context, orgId, document, library),
      read: () => readAlertRulesInForce(context, orgId),
      standing: (page = { limit: 100, after: null }, locale) => readStandingAlerts(context, orgId, page, locale),
      test: (target) => testAlertTarget(context, orgId, target),
    },
  };
}

/** Who does what the host does, on timelines. */
const library: Actor = { ...localActor, name: 'the library' };

const workerDefaults = {
  leaseMs: 60_000,
  leaseLeftMs: 20_000,
  heldMax: 3_000,
  clockStableMs: 60_000,
} satisfies WorkerSettings;

function createWorker(
  context: OperationContext,
  telemetry: Telemetry,
  logger: Logger,
  settings: WorkerSettings = {},
): Worker {
  const { db, clock, definitions, providers } = context;
  return new Worker({
    ...workerDefaults,
    name: `${hostname()}/${process.pid}`,
    ...settings,
    db,
    clock,
    logger,
    definitions,
    providers,
    observer: telemetry.observer,
    context,
  });
}
