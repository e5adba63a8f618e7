/** Reading an organization's policy: the version in force, the ones before it, and what counts in the end and why. */
import type { Facts } from '../domain/facts.ts';
import { type EffectiveValue, effectiveValues, type SourcedLayer } from '../domain/merge-policy.ts';
import { relanceError } from '../errors.ts';
import { listPolicyVersions, type PolicyVersionRow } from '../store/policies.ts';
import type { OperationContext } from './context.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';
import { readContact } from './read-contacts.ts';

export type PolicyVersion = PolicyVersionRow;

/** Version 0: nothing was set yet, all is as by default. */
export interface PolicyInForce {
  readonly version: number;
  readonly document: Facts;
  readonly createdAt: number | null;
  readonly createdBy: string | null;
}

export async function readPolicyInForce({ db }: OperationContext, orgId: number): Promise<PolicyInForce> {
  const [row] = await db.transaction(orgId, (tx) => listPolicyVersions(tx, orgId, 1));
  return row ?? { version: 0, document: {}, createdAt: null, createdBy: null };
}

/** The latest first. */
export async function readPolicyPage(
  { db }: OperationContext,
  orgId: number,
  page: PageRequest,
): Promise<Page<PolicyVersion>> {
  const before = (keyAfter(page, 'number')?.[0] as number) ?? null;
  const rows = await db.transaction(orgId, (tx) => listPolicyVersions(tx, orgId, page.limit + 1, { before }));
  return pageOf(rows, page.limit, (row) => [row.version]);
}

/** @throws RelanceError `not_found` */
export async function readPolicyVersion(
  { db }: OperationContext,
  orgId: number,
  version: number,
): Promise<PolicyVersion> {
  const [row] = await db.transaction(orgId, (tx) => listPolicyVersions(tx, orgId, 1, { version }));
  if (!row) throw relanceError('not_found', `the policy has no version ${version}`);
  return row;
}

/** Whose policy is asked for; without either, the organization's. */
export interface PolicyQuestion {
  /** The key of a sequence, in its latest version. */
  readonly sequence?: string | undefined;
  /** An id, or `key:` and the caller's own key. */
  readonly contact?: string | undefined;
}

/** Every value that counts, with where it was set. @throws RelanceError `not_found` */
export async function readEffectivePolicy(
  context: OperationContext,
  orgId: number,
  { sequence: key, contact: reference }: PolicyQuestion,
): Promise<readonly EffectiveValue[]> {
  context.definitions.forget(orgId);
  const known = await context.definitions.get(orgId);
  if (!known) throw relanceError('not_found', 'there is no such organization');
  const { layer, version } = known.ownPolicy;
  const layers: SourcedLayer[] = [{ source: { from: 'organization', version }, layer }];
  if (key !== undefined) {
    const found = known.latestSequence(key);
    if (!found) throw relanceError('not_found', `there is no sequence ${key}`);
    layers.push({ source: { from: 'sequence', key, version: found.version }, layer: found.sequence.policy ?? {} });
  }
  if (reference !== undefined) {
    const contact = await readContact(context, orgId, reference);
    layers.push({ source: { from: 'contact' }, layer: contact.policy ?? {} });
  }
  return effectiveValues(layers);
}
