// docs/reasons.md explains every state, reason and refusal class that the code can write, and none that it no longer knows.
import ts from 'typescript';
import { expect, test } from 'vitest';
import { followUpStates } from '../../src/domain/follow-up-state.ts';
import { refusalClasses } from '../../src/refusal-classes.ts';
import { literalText, nodesOf, sourceFiles } from '../support/source-files.ts';
import { codeSpans, readPage, tableRows } from './pages.ts';

const files = sourceFiles(['src']).filter(({ path }) => !path.endsWith('.test.ts'));
/** Where what becomes of a follow-up or an enrollment is decided or written. */
const deciding = files.filter(({ path }) => /^src\/(domain|operations|store\/[^/]+\.ts|worker|engine\.ts)/.test(path));
const word = /^[a-z][a-z_]+$/;

/** Reasons that are not of follow-ups or enrollments: answers of a call, which their types explain. */
const elsewhere = new Set(['contact_not_found', 'not_found', 'conflict', 'port_taken']);

const page = readPage('docs/reasons.md').text;
const explained = new Set(tableRows(page).flatMap(([first = '']) => codeSpans(first)));

/** Texts that a value or a type may be: not those that it is compared with, nor those handed to calls. */
function textsBelow(node: ts.Node): string[] {
  if (ts.isCallExpression(node)) return [];
  if (ts.isConditionalExpression(node)) return [...textsBelow(node.whenTrue), ...textsBelow(node.whenFalse)];
  const own = literalText(node);
  return [...(own === undefined ? [] : [own]), ...node.getChildren().flatMap(textsBelow)];
}

const named = (node: ts.Node, pattern: RegExp) =>
  (ts.isPropertyAssignment(node) ||
    ts.isPropertySignature(node) ||
    ts.isParameter(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)) &&
  pattern.test(node.name.getText());

/** The names of arguments that are reasons, by the function that takes them. */
const reasonAt: Readonly<Record<string, number>> = { settled: 2, deferred: 0, entry: 2, releaseSettlement: 1 };

function reasonsInCode(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of deciding) {
    const add = (texts: readonly string[]) => {
      for (const text of texts) if (word.test(text) && !elsewhere.has(text)) found.set(text, file.path);
    };
    for (const node of nodesOf(file)) {
      // The types of a row's columns are no reasons.
      const isColumn = ts.isPropertyAssignment(node) && ts.isArrayLiteralExpression(node.initializer);
      if (named(node, /^(reason|cause|\w+Reason)$/) && !isColumn) add(textsBelow(node));
      if (ts.isCallExpression(node)) {
        const argument = node.arguments[reasonAt[node.expression.getText()] ?? Number.POSITIVE_INFINITY];
        if (argument) add(textsBelow(argument));
      }
      const sql = literalText(node) ?? '';
      add([...sql.matchAll(/\breason = (?:CASE [^\n]*? ELSE )?'(\w+)'/g)].map(([, reason]) => reason as string));
    }
  }
  return found;
}

const found = reasonsInCode();

test('finds the reasons in the code', () => {
  const known = [
    'missed_window',
    'retry',
    'kept_unknown',
    'restarted',
    'no_sender',
    'worker_stopped',
    'lease_expired',
    'stop_word',
  ];
  expect(known.filter((reason) => !found.has(reason))).toEqual([]);
});

test('every state of a follow-up is explained', () => {
  expect(followUpStates.filter((state) => !explained.has(state))).toEqual([]);
});

test('every reason that the code gives is explained', () => {
  const missing = [...found].filter(([reason]) => !explained.has(reason));
  expect(missing.map(([reason, path]) => `${reason} (${path})`)).toEqual([]);
});

test('every refusal class is explained', () => {
  expect(refusalClasses.filter((name) => !explained.has(name))).toEqual([]);
});

test('nothing is explained that the code no longer knows', () => {
  const texts = new Set(files.flatMap((file) => [...nodesOf(file)].flatMap((node) => literalText(node) ?? [])));
  const all = [...texts].join('\n');
  const gone = [...explained].filter((term) => word.test(term) && !texts.has(term) && !all.includes(`'${term}'`));
  // States are keys of the table in domain/follow-up-state.ts.
  expect(gone.filter((term) => !(followUpStates as readonly string[]).includes(term))).toEqual([]);
});
