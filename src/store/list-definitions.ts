/** Reading sequences and templates for people, with every version; pausing sequences and senders. */
import type { VendorTemplate } from '../domain/read-template.ts';
import type { Sequence } from '../domain/sequence.ts';
import type { Queryable } from './database.ts';
import { tellDefinitionsChanged } from './definitions.ts';

type Tx = Pick<Queryable, 'query'>;

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

export interface SequenceVersionRow {
  readonly key: string;
  readonly version: number;
  readonly definition: Sequence;
  readonly active: boolean;
  readonly pausedAt: number | null;
  readonly createdAt: number;
}

const versionColumns = `key, version, definition, active, ${ms('paused_at')} AS "pausedAt", ${ms('created_at')} AS "createdAt"`;

const sequencesStatement = {
  name: 'relance-list-sequences',
  text: `
SELECT DISTINCT ON (key) ${versionColumns} FROM relance.sequences
WHERE org_id = $1 AND ($3::text IS NULL OR key > $3) ORDER BY key, version DESC LIMIT $2`,
};

/** The latest version of each, in the order of their keys. */
export async function listSequences(
  tx: Tx,
  orgId: number,
  limit: number,
  after: string | null,
): Promise<SequenceVersionRow[]> {
  return tx.query(sequencesStatement, [orgId, limit, after]);
}

const versionsStatement = {
  name: 'relance-list-sequence-versions',
  text: `
SELECT ${versionColumns} FROM relance.sequences
WHERE org_id = $1 AND key = $3 AND ($4::int IS NULL OR version < $4) AND ($5::int IS NULL OR version = $5)
ORDER BY version DESC LIMIT $2`,
};

/** The versions of one sequence, the latest first. */
export async function listSequenceVersions(
  tx: Tx,
  orgId: number,
  key: string,
  limit: number,
  options: { readonly before?: number | null; readonly version?: number | null } = {},
): Promise<SequenceVersionRow[]> {
  return tx.query(versionsStatement, [orgId, limit, key, options.before ?? null, options.version ?? null]);
}

export interface TemplateVersionRow {
  readonly key: string;
  readonly channel: string;
  readonly locale: string;
  readonly version: number;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly vendorTemplate: VendorTemplate | null;
  readonly createdAt: number;
}

const templatesStatement = {
  name: 'relance-list-templates',
  text: `
SELECT DISTINCT ON (key, channel, locale) key, channel, locale, version, subject, text, html, vendor_template AS "vendorTemplate", ${ms('created_at')} AS "createdAt"
FROM relance.templates
WHERE org_id = $1 AND ($3::text IS NULL OR (key, channel, locale) > ($3, $4, $5)) AND ($6::text IS NULL OR key = $6)
ORDER BY key, channel, locale, version DESC LIMIT $2`,
};

/** The latest version of each form, in the order of their keys. */
export async function listTemplates(
  tx: Tx,
  orgId: number,
  limit: number,
  after: readonly [key: string, channel: string, locale: string] | null,
  key: string | null = null,
): Promise<TemplateVersionRow[]> {
  return tx.query(templatesStatement, [orgId, limit, ...(after ?? [null, null, null]), key]);
}

const deleteSenderStatement = {
  name: 'relance-delete-sender',
  text: 'DELETE FROM relance.senders WHERE org_id = $1 AND key = $2 RETURNING id',
};

/** False when there is no such sender. */
export async function deleteSender(tx: Tx, orgId: number, key: string): Promise<boolean> {
  const rows = await tx.query(deleteSenderStatement, [orgId, key]);
  await tellDefinitionsChanged(tx, orgId);
  return rows.length > 0;
}

const pauseSequenceStatement = {
  name: 'relance-pause-sequence',
  text: `
UPDATE relance.sequences SET paused_at = CASE WHEN $3::boolean THEN coalesce(paused_at, relance.now()) END
WHERE org_id = $1 AND key = $2 RETURNING version`,
};

/** All versions at once. False when there is no such sequence. */
export async function setSequencePaused(tx: Tx, orgId: number, key: string, paused: boolean): Promise<boolean> {
  const rows = await tx.query(pauseSequenceStatement, [orgId, key, paused]);
  await tellDefinitionsChanged(tx, orgId);
  return rows.length > 0;
}

const pauseSenderStatement = {
  name: 'relance-pause-sender',
  text: `
UPDATE relance.senders SET paused_at = CASE WHEN $3::boolean THEN coalesce(paused_at, relance.now()) END, updated_at = relance.now()
WHERE org_id = $1 AND key = $2 RETURNING id`,
};

/** False when there is no such sender. */
export async function setSenderPaused(tx: Tx, orgId: number, key: string, paused: boolean): Promise<boolean> {
  const rows = await tx.query(pauseSenderStatement, [orgId, key, paused]);
  await tellDefinitionsChanged(tx, orgId);
  return rows.length > 0;
}
