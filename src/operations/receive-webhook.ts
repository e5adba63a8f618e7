/**
 * A vendor's call to us: finds the sender that it is for, has its provider verify and read it, and stores what it says. The
 * answer is only given once that is committed.
 */
import { RelanceError, relanceError } from '../errors.ts';
import type { WebhookRequest } from '../provider.ts';
import type { SenderRow } from '../store/definitions.ts';
import type { OperationContext } from './context.ts';
import { findOrganization } from './find-organization.ts';
import { openSender } from './open-sender.ts';
import { type StoredIncoming, sourceOf, storeIncoming } from './store-incoming.ts';

export interface WebhookCall extends WebhookRequest {
  /** The organization's key. */
  readonly organization: string;
  /** As in the path: a provider's source, or the key of a sender. */
  readonly source: string;
  /** Only this one of several senders at the source. */
  readonly sender?: string;
}

export type WebhookResult =
  | { readonly kind: 'unknown_source' }
  | { readonly kind: 'rejected' | 'unreadable'; readonly detail: string }
  | {
      readonly kind: 'stored';
      /** Its type. */
      readonly provider: string;
      readonly stored: StoredIncoming;
      readonly answer?: { readonly contentType: string; readonly body: string };
    };

/** @throws RelanceError `store_unavailable` and the like; then the vendor has to call again */
export async function receiveWebhook(context: OperationContext, call: WebhookCall): Promise<WebhookResult> {
  const found = await organizationOf(context, call.organization);
  const senders = found === undefined ? [] : await sendersAt(context, found, call);
  if (found === undefined || senders.length === 0) return { kind: 'unknown_source' };
  let unusable: string | undefined;
  let refused: WebhookResult = { kind: 'rejected', detail: 'no sender at this source reads webhooks' };
  for (const row of senders) {
    const sender = openSender(context, found, row);
    unusable ??= sender.unusableHere;
    try {
      const result = await sender.receive?.(call);
      if (result === undefined) continue;
      if (result.kind !== 'read') {
        refused = result;
        // Another sender's signature may fit; what was verified is nobody else's.
        if (result.kind === 'unreadable') return result;
        continue;
      }
      const { receipts, inbound, answer, isPassedOn = false } = result;
      const stored = await storeIncoming(
        context,
        found,
        { ...row, source: sourceOf(context, row) },
        { receipts, inbound },
        { isVerified: !isPassedOn },
      );
      return { kind: 'stored', provider: row.provider, stored, ...(answer && { answer }) };
    } finally {
      await sender.close?.().catch(() => {});
    }
  }
  // It may be for the one that can't be opened here: the vendor has to call again, and not to forget it.
  if (unusable !== undefined) throw relanceError('unavailable_here', unusable);
  return refused;
}

async function organizationOf(context: OperationContext, key: string): Promise<number | undefined> {
  try {
    return (await findOrganization(context, key)).id;
  } catch (error) {
    if (error instanceof RelanceError && error.code === 'not_found') return undefined;
    throw error;
  }
}

async function sendersAt(
  { definitions, providers }: OperationContext,
  orgId: number,
  { source, kind, sender }: WebhookCall,
): Promise<readonly SenderRow[]> {
  const known = await definitions.get(orgId);
  return (known?.senders ?? []).filter((row) => {
    const webhooks = providers.get(row.provider)?.describe().webhooks;
    if (!webhooks?.kinds.includes(kind) || (sender !== undefined && row.key !== sender)) return false;
    return webhooks.source === source || row.key === source;
  });
}
