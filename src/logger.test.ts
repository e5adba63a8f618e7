import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function logged(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const lines: string[] = [];
  const stream = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  createLogger('debug', stream).debug('something', fields);
  return JSON.parse(lines.join(''));
}

it('says nothing under names that are personal or secret, at any depth', () => {
  expect(logged({ to: 'x', sender: { password: 'y', deep: [{ text: 'z', attempt: 2 }] } })).toMatchObject({
    to: '[redacted]',
    sender: { password: '[redacted]', deep: [{ text: '[redacted]', attempt: 2 }] },
  });
});

it.each([
  ['550 <ana.b+c@example.com> is nobody', '550 <[redacted]> is nobody'],
  ['no such user ana@sub.example.com.', 'no such user [redacted].'],
  ['+33 6 12 34 56 78 can not be reached', '[redacted] can not be reached'],
  ['33612345678 can not be reached', '[redacted] can not be reached'],
  ['smtp://me:pass@mail.example.com:25 refused', 'smtp://[redacted]mail.example.com:25 refused'],
  ['the key rl_default_aBcD-1234_5678 is wrong', 'the key [redacted] is wrong'],
  ['Authorization: Bearer abc.DEF-123456', 'Authorization: Bearer [redacted]'],
  ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '[redacted]'],
])('takes out what looks personal or secret: %s', (text, left) => {
  expect(logged({ error: text })).toMatchObject({ error: left });
  expect(logged({ error: new Error(text) }).error).toContain(left);
});

it('leaves what finding a fault needs: ids, counts, times, places in the code', () => {
  const fields = {
    followUp: '0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0003',
    at: '2026-03-01T09:30:00.000Z',
    byMs: 1234567890123,
    error: 'Error: x\n    at run (file:///srv/node_modules/pg/lib/client.js:694:17)',
    host: 'localhost:5432',
  };
  expect(logged(fields)).toMatchObject(fields);
});
