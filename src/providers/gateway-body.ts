/** Encodes a filled template as JSON, as a form, or as XML, each with its own escaping. Pure. */
import type { ConfigProblems } from '../provider-kit/sender-config.ts';
import type { Filled, Template } from './gateway-template.ts';

export const bodyTypes = ['json', 'form', 'xml', 'text'] as const;
export type BodyType = (typeof bodyTypes)[number];

export const contentTypes: Readonly<Record<BodyType, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'application/xml; charset=utf-8',
  text: 'text/plain; charset=utf-8',
};

/** What XML 1.0 can't carry, not even escaped. @source https://www.w3.org/TR/xml/#charsets */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be found
const notXml = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const elementName = /^[A-Za-z_][\w.-]*$/;

/** Refuses a template that cannot be encoded as this type, whatever is filled in. */
export function requireEncodable(problems: ConfigProblems, at: string, type: BodyType, template: Template): void {
  if (type === 'form') requireFlat(problems, at, template);
  if (type !== 'xml') return;
  const isRoot =
    template.kind === 'object' && template.members.length === 1 && template.members[0]?.[1].kind !== 'list';
  problems.require(isRoot, `${at} must have exactly one member, the root element`);
  requireElements(problems, at, template);
}

/** Names with a text each, or a list of texts where a name comes several times. */
export function requireFlat(problems: ConfigProblems, at: string, template: Template): void {
  problems.require(template.kind === 'object', `${at} must be an object`);
  if (template.kind !== 'object') return;
  for (const [name, member] of template.members) {
    const leaves = member.kind === 'list' ? member.items : [member];
    const isFlat = leaves.every(({ kind }) => kind === 'leaf' || kind === 'constant');
    problems.require(isFlat, `${at}.${name} must be a text, a number, or a list of them`);
  }
}

function requireElements(problems: ConfigProblems, at: string, template: Template): void {
  if (template.kind === 'list') for (const item of template.items) requireElements(problems, at, item);
  if (template.kind !== 'object') return;
  for (const [name, member] of template.members) {
    problems.require(elementName.test(name), `${at}.${name} is not the name of an element`);
    requireElements(problems, `${at}.${name}`, member);
  }
}

/** @returns undefined where the text holds what the type cannot carry */
export function encodeBody(type: Exclude<BodyType, 'text'>, filled: Filled): string | undefined {
  switch (type) {
    case 'json':
      return JSON.stringify(filled);
    case 'form':
      return encodePairs(filled);
    case 'xml': {
      const [root] = Object.entries(filled as { readonly [name: string]: Filled });
      const xml = root === undefined ? '' : elementOf(...root);
      return notXml.test(xml) || !xml.isWellFormed() ? undefined : `<?xml version="1.0" encoding="UTF-8"?>${xml}`;
    }
  }
}

/** `a=1&b=2`, as in forms; of a query the spaces are `%20`, which every server understands. */
export function encodePairs(filled: Filled): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(filled as { readonly [name: string]: Filled })) {
    for (const each of Array.isArray(value) ? value : [value]) pairs.append(name, each === null ? '' : String(each));
  }
  return pairs.toString();
}

/** A list is the element several times. */
function elementOf(name: string, value: Filled): string {
  if (Array.isArray(value)) return value.map((item: Filled) => elementOf(name, item)).join('');
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([child, member]) => elementOf(child, member as Filled))
          .join('')
      : escapeXml(value === null ? '' : String(value));
  return `<${name}>${inside}</${name}>`;
}

/** A carriage return would be read as a line feed. @source https://www.w3.org/TR/xml/#sec-line-ends */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}
