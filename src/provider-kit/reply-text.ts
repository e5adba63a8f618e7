/**
 * Finds what a person wrote in a reply, and leaves out what their program put around it: the mail they answer, the line
 * that introduces it, the signature. Pure.
 *
 * Two kinds of quotes are told apart. Where quoted lines begin with ">", only these go, so that answers between them stay.
 * Where a program copies the whole mail below the answer without marking its lines, everything from there on goes.
 */

/** Longer lines are not looked at: no introduction is that long, and patterns stay cheap. */
const lineCharsMax = 1000;

/** "On 2 March 2026, the studio wrote:", also when it was broken over several lines: it must begin like one. */
const opened =
  /^(?:on|am|le|el|il|em|op|den|på|dnia|w dniu|dne) .{3,400}(?<!\p{L})(?:wrote|schrieb(?:en)?|écrit|escribió|scritto|scrisse|escreveu|schreef|geschreven|skrev|pisze|napisała?(?:\(a\))?|napsala?(?:\(a\))?)(?!\p{L}).{0,120}[:：]$/iu;

/** "2 March 2026 10:00, the studio wrote:" on one line, without a word to begin with. */
const closed: readonly RegExp[] = [
  /^.{3,400}(?<!\p{L})(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|kirjoitti|yazdı|пишет|написала?|написал\(а\)|писал\(а\)|пише)(?: (?:am|on|le|el) .{3,80})?\s?[:：]$/iu,
  /^.{3,400}(?:写道|寫道|님이 작성)\s?[:：]$/u,
  /^\d{4} ?[年/.-].{3,400}<[^<>\s]+@[^<>\s]+>\s?[:：]?$/u,
];

/** "----- Original Message -----" and the like. */
const separator =
  /^[-_=]{2,}\s*.{0,20}(?:messages?|nachricht|mensaje|messaggio|mensagem|bericht|meddelande|melding|meddelelse|viesti|wiadomość|zpráva|сообщение|повідомлення|邮件|郵件|メッセージ|메시지).{0,30}[-_=]{2,}$/iu;

const forwarded =
  /^(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message transféré|inicio del mensaje reenviado)\s?:$/iu;

/** The first lines of the block that Outlook puts over a quote: who, then when, in the same language. */
const outlookFrom =
  /^\*?(?:from|von|de|da|van|från|fra|lähettäjä|od|от|від|kimden|发件人|寄件者|差出人|보낸 사람)\s?\*?\s?[:：]\*?\s?\S/iu;
const outlookSent =
  /^\*?(?:sent|date|gesendet|datum|envoyé|enviado(?: el| em)?|fecha|data|inviato|verzonden|skickat|sendt|dato|lähetetty|wysłano|odesláno|отправлено|дата|надіслано|gönderildi|发送时间|日期|送信日時|보낸 날짜)\s?\*?\s?[:：]\*?\s?\S/iu;

/** What phones and mail programs add under every mail: "Sent from my …". A program's or device's name must be in it. */
const phoneSignature =
  /^(?:sent (?:from|via|with|using)|get outlook for|gesendet (?:von|mit|aus)|von mein(?:em|er) \S{1,30} gesendet|envoyé (?:de|depuis|à partir de)|enviado (?:desde|do|de|a partir do)|inviato (?:da|dal)|verzonden (?:vanaf|met|via)|skickat från|sendt fra|wysłane z|отправлено (?:с|из))(?!\p{L})/iu;
const device =
  /(?<!\p{L})(?:iphone|ipad|android|samsung|galaxy|pixel|huawei|xiaomi|outlook|yahoo|gmail|proton\s?mail|proton|mail|gmx|web\.de|blackberry|spark|superhuman|bluemail|handy|smartphone|phone|téléphone|móvil|celular|mobile)(?!\p{L})/iu;

/**
 * Cuts quoted text (and the quote's introduction), the signature and what phones add off a reply.
 *
 * @param text plain text with any line ends
 * @returns what is left, without blank lines around it; '' when nothing was written
 * @source RFC 3676 sections 4.3 ("-- " begins the signature) and 4.5 (">" marks quoted lines)
 *
 * @example withoutQuote('Yes, please.\n\nOn 2 March 2026, The Studio <studio@example.com> wrote:\n> Shall we?')
 *   // 'Yes, please.'
 */
export function withoutQuote(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] as string).trimEnd();
    if (line.startsWith('>')) continue;
    if (endsHere(lines, at)) break;
    const introduced = introductionAt(lines, at);
    if (introduced > 0) {
      const next = nextWritten(lines, at + introduced);
      // The quote's own lines are not marked, or nothing follows: whatever is below belongs to it.
      if (next === undefined || !next.startsWith('>')) break;
      at += introduced - 1;
      continue;
    }
    kept.push(line);
  }
  return trimEnds(kept)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

/** Does everything from this line on belong to a quote or a signature? */
function endsHere(lines: readonly string[], at: number): boolean {
  const raw = lines[at] as string;
  if (raw === '-- ' || (raw === '--' && at > 0)) return true;
  const line = raw.trim();
  if (line.length > lineCharsMax) return false;
  if (separator.test(line) || forwarded.test(line)) return true;
  if (!outlookFrom.test(line)) return false;
  return lines.slice(at + 1, at + 4).some((next) => next.length <= lineCharsMax && outlookSent.test(next.trim()));
}

/** How many lines from here on introduce a quote: 0 when none does. Programs break the introduction at 76 letters. */
function introductionAt(lines: readonly string[], at: number): number {
  const count = openedAt(lines, at);
  if (count > 0) {
    // "On Monday I can." above "On 2 March the studio wrote:" is no part of it.
    for (let inner = 1; inner < count; inner++) if (openedAt(lines, at + inner) > 0) return 0;
    return count;
  }
  const line = (lines[at] as string).trim();
  if (line.length > lineCharsMax || !dated.test(line)) return 0;
  if (closed.some((pattern) => pattern.test(line))) return 1;
  // In any other language: somebody's address, a colon, and quoted lines right after it.
  const quotes = /@.*[:：]$/.test(line) && lines[at + 1]?.startsWith('>');
  return quotes ? 1 : 0;
}

/** People write "as she wrote:", too, but seldom with a date or an address. */
const dated = /\d|@/;

function openedAt(lines: readonly string[], at: number): number {
  let joined = '';
  for (let count = 1; count <= 4 && at + count <= lines.length; count++) {
    const line = (lines[at + count - 1] as string).trim();
    if (line === '' || line.startsWith('>')) return 0;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (joined.length > lineCharsMax) return 0;
    if (/[:：]$/.test(joined) && dated.test(joined) && opened.test(joined)) return count;
  }
  return 0;
}

function nextWritten(lines: readonly string[], from: number): string | undefined {
  for (let at = from; at < lines.length; at++) {
    const line = (lines[at] as string).trim();
    if (line !== '') return line;
  }
  return undefined;
}

/** Takes blank lines, rulers and phone signatures off the end, and blank lines off the beginning. */
function trimEnds(lines: string[]): string[] {
  const isLeftover = (line: string) =>
    line.trim() === '' ||
    /^\s*[_*=-]{5,}\s*$/.test(line) ||
    (line.length < 120 && phoneSignature.test(line.trim()) && device.test(line));
  while (lines.length > 0 && isLeftover(lines.at(-1) as string)) lines.pop();
  while (lines.length > 0 && (lines[0] as string).trim() === '') lines.shift();
  return lines;
}
