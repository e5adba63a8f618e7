/** The headers of the API, for its description. Who reads or sends them stands beside each. */

interface Header {
  readonly description: string;
  readonly schema: { readonly type: string; readonly format?: string; readonly examples: readonly unknown[] };
}

const whole = (example: number) => ({ type: 'integer', examples: [example] });

/** Name of the component -> name on the wire, and what it says. */
const headers: Readonly<Record<string, { readonly name: string; readonly header: Header }>> = {
  // plugin.ts
  RelanceNow: {
    name: 'relance-now',
    header: {
      description: 'What time it is at the server: clocks of callers may be wrong.',
      schema: { type: 'string', format: 'date-time', examples: ['2026-03-01T09:30:00.000Z'] },
    },
  },
  // limit-requests.ts
  RateLimitLimit: {
    name: 'RateLimit-Limit',
    header: {
      description: 'How many requests a minute are allowed. Absent where there is no limit.',
      schema: whole(6_000),
    },
  },
  RateLimitRemaining: {
    name: 'RateLimit-Remaining',
    header: { description: 'How many of them are left, of the key or its organization.', schema: whole(5_999) },
  },
  RateLimitReset: {
    name: 'RateLimit-Reset',
    header: { description: 'Seconds until all of them are there again.', schema: whole(42) },
  },
  // plugin.ts, limit-requests.ts
  RetryAfter: {
    name: 'Retry-After',
    header: { description: 'Seconds to wait before the next try.', schema: whole(2) },
  },
  // remember-answers.ts
  IdempotencyReplayed: {
    name: 'Idempotency-Replayed',
    header: {
      description:
        '`true`: this is the answer of the first request with this `Idempotency-Key`; nothing was done again.',
      schema: { type: 'string', examples: ['true'] },
    },
  },
};

const onEvery = ['RelanceNow', 'RateLimitLimit', 'RateLimitRemaining', 'RateLimitReset'];

/** Components of the description. */
export const headerComponents = Object.fromEntries(Object.entries(headers).map(([id, { header }]) => [id, header]));

/** The headers of an answer with this status. @param remembered does the route remember its answers? */
export function headersOf(status: number, remembered: boolean): Record<string, { readonly $ref: string }> {
  // A key that is missing or wrong is not counted against anybody's limit.
  const ids = status === 401 ? ['RelanceNow'] : [...onEvery];
  if (status === 429 || status === 503) ids.push('RetryAfter');
  if (remembered && status < 300) ids.push('IdempotencyReplayed');
  return Object.fromEntries(ids.map((id) => [headers[id]?.name ?? id, { $ref: `#/components/headers/${id}` }]));
}

/** remember-answers.ts */
export const idempotencyKeyParameter = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description:
    'Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`.',
  schema: { type: 'string', maxLength: 200 },
};

/** authorize.ts */
export const organizationParameter = {
  in: 'header',
  name: 'Relance-Organization',
  required: false,
  description:
    'The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab.',
  schema: { type: 'string', maxLength: 64 },
};
