/**
 * Relance as a library.
 *
 *   import { createEngine, defineSequence } from 'relance';
 *
 *   const engine = await createEngine({ database: 'postgresql://…', sequences: [nudge], senders: [mail] });
 *   engine.start();
 *   await engine.events.record({ type: 'lead.created', … });
 *   await engine.stop();
 */
import './temporal.ts';

export type { Clock, Instant } from './clock.ts';
export { systemClock } from './clock.ts';
export { defineSequence } from './define-sequence.ts';
export { type Channel, channels } from './domain/channel.ts';
export { type EventType, eventTypes, type SubjectType } from './domain/event.ts';
export type { PolicyDocument } from './domain/policy-document.ts';
export type { Problem } from './domain/problem.ts';
export type { AlertDocument } from './domain/read-alert-rules.ts';
export type { TemplateInput } from './domain/read-template.ts';
export { type Category, categories } from './domain/sequence.ts';
export type { SequenceDocument, StepDocument } from './domain/sequence-document.ts';
export { createEngine, type Engine, type OrganizationEngine } from './engine.ts';
export type { EngineOptions, WorkerSettings } from './engine-options.ts';
export { type ErrorCode, errorCatalog, RelanceError } from './errors.ts';
export { createLogger, type Logger, type LogLevel, silentLogger } from './logger.ts';
export type { Provider, ProviderDescription, Sender, SendOutcome, SendRequest } from './provider.ts';
