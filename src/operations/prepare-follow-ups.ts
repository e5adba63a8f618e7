/**
 * From claimed rows to what happens to each: decided by the guards, and for those to send the route and the content.
 * Nothing is written here; what is not sent comes back as settlements.
 */

import type { RenderedText } from '../compose/render-template.ts';
import { categoryRules } from '../domain/category-rules.ts';
import type { Channel } from '../domain/channel.ts';
import { decideWhenDue } from '../domain/decide-when-due.ts';
import { type DueFollowUp, releasedBy } from '../domain/due-follow-up.ts';
import type { Fact, Facts } from '../domain/facts.ts';
import { endingStep } from '../domain/follow-up-id.ts';
import { openingRules } from '../domain/opening.ts';
import { defaultPolicy } from '../domain/policy.ts';
import { readTouches } from '../domain/recent-touches.ts';
import { missedWindows, type Sequence } from '../domain/sequence.ts';
import { storableText, wordsMax } from '../domain/storable.ts';
import { newId, sha256 } from '../ids.ts';
import type { CallingInput } from '../store/begin-calling.ts';
import type { ClaimedRow } from '../store/claim-follow-ups.ts';
import type { SenderRow } from '../store/definitions.ts';
import type { Settlement } from '../store/settle-follow-ups.ts';
import { chooseSender, type IsAvailable } from './choose-sender.ts';
import { chooseVariant, composeContent } from './compose-content.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { dressEmail, type EmailDress } from './dress-email.ts';
import { placeOf, planningClock, stored } from './planning-clock.ts';
import { following, followingAttempt, touching, touchOf } from './what-follows.ts';

/** A follow-up that is going out, complete but for the commit and the call. */
export interface ReadyFollowUp {
  readonly row: ClaimedRow;
  readonly token: number;
  readonly sequence: Sequence | null;
  readonly definitions: OrganizationDefinitions;
  readonly route: readonly SenderRow[];
  readonly routeIndex: number;
  readonly sender: SenderRow;
  readonly messageId: string;
  readonly address: string;
  /** Not looked up just now among those of the contact: it was given for this message, or an earlier attempt wrote it. */
  readonly isAddressFixed: boolean;
  readonly content: RenderedText & {
    readonly data: Facts | null;
    readonly headers: Readonly<Record<string, string>> | null;
  };
  /** Null when an earlier attempt wrote the message. */
  readonly message: CallingInput['message'];
  readonly lateMs: number;
  /** When it is of no use any more; null: never. */
  readonly validUntil: number | null;
  /** When its window closes; null: not soon. */
  readonly closesAt: number | null;
  /** The contact's last touch that the decision knew of, empty if none; null: it does not matter. */
  readonly touchSeen: string | null;
  readonly variant: string | null;
}

export interface Prepared {
  readonly ready: readonly ReadyFollowUp[];
  readonly settled: readonly Settlement[];
  /** To be skipped or moved, by the facts as they are, and not due yet: until then that may change. */
  readonly early: readonly ClaimedRow[];
}

/**
 * @param now the database's time, milliseconds since 1970
 */
export function prepareFollowUps(
  rows: readonly ClaimedRow[],
  token: number,
  definitionsOf: ReadonlyMap<number, OrganizationDefinitions>,
  now: number,
  isAvailable: IsAvailable,
  dress: EmailDress,
): Prepared {
  const settlements: Settlement[] = [];
  const ready: ReadyFollowUp[] = [];
  const early: ClaimedRow[] = [];
  const contacts = new Set<string>();
  for (const row of rows) {
    const known = { row, token, definitions: definitionsOf.get(row.org_id), now };
    const prepared = attempted(known, () => prepare(known, contacts, isAvailable, dress));
    if (prepared === 'early') early.push(row);
    else if ('to_state' in prepared) settlements.push(prepared);
    else {
      contacts.add(row.contact_id);
      ready.push(prepared);
    }
  }
  return { ready, settled: settlements, early };
}

/** A row that is being prepared, with what counts for all of its batch. */
interface Preparing {
  readonly row: ClaimedRow;
  readonly token: number;
  readonly definitions: OrganizationDefinitions | undefined;
  readonly now: number;
}

/** What one version cannot decide on, another may that runs beside it for a while. */
const undecided = { againMs: 5 * 60_000, givenUpMs: 60 * 60_000 };

/** A fault over one row must not cost the others of its claim their turn. It is put off; in the end somebody has to look at it. */
function attempted(
  { row, token, now }: Preparing,
  prepareRow: () => ReadyFollowUp | Settlement | 'early',
): ReadyFollowUp | Settlement | 'early' {
  try {
    return prepareRow();
  } catch (error) {
    const base = settlementBase(row, token);
    const detail = storableText(String(error), wordsMax);
    const until = now + undecided.againMs;
    return now - row.due_at > undecided.givenUpMs
      ? settled(base, 'dead_letter', 'decision_failed', 'dead_letter', { detail }, now)
      : {
          ...settled(base, 'scheduled', 'decision_failed', 'deferred', { detail, until }, now),
          queue_at: until,
        };
  }
}

/** @param contacts those to whom a message of this batch is going out already */
function prepare(
  known: Preparing,
  contacts: ReadonlySet<string>,
  isAvailable: IsAvailable,
  dress: EmailDress,
): ReadyFollowUp | Settlement | 'early' {
  const { row, token, definitions, now } = known;
  const sequence =
    (row.sequence_key !== null && definitions?.sequence(row.sequence_key, row.sequence_version as number)) || null;
  const facts = factsOf(row, definitions);
  const decision = decideWhenDue(dueFollowUp(row, sequence, facts, definitions), Math.max(now, row.queued_at));
  const base = settlementBase(row, token);
  if (row.queued_at > now && (decision.do === 'skip' || decision.do === 'move')) return 'early';
  const next = () => following(row, sequence, definitions, now);
  const deferred = (reason: string, until: number, told: Facts = {}): Settlement => ({
    ...settled(base, 'scheduled', reason, 'deferred', { ...told, until }, now),
    // A person who is busy for a moment makes nothing younger.
    ...(reason === 'contact_busy' && { reason: releasedBy(reason, row.put_off_reason) }),
    queue_at: until,
  });
  switch (decision.do) {
    case 'skip':
      return { ...settled(base, 'skipped', decision.reason, 'skipped', { ...decision.facts }, now), ...next() };
    case 'defer':
      return deferred(decision.reason, decision.until, decision.facts);
    case 'move':
      return {
        ...settled(base, 'scheduled', decision.reason, 'moved', { dueAt: decision.dueAt }, now),
        queue_at: decision.dueAt,
        due_at: decision.dueAt,
        anchor_at: decision.anchorAt,
        ...stored(decision.intent),
      };
    case 'reconcile':
      return {
        ...settled(base, 'sent', 'reconciled', 'sent', {}, now),
        reason: null,
        // Once, and now: it may have been taken to be no touch.
        ...touchOf(row),
        uncounts: true,
        ...followingAttempt(row, { to: 'sent' }, sequence, definitions, null, now),
      };
    case 'finish':
      return finish(known, base, sequence);
    case 'send':
      break;
  }
  if (contacts.has(row.contact_id)) return deferred('contact_busy', now + 1_000);
  const outcome = makeReady(row, token, sequence, definitions, facts, now, decision, isAvailable, dress);
  if (outcome.ok) return outcome.ready;
  if (outcome.until !== undefined) return deferred(outcome.reason, outcome.until);
  const detail = outcome.detail ?? null;
  return { ...settled(base, 'dead_letter', outcome.reason, 'dead_letter', { detail }, now), ...next() };
}

type Base = Pick<Settlement, 'org_id' | 'id' | 'contact_id' | 'token' | 'from_state'>;

function settlementBase(row: ClaimedRow, token: number): Base {
  return {
    org_id: row.org_id,
    id: row.id,
    contact_id: row.contact_id,
    token,
    from_state: 'claimed',
  };
}

function settled(
  base: Base,
  to: Settlement['to_state'],
  reason: string,
  kind: string,
  facts: { readonly [key: string]: Fact | undefined },
  now: number,
): Settlement {
  return { ...base, to_state: to, reason, timeline: { id: newId(now), kind, reason, facts: facts as Facts } };
}

/** A wait whose time is up, or an ending. */
function finish({ row, definitions, now }: Preparing, base: Base, sequence: Sequence | null): Settlement {
  if (row.step === endingStep && sequence?.ending) {
    const { reason, setStage } = sequence.ending;
    return {
      ...settled(base, 'sent', reason, 'ended', { stage: setStage ?? null }, now),
      end: { alone: false, state: 'completed', reason },
      ...(setStage && touching(row, false, setStage)),
    };
  }
  return { ...settled(base, 'sent', 'timed_out', 'wait_over', {}, now), ...following(row, sequence, definitions, now) };
}

function dueFollowUp(
  row: ClaimedRow,
  sequence: Sequence | null,
  facts: Facts,
  definitions: OrganizationDefinitions | undefined,
): DueFollowUp {
  const lateGraceMs = row.content?.lateGraceMs;
  const policy = definitions?.policyOf(sequence, row.contact_policy) ?? defaultPolicy;
  const clock = planningClock(placeOf(row), row.contact_policy, row.heard_hours, definitions);
  const { category, channel } = row;
  return {
    kind: row.kind,
    dueAt: row.due_at,
    isAtItsTime: row.has_intent,
    queuedAt: row.queued_at,
    putOffReason: row.put_off_reason,
    isProven: row.is_proven,
    stopReason: row.stop_reason,
    createdAt: row.created_at,
    attempts: row.attempts,
    channel,
    category,
    step: row.step,
    occurrence: row.occurrence,
    stepBefore: row.step_before,
    oneOff: row.enrollment_id
      ? null
      : {
          lateGraceMs: typeof lateGraceMs === 'number' ? lateGraceMs : (definitions?.policy.lateGraceMs ?? null),
          missedWindow:
            missedWindows.find((it) => it === row.content?.missedWindow) ?? definitions?.policy.missedWindow ?? 'skip',
        },
    contactPaused: row.contact_paused,
    blockedReason: row.blocked_reason,
    busyUntil: row.busy_until,
    address: row.address,
    suppressedCause: row.suppressed_cause,
    enrollment: row.enrollment_state && {
      state: row.enrollment_state,
      anchorAt: row.anchor_at as number,
      sequence,
      sequencePaused: row.sequence_key !== null && (definitions?.isPaused(row.sequence_key) ?? false),
    },
    facts,
    policy,
    sourceOf: (path) => definitions?.policySourceOf(path, sequence, row.contact_policy) ?? 'default',
    sequenceKey: row.sequence_key,
    recentTouches: row.recent_touches.length === 0 ? none : readTouches(row.recent_touches, row.id),
    consents: row.consents,
    preferences: row.preferences,
    lastInboundAt: row.last_inbound_at,
    clock,
    opening: isWindowed(row) ? openingRules({ category, channel, policy }, clock) : null,
  };
}

function isWindowed({ kind, category }: ClaimedRow): boolean {
  const { businessHours, quietHours, counts } = categoryRules[category];
  return kind === 'message' && (businessHours || quietHours !== false || counts);
}

const none: DueFollowUp['recentTouches'] = [];

const subjectNames: Record<string, string> = { action_item: 'actionItem' };

/** What conditions and templates see. */
export function factsOf(row: ClaimedRow, definitions: OrganizationDefinitions | undefined): Facts {
  const contact: Facts = {
    ...row.attributes,
    id: row.contact_id,
    key: row.contact_key,
    name: row.contact_name,
    timezone: row.timezone,
    locale: row.locale,
    tier: row.tier,
    address: row.address,
    lastInboundAt: row.last_inbound_at,
    attributes: row.attributes,
  };
  const { key, name, timezone } = definitions?.organization ?? {};
  const organization = definitions && { key, name, timezone };
  const facts: { [key: string]: Fact | undefined } = {
    ...(row.content?.variables as Facts | undefined),
    contact,
    name: row.contact_name,
    ...(organization && { organization }),
  };
  if (row.enrollment_facts) facts.event = row.enrollment_facts;
  if (row.subject_type && row.subject) facts[subjectNames[row.subject_type] ?? row.subject_type] = row.subject;
  return facts;
}

type ReadyResult =
  | { readonly ok: true; readonly ready: ReadyFollowUp }
  | { readonly ok: false; readonly reason: string; readonly until?: number | undefined; readonly detail?: string };

function makeReady(
  row: ClaimedRow,
  token: number,
  sequence: Sequence | null,
  definitions: OrganizationDefinitions | undefined,
  facts: Facts,
  now: number,
  { lateMs, validUntil, closesAt }: Pick<ReadyFollowUp, 'lateMs' | 'validUntil' | 'closesAt'>,
  isAvailable: IsAvailable,
  dress: EmailDress,
): ReadyResult {
  if (!definitions) return { ok: false, reason: 'organization_missing' };
  const channel = row.channel as Channel;
  const route = definitions.route(channel);
  const chosen = chooseSender(route, row, Math.max(now, row.queued_at), isAvailable);
  if ('until' in chosen) return { ok: false, ...chosen };
  const step = row.step === null ? undefined : sequence?.steps[row.step];
  const messageId = row.message_id ?? newId(now);
  const shared = {
    row,
    token,
    sequence,
    definitions,
    route,
    routeIndex: chosen.index,
    sender: chosen.sender,
    messageId,
    isAddressFixed: row.message !== null || row.content?.to !== undefined,
    lateMs,
    validUntil,
    closesAt,
    touchSeen: categoryRules[row.category].counts ? (row.recent_touches[0] ?? '') : null,
  };
  if (row.message) {
    const { address, ...content } = row.message;
    return { ok: true, ready: { ...shared, address, content, message: null, variant: null } };
  }
  const variant = step ? chooseVariant(step, row.enrollment_id as string) : null;
  const unsubscribe = dress.unsubscribeUrl(row, channel);
  const known = unsubscribe === undefined ? facts : { ...facts, unsubscribeUrl: unsubscribe };
  const content = composeContent(row, step, variant, definitions, known, channel);
  if (!content.ok) return { ok: false, reason: content.reason, detail: content.detail };
  const address = row.address as string;
  const { subject, data, template, vendorTemplate } = content;
  const { text, html, headers } =
    channel === 'email'
      ? dressEmail(row, content, definitions, dress)
      : { text: content.text, html: content.html, headers: null };
  return {
    ok: true,
    ready: {
      ...shared,
      address,
      content: { subject, text, html, data, headers, vendorTemplate },
      variant: variant?.key ?? null,
      message: {
        subject,
        text,
        html,
        data,
        headers,
        vendor_template: vendorTemplate,
        body_hash: sha256(`${subject ?? ''}\n${text}\n${html ?? ''}\n${data ? JSON.stringify(data) : ''}`),
        template,
        conversation_key: row.subject_type === 'conversation' ? row.subject_key : null,
      },
    },
  };
}
