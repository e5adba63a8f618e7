/** Reads JSON bodies; of a malformed one it says at which line and column reading stopped. */
import { RelanceError } from '../errors.ts';

/** @throws RelanceError `malformed_body` */
export function parseJsonBody(text: string): unknown {
  if (text.trim() === '') throw malformed('the body is empty', 'a JSON object', 1, 1);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const at = faultAt(text, error instanceof Error ? error.message : '');
    const before = text.slice(0, at).split('\n');
    const found = at >= text.length ? 'the end of the body' : JSON.stringify(text[at]);
    throw malformed(`${found} cannot stand here`, 'valid JSON', before.length, (before.at(-1)?.length ?? 0) + 1);
  }
  // Keys that change an object's prototype where they are copied carelessly.
  if (/"(_|\\u005f){2}proto/i.test(text) && holdsPrototype(value)) {
    throw malformed('the key "__proto__" is not taken', 'another key', 1, 1);
  }
  return value;
}

function malformed(message: string, expected: string, line: number, column: number): RelanceError {
  return new RelanceError('malformed_body', `line ${line}, column ${column}: ${message}`, {
    problems: [{ path: '', message, expected, line, column }],
  });
}

/** Without calling itself: whoever sends such a key may nest it deeper than the stack is. */
function holdsPrototype(body: unknown): boolean {
  const open = [body];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) return true;
    for (const inner of Object.values(value)) if (typeof inner === 'object') open.push(inner);
  }
  return false;
}

/** Most messages of the parser name the position; for the others the text is looked through. */
function faultAt(text: string, message: string): number {
  const named = /at position (\d+)/.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  if (/end of JSON/.test(message)) return text.length;
  const token = /^Unexpected token '(.+?)', /su.exec(message)?.[1];
  return scan(text, token);
}

/** A text outside of strings where the token stands and no value can: the first place that no token of JSON matches, or the token itself. */
function scan(text: string, token: string | undefined): number {
  const tokens = /\s+|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/gsy;
  let before = '';
  for (let at = 0; at < text.length; at = tokens.lastIndex) {
    tokens.lastIndex = at;
    const found = tokens.exec(text)?.[0];
    if (found === undefined) return at;
    if (found.trim() === '') continue;
    // A value has to follow here, and this is none.
    if (found === token && /^[:,[]?$/.test(before) && /^[}\],:]$/.test(found) && before + found !== '[]') return at;
    before = found;
  }
  return text.length;
}
