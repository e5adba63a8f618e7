/**
 * The test kit as others import it (`relance/testing`): the conformance suite of providers, providers for tests, a mail
 * server, a clock that can be set, and the proof that everything arrived once.
 */
import '../temporal.ts';

export { type Audit, type AuditedFollowUp, auditDeliveries } from './audit-deliveries.ts';
export type { Counterpart, ProviderExercise, Reaction, ReceivedMessage, TestFramework } from './counterpart.ts';
export { exerciseProvider } from './exercise-provider.ts';
export { fakeProvider } from './fake-provider.ts';
export { type FakeVendor, type LocalFakeVendor, spawnFakeVendor, startFakeVendor } from './fake-provider-server.ts';
export { type FakeScript, parseScript } from './fake-script.ts';
export { createInstantProvider, type InstantProviderOptions } from './instant-provider.ts';
export { type Ledger, type LedgerEntry, openLedger, readLedger } from './ledger.ts';
export { type ArrivedMail, MailServer, type MailServerOptions } from './mail-server.ts';
export { VirtualClock, type VirtualClockOptions } from './virtual-clock.ts';
