/**
 * Turning templates into text, with LiquidJS: strict about unknown variables and filters, limited in time and size.
 * Templates are parsed once. What a contact wrote is data for them, never template text.
 */
import {
  CaptureTag,
  EchoTag,
  ForTag,
  Liquid,
  LiquidTag,
  Output,
  type Template,
  Value,
  type ValueToken,
  type Variable,
} from 'liquidjs';
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
    const templates = plain.parse(source);
    const { globals, locals } = variablesIn(templates);
    const needed = new Set(
      Object.values(variablesIn(endsEarly.test(source) ? [] : alwaysStrict(templates)).variables)
        .flat()
        .map(placeOf),
    );
    return Object.entries(globals)
      .filter(([root]) => !(root in locals))
      .flatMap(([, uses]) => uses)
      .map((variable) => {
        const { segments, location } = variable;
        const dynamic = segments.findIndex((segment) => typeof segment === 'object');
        const names = segments.slice(0, dynamic === -1 ? undefined : dynamic).map(String);
        return { names, isNeeded: needed.has(placeOf(variable)), line: location.row, column: location.col };
      })
      .sort((one, other) => one.line - other.line || one.column - other.column);
  } catch {
    return [];
  }
}

const variablesIn = (templates: Template[]) => plain.analyzeSync(templates, { partials: false });
const placeOf = ({ location: { row, col } }: Variable) => `${row}:${col}`;

/** A `break` or `continue` outside of a loop leaves out the rest of the text. */
const endsEarly = /\{%(?:(?!%\}).)*\b(?:break|continue)\b/s;

/**
 * Of a text what is rendered in any case and fails without its variables: neither what asks whether there is one (conditions,
 * `assign`, `default` as the first filter), nor what is only rendered if something holds.
 */
function alwaysStrict(templates: readonly Template[]): Template[] {
  return templates.flatMap((template) => {
    const asking = (values: Iterable<Value | ValueToken>): Template[] => [
      { token: template.token, render: () => '', arguments: () => values },
    ];
    if (template instanceof Output || template instanceof EchoTag) return asking(strictValues(template.arguments()));
    if (template instanceof ForTag) return asking([template.collection as ValueToken]);
    if (template instanceof CaptureTag || template instanceof LiquidTag) return alwaysStrict(template.templates);
    return [];
  });
}

/** What `default` is given has to be there. */
function strictValues(values: Iterable<Value | ValueToken>): (Value | ValueToken)[] {
  return [...values].flatMap((value) => {
    if (!(value instanceof Value) || value.filters[0]?.name !== 'default') return [value];
    const given = value.filters.flatMap(({ args }) => args.map((arg) => (Array.isArray(arg) ? arg[1] : arg)));
    return given.filter((arg) => arg !== undefined);
  });
}

/** Liquid, for those who read sequences and templates. */
export const liquid = { faultOf: templateFault, variablesOf: templateVariables };
