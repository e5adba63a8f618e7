// Reads an e-mail as a mail program would, as far as our senders write them: headers, encoded words, quoted-printable,
// base64, multipart.

export interface ReadEmail {
  /** Names in lower case, folded lines joined, encoded words decoded. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lines end with LF. */
  readonly text: string;
  readonly html?: string;
}

export function readEmail(raw: Buffer): ReadEmail {
  const { headers, body } = splitPart(raw.toString('latin1'));
  const parts = leavesOf(headers, body);
  const html = parts.find((part) => part.type === 'text/html')?.content;
  const text = parts.find((part) => part.type === 'text/plain')?.content ?? '';
  return { headers, text, ...(html !== undefined && { html }) };
}

interface Leaf {
  readonly type: string;
  readonly content: string;
}

function leavesOf(headers: Readonly<Record<string, string>>, body: string): Leaf[] {
  const [type = 'text/plain'] = (headers['content-type'] ?? 'text/plain').toLowerCase().split(';');
  const boundary = /boundary="?([^";]+)"?/i.exec(headers['content-type'] ?? '')?.[1];
  if (!boundary) return [{ type, content: decodeBody(body, headers['content-transfer-encoding']) }];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((part) => {
      const inner = splitPart(part.replace(/^\r\n/, '').replace(/\r\n$/, ''));
      return leavesOf(inner.headers, inner.body);
    });
}

function splitPart(part: string): { headers: Record<string, string>; body: string } {
  const end = part.indexOf('\r\n\r\n');
  const head = part.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = Object.fromEntries(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
  return { headers, body: part.slice(end + 4) };
}

/** @source RFC 2047 (encoded words; blanks between two of them do not count) */
function decodeWords(value: string): string {
  const word = /=\?utf-8\?([QB])\?([^?]*)\?=/gi;
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?[QB]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(word)].map(([, kind, text = '']) =>
          kind?.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' ')),
        ),
      ).toString('utf8'),
    );
}

function decodeBody(body: string, encoding = '7bit'): string {
  const bytes = () => {
    switch (encoding.toLowerCase()) {
      case 'quoted-printable':
        return quotedPrintable(body.replace(/[ \t]+\r\n/g, '\r\n').replace(/=\r\n/g, ''));
      case 'base64':
        return Buffer.from(body, 'base64');
      default:
        return Buffer.from(body, 'latin1');
    }
  };
  return bytes().toString('utf8').replaceAll('\r\n', '\n');
}

/** @source RFC 2045 section 6.7 */
function quotedPrintable(text: string): Buffer {
  const decoded = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}
