import { expect, expectTypeOf, test } from 'vitest';
import type { ConfigField } from '../provider.ts';
import { readSenderConfig } from './sender-config.ts';

const fields = {
  host: { type: 'string', required: true, description: 'Name of the server.' },
  port: { type: 'number', required: false, default: 25, description: 'Port.' },
  secure: { type: 'boolean', required: false, default: false, description: 'TLS.' },
  url: { type: 'url', required: false, description: 'Target.' },
  headers: { type: 'object', required: false, description: 'Headers.' },
  password: { type: 'string', required: false, secret: true, description: 'Password.' },
} as const satisfies Record<string, ConfigField>;

const read = (config: Record<string, unknown>) => readSenderConfig('demo', fields, config);

test('fills in defaults and leaves out what is not given', () => {
  const config = read({ host: 'mail.example.com' });
  expect(config).toEqual({ host: 'mail.example.com', port: 25, secure: false });
  expectTypeOf(config.port).toEqualTypeOf<number>();
  expectTypeOf(config.host).toEqualTypeOf<string>();
  expectTypeOf(config.url).toEqualTypeOf<string | undefined>();
});

test('names a field that is missing, with what it is for', () => {
  expect(() => read({})).toThrow('demo: host is missing (Name of the server.)');
  expect(() => read({ host: '' })).toThrow('demo: host is missing');
});

test('names every wrong field at once, without its value', () => {
  const wrong = { host: 1, port: 'hunter2', secure: 'yes', url: 'ftp://example.com', headers: [], password: 7 };
  const message = messageOf(() => read(wrong));
  for (const name of Object.keys(wrong)) expect(message).toContain(`${name} must be`);
  expect(message).not.toContain('hunter2');
});

test('guesses what a misspelt field was meant to be', () => {
  expect(() => read({ host: 'a', pasword: 'x' })).toThrow('pasword is unknown: did you mean password?');
  expect(() => read({ host: 'a', colour: 'x' })).toThrow('colour is unknown: known are host, port');
});

test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('refuses the number %s', (port) => {
  expect(() => read({ host: 'a', port })).toThrow('port must be a number from 0 on');
});

test('refuses a URL that carries credentials', () => {
  expect(() => read({ host: 'a', url: 'https://user:secret@example.com' })).toThrow('url must be');
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
