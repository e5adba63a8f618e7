/**
 * What a person or a script sees: answers on standard output, everything else on standard error. Colours only where the
 * stream is a terminal and NO_COLOR is not set.
 */
import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

/** Writes a line of the answer. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a piece of a long answer, once whoever reads it has taken the one before. */
export function print(piece: string): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(piece, (error) => (error ? reject(error) : resolve())));
}

/** Writes the answer as data. */
export function sayJson(value: unknown): void {
  say(JSON.stringify(value, null, 2));
}

/** Writes a line about the answer: progress, warnings, faults. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Node looks at the terminal, at NO_COLOR and at FORCE_COLOR. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream });
}

/** Lines of columns, each as wide as its widest cell; the last is left as it is. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A reader that has seen enough (`relance doctor | head`) is no fault. */
export function toleratePartingReaders(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
