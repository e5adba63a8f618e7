/**
 * Vendors' reports on messages that went out: stored once, whatever their order. They change the message's state, settle what
 * was unknown, keep dead addresses from being written to again, slow down senders that carriers find too fast, and end everything
 * for those who complain or unsubscribe.
 */
import type { Channel } from '../domain/channel.ts';
import { messageStateOf } from '../domain/message-state.ts';
import { honouredRetryAfterMs } from '../domain/policy.ts';
import { storableText } from '../domain/storable.ts';
import { newId } from '../ids.ts';
import type { Receipt } from '../provider.ts';
import type { SecretBox } from '../secret-box.ts';
import type { Queryable } from '../store/database.ts';
import {
  applyReceipts,
  insertReceipts,
  type NewReceipt,
  type ReceiptInput,
  readReceiptsOf,
  readStoredReceipts,
  type StoredReceipt,
} from '../store/receipts.ts';
import { learnReported, type ReportedTooFast } from '../store/sender-budget.ts';
import { addSuppressions } from '../store/suppressions.ts';
import { type OperationContext, withRetries } from './context.ts';
import { knownErased } from './erased-addresses.ts';
import { isId } from './paging.ts';

export interface ReportingSender {
  readonly id: string;
  readonly key: string;
  readonly channel: Channel;
}

export interface RecordedReceipts {
  /** How many were not known before. */
  readonly fresh: number;
  /** All of them, as they are stored. */
  readonly stored: readonly StoredReceipt[];
}

/** @param isVerified see `store-incoming.ts` @returns who complained or unsubscribed is still to be left alone (`store-incoming.ts`) */
export async function recordReceipts(
  { db, clock, secrets, definitions }: OperationContext,
  orgId: number,
  sender: ReportingSender,
  receipts: readonly Receipt[],
  isVerified: boolean,
): Promise<RecordedReceipts> {
  if (receipts.length === 0) return { fresh: 0, stored: [] };
  const told = new Map(receipts.map((receipt) => [keyOf(receipt), receipt]));
  const inputs = [...told.values()].map((receipt) => receiptInput(receipt, sender));
  const now = clock.now();
  const { hasLearned, ...recorded } = await withRetries(() =>
    db.transaction(orgId, async (tx) => {
      const said = await withoutErased(tx, secrets, orgId, inputs);
      const added = await insertReceipts(tx, orgId, sender.id, said);
      // Contacts before messages, as everywhere.
      await addSuppressions(tx, orgId, refusedAddresses(added, isVerified));
      const messageIds = [...new Set(added.flatMap(({ message_id }) => message_id ?? []))];
      const reports = messageIds.length === 0 ? [] : await readReceiptsOf(tx, orgId, messageIds);
      await applyReceipts(tx, orgId, {
        states: reports.flatMap(({ id, receipts: all }) => {
          const state = messageStateOf(all);
          return state === undefined ? [] : [{ id, state }];
        }),
        proven: added.flatMap(({ follow_up_id: id, attempt, state }) =>
          id !== null && attempt !== null ? [{ id, attempt, delivered: state !== 'undelivered' }] : [],
        ),
        timeline: added.flatMap((receipt) => timelineOf(receipt, sender, now)),
      });
      const tooFast = isVerified ? added.flatMap((it) => tooFastOf(it, told.get(it.dedupe_key)?.retryAfterMs)) : [];
      const hasLearned = await learnReported(tx, orgId, tooFast);
      const stored = await readStoredReceipts(tx, orgId, sender.id, [...told.keys()]);
      return { fresh: added.length, stored, hasLearned };
    }),
  );
  if (hasLearned) definitions.forget(orgId);
  return recorded;
}

/** A report that names no message of ours may name an erased person's address, which must not come back by it. */
async function withoutErased(
  tx: Queryable,
  secrets: SecretBox,
  orgId: number,
  inputs: readonly ReceiptInput[],
): Promise<readonly ReceiptInput[]> {
  const named = inputs.flatMap(({ follow_up_id, channel, address }) =>
    follow_up_id === null && address !== null ? [{ channel, value: address }] : [],
  );
  if (named.length === 0) return inputs;
  const erased = new Set((await knownErased(tx, secrets, orgId, named)).map(({ value }) => value));
  return inputs.map((input) =>
    input.address !== null && erased.has(input.address) ? { ...input, address: null, detail: null } : input,
  );
}

const attemptForm = /^([0-9a-f-]{36})\.(\d{1,5})$/i;

function receiptInput(receipt: Receipt, { channel }: ReportingSender): ReceiptInput {
  const [, id = '', attempt = ''] = attemptForm.exec(receipt.attemptId ?? '') ?? [];
  const isOurs = isId(id);
  return {
    dedupe_key: keyOf(receipt),
    follow_up_id: isOurs ? id.toLowerCase() : null,
    attempt: isOurs ? Math.min(Number(attempt), 32_000) : null,
    provider_message_id: receipt.providerMessageId === undefined ? null : storableText(receipt.providerMessageId, 500),
    channel,
    address: receipt.to === undefined ? null : storableText(receipt.to, 500),
    state: receipt.state,
    class: receipt.class ?? null,
    code: receipt.code === undefined ? null : storableText(receipt.code, 100),
    detail: receipt.detail === undefined ? null : storableText(receipt.detail, 500),
    person_stopped: receipt.personStopped === true,
    at: receipt.at,
  };
}

const keyOf = ({ dedupeKey }: Receipt) => storableText(dedupeKey, 300);

/** Addresses that will never work, and those whose owner has said stop to the vendor. */
function refusedAddresses(receipts: readonly NewReceipt[], isVerified: boolean) {
  return receipts.flatMap(({ person_stopped, state, class: refusal, channel, address, code, detail, follow_up_id }) => {
    if (state !== 'undelivered' || refusal !== 'recipient' || address === null) return [];
    if (!isVerified && follow_up_id === null) return [];
    const cause = person_stopped ? 'opted_out' : 'bounced';
    return [{ channel, value: address, cause, detail: [code, detail].filter(Boolean).join(' ') || null }];
  });
}

/** The vendor had taken it, and found later that the account sends too much. */
function tooFastOf(receipt: NewReceipt, retryAfterMs: number | undefined): ReportedTooFast[] {
  const { state, class: refusal, follow_up_id, attempt, code, detail } = receipt;
  if (state !== 'undelivered' || refusal !== 'rate' || follow_up_id === null || attempt === null) return [];
  const restMs = honouredRetryAfterMs(retryAfterMs, 0);
  const error = [code, detail].filter(Boolean).join(': ') || 'reported as too fast';
  return [{ follow_up_id, attempt, rest_ms: restMs > 0 ? restMs : null, error }];
}

/** `sent` says nothing that is not known. */
function timelineOf(receipt: NewReceipt, sender: ReportingSender, now: number) {
  const { contact_id, follow_up_id, enrollment_id, state, code, detail, at, class: refusal } = receipt;
  if (contact_id === null || follow_up_id === null || state === 'sent') return [];
  const facts = {
    sender: sender.key,
    at: new Date(at).toISOString(),
    ...(refusal !== null && { class: refusal }),
    ...(code !== null && { code }),
    ...(detail !== null && { detail }),
  };
  const reason = state === 'undelivered' ? whyUndelivered(receipt) : null;
  return [{ id: newId(now), contact_id, follow_up_id, enrollment_id, kind: state, reason, facts }];
}

function whyUndelivered({ class: refusal, person_stopped }: NewReceipt): string {
  if (refusal !== 'recipient') return 'not_delivered';
  return person_stopped ? 'opted_out' : 'bounced';
}
