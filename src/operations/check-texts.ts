/** Finds the texts of a sequence that are not Liquid, before it is stored: else each of their messages would fail. */
import { templateFault } from '../compose/render-template.ts';
import { childPath, type Problem } from '../domain/problem.ts';
import type { Content, Sequence } from '../domain/sequence.ts';

export function textProblems({ steps }: Sequence): Problem[] {
  return steps.flatMap((step, index) => {
    const at = childPath('steps', index);
    return [
      ...contentProblems(step.content, at),
      ...step.variants.flatMap(({ content }, number) =>
        contentProblems(content, childPath(childPath(at, 'variants'), number)),
      ),
    ];
  });
}

/** @param at where the text stands in what its author wrote */
export function contentProblems(content: Content | undefined, at: string): Problem[] {
  const fault = content && 'text' in content ? templateFault(content) : undefined;
  if (fault === undefined) return [];
  return [{ path: childPath(at, 'text'), message: fault, expected: 'Liquid, for example {{ contact.name }}' }];
}
