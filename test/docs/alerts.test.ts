// The guide to alerts: its example is one, and its table has every kind.
import { expect, test } from 'vitest';
import { readSequenceText } from '../../src/config/read-sequence-text.ts';
import { alertKinds } from '../../src/domain/alert.ts';
import { codeBlocks, readPage } from './pages.ts';

const guide = readPage('docs/guides/alerts.md');

test('its example is read as it stands there', () => {
  const [text = ''] = codeBlocks(guide, 'yaml');
  expect(readSequenceText(text, { format: 'yaml' })).toMatchObject({
    alerts: { document: { targets: [{ key: 'desk' }, { key: 'on-call' }, { key: 'sales' }], lateAfter: '5m' } },
  });
});

test('its table says of every kind when it stands', () => {
  const kinds = [...guide.text.matchAll(/^\| `(\w+)` \|/gm)].map(([, kind]) => kind);
  expect(kinds).toEqual([...alertKinds]);
});
