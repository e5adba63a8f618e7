/** What a sequence names that the organization has not defined (yet): templates, senders of a channel. */

import { channelsWithoutSender, missingTemplate, templateUses } from '../domain/missing-references.ts';
import type { Problem } from '../domain/problem.ts';
import type { Sequence } from '../domain/sequence.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';

export function findMissing(known: OrganizationDefinitions, sequence: Sequence): readonly Problem[] {
  const remedy = (template: string) => `a template of that name: PUT /v1/templates/${template}`;
  return [
    ...templateUses(sequence).flatMap((use) => missingTemplate(use, known.templateChannels, remedy) ?? []),
    ...channelsWithoutSender(sequence, known.routedChannels),
  ];
}
