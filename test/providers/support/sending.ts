// What the tests of the providers share: a context, the message that is sent, and the ways in which a vendor isn't there.
import { systemClock } from '../../../src/clock.ts';
import type { ProviderContext, SendRequest } from '../../../src/provider.ts';
import type { Reaction } from '../../../src/testing/counterpart.ts';
import { closedPort } from './raw-server.ts';

export const attemptId = '0197c0de-0000-7000-8000-000000000001.1';
export const messageId = '0197c0de-1111-7000-8000-000000000001';

export const context: ProviderContext = {
  clock: systemClock,
  allowPrivateAddresses: true,
  deliverToSandbox: async () => {},
};

/** The same, with a clock that stands still. */
export const contextAt = (nowMs: number): ProviderContext => ({
  ...context,
  clock: { now: () => nowMs, monotonicMs: systemClock.monotonicMs },
});

/** Makes requests about one message, each with what a test wants otherwise. */
export function requestsOf(message: Pick<SendRequest, 'channel' | 'to' | 'text'> & Partial<SendRequest>) {
  return (more: Partial<SendRequest> = {}): SendRequest => ({
    attemptId,
    messageId,
    signal: new AbortController().signal,
    ...message,
    ...more,
  });
}

export const emailRequest = requestsOf({
  channel: 'email',
  to: 'ada@example.net',
  subject: 'Tomorrow at ten',
  text: 'See you then.',
});

/** The message is taken, and its sender is not told so. */
export const lostAnswers = [
  'accept_then_hang',
  'accept_then_reset',
  'accept_then_cut',
  'accept_then_fault',
  'accept_then_drip',
] as const satisfies readonly Reaction[];

/** Addresses at which no vendor answers, by what is wrong with them. */
export const nowhere = async (host: string) => ({
  'a refused connection': `http://127.0.0.1:${await closedPort()}`,
  'a host that does not exist': `https://${host}.invalid`,
});

/** For `unreachable` of a provider whose vendor's address is `baseUrl`; `path` is appended to it. */
export async function unreachableBase(config: Readonly<Record<string, unknown>>, host: string, path = '') {
  const places = Object.entries(await nowhere(host));
  return Object.fromEntries(places.map(([what, url]) => [what, { ...config, baseUrl: url + path }]));
}
