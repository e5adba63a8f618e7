/** An operation of a vendor's API as it is described, and what is wrong with a call to it. */
import { z } from 'zod';
import type { VendorRequest } from '../../../src/testing/vendor-server.ts';

export interface Operation {
  readonly vendor: 'twilio' | 'sendgrid' | 'resend' | 'discord' | 'slack' | 'telegram';
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** The whole path; what may stand for a parameter is written out. */
  readonly path: RegExp;
  readonly query?: z.ZodType;
  /** Without those that every call has. */
  readonly headers?: z.ZodType;
  readonly authorization?: RegExp;
  readonly userAgent?: RegExp;
  readonly body?: {
    readonly type: 'application/json' | 'application/x-www-form-urlencoded';
    readonly fields: z.ZodType;
  };
}

const nothing = z.strictObject({});

/** Of HTTP itself, in every call. */
const ofEveryCall = new Set(
  'host connection content-length transfer-encoding accept accept-encoding user-agent content-type authorization'.split(
    ' ',
  ),
);

/** What the description does not allow in a call; empty where all is well. */
export function faultsOf(operation: Operation, { query, headers, body }: VendorRequest): string[] {
  const faults: string[] = [];
  const check = (place: string, schema: z.ZodType, value: unknown) => {
    const { error } = schema.safeParse(value);
    for (const { path, message } of error?.issues ?? []) faults.push(`${place} ${path.join('.')}: ${message}`);
  };
  check('query', operation.query ?? nothing, fieldsOf(query));
  const own = Object.entries(headers).filter(([name]) => !ofEveryCall.has(name));
  check('headers', operation.headers ?? nothing, Object.fromEntries(own));
  for (const [name, expected] of [
    ['authorization', operation.authorization],
    ['user-agent', operation.userAgent],
  ] as const) {
    if (expected && !expected.test(headers[name] ?? '')) faults.push(`headers ${name}: ${headers[name]}`);
  }
  if (operation.authorization === undefined && headers.authorization !== undefined)
    faults.push('headers authorization');
  if (operation.body === undefined) return body === '' ? faults : [...faults, 'body: none is described'];

  const { type, fields } = operation.body;
  const [given, ...parameters] = (headers['content-type'] ?? '').split(/;\s*/);
  if (given !== type || parameters.some((each) => !/^charset=utf-8$/i.test(each)))
    faults.push(`headers content-type: ${headers['content-type']}`);
  check('body', fields, type === 'application/json' ? JSON.parse(body) : fieldsOf(new URLSearchParams(body)));
  return faults;
}

/** A name that comes twice has a list, which no schema here takes. */
function fieldsOf(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
}
