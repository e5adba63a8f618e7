/** What an organization says about itself. */
import type { Facts } from '../domain/facts.ts';
import type { Queryable } from './database.ts';
import { tellDefinitionsChanged } from './definitions.ts';

export interface OrganizationChange {
  readonly name?: string;
  readonly timezone?: string;
  readonly locale?: string;
  /** Laid over those that there are; null takes one away. */
  readonly settings: Facts;
}

const changeStatement = {
  name: 'relance-change-organization',
  text: `
UPDATE relance.organizations SET name = coalesce($2, name), timezone = coalesce($3, timezone), locale = coalesce($4, locale),
  settings = (settings || $5::jsonb) - ARRAY(SELECT key FROM jsonb_each($5::jsonb) WHERE value = 'null')
WHERE id = $1 RETURNING id`,
};

/** Absent fields stay. */
export async function changeOrganization(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  { name, timezone, locale, settings }: OrganizationChange,
): Promise<void> {
  await tx.query(changeStatement, [orgId, name ?? null, timezone ?? null, locale ?? null, settings]);
  await tellDefinitionsChanged(tx, orgId);
}
