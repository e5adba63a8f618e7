/** The test kit as others import it (`relance/testing`): the conformance suite of providers, and providers for tests. */
export type { Counterpart, ProviderExercise, Reaction, ReceivedMessage, TestFramework } from './counterpart.ts';
export { exerciseProvider } from './exercise-provider.ts';
export { fakeProvider } from './fake-provider.ts';
export { type FakeVendor, type LocalFakeVendor, spawnFakeVendor, startFakeVendor } from './fake-provider-server.ts';
export { type FakeScript, parseScript } from './fake-script.ts';
export { createInstantProvider, type InstantProviderOptions } from './instant-provider.ts';
export { type Ledger, type LedgerEntry, openLedger, readLedger } from './ledger.ts';
