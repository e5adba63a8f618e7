/** What is known about follow-ups after the fact: the calls that were made, and the timeline of every decision. */
import type { Facts } from '../domain/facts.ts';
import { build, type Queryable } from './database.ts';

export interface AttemptRow {
  readonly number: number;
  readonly senderId: string | null;
  readonly outcome: 'accepted' | 'refused' | 'unknown' | 'external';
  readonly class: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly providerMessageId: string | null;
  readonly durationMs: number | null;
  readonly costCents: number | null;
  readonly at: number;
}

export interface TimelineRow {
  readonly id: string;
  readonly at: number;
  readonly followUpId: string | null;
  readonly enrollmentId: string | null;
  readonly kind: string;
  readonly reason: string | null;
  readonly facts: Facts | null;
}

/** The calls for one follow-up, the first one first. */
export async function listAttempts(tx: Queryable, orgId: number, followUpId: string): Promise<AttemptRow[]> {
  return tx.run(
    build
      .selectFrom('relance.attempts')
      .select([
        'number',
        'sender_id as senderId',
        'outcome',
        'class',
        'code',
        'detail',
        'provider_message_id as providerMessageId',
        'duration_ms as durationMs',
        'cost_cents as costCents',
        'at',
      ])
      .where('org_id', '=', orgId)
      .where('follow_up_id', '=', followUpId)
      .orderBy('number'),
  );
}

const timelineColumns = [
  'id',
  'at',
  'follow_up_id as followUpId',
  'enrollment_id as enrollmentId',
  'kind',
  'reason',
  'facts',
] as const;

/** A contact's timeline, the latest entry first. */
export async function listTimeline(
  tx: Queryable,
  orgId: number,
  contactId: string,
  limit: number,
  before: string | null,
): Promise<TimelineRow[]> {
  let query = build
    .selectFrom('relance.timeline')
    .select(timelineColumns)
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  return tx.run(query);
}

/** What was decided about one follow-up or about its enrollment, the first entry first. */
export async function listDecisions(
  tx: Queryable,
  orgId: number,
  contactId: string,
  followUpId: string,
  enrollmentId: string | null,
  limit = 500,
): Promise<TimelineRow[]> {
  return tx.run(
    build
      .selectFrom('relance.timeline')
      .select(timelineColumns)
      .where('org_id', '=', orgId)
      .where('contact_id', '=', contactId)
      .where((it) =>
        it.or([
          it('follow_up_id', '=', followUpId),
          // What was decided about all of a contact's or an enrollment's follow-ups at once.
          it.and([it('follow_up_id', 'is', null), it('enrollment_id', 'is', null), it('kind', '=', 'cancelled')]),
          ...(enrollmentId === null
            ? []
            : [it.and([it('follow_up_id', 'is', null), it('enrollment_id', '=', enrollmentId)])]),
        ]),
      )
      .orderBy('id')
      .limit(limit),
  );
}
