/** Turns plain text into HTML in which nothing of it can be markup. Pure. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for quoted attributes. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => entities[char] as string);

/** Words with one blank between them. */
export const oneLine = (text: string): string => withoutControls(text).replaceAll(/\s+/g, ' ').trim();

export function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !/[\s<>"]/.test(text);
}

/** Paragraphs are parted by blank lines; single line ends stay; web addresses become links. */
export function emailBody(text: string): string {
  const paragraphs = withoutControls(text)
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
  return paragraphs
    .map((paragraph, index) => {
      const margin = index === paragraphs.length - 1 ? '0' : '0 0 16px';
      // Each by its own letters: a quotation in another script stays readable.
      return `<p dir="auto" style="margin:${margin}">${withLinks(paragraph).replaceAll('\n', '<br>')}</p>`;
    })
    .join('');
}

function withLinks(text: string): string {
  let html = '';
  let at = 0;
  for (const found of text.matchAll(/\bhttps?:\/\/[^\s<>"]+/gi)) {
    const url = withoutPunctuation(found[0]);
    if (!isWebAddress(url)) continue;
    html += escapeHtml(text.slice(at, found.index));
    const shown = escapeHtml(url);
    html += `<a class="link" href="${shown}" style="color:#0b57d0">${shown}</a>`;
    at = found.index + url.length;
  }
  return html + escapeHtml(text.slice(at));
}

/** The point behind an address ends the sentence, and a bracket that was not opened in it closes the remark around it. */
function withoutPunctuation(url: string): string {
  let end = url.length;
  for (; end > 0; end--) {
    const last = url[end - 1] as string;
    if (/[.,;:!?'»”’…*_]/.test(last)) continue;
    if (last === ')' || last === ']') {
      const opening = last === ')' ? '(' : '[';
      const kept = url.slice(0, end - 1);
      if (!kept.includes(opening) || count(kept, opening) <= count(kept, last)) continue;
    }
    break;
  }
  return url.slice(0, end);
}

const count = (text: string, char: string) => text.split(char).length - 1;

function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: HTML allows none of these
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '');
}
