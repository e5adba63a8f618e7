/**
 * Who changed what. Every operation by which an operator or a caller changes something runs in `change`: the change and its
 * entry are one transaction. Entries of an organization are a chain: each one's hash covers it and the hash before it, so that
 * nothing can be changed, taken out or put in between without a trace.
 *
 * What goes out and what comes in is not here: that has its own records (the timeline, the inbox), and would make everybody
 * wait for one chain. Entries hold no personal data: ids, names of fields, hashes, numbers.
 */
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Facts } from '../domain/facts.ts';
import { sha256 } from '../ids.ts';
import {
  type AuditChain,
  type AuditFilter,
  type AuditRow,
  appendRows,
  cutChain,
  lastPastKeeping,
  listAudit,
  lockChain,
  noHash,
  readAuditAfter,
  readChains,
} from '../store/audit.ts';
import { everyOrganization, type Queryable } from '../store/database.ts';
import { type OperationContext, withRetries } from './context.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export type AuditEntry = AuditRow;

/** Who did it. */
export interface Actor {
  readonly kind: AuditRow['actorKind'];
  /** Of the key or the operator; what the host calls somebody; null: there is none. */
  readonly id: string | null;
  /** As it was called then. */
  readonly name: string;
}

/** Whoever runs the process: the command line, or the host application. */
export const localActor: Actor = { kind: 'local', id: null, name: 'this installation' };

const engineActor: Actor = { kind: 'engine', id: null, name: 'relance' };

export interface Change {
  /** What was done to what: `sender.stored`. */
  readonly action: string;
  readonly ids: readonly string[];
  readonly facts?: Facts;
}

export type NoteChange = (change: Change) => void;

/** Does work in a transaction, again if it lost against another one, and writes what it noted into the audit log with it. */
export async function change<T>(
  { db }: Pick<OperationContext, 'db'>,
  orgId: number,
  by: Actor,
  work: (tx: Queryable, note: NoteChange) => Promise<T>,
): Promise<T> {
  return withRetries(() =>
    db.transaction(orgId, async (tx) => {
      const changes: Change[] = [];
      const result = await work(tx, (noted) => changes.push(noted));
      await appendChanges(
        tx,
        orgId,
        changes.map((noted) => ({ by, ...noted })),
      );
      return result;
    }),
  );
}

/**
 * The same for what belongs to no organization, or to several: an operator, their password, their sessions. Each organization
 * that it concerns has its own entry. Who did it may come to light only in the work itself.
 */
export async function changeAcross<T>(
  { db }: Pick<OperationContext, 'db'>,
  work: (tx: Queryable, note: (orgIds: readonly number[], by: Actor, change: Change) => void) => Promise<T>,
): Promise<T> {
  return withRetries(() =>
    db.transaction(everyOrganization, async (tx) => {
      const noted = new Map<number, (Change & { readonly by: Actor })[]>();
      const result = await work(tx, (orgIds, by, change) => {
        for (const orgId of orgIds) noted.set(orgId, [...(noted.get(orgId) ?? []), { by, ...change }]);
      });
      // In one order, so that no two of these wait for each other.
      for (const [orgId, changes] of [...noted].sort(([one], [other]) => one - other)) {
        await appendChanges(tx, orgId, changes);
      }
      return result;
    }),
  );
}

/** Last in a transaction: from here to its end everybody else who changes something waits. */
export async function appendChanges(
  tx: Queryable,
  orgId: number,
  changes: readonly (Change & { readonly by: Actor })[],
): Promise<void> {
  if (changes.length === 0) return;
  const chain = await lockChain(tx, orgId);
  let previousHash = chain.hash;
  const rows = changes.map(({ by, action, ids, facts = {} }, index) => {
    const entry = {
      seq: chain.seq + 1 + index,
      at: chain.now,
      actorKind: by.kind,
      actorId: by.id,
      actorName: by.name,
      action,
      ids,
      facts,
      previousHash,
    };
    previousHash = hashOf(orgId, entry);
    return { ...entry, hash: previousHash };
  });
  await appendRows(tx, orgId, rows);
}

function hashOf(organization: number, entry: Omit<AuditRow, 'hash'>): string {
  const { seq, at, actorKind, actorId, actorName, action, ids, facts, previousHash } = entry;
  return sha256(
    canonicalJson({ organization, seq, at, actorKind, actorId, actorName, action, ids, facts, previousHash }),
  );
}

/** Of something that is too large or too telling to stand in an entry, so that two of them can be compared. */
export function fingerprint(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** The latest first. */
export async function readAuditPage(
  { db }: OperationContext,
  orgId: number,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditEntry>> {
  const before = (keyAfter(page, 'number')?.[0] as number) ?? null;
  const rows = await db.transaction(orgId, (tx) => listAudit(tx, orgId, filter, page.limit + 1, before));
  return pageOf(rows, page.limit, (row) => [row.seq]);
}

const chunk = 1_000;

/** All entries of an organization, the first one first. */
export async function* readAuditTrail({ db }: Pick<OperationContext, 'db'>, orgId: number): AsyncGenerator<AuditEntry> {
  for (let seq = 0; ; ) {
    const rows = await db.transaction(orgId, (tx) => readAuditAfter(tx, orgId, seq, chunk));
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < chunk) return;
    seq = last.seq;
  }
}

export interface ChainReport {
  readonly organization: string;
  /** Entries that were looked at. */
  readonly entries: number;
  /** Entries up to this one were deleted when they were past their keeping; 0: none. */
  readonly keptFrom: number;
  /** The last entry and its hash: kept elsewhere, they show whether the end was cut off. */
  readonly seq: number;
  readonly hash: string;
  readonly broken: { readonly seq: number; readonly why: 'changed' | 'missing' | 'misplaced' } | null;
}

/**
 * Computes every hash anew. The first entry that is not as it was written is named: `changed` (its content), `missing` (it is
 * not there), `misplaced` (the one before it is not the one that it was written after). A beginning that was cut off is missing,
 * unless an entry of the chain says that it was past its keeping.
 *
 * @param orgId null: all organizations
 */
export async function verifyAudit(
  { db }: Pick<OperationContext, 'db'>,
  orgId: number | null,
): Promise<readonly ChainReport[]> {
  const chains = await readChainsNow(db, orgId);
  const reports: ChainReport[] = [];
  for (const chain of chains) reports.push(await verifyAsItIs({ db }, chain));
  return reports;
}

function readChainsNow(db: OperationContext['db'], orgId: number | null): Promise<readonly AuditChain[]> {
  return db.transaction(orgId ?? everyOrganization, (tx) => readChains(tx, orgId));
}

/** What is missing may have been deleted, as past its keeping, while it was looked for: then the chain begins elsewhere by now. */
async function verifyAsItIs({ db }: Pick<OperationContext, 'db'>, chain: AuditChain): Promise<ChainReport> {
  const report = await verifyChain({ db }, chain);
  if (report.broken?.why !== 'missing') return report;
  const [now] = await readChainsNow(db, chain.orgId);
  return now === undefined || now.baseSeq === chain.baseSeq ? report : verifyAsItIs({ db }, now);
}

async function verifyChain({ db }: Pick<OperationContext, 'db'>, chain: AuditChain): Promise<ChainReport> {
  const { orgId, organization, baseSeq, baseHash } = chain;
  let seq = baseSeq;
  let hash = baseSeq === 0 ? noHash : baseHash;
  let entries = 0;
  // Where the chain begins stands in a row that can be changed: an entry of the chain itself has to say the same.
  let isVouchedFor = baseSeq === 0;
  let keptBefore = 1;
  const report = (broken: ChainReport['broken']): ChainReport => ({
    organization,
    entries,
    keptFrom: baseSeq + 1,
    seq: chain.seq,
    hash: chain.hash,
    broken,
  });
  for await (const entry of readAuditTrail({ db }, orgId)) {
    // Written after the end of the chain was read: the next look is for these.
    if (entry.seq > chain.seq) break;
    entries += 1;
    if (entry.seq !== seq + 1) return report({ seq: seq + 1, why: 'missing' });
    seq = entry.seq;
    if (hashOf(orgId, entry) !== entry.hash) return report({ seq, why: 'changed' });
    if (entry.previousHash !== hash) return report({ seq, why: 'misplaced' });
    hash = entry.hash;
    if (entry.action !== prunedAction) continue;
    const { through, hash: throughHash } = entry.facts;
    if (through === baseSeq && throughHash === baseHash) isVouchedFor = true;
    if (typeof through === 'number' && through < baseSeq) keptBefore = through + 1;
  }
  if (seq < chain.seq) return report({ seq: seq + 1, why: 'missing' });
  if (!isVouchedFor) return report({ seq: keptBefore, why: 'missing' });
  return report(hash === chain.hash ? null : { seq, why: 'changed' });
}

const pruneMax = 5_000;
const prunedAction = 'audit.pruned';

/**
 * Deletes what is past its keeping, from the beginning of the chain, so that what is left is still one chain. An entry says
 * up to where, with the hash that the rest goes on from. Returns how many were deleted.
 */
export async function pruneAudit(context: Pick<OperationContext, 'db'>, orgId: number, days: number): Promise<number> {
  // Mostly there is nothing: nobody waits for that.
  const first = await context.db.transaction(orgId, (tx) => lastPastKeeping(tx, orgId, days, 1));
  if (!first) return 0;
  return change(context, orgId, engineActor, async (tx, note) => {
    await lockChain(tx, orgId);
    const last = await lastPastKeeping(tx, orgId, days, pruneMax);
    if (!last) return 0;
    const removed = await cutChain(tx, orgId, last);
    note({ action: prunedAction, ids: [], facts: { through: last.seq, hash: last.hash, entries: removed } });
    return removed;
  });
}
