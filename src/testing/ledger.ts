/**
 * The ledger: what reached the recipient's phone, for tests that kill processes.
 *
 * An append-only file, one JSON object a line, on the disk before anybody hears of it. So what is in it was delivered,
 * whatever became of the processes that took part; and twice the same message in it is a duplicate, whatever the
 * database says.
 */
import { type FileHandle, open, readFile } from 'node:fs/promises';

export interface LedgerEntry {
  readonly attemptId: string;
  readonly messageId: string;
  readonly to: string;
  readonly text: string;
  /** Which sender delivered it, when there are several. */
  readonly sender: string;
  /** Milliseconds since 1970, by the clock of the process that wrote it. */
  readonly at: number;
}

export interface Ledger {
  /** Resolves when the entry is on the disk (`fdatasync`). Entries that wait at one time share one sync. */
  append(entry: LedgerEntry): Promise<void>;
  close(): Promise<void>;
}

/** Opens a ledger for appending; creates it when it is not there. Several processes may write to one. */
export async function openLedger(path: string): Promise<Ledger> {
  const file = await open(path, 'a');
  let waiting: { line: string; written: PromiseWithResolvers<void> }[] = [];
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await appendDurably(file, batch.map((entry) => entry.line).join(''));
        for (const entry of batch) entry.written.resolve();
      } catch (error) {
        for (const entry of batch) entry.written.reject(error);
      }
    }
    writing = undefined;
  }

  return {
    append(entry) {
      const written = Promise.withResolvers<void>();
      waiting.push({ line: `${JSON.stringify(entry)}\n`, written });
      writing ??= writeAll();
      return written.promise;
    },
    async close() {
      await writing;
      await file.close();
    },
  };
}

/** One write, so that the lines of two processes cannot be mixed (`O_APPEND`). */
async function appendDurably(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten !== bytes.length) throw new Error('the ledger could not be written in one piece');
  await file.datasync();
}

/**
 * All entries in the order in which they were written; none when there is no such file. A last line without its end is
 * left out: its writer was killed before the sync, so nobody was told of it.
 */
export async function readLedger(path: string): Promise<readonly LedgerEntry[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LedgerEntry);
}
