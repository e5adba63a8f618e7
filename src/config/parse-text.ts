/** YAML and JSON as values, with a way back from the path of a value to its line and column. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseAllDocuments,
  parseDocument,
  visit,
} from 'yaml';
import { type Problem, pathSegments } from '../domain/problem.ts';

export type TextFormat = 'yaml' | 'json';

/** Line and column, from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

export interface ParsedDocument {
  readonly value: unknown;
  /** Where a path stands: the key that it ends with, else the nearest one above that is there. */
  readonly locate: (path: string) => Partial<Position>;
}

export type ParsedText = { readonly documents: readonly ParsedDocument[] } | { readonly problems: readonly Problem[] };

type ParsedYaml = Document.Parsed<ParsedNode, boolean>;

const charactersMax = 1_000_000;
/** The first few errors of a parser help; those after them follow from them. */
const syntaxProblemsMax = 10;
const parseOptions = { logLevel: 'silent', prettyErrors: false, uniqueKeys: false } as const;

/** Parses a text of at most 1,000,000 characters. Never throws. */
export function parseText(text: string, format: TextFormat): ParsedText {
  const plain = text.replace(/^\uFEFF/, '');
  if (plain.trim() === '') return refuse('the text is empty', 'a sequence');
  if (plain.length > charactersMax)
    return refuse(`the text has ${plain.length} characters`, `at most ${charactersMax}`);
  try {
    return format === 'json' ? parseJson(plain) : parseYaml(plain);
  } catch (error) {
    // Too many aliases, or brackets too deep in each other for the parser's stack.
    return refuse(`the text cannot be read: ${messageOf(error)}`, 'fewer levels, fewer aliases (*name)');
  }
}

function parseYaml(text: string): ParsedText {
  const lines = new LineCounter();
  const parsed: ParsedYaml[] = parseAllDocuments(text, { ...parseOptions, lineCounter: lines });
  const documents = parsed.filter(({ contents, errors }) => contents !== null || errors.length > 0);
  if (documents.length === 0) return refuse('the text is empty', 'a sequence');
  const problems = documents.flatMap((document) => [...syntaxProblems(document, lines), ...keysTwice(document, lines)]);
  if (problems.length > 0) return { problems };
  return { documents: documents.map((it) => ({ value: it.toJS() as unknown, locate: locator(it, lines) })) };
}

/** The values are those of `JSON.parse`; the YAML parser reads the same text for positions and for keys that stand twice. */
function parseJson(text: string): ParsedText {
  const lines = new LineCounter();
  const document: ParsedYaml = parseDocument(text, { ...parseOptions, lineCounter: lines, schema: 'json' });
  try {
    const value: unknown = JSON.parse(text);
    const problems = keysTwice(document, lines);
    return problems.length > 0 ? { problems } : { documents: [{ value, locate: locator(document, lines) }] };
  } catch (error) {
    const message = messageOf(error).replaceAll(/\s+/g, ' ');
    // JSON.parse says where in most of its messages; else the YAML parser has stumbled there.
    const said = /\(line (\d+) column (\d+)\)/.exec(message);
    const stumble = document.errors[0]?.pos[0];
    const position = said ? { line: Number(said[1]), column: Number(said[2]) } : positionOf(lines, stumble);
    return { problems: [{ path: '', message: `this is not JSON: ${message}`, expected: 'valid JSON', ...position }] };
  }
}

function syntaxProblems({ errors }: ParsedYaml, lines: LineCounter): readonly Problem[] {
  return errors.slice(0, syntaxProblemsMax).map(({ message, pos }) => ({
    path: '',
    message: message.startsWith('Maximum call stack') ? 'the text is nested too deeply' : message,
    expected: 'valid YAML',
    ...positionOf(lines, pos[0]),
  }));
}

/** Keys that stand twice in one map. (The parser could say so itself, in time that grows with the square of the keys.) */
function keysTwice(document: ParsedYaml, lines: LineCounter): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name) && problems.length < syntaxProblemsMax) {
          const position = positionOf(lines, startOf(key));
          problems.push({
            path: '',
            message: `the key "${String(name)}" stands twice`,
            expected: 'each key once',
            ...position,
          });
        }
        seen.add(name);
      }
    },
  });
  return problems;
}

function positionOf(lines: LineCounter, offset: number | undefined): Partial<Position> {
  if (offset === undefined) return {};
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function locator(document: ParsedYaml, lines: LineCounter): (path: string) => Partial<Position> {
  return (path) => {
    let node: unknown = document.contents;
    let offset = document.contents?.range[0] ?? 0;
    for (const segment of pathSegments(path)) {
      if (isAlias(node)) node = node.resolve(document);
      const found = isMap(node)
        ? node.items.find(({ key }) => (isScalar(key) ? String(key.value) : undefined) === String(segment))
        : undefined;
      const next = found ? { at: found.key, value: found.value } : elementOf(node, segment);
      if (next === undefined) break;
      offset = startOf(next.at) ?? offset;
      node = next.value;
    }
    return positionOf(lines, offset);
  };
}

function elementOf(node: unknown, segment: string | number): { at: unknown; value: unknown } | undefined {
  if (!isSeq(node) || typeof segment !== 'number' || segment >= node.items.length) return undefined;
  return { at: node.items[segment], value: node.items[segment] };
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: readonly number[] | null } | null)?.range?.[0];
}

function refuse(message: string, expected: string): ParsedText {
  return { problems: [{ path: '', message, expected }] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
