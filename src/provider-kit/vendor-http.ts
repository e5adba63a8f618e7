/**
 * Calls to a vendor's HTTP API: the fields of a configuration that all of them have, the call, and what it means when the
 * request certainly did not leave. What an answer means is each vendor's own.
 */
import { type HttpCall, type HttpResult, httpCall } from '../http-call.ts';
import type { ConfigField, ProviderContext, RefusalClass, SendOutcome } from '../provider.ts';

/** How a call is made, for whichever URL. */
export const connectionFields = {
  ca: {
    type: 'string',
    required: false,
    description: 'Certificates in PEM that are trusted instead of the public ones.',
  },
  connectTimeoutMs: {
    type: 'number',
    required: false,
    default: 10_000,
    description: 'For DNS, connection and TLS together, in milliseconds.',
  },
  timeoutMs: {
    type: 'number',
    required: false,
    default: 20_000,
    description: 'For a whole call, in milliseconds. After it the outcome is unknown.',
  },
} as const satisfies Record<string, ConfigField>;

/** @param baseUrl the vendor's public API, without a slash at the end */
export function vendorHttpFields(baseUrl: string) {
  return {
    baseUrl: {
      type: 'url',
      required: false,
      default: baseUrl,
      description: 'Where the API is: of another region, of a proxy, or of a server for tests.',
    },
    ...connectionFields,
  } as const satisfies Record<string, ConfigField>;
}

export interface ConnectionConfig {
  readonly ca: string | undefined;
  readonly connectTimeoutMs: number;
  readonly timeoutMs: number;
}

export interface VendorHttpConfig extends ConnectionConfig {
  readonly baseUrl: string;
}

/** What `connectionFields` say about a call, to be spread into it. */
export function connectionOf({ ca, connectTimeoutMs, timeoutMs }: ConnectionConfig, context: ProviderContext) {
  const { allowPrivateAddresses } = context;
  return { timeoutMs, connectTimeoutMs, allowPrivateAddresses, ...(ca !== undefined && { ca }) };
}

export type VendorCall = Pick<HttpCall, 'method' | 'headers' | 'body' | 'signal' | 'maxResponseBytes'> & {
  /** Begins with a slash; appended to `baseUrl`. */
  readonly path: string;
};

/** One call, never repeated. */
export function callVendor(config: VendorHttpConfig, context: ProviderContext, call: VendorCall): Promise<HttpResult> {
  const { path, ...rest } = call;
  return httpCall({
    ...rest,
    ...connectionOf(config, context),
    url: config.baseUrl.replace(/\/+$/, '') + path,
  });
}

/** Rows of an outcome table that say what `outcomeWithoutAnswer` does. */
export const unsentOutcome = {
  when: 'DNS, connection or TLS fails',
  outcome: 'refused',
  class: 'sender',
  source: 'RFC 9110 section 9.2.2 (nothing was sent)',
} as const;
export const lostOutcome = {
  when: 'A time-out, a reset, an abort, or an answer that is cut or not HTTP, after the request left',
  outcome: 'unknown',
  source: 'RFC 9110 section 9.2.2',
} as const;

/** The outcome of a call without a whole answer. Only what certainly never left was refused. */
export function outcomeWithoutAnswer(result: Exclude<HttpResult, { kind: 'response' }>): SendOutcome {
  const { kind, code, detail } = result;
  return kind === 'unknown' ? { kind, code, detail } : { kind: 'refused', class: classOfUnsent(code), code, detail };
}

/** The account is unreachable from here, which is the same for every message. */
function classOfUnsent(code: string): RefusalClass {
  if (code === 'aborted') return 'transient';
  return code === 'invalid_header' ? 'content' : 'sender';
}
