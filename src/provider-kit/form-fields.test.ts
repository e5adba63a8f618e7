import { expect, test } from 'vitest';
import { bytesOf, readForm } from './form-fields.ts';

const headers = { 'content-type': 'application/x-www-form-urlencoded' };
const read = (body: string) => readForm({ headers, body: Buffer.from(body) });

test('an escaped form is read byte by byte, and so is what nobody has escaped', async () => {
  const form = await read('a+b=1%2B1+%e9%C3%A9%&c&d=x=y&=&c=again');
  expect([...form.keys()]).toEqual(['a b', 'c', 'd', '', 'c']);
  expect(await bytesOf(form.get('a b') ?? '')).toEqual(Buffer.from('1+1 \xe9\xc3\xa9%', 'latin1'));
  expect([form.get('c'), form.get('d')]).toEqual(['', 'x=y']);
});

test('a mail of escaped bytes alone takes about as long as one without any', async () => {
  const msOf = async (body: string) => {
    const from = performance.now();
    await read(body);
    return performance.now() - from;
  };
  const size = 8_000_000;
  const plain = await msOf(`mail=${'a'.repeat(size)}`);
  expect(await msOf(`mail=${'%e9'.repeat(size / 3)}`)).toBeLessThan(8 * plain + 100);
});
