/** The content of a follow-up: which variant, which template, rendered with its facts. */
import { type RenderedText, renderTemplate } from '../compose/render-template.ts';
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { Content, Step } from '../domain/sequence.ts';
import { sha256 } from '../ids.ts';
import type { ClaimedRow } from '../store/claim-follow-ups.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';

/** Weighted by a hash of the enrollment and the step: the same contact always gets the same variant. */
export function chooseVariant(step: Step, enrollmentId: string): Step['variants'][number] | null {
  if (step.variants.length === 0) return null;
  const total = step.variants.reduce((sum, variant) => sum + variant.weight, 0);
  const point = (Number.parseInt(sha256(`${enrollmentId}/${step.key}`).slice(0, 8), 16) / 2 ** 32) * total;
  let reached = 0;
  for (const variant of step.variants) {
    reached += variant.weight;
    if (point < reached) return variant;
  }
  return step.variants.at(-1) ?? null;
}

type Composed =
  | (RenderedText & { readonly ok: true; readonly data: Facts | null; readonly template: string | null })
  | {
      readonly ok: false;
      readonly reason: 'content_missing' | 'template_missing' | 'render_failed';
      readonly detail: string;
    };

export function composeContent(
  row: ClaimedRow,
  step: Step | undefined,
  variant: Step['variants'][number] | null,
  definitions: OrganizationDefinitions,
  facts: Facts,
  channel: Channel,
): Composed {
  const content = variant?.content ?? step?.content ?? oneOffContent(row.content);
  if (!content) return { ok: false, reason: 'content_missing', detail: 'neither a template nor a text is given' };
  const template = 'template' in content ? definitions.template(content.template, channel, row.locale) : content;
  if (!template) {
    const key = 'template' in content ? content.template : '';
    return { ok: false, reason: 'template_missing', detail: `there is no template ${key}` };
  }
  const vendorTemplate = 'vendor_template' in template ? template.vendor_template : null;
  const result = renderTemplate({ ...template, vendorTemplate }, facts);
  if (!result.ok) return { ok: false, reason: 'render_failed', detail: result.detail };
  const data = (row.content?.data as Facts | undefined) ?? null;
  return { ok: true, ...result.rendered, data, template: 'template' in content ? content.template : null };
}

function oneOffContent(content: Facts | null): Content | undefined {
  if (!content) return undefined;
  if (typeof content.template === 'string') return { template: content.template };
  if (typeof content.text !== 'string') return undefined;
  return {
    text: content.text,
    ...(typeof content.subject === 'string' && { subject: content.subject }),
    ...(typeof content.html === 'string' && { html: content.html }),
  };
}
