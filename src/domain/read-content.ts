/** What a message says, as written: a stored template by its key, or the text itself; and the variants of it. */
import type { DocumentReader } from './document-reader.ts';
import type { Content, Variant } from './sequence.ts';
import { withoutUndefined } from './without-undefined.ts';

export const contentKeys = ['template', 'subject', 'text', 'html'] as const;

/** Characters in a text, at most. */
export const textMax = 100_000;
export const subjectMax = 500;
const variantsMax = 20;

/** Reads the content keys that stand beside others in a step or variant. Undefined where there are none, or bad ones. */
export function readContent(place: DocumentReader): Content | undefined {
  const given = contentKeys.filter((key) => place.at(key).given);
  if (given.length === 0) return undefined;
  const template = place.at('template').optional((it) => it.key());
  if (given.includes('template')) {
    for (const key of given.filter((name) => name !== 'template')) {
      place.at(key).refuse(`template and ${key} stand side by side`, 'a template, or the text itself');
    }
    return template === undefined ? undefined : { template };
  }
  const inline = readInlineText(place);
  return inline && withoutUndefined(inline);
}

/** `subject`, `text` and `html`: the text is needed, also for those whose program shows no HTML. */
export function readInlineText(
  place: DocumentReader,
): { subject: string | undefined; text: string; html: string | undefined } | undefined {
  const subject = place.at('subject').optional((it) => readSubject(it));
  const html = place.at('html').optional((it) => it.text(textMax));
  const text = place.at('text');
  if (!text.given) return text.refuse('is missing', 'the plain text of the message; subject and html go beside it');
  const plain = text.text(textMax);
  return plain === undefined ? undefined : { subject, text: plain, html };
}

/** What is said of a subject that has several lines. */
export const notOneLine = { message: 'the subject has several lines', expected: 'one line' } as const;

/** CR, LF, VT, FF, NEL and the two separators of Unicode end a line somewhere. */
export const isOneLine = (subject: string) => !/[\r\n\v\f\u0085\u2028\u2029]/.test(subject);

function readSubject(place: DocumentReader): string | undefined {
  const subject = place.text(subjectMax);
  return subject === undefined || isOneLine(subject) ? subject : place.refuse(notOneLine.message, notOneLine.expected);
}

export function readVariants(place: DocumentReader): readonly Variant[] {
  const variants: Variant[] = [];
  for (const item of place.items(variantsMax, 'a list such as [{ key: plain }, { key: question, weight: 2 }]') ?? []) {
    if (!item.isObject('an object such as { key: plain, weight: 1 }')) continue;
    item.knowsOnly(['key', 'weight', ...contentKeys]);
    const key = item.at('key').key();
    if (variants.some((other) => other.key === key))
      item.at('key').refuse(`the key "${key}" stands twice`, 'another key');
    const weight = item.at('weight').optional(readWeight) ?? 1;
    variants.push(withoutUndefined({ key: key ?? '', weight, content: readContent(item) }));
  }
  return variants;
}

function readWeight(place: DocumentReader): number | undefined {
  const weight = place.number();
  if (weight === undefined || (weight > 0 && weight <= 1_000_000)) return weight;
  return place.refuse(`the weight is ${weight}`, 'a number above 0; a variant that nobody shall get is left out');
}
