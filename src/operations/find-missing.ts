/** What sequences name that the organization has not defined (yet): templates, senders of a channel. */

import { channelsWithoutSender, missingTemplate, templateUses } from '../domain/missing-references.ts';
import type { Problem } from '../domain/problem.ts';
import type { Sequence } from '../domain/sequence.ts';
import type { OperationContext } from './context.ts';

/** Warnings for each sequence, in order. Asks the database, not the memory of this process, which may be old. */
export async function findMissing(
  { definitions }: OperationContext,
  orgId: number,
  sequences: readonly Sequence[],
): Promise<readonly (readonly Problem[])[]> {
  definitions.forget(orgId);
  const known = await definitions.get(orgId);
  if (!known) return sequences.map(() => []);
  const remedy = (template: string) => `a template of that name: PUT /v1/templates/${template}`;
  return sequences.map((sequence) => [
    ...templateUses(sequence).flatMap((use) => missingTemplate(use, known.templateChannels, remedy) ?? []),
    ...channelsWithoutSender(sequence, known.routedChannels),
  ]);
}
