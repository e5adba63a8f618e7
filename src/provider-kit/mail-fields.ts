/** Reads the header fields of an e-mail, and of the parts of a report that are written the same way. Pure. */

/** Values by the name in lower case, each on one line, in the order in which they stood. Encoded words stay as they are. */
export type MailFields = ReadonlyMap<string, readonly string[]>;

/** More fields than any program writes; what comes after them is not read. */
const fieldsMax = 500;
const valueCharsMax = 10_000;

/**
 * @param text a block of `Name: value` lines; what follows its first empty line is left out
 * @source RFC 5322 section 2.2 (a line that begins with a blank carries the last one on)
 */
export function readFields(text: string): MailFields {
  const fields = new Map<string, string[]>();
  const block = text.split(/\r?\n[ \t]*\r?\n/, 1)[0] as string;
  const lines = block.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/, fieldsMax);
  for (const line of lines) {
    const found = /^([^\s:]{1,100})[ \t]*:(.*)$/s.exec(line);
    if (!found) continue;
    const name = (found[1] as string).toLowerCase();
    const value = onOneLine(found[2] as string, valueCharsMax);
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return fields;
}

/** The first value of a field. */
export const firstOf = (fields: MailFields, name: string): string | undefined => fields.get(name)?.[0];

/** Control characters, and the two separators of Unicode. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not survive
const breaks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** Keeps what came from outside storable and on one line. */
export function onOneLine(text: string, charsMax: number): string {
  return text.toWellFormed().replaceAll(breaks, ' ').trim().slice(0, charsMax).toWellFormed();
}

/** The ids in angle brackets that a field lists, in its order. @source RFC 5322 section 3.6.4 */
export function messageIds(value: string | undefined): string[] {
  return value?.match(/<[^<>\s]{1,300}>/g) ?? [];
}

/**
 * Our id of the attempt whose mail has this Message-ID; undefined for a Message-ID that is not of our making.
 *
 * @param messageId with angle brackets: `<0197c0de-0000-7000-8000-000000000001.1@mail.example.com>`
 */
export function attemptIdOf(messageId: string): string | undefined {
  return /^<([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\.\d{1,6})@/.exec(messageId)?.[1];
}

/** The first address in a field, in lower case. For reports; what people write goes through a real parser. */
export function addressIn(value: string | undefined): string | undefined {
  return /[^\s<>()[\]\\,;:"]{1,64}@[^\s<>()[\]\\,;:"]{1,253}/.exec(value ?? '')?.[0]?.toLowerCase();
}
