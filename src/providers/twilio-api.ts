/**
 * Twilio's REST API as far as it is used here: how a call is made, and how its answers look.
 *
 * @source https://www.twilio.com/docs/messaging/api/message-resource and the OpenAPI description twilio_api_v2010
 *   (github.com/twilio/twilio-oai), 2026-11
 */
import type { HttpResult } from '../http-call.ts';
import type { ProviderContext } from '../provider.ts';
import { callVendor, type VendorHttpConfig } from '../provider-kit/vendor-http.ts';

export interface TwilioApiConfig extends VendorHttpConfig {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKeySid: string | undefined;
  readonly apiKeySecret: string | undefined;
}

/** A Message resource. All but the SID may be missing or null. */
export interface TwilioMessage {
  readonly sid: string;
  readonly status?: string | null;
  readonly error_code?: number | string | null;
  readonly error_message?: string | null;
  readonly body?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly direction?: string | null;
  readonly messaging_service_sid?: string | null;
  /** RFC 2822, in UTC. */
  readonly date_created?: string | null;
}

export interface TwilioCall {
  readonly method: 'GET' | 'POST';
  /** Below the account and with a slash in front, such as `/Messages.json`; or `.json` for the account itself. */
  readonly path: string;
  readonly form?: URLSearchParams;
  readonly signal?: AbortSignal;
  readonly maxResponseBytes?: number;
  /** Uses the auth token even where there is an API key. */
  readonly asAccount?: boolean;
}

export const accountPathOf = (accountSid: string) => `/2010-04-01/Accounts/${accountSid}`;

/** One call, never repeated. */
export function callTwilio(config: TwilioApiConfig, context: ProviderContext, call: TwilioCall): Promise<HttpResult> {
  const { method, path, form, signal, maxResponseBytes, asAccount = false } = call;
  return callVendor(config, context, {
    method,
    path: accountPathOf(config.accountSid) + path,
    headers: {
      authorization: authorizationOf(config, asAccount),
      accept: 'application/json',
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { body: form.toString() }),
    ...(signal && { signal }),
    ...(maxResponseBytes !== undefined && { maxResponseBytes }),
  });
}

/** Undefined where a body is no JSON object. */
export function readObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where it is none: a SID is what makes a message. */
export function readMessage(value: unknown): TwilioMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { sid } = value as { sid?: unknown };
  return typeof sid === 'string' && /^[A-Z]{2}[0-9a-f]{32}$/i.test(sid) ? (value as TwilioMessage) : undefined;
}

function authorizationOf(config: TwilioApiConfig, asAccount: boolean): string {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = config;
  const credentials =
    apiKeySid !== undefined && !asAccount ? `${apiKeySid}:${apiKeySecret}` : `${accountSid}:${authToken}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
