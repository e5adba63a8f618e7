/** What an organization has defined: itself, its policy, senders, templates and sequence versions. Read whole, kept by the worker. */
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { VendorTemplate } from '../domain/read-template.ts';
import type { Sequence } from '../domain/sequence.ts';
import { build, type Database, type Queryable } from './database.ts';

export interface OrganizationRow {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly timezone: string;
  readonly locale: string;
  readonly settings: Facts;
  /** Grows with every change of what the organization has defined. */
  readonly definitions_version: number;
}

export interface SenderRow {
  readonly id: string;
  readonly key: string;
  readonly provider: string;
  readonly channel: Channel;
  readonly position: number;
  /** Without its secrets. */
  readonly config: Facts;
  /** Its secrets, sealed. */
  readonly sealed: string | null;
  readonly rate_per_minute: number | null;
  readonly concurrency: number | null;
  /** Messages in any hour, in any day. */
  readonly per_hour: number | null;
  readonly per_day: number | null;
  readonly paused_at: number | null;
  /** Until when nobody calls it; past and not null: one call has to show whether it works again. */
  readonly breaker_until: number | null;
  /** When its vendor last said "too fast". */
  readonly learned_at: number | null;
}

export interface TemplateRow {
  readonly key: string;
  /** A channel, or `*` for all. */
  readonly channel: string;
  /** A locale, or `*` for all. */
  readonly locale: string;
  readonly version: number;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly vendor_template: VendorTemplate | null;
}

export interface Definitions {
  readonly organization: OrganizationRow;
  /** In the order of their route. */
  readonly senders: readonly SenderRow[];
  /** The latest version of each. */
  readonly templates: readonly TemplateRow[];
  readonly sequences: readonly {
    readonly key: string;
    readonly version: number;
    readonly active: boolean;
    readonly paused_at: number | null;
    readonly definition: Sequence;
  }[];
  /** The organization's policy as it was written, in its latest version; undefined: it has set none. */
  readonly policy: PolicyRow | undefined;
}

export interface PolicyRow {
  readonly version: number;
  readonly document: Facts;
}

/** Told to every process when something here changes; the payload is the organization's id. */
export const definitionsChannel = 'relance_definitions';

const changedStatement = {
  name: 'relance-definitions-changed',
  text: `UPDATE relance.organizations SET definitions_version = definitions_version + 1 WHERE id = $1
    RETURNING pg_notify('${definitionsChannel}', $1::text)`,
};

/** To be called in every transaction that changes definitions. */
export async function tellDefinitionsChanged(tx: Pick<Queryable, 'query'>, orgId: number): Promise<void> {
  await tx.query(changedStatement, [orgId]);
}

export async function readDefinitions(db: Database, orgId: number): Promise<Definitions | undefined> {
  return db.transaction(orgId, async (tx) => {
    const organization = tx.run(
      build
        .selectFrom('relance.organizations')
        .select(['id', 'key', 'name', 'timezone', 'locale', 'settings', 'definitions_version'])
        .where('id', '=', orgId),
    );
    const senders = tx.run(
      build
        .selectFrom('relance.senders')
        .select([
          'id',
          'key',
          'provider',
          'channel',
          'position',
          'config',
          'sealed',
          'rate_per_minute',
          'concurrency',
          'per_hour',
          'per_day',
          'paused_at',
          'breaker_until',
          'learned_at',
        ])
        .where('org_id', '=', orgId)
        .orderBy('position')
        .orderBy('key'),
    );
    const templates = tx.run(
      build
        .selectFrom('relance.templates')
        .distinctOn(['key', 'channel', 'locale'])
        .select(['key', 'channel', 'locale', 'version', 'subject', 'text', 'html', 'vendor_template'])
        .where('org_id', '=', orgId)
        .orderBy('key')
        .orderBy('channel')
        .orderBy('locale')
        .orderBy('version', 'desc'),
    );
    const sequences = tx.run(
      build
        .selectFrom('relance.sequences')
        .select(['key', 'version', 'active', 'paused_at', 'definition'])
        .where('org_id', '=', orgId),
    );
    const policies = tx.run(
      build
        .selectFrom('relance.policies')
        .select(['version', 'document'])
        .where('org_id', '=', orgId)
        .orderBy('version', 'desc')
        .limit(1),
    );
    // Awaited together: of those that are awaited one after the other, the later ones would fail unheard.
    const [[row], ...lists] = await Promise.all([organization, senders, templates, sequences, policies]);
    if (!row) return undefined;
    return { organization: row, senders: lists[0], templates: lists[1], sequences: lists[2], policy: lists[3][0] };
  });
}
