/** What is wrong in an input, and where. Bad input is never a fault of ours: it is answered with a list of these. */

/** One thing that is wrong in an input: where it stands, what is wrong, and what would be right. */
export interface Problem {
  /** Position as a JSON path without the root, for example `steps[2].after`; empty for the whole input. */
  readonly path: string;
  readonly message: string;
  /** What would be accepted there, in words, with an example where it helps. */
  readonly expected?: string;
  /** Line and column (from 1) in the source text, when the input was a text such as YAML. */
  readonly line?: number;
  readonly column?: number;
}

/** The path of a member: `steps[2]` and `after` make `steps[2].after`; unusual keys are quoted: `templates["a b"]`. */
export function childPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The keys and positions that a path made by `childPath` goes through. */
export function pathSegments(path: string): (string | number)[] {
  const segments: (string | number)[] = [];
  for (const match of path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([\w$-]+)/g)) {
    const [, position, quoted, plain] = match;
    if (position !== undefined) segments.push(Number(position));
    else segments.push(quoted === undefined ? (plain ?? '') : (JSON.parse(quoted) as string));
  }
  return segments;
}
