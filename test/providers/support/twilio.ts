// What the tests of Twilio stand on: a Twilio on this machine with a clock that stands still, a sender, a message.
import { afterEach, beforeEach } from 'vitest';
import type { LookupOutcome, LookupRequest, Sender, SendRequest } from '../../../src/provider.ts';
import { twilioMessaging } from '../../../src/providers/twilio-messaging.ts';
import {
  startTwilioServer,
  type TwilioServer,
  type TwilioServerOptions,
} from '../../../src/testing/vendors/twilio-server.ts';
import { contextAt, requestsOf } from './sending.ts';

export const ada = '+15005550001';
export const now = Date.UTC(2026, 2, 1, 9);
export const hour = 3_600_000;
export const template = { id: `HX${'c'.repeat(32)}`, variables: { 1: 'Ada', 2: '10:00' } };
export const messagingServiceSid = `MG${'d'.repeat(32)}`;

/** As the engine makes it. */
export const receiptUrlOf = (attemptId: string) =>
  `https://relance.example.com/webhooks/twilio/status?org=studio&attempt=${attemptId}`;

const context = contextAt(now);

export const request = requestsOf({ channel: 'sms', to: ada, text: 'See you tomorrow.' });

/** A server per test. */
export function useTwilio() {
  let server: TwilioServer;
  const restart = async (options: TwilioServerOptions = {}) => {
    server = await startTwilioServer({ now: () => now, ...options });
  };
  beforeEach(() => restart());
  afterEach(() => server.close());

  const configure = (config: Record<string, unknown> = {}): Sender =>
    twilioMessaging.configure({ ...server.config, timeoutMs: 5000, ...config }, context);
  return {
    twilio: () => server,
    restart: async (options: TwilioServerOptions) => {
      await server.close();
      await restart(options);
    },
    configure,
    send: (more: Partial<SendRequest> = {}, config: Record<string, unknown> = {}) =>
      configure(config).send(request(more)),
    lookUp: (
      more: Partial<LookupRequest> = {},
      config: Record<string, unknown> = {},
    ): Promise<LookupOutcome> | undefined => {
      const { attemptId, messageId, channel, to, text } = request();
      const asked: LookupRequest = { attemptId, messageId, channel, to, text, calledAt: now, ...more };
      return configure(config).lookup?.(asked, new AbortController().signal);
    },
  };
}
