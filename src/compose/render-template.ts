/**
 * Turning templates into text, with LiquidJS: strict about unknown variables and filters, limited in time and size.
 * Templates are parsed once. What a contact wrote is data for them, never template text.
 */
import { Liquid, type Template } from 'liquidjs';
import type { TextVariable } from '../domain/check-variables.ts';
import type { Facts } from '../domain/facts.ts';

/** A template that the vendor keeps: its variables are texts with variables of ours. */
export interface VendorTemplateText {
  readonly id: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface TemplateText {
  readonly subject?: string | null;
  readonly text: string;
  readonly html?: string | null;
  readonly vendorTemplate?: VendorTemplateText | null;
}

export interface RenderedText {
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly vendorTemplate: VendorTemplateText | null;
}

export type RenderResult =
  | { readonly ok: true; readonly rendered: RenderedText }
  | { readonly ok: false; readonly detail: string };

const options = {
  strictVariables: true,
  /** But `{% if %}` and `default` may ask whether there is a variable: that is what they are for. */
  lenientIf: true,
  strictFilters: true,
  ownPropertyOnly: true,
  /** No files: templates can't include anything. */
  relativeReference: false,
  templateLimit: 100_000,
  renderLimit: 200,
  memoryLimit: 2_000_000,
  parseLimit: 200_000,
};

const plain = new Liquid(options);
const html = new Liquid({ ...options, outputEscape: 'escape' });

const parsedMax = 5_000;
const parsed = new Map<string, Template[]>();

function parse(engine: Liquid, kind: string, source: string): Template[] {
  const key = kind + source;
  let templates = parsed.get(key);
  if (!templates) {
    templates = engine.parse(source);
    if (parsed.size >= parsedMax) parsed.clear();
    parsed.set(key, templates);
  }
  return templates;
}

function renderOne(engine: Liquid, kind: string, source: string, facts: Facts): string {
  if (!source.includes('{')) return source;
  // A filter may cut a character in two; no half of one can be stored or sent.
  return engine.renderSync(parse(engine, kind, source), facts as object).toWellFormed();
}

/** Renders all parts of a template. A fault in the template is a value: the follow-up says so and an operator mends it. */
export function renderTemplate(template: TemplateText, facts: Facts): RenderResult {
  try {
    return {
      ok: true,
      rendered: {
        // A subject is one line, whatever its variables contain.
        subject: template.subject ? renderOne(plain, 't', template.subject, facts).replace(/\s+/g, ' ').trim() : null,
        text: renderOne(plain, 't', template.text, facts),
        html: template.html ? renderOne(html, 'h', template.html, facts) : null,
        vendorTemplate: template.vendorTemplate ? renderVariables(template.vendorTemplate, facts) : null,
      },
    };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function renderVariables({ id, variables }: VendorTemplateText, facts: Facts): VendorTemplateText {
  const rendered = Object.entries(variables).map(([name, text]) => [name, renderOne(plain, 't', text, facts)]);
  return { id, variables: Object.fromEntries(rendered) };
}

/** Parses without rendering: the faults of a template, before it is saved. */
export function templateFault(template: TemplateText): string | undefined {
  try {
    for (const source of [template.subject, template.text]) if (source) plain.parse(source);
    if (template.html) html.parse(template.html);
    for (const source of Object.values(template.vendorTemplate?.variables ?? {})) plain.parse(source);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The variables that a text asks for and does not make itself, in its order. None where it is not Liquid. */
export function templateVariables(source: string): readonly TextVariable[] {
  if (!source.includes('{')) return [];
  try {
    const { globals, locals } = plain.analyzeSync(plain.parse(source), { partials: false });
    return Object.entries(globals)
      .filter(([root]) => !(root in locals))
      .flatMap(([, uses]) => uses)
      .map(({ segments, location: { row: line, col: column } }) => {
        const dynamic = segments.findIndex((segment) => typeof segment === 'object');
        const names = segments.slice(0, dynamic === -1 ? undefined : dynamic).map(String);
        return { names, line, column };
      })
      .sort((one, other) => one.line - other.line || one.column - other.column);
  } catch {
    return [];
  }
}

/** Liquid, for those who read sequences and templates. */
export const liquid = { faultOf: templateFault, variablesOf: templateVariables };
