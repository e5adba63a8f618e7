// The state machine of follow-ups is told three times: as a table in TypeScript, as a trigger in SQL, and in the glossary.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FollowUpState, followUpStates, followUpTransitions } from '../../src/domain/follow-up-state.ts';
import { codeSpans, readPage, root, tableRows } from './pages.ts';

/** Ways from one state to another; staying in a state is none. */
const ways = followUpStates.flatMap((from) =>
  followUpTransitions[from].filter((to) => to !== from).map((to) => `${from}>${to}`),
);

test('the trigger allows the ways of the table, and no others', () => {
  const schema = readFileSync(join(root, 'src/store/migrations/0001-initial/queue.ts'), 'utf8');
  const [, trigger = ''] = /ON relance\.follow_ups FOR EACH ROW([\s\S]*?)EXECUTE/.exec(schema) ?? [];
  const allowed = [...trigger.matchAll(/'(\w+>\w+)'/g)].map(([, way]) => way as string);
  expect(allowed.sort()).toEqual([...ways].sort());
});

test('the glossary tells the same ways', () => {
  const isState = (word: string): word is FollowUpState => (followUpStates as readonly string[]).includes(word);
  const [states = ''] = /^\| follow-up \| becomes \|[\s\S]*?^$/m.exec(readPage('GLOSSARY.md').text) ?? [];
  const told = tableRows(states).flatMap(([from = '', to = '']) =>
    codeSpans(from).flatMap((first) =>
      codeSpans(to)
        .filter(isState)
        .map((next) => `${first}>${next}`),
    ),
  );
  expect(told.sort()).toEqual([...ways].sort());
});
