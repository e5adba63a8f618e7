// The rules of style and architecture that are about more than imports (those are in .dependency-cruiser.mjs), checked on
// the code itself. Every exception stands here with its reason; one that is no longer needed fails the test, too.
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { lineOf, literalText, nodesOf, type SourceFile, sourceFiles } from './support/source-files.ts';

interface Rule {
  readonly name: string;
  readonly files: readonly SourceFile[];
  /** What is wrong in a file, each with its line. */
  readonly find: (file: SourceFile) => Iterable<string>;
  /** Path -> why this file may. */
  readonly exceptions?: Readonly<Record<string, string>>;
}

const all = sourceFiles(['src', 'test', 'bench', 'examples', 'scripts', 'dashboard/src']);
const sources = all.filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'));
const outside = (...places: string[]) => sources.filter(({ path }) => !places.some((place) => path.startsWith(place)));

const time = /^(Date\.now|performance\.(now|timeOrigin)|setTimeout|setInterval|Temporal\.Now)$/;
const randomness =
  /^(Math\.random|((web)?crypto\.)?(randomUUID|randomBytes|randomInt|randomFill(Sync)?|getRandomValues))$/;
const sql =
  /\b(SELECT\s[\s\S]*?\bFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|FUNCTION|DATABASE)|ALTER\s+(TABLE|ROLE)|LISTEN\s+\w|SET\s+LOCAL)\b/;
const databaseClock =
  /(?<!relance\.)\b(now\s*\(\s*\)|(clock|statement|transaction)_timestamp\s*\(|(current|local)_(timestamp|time|date)\b|localtime(stamp)?\b)/i;
/** What a vendor calls something of its own. */
const vendorTerms = /messaging_?service_?sid/gi;
const avoided = /cadence|campaign|journey|workflow|manager|helper|service|utils?(?![a-z])/i;

const rules: readonly Rule[] = [
  {
    name: 'reads the environment in src/config only',
    files: outside('src/config/'),
    find: (file) => expressions(file, (text) => text === 'process.env'),
  },
  {
    name: 'takes system time and timers from src/clock.ts only',
    files: outside('src/clock.ts'),
    find: function* (file) {
      yield* expressions(file, (text) => time.test(text));
      for (const node of nodesOf(file)) {
        if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
          yield at(file, node, 'new Date()');
        }
        if (ts.isStringLiteral(node) && /^(node:)?timers(\/promises)?$/.test(node.text))
          yield at(file, node, node.text);
      }
    },
  },
  {
    name: 'takes randomness from src/ids.ts only',
    files: outside('src/ids.ts'),
    find: (file) => expressions(file, (text) => randomness.test(text)),
  },
  {
    name: 'has SQL in src/store only',
    files: outside('src/store/'),
    find: (file) => literals(file, sql),
    exceptions: { 'src/operations/diagnose.ts': 'its advice to a person names a statement; it runs none' },
  },
  {
    name: 'leaves time zones to Temporal',
    files: all.filter(({ path }) => path !== 'test/tidy.test.ts'),
    find: (file) => literals(file, /\bAT\s+TIME\s+ZONE\b/i),
  },
  {
    name: 'asks the database for the time through relance.now() only',
    files: sources,
    // Where SQL may stand at all; elsewhere "now()" is a word in a sentence.
    find: function* (file) {
      if (!file.path.startsWith('src/store/')) return;
      for (const node of nodesOf(file)) {
        const text = literalText(node);
        if (text === undefined || /CREATE (OR REPLACE )?FUNCTION relance\.now\(\)/.test(text)) continue;
        const found = databaseClock.exec(text.replace(/^\s*--.*$/gm, ''));
        if (found) yield at(file, node, found[0]);
      }
    },
    exceptions: { 'src/store/virtual-clock.ts': 'installs the virtual clock, which counts on from the real one' },
  },
  {
    name: 'avoids the words that say nothing, in identifiers and file names',
    files: all,
    find: function* (file) {
      if (avoided.test(file.path)) yield `${file.path}: its name`;
      for (const node of nodesOf(file)) {
        if (ts.isIdentifier(node) && avoided.test(node.text.replace(vendorTerms, '')) && isOurs(node))
          yield at(file, node, node.text);
      }
    },
    exceptions: { 'bench/subjects/graphile-worker.ts': 'the names are those of the library that is measured' },
  },
  {
    name: 'names files in kebab-case',
    files: all.filter(({ path }) => !path.startsWith('dashboard/')),
    find: function* ({ path }) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|setup))?\.(ts|mjs|js)$/.test(name)) yield path;
    },
  },
  {
    name: 'has files of at most 400 lines',
    files: all,
    find: function* (file) {
      const lines = file.text.split('\n').length - 1;
      if (lines > 400) yield `${file.path}: ${lines} lines`;
    },
    exceptions: {
      'dashboard/src/api/schema.d.ts': 'generated from the description of the API',
    },
  },
  {
    name: 'begins every file by saying what it is for',
    files: all.filter(({ path }) => !path.endsWith('.test.ts') || path.startsWith('test/faults/')),
    find: function* (file) {
      if (!/^(#!.*\n)?\s*(\/\/|\/\*)/.test(file.text)) yield file.path;
    },
  },
  {
    name: 'leaves no test out, and runs none alone',
    files: all.filter(({ path }) => path.startsWith('test/') || path.endsWith('.test.ts')),
    find: (file) =>
      expressions(file, (text) => /^(it|test|describe|suite|bench)(\.\w+)*\.(only|skip|todo)$/.test(text)),
  },
];

describe('the code', () => {
  for (const { name, files, find, exceptions = {} } of rules) {
    it(name, () => {
      const findings = files
        .map((file) => ({ path: file.path, found: [...find(file)] }))
        .filter(({ found }) => found.length > 0);
      expect(findings.filter(({ path }) => !(path in exceptions)).flatMap(({ found }) => found)).toEqual([]);
      expect(Object.keys(exceptions).filter((path) => !findings.some((finding) => finding.path === path))).toEqual([]);
    });
  }
});

it('gives every prepared statement a name of its own', () => {
  const names = sources.flatMap((file) =>
    [...file.text.matchAll(/\bname: '(relance-[\w-]+)'/g)].map(([, name]) => ({ name, path: file.path })),
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter(({ name }, index) => names.findIndex((other) => other.name === name) !== index)).toEqual([]);
});

function at(file: SourceFile, node: ts.Node, what: string): string {
  return `${file.path}:${lineOf(file, node)} ${what}`;
}

/** Names and dotted names (`a.b.c`) that are used, not declared; longest first, so that each place is reported once. */
function* expressions(file: SourceFile, wanted: (text: string) => boolean): Generator<string> {
  for (const node of nodesOf(file)) {
    const isName = ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node.parent) && !isPropertyName(node);
    if (!isName && !ts.isPropertyAccessExpression(node)) continue;
    const text = node
      .getText()
      .replaceAll(/\s|\?/g, '')
      .replace(/^globalThis\./, '');
    if (wanted(text)) yield at(file, node, text);
  }
}

function* literals(file: SourceFile, wanted: RegExp): Generator<string> {
  for (const node of nodesOf(file)) {
    const found = wanted.exec(literalText(node) ?? '');
    if (found) yield at(file, node, found[0]);
  }
}

/** The name of a member or of a property, which says nothing about a global of the same name. */
function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  const named = ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent);
  return (named || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node;
}

/** Names that others chose don't count: what is imported from packages, and members that are called on things. */
function isOurs(node: ts.Identifier): boolean {
  const { parent } = node;
  return !ts.isImportSpecifier(parent) && !ts.isPropertyAccessExpression(parent) && !ts.isTypeReferenceNode(parent);
}
