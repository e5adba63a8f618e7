/** Storing templates: an unchanged one stays as it is, a changed one becomes a new version. */
import { templateFault } from '../compose/render-template.ts';
import type { Problem } from '../domain/problem.ts';
import type { TemplateInput } from '../domain/read-template.ts';
import { invalidInput } from '../errors.ts';
import { storeTemplates } from '../store/store-definitions.ts';
import { subjectProblems } from './check-texts.ts';
import type { OperationContext } from './context.ts';
import type { PutResult } from './put-sequences.ts';

/** Stores all or none. @throws RelanceError `invalid_input` for text that is not Liquid */
export async function putTemplates(
  { db, definitions }: OperationContext,
  orgId: number,
  templates: readonly TemplateInput[],
): Promise<Omit<PutResult, 'warnings'>[]> {
  const problems: Problem[] = templates.flatMap((template) => {
    const { key, channel, subject } = template;
    const path = `templates.${key}`;
    const fault = templateFault(template);
    const text = { path, message: fault ?? '', expected: 'Liquid, for example {{ contact.name }}' };
    return [...(fault === undefined ? [] : [text]), ...subjectProblems(channel, subject, path)];
  });
  if (problems.length > 0) throw invalidInput(problems);
  if (templates.length === 0) return [];
  const versions = await db.transaction(orgId, (tx) => storeTemplates(tx, orgId, templates));
  definitions.forget(orgId);
  return templates.map(({ key, channel, locale }) => ({
    key,
    ...(versions.get(`${key}/${channel}/${locale}`) ?? { version: 0, changed: false }),
  }));
}
