/** The whole suppression list as text, in pages, however long it is. What goes out can come in again. */
import { toIso } from '../clock.ts';
import type { OperationContext } from './context.ts';
import type { PageKey } from './paging.ts';
import { readSuppressionPage, type Suppression, type SuppressionFilter } from './suppress-addresses.ts';

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const pageSize = 2_000;

/** Chunks of lines. Each page is read by itself: what is suppressed meanwhile may be in it or not. */
export async function* exportSuppressions(
  context: OperationContext,
  orgId: number,
  format: ExportFormat,
  filter: SuppressionFilter = {},
): AsyncGenerator<string> {
  if (format === 'csv') yield 'channel,value,cause,detail,created_at\r\n';
  let after: PageKey | null = null;
  do {
    const page: Awaited<ReturnType<typeof readSuppressionPage>> = await readSuppressionPage(context, orgId, filter, {
      limit: pageSize,
      after,
    });
    const write = format === 'csv' ? csvLine : jsonLine;
    if (page.items.length > 0) yield page.items.map(write).join('');
    after = page.next;
  } while (after !== null);
}

function jsonLine({ createdAt, ...row }: Suppression): string {
  return `${JSON.stringify({ ...row, createdAt: toIso(createdAt) })}\n`;
}

function csvLine({ channel, value, cause, detail, createdAt }: Suppression): string {
  return `${[channel, value, cause, harmless(detail ?? ''), toIso(createdAt)].map(cell).join(',')}\r\n`;
}

/** @source RFC 4180 section 2 */
function cell(text: string): string {
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a vendor wrote must not be a formula where the file is opened. @source OWASP, "CSV Injection" */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
