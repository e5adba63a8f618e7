/** Reading templates, and seeing what becomes of one with facts. */
import { type RenderedText, renderTemplate } from '../compose/render-template.ts';
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import { invalidInput, relanceError } from '../errors.ts';
import { listTemplates, type TemplateVersionRow } from '../store/list-definitions.ts';
import type { OperationContext } from './context.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export type Template = TemplateVersionRow;

/** The latest version of each form. */
export async function readTemplatePage(
  { db }: OperationContext,
  orgId: number,
  page: PageRequest,
): Promise<Page<Template>> {
  const after = keyAfter(page, 'text', 'text', 'text') as readonly [string, string, string] | null;
  const rows = await db.transaction(orgId, (tx) => listTemplates(tx, orgId, page.limit + 1, after));
  return pageOf(rows, page.limit, (row) => [row.key, row.channel, row.locale]);
}

/** How many forms a template may have in one answer: channels times locales. */
const formsMax = 500;

/** All forms of a template. @throws RelanceError `not_found` */
export async function readTemplateForms(
  { db }: OperationContext,
  orgId: number,
  key: string,
): Promise<readonly Template[]> {
  const rows = await db.transaction(orgId, (tx) => listTemplates(tx, orgId, formsMax, null, key));
  if (rows.length === 0) throw relanceError('not_found', `there is no template ${key}`);
  return rows;
}

/** The text as it would go out, from the form that would be chosen. @throws RelanceError `not_found`, `invalid_input` */
export async function previewTemplate(
  context: OperationContext,
  orgId: number,
  key: string,
  to: { readonly channel: Channel; readonly locale: string | null; readonly facts: Facts },
): Promise<
  Omit<RenderedText, 'vendorTemplate'> & { readonly channel: string; readonly locale: string; readonly version: number }
> {
  const forms = await readTemplateForms(context, orgId, key);
  const form = (channel: string, locale: string) => forms.find((it) => it.channel === channel && it.locale === locale);
  const locale = to.locale ?? '*';
  // The order in which the worker looks, see definition-cache.ts.
  const chosen = form(to.channel, locale) ?? form(to.channel, '*') ?? form('*', locale) ?? form('*', '*');
  if (!chosen) throw relanceError('not_found', `the template ${key} has no form for ${to.channel}`);
  const result = renderTemplate(chosen, to.facts);
  if (!result.ok)
    throw invalidInput([
      { path: 'facts', message: result.detail, expected: 'a value for every variable of the template' },
    ]);
  const { subject, text, html } = result.rendered;
  return { subject, text, html, channel: chosen.channel, locale: chosen.locale, version: chosen.version };
}
