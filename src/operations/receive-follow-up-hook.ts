/**
 * Another system says that a lead is due for a follow-up, and what it is to say. Noted on the lead's timeline once for each
 * strategy, and passed on to the organization's hook as a follow-up of ours: under the rules for sending, once, with retries and
 * failover. Where no hook is configured it is only noted.
 */
import type { Facts } from '../domain/facts.ts';
import { RelanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { SenderRow } from '../store/definitions.ts';
import { type HookedLead, hookKind, type LockedLead, lockHookedLead, readHookedLead } from '../store/hooked-leads.ts';
import { addTimeline } from '../store/timeline.ts';
import { type OperationContext, withRetries } from './context.ts';
import { scheduleWithin } from './schedule-follow-ups.ts';

export interface FollowUpHookCall {
  /** The caller's own key of the lead. */
  readonly leadKey: string;
  /** The caller's name for this touch, for example `1800s`. */
  readonly strategy: string;
  /** As it is to arrive: no variables are filled in. */
  readonly message: string;
}

export interface ReceivedHook {
  /** The hook was called about this lead with this strategy before: nothing was done. */
  readonly isRepeated: boolean;
  /** The follow-up that passes it on; null where it was only noted, or repeated. */
  readonly followUpId: string | null;
}

/** @throws RelanceError `not_found` where there is no such lead, `store_unavailable` */
export async function receiveFollowUpHook(
  context: OperationContext,
  orgId: number,
  call: FollowUpHookCall,
): Promise<ReceivedHook> {
  const { db, clock, definitions } = context;
  const route = (await definitions.get(orgId))?.route('webhook') ?? [];
  return withRetries(() =>
    db.transaction(orgId, async (tx) => {
      const { leadKey, strategy, message } = call;
      const contact = await lockHookedLead(tx, orgId, leadKey);
      if (!contact) throw unknownLead(leadKey);
      const lead = await readHookedLead(tx, orgId, contact.contactId, leadKey, strategy);
      if (lead.isRepeated) return { isRepeated: true, followUpId: null };
      const now = clock.now();
      const { contactId } = contact;
      const to = recipientOf(contact, lead, route);
      const oneOff = { ...toOneOff(call, now), contactId, ...(to !== undefined && { to }) };
      const [scheduled] = route.length === 0 ? [] : await scheduleWithin(tx, now, orgId, [oneOff]);
      const followUpId = scheduled?.ok ? scheduled.id : null;
      const facts: Facts = { lead: leadKey, strategy, message };
      await addTimeline(tx, orgId, [{ id: newId(now), contactId, kind: hookKind, reason: null, followUpId, facts }]);
      return { isRepeated: false, followUpId };
    }),
  );
}

/** The message is a value of the template, never the template: whatever stands in it arrives as it is. */
function toOneOff({ leadKey, strategy, message }: FollowUpHookCall, now: number) {
  return {
    dueAt: now,
    channel: 'webhook',
    category: 'conversational',
    text: '{{ message }}',
    variables: { message },
    data: { lead_id: leadKey, strategy },
  } as const;
}

/**
 * Who a hook with a URL of its own is told that the message is for: whom the caller means, as the hook can use it. Undefined where
 * the contact's own webhook address says it, or has to, because a sender of the route has no URL.
 */
function recipientOf(
  { contactId, contactKey }: LockedLead,
  { addresses }: HookedLead,
  route: readonly SenderRow[],
): string | undefined {
  const addressOn = (...channels: readonly string[]) =>
    addresses.find(({ channel }) => channels.includes(channel))?.value;
  if (addressOn('webhook') !== undefined || route.some(({ config }) => config.url === undefined)) return undefined;
  return addressOn('sms', 'whatsapp') ?? addressOn('email') ?? contactKey ?? contactId;
}

function unknownLead(leadKey: string): RelanceError {
  const expected = 'the key of a lead: an event lead.created with lead: { key } makes one';
  return new RelanceError('not_found', `there is no lead ${leadKey}`, {
    problems: [{ path: 'lead_id', message: 'there is no such lead', expected }],
  });
}
