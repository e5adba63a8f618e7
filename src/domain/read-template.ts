/** Templates as written: `{ <key>: text | template | [templates that differ in channel or locale] }`. */
import { type Channel, channels } from './channel.ts';
import type { DocumentReader } from './document-reader.ts';
import { readInlineText, textMax } from './read-content.ts';
import { withoutUndefined } from './without-undefined.ts';

/** A template to be stored. Its text is Liquid, which is checked where it is stored. */
export interface TemplateInput {
  readonly key: string;
  /** The channel that it is for; `*` for all that have none of their own. */
  readonly channel: Channel | '*';
  /** BCP 47, for example `en` or `pt-BR`; `*` for all that have none of their own. */
  readonly locale: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly vendorTemplate?: VendorTemplate;
}

/** A template that the vendor keeps and has approved, for where free text may not be sent (WhatsApp outside its 24 hours). */
export interface VendorTemplate {
  /** The vendor's, for example Twilio's `HX…`. */
  readonly id: string;
  /** Texts with variables, by the placeholders of the vendor's template: `{ "1": "{{ contact.name }}" }`. */
  readonly variables: Readonly<Record<string, string>>;
}

const templateKeys = ['channel', 'locale', 'subject', 'text', 'html', 'vendorTemplate'];
const example = 'a text, an object such as { subject: …, text: … }, or a list of these';

/** How many templates one document may hold, and how many forms one of them may have. */
const templatesMax = 1_000;
const formsMax = 100;

/** Reads all templates of a document; those with problems are left out and noted. */
export function readTemplates(place: DocumentReader): readonly TemplateInput[] {
  if (!place.isObject('an object: { <key of the template>: { text: … } }')) return [];
  const keys = Object.keys(place.value as object);
  if (keys.length > templatesMax) place.refuse(`there are ${keys.length} templates`, `at most ${templatesMax}`);
  return keys.slice(0, templatesMax).flatMap((key) => readForms(place.at(key), key));
}

function readForms(place: DocumentReader, key: string): readonly TemplateInput[] {
  place.named(key).key();
  if (!Array.isArray(place.value)) {
    const only = readForm(place, key);
    return only === undefined ? [] : [only];
  }
  const forms: TemplateInput[] = [];
  for (const item of place.items(formsMax, example) ?? []) {
    const form = readForm(item, key);
    if (form === undefined) continue;
    const isThere = forms.some(({ channel, locale }) => channel === form.channel && locale === form.locale);
    if (isThere) item.refuse(`"${key}" has a form for this channel and locale already`, 'another channel or locale');
    else forms.push(form);
  }
  return forms;
}

function readForm(place: DocumentReader, key: string): TemplateInput | undefined {
  if (typeof place.value === 'string') {
    const text = place.text(textMax);
    return text === undefined ? undefined : { key, channel: '*', locale: '*', text };
  }
  if (!place.isObject(example)) return undefined;
  place.knowsOnly(templateKeys, { body: 'write text', title: 'write subject', language: 'write locale' });
  const channel = place.at('channel').optional((it) => it.oneOf(['*', ...channels])) ?? '*';
  const locale = place.at('locale').optional(readLocale) ?? '*';
  const content = readInlineText(place);
  const vendorTemplate = place.at('vendorTemplate').optional(readVendorTemplate);
  return content && withoutUndefined({ key, channel, locale, ...content, vendorTemplate });
}

const variablesMax = 100;

function readVendorTemplate(place: DocumentReader): VendorTemplate | undefined {
  if (!place.isObject("the vendor's template: { id, variables }")) return undefined;
  place.knowsOnly(['id', 'variables']);
  const id = place.at('id').text(200, "the vendor's id of its template, for example HX…");
  const at = place.at('variables');
  const variables: Record<string, string> = {};
  if (at.given && at.isObject('texts by placeholder: { "1": "{{ contact.name }}" }')) {
    const names = Object.keys(at.value as object);
    if (names.length > variablesMax) at.refuse(`there are ${names.length} variables`, `at most ${variablesMax}`);
    for (const name of names.slice(0, variablesMax)) {
      const text = at.at(name).text(1_000);
      if (text !== undefined) variables[name] = text;
    }
  }
  return id === undefined ? undefined : { id, variables };
}

function readLocale(place: DocumentReader): string | undefined {
  const expected = 'a language such as en or pt-BR, or "*"';
  const locale = place.text(35, expected);
  if (locale === undefined || locale === '*' || /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale)) return locale;
  return place.refuse(`"${locale}" is not a language`, expected);
}
