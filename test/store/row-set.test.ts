// Whatever the values of some rows are, PostgreSQL reads these rows.
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { Database } from '../../src/store/database.ts';
import { rowSet } from '../../src/store/row-set.ts';
import { createTestDatabase } from '../support/postgres.ts';

interface Row {
  readonly n: number;
  readonly text: string | null;
  readonly flag: boolean | null;
  readonly json: unknown;
}

const input = rowSet<Row>({
  n: ['int', ({ n }) => n],
  text: ['text', ({ text }) => text],
  flag: ['boolean', ({ flag }) => flag],
  json: ['jsonb', ({ json }) => json],
});

const statement = { name: 'test-row-set', text: `SELECT i.* FROM ${input.as('i')}` };

/** PostgreSQL keeps no NUL in a text, and half a character nowhere. */
const word = fc.oneof(
  fc.constantFrom('', 'NULL', 'null', '{}', ',', '"', '\\', '\\"', "'", '{"a"}', ' x ', 'two\nlines', 'é€😀'),
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '').toWellFormed()),
);
/** Nothing that JSON escapes: V8 14.6 (Node 26.10) reads the key `"` as `\\` where it has read that one in the same place before. */
const key = fc.stringMatching(/^[a-zé{},:' ]{0,4}$/);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2, nil: null });
const rows = fc.array(
  fc.record({ text: maybe(word), flag: maybe(fc.boolean()), json: maybe(fc.dictionary(key, word, { maxKeys: 3 })) }),
  { minLength: 1, maxLength: 12 },
);

test('as they are, with what is absent at any place', async () => {
  const { url, drop } = await createTestDatabase();
  onTestFinished(drop);
  const db = new Database({ url });
  onTestFinished(() => db.close());
  await fc.assert(
    fc.asyncProperty(rows, async (generated) => {
      const given = generated.map((row, n) => ({ n, ...row }));
      expect(await db.query(statement, input.parameters(given))).toEqual(given);
    }),
    { numRuns: 300 },
  );
});
