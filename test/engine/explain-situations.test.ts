// What operators read about follow-ups in many situations, compared with test/golden/explain-situations.txt, which was
// reviewed sentence by sentence.
//
//   RELANCE_UPDATE_GOLDEN=1 npm test -- test/engine/explain-situations.test.ts      writes it anew; read the difference
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FollowUpExplanation } from '../../src/operations/explain-follow-up.ts';
import { makeSituations, type Situations } from './support/situations.ts';

const golden = join(import.meta.dirname, '../golden/explain-situations.txt');
/** Told in every language. */
const inEveryLanguage = [
  'sent',
  'too late to be sent',
  'refused every time',
  'contact paused',
  'answered',
  'nobody knows',
];

let situations: Situations;

beforeAll(async () => {
  situations = await makeSituations();
}, 120_000);

afterAll(() => situations?.close());

type Decision = FollowUpExplanation['decisions'][number];

function isFirstOfItsKind({ reason }: Decision, index: number, all: readonly Decision[]): boolean {
  return reason !== 'contact_busy' || all[index - 1]?.reason !== reason;
}

function told({ summary, next, wouldSendIf, decisions, attempts }: FollowUpExplanation): string {
  return [
    `  ${summary}`,
    `  Next: ${next}`,
    ...(wouldSendIf === null ? [] : [`  If: ${wouldSendIf}`]),
    // How often it was looked at while the other message was on its way is a matter of speed.
    ...decisions.filter(isFirstOfItsKind).map(({ kind, reason, text, rule }) => {
      const code = [kind, reason, rule].filter(Boolean).join(', ');
      return `    - ${text} [${code}]`;
    }),
    ...attempts.map(({ text, senderKey }) => `    # ${text} [${senderKey}]`),
    '',
  ].join('\n');
}

test('follow-ups in many situations are explained in the sentences that were reviewed', async () => {
  const { engine, followUps } = situations;
  const parts: string[] = [];
  for (const [name, id] of followUps) {
    parts.push(`${name}\n${told(await engine.followUps.explain(id))}`);
    if (!inEveryLanguage.includes(name)) continue;
    for (const locale of ['fr', 'es', 'de']) {
      parts.push(`${name} (${locale})\n${told(await engine.followUps.explain(id, locale))}`);
    }
  }
  const text = parts.join('\n');
  expect(followUps.size).toBeGreaterThanOrEqual(30);
  if (process.env.RELANCE_UPDATE_GOLDEN === '1') await writeFile(golden, text);
  expect(text).toBe(await readFile(golden, 'utf8').catch(() => ''));
});
