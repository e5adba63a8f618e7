/**
 * What a sequence names and nobody has defined yet: templates, and senders for the channels of its steps. That is no
 * problem of the sequence, since both may come later; but who forgets them finds out only when messages fail.
 */
import type { Channel } from './channel.ts';
import { nearestName } from './nearest-name.ts';
import { childPath, type Problem } from './problem.ts';
import type { Content, Sequence, Step } from './sequence.ts';

/** A template that a step names, and where. */
export interface TemplateUse {
  readonly template: string;
  readonly channel: Channel | 'same';
  readonly path: string;
}

/** The templates that there are, each with the channels that it has a text for; `*` is all. */
export type KnownTemplates = ReadonlyMap<string, ReadonlySet<string>>;

export function templateUses({ steps }: Sequence): TemplateUse[] {
  return steps.flatMap((step, index) => {
    const at = childPath('steps', index);
    const own = useOf(step, step.content, at);
    const variants = step.variants.flatMap(({ content }, number) =>
      useOf(step, content, childPath(childPath(at, 'variants'), number)),
    );
    return [...own, ...variants];
  });
}

function useOf({ channel }: Step, content: Content | undefined, at: string): TemplateUse[] {
  if (!content || !('template' in content)) return [];
  return [{ template: content.template, channel, path: childPath(at, 'template') }];
}

/** @param remedy where such a template can come from */
export function missingTemplate(
  { template, channel, path }: TemplateUse,
  known: KnownTemplates,
  remedy: (template: string) => string,
): Problem | undefined {
  const forms = known.get(template);
  if (forms === undefined) {
    const nearest = nearestName(template, [...known.keys()]);
    const expected = nearest === undefined ? remedy(template) : `did you mean ${nearest}?`;
    return { path, message: `there is no template "${template}" yet, and without it these messages fail`, expected };
  }
  if (channel === 'same' || forms.has('*') || forms.has(channel)) return undefined;
  const message = `the template "${template}" has no text for ${channel}, only for ${[...forms].join(', ')}`;
  return { path, message, expected: `one for ${channel}, or for all channels` };
}

/** Says it once for each channel, at its first step. @param routed channels that some sender sends over */
export function channelsWithoutSender({ steps }: Sequence, routed: ReadonlySet<Channel>): Problem[] {
  const told = new Set<string>();
  return steps.flatMap(({ kind, channel }, index) => {
    const isServed = channel === 'same' ? routed.size > 0 : routed.has(channel);
    if (kind !== 'message' || isServed || told.has(channel)) return [];
    told.add(channel);
    const what = channel === 'same' ? 'there is no sender yet' : `no sender sends over ${channel} yet`;
    const path = childPath(childPath('steps', index), 'channel');
    const expected = 'a sender of that channel: PUT /v1/senders/{key}';
    return [{ path, message: `${what}, and without one these messages fail`, expected }];
  });
}
