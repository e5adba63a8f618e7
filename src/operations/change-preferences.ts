/** What a person asked for themselves: read and changed in their name. */
import { type Hold, type Preferences, preferenceProblems } from '../domain/preferences.ts';
import { invalidInput, relanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import {
  lockWishes,
  type PreferencesPatch,
  readPreferences as readRow,
  changePreferences as storeChange,
  type WishesRow,
} from '../store/preferences.ts';
import { type Actor, change } from './audit.ts';
import { type OperationContext, withRetries } from './context.ts';
import { readContact } from './read-contacts.ts';

export type { PreferencesPatch };

export interface ContactPreferences {
  /** False: no follow-ups at all. */
  readonly enabled: boolean;
  /** At least so many hours between two; null: as often as there are. */
  readonly frequencyHours: number | null;
  /** Milliseconds since 1970; null: not paused. */
  readonly pausedUntil: number | null;
  /** What they do not want, each `<channel>:<category>`. */
  readonly off: readonly string[];
  /** Until when nothing goes out of our own accord, and why; null: it does. Ends when they write again, or by a patch with null. */
  readonly hold: Hold | null;
  /** When the last follow-up went out, milliseconds since 1970. */
  readonly lastSentAt: number | null;
}

/** @param reference an id, or `key:` and the caller's own key @throws RelanceError `not_found` */
export async function readPreferences(
  context: OperationContext,
  orgId: number,
  reference: string,
): Promise<ContactPreferences> {
  const { id } = await readContact(context, orgId, reference);
  const row = await context.db.transaction(orgId, (tx) => readRow(tx, orgId, id));
  const set: Preferences = row?.preferences ?? {};
  return {
    enabled: set.enabled ?? true,
    frequencyHours: set.frequencyHours ?? null,
    pausedUntil: set.pausedUntil ?? null,
    off: set.off ?? [],
    hold: set.hold && set.hold.until > context.clock.now() ? set.hold : null,
    lastSentAt: row?.lastSentAt ?? null,
  };
}

/**
 * What is absent stays, null clears. No message that was decided on before can be committed after this.
 *
 * @throws RelanceError `not_found`, `invalid_input`
 */
export async function changePreferences(
  context: OperationContext,
  orgId: number,
  reference: string,
  patch: PreferencesPatch,
  by: Actor,
): Promise<ContactPreferences> {
  const problems = preferenceProblems(patch);
  if (problems.length > 0) throw invalidInput(problems);
  const { id } = await readContact(context, orgId, reference);
  const timelineId = newId(context.clock.now());
  // No page has asked for the limits that stand now.
  const isOfLimits = patch.frequencyHours !== undefined || patch.pausedUntil !== undefined;
  const stored = isOfLimits ? { ...patch, limitedBy: null } : patch;
  await change(context, orgId, by, async (tx, note) => {
    if (!(await storeChange(tx, orgId, id, stored, timelineId, by.name)))
      throw relanceError('not_found', `there is no contact ${reference}`);
    note({ action: 'contact.preferences', ids: [id], facts: { fields: Object.keys(patch) } });
  });
  return readPreferences(context, orgId, id);
}

/**
 * By the person, on their page: what they do themselves is on their timeline, and no entry of the audit log.
 *
 * @param patchOf decides on what holds at that moment, which may be something else than what the page showed; empty: nothing changes
 */
export async function changeOwnPreferences(
  { db, clock }: OperationContext,
  orgId: number,
  contactId: string,
  patchOf: (row: WishesRow) => PreferencesPatch,
): Promise<void> {
  const timelineId = newId(clock.now());
  await withRetries(() =>
    db.transaction(orgId, async (tx) => {
      const row = await lockWishes(tx, orgId, contactId);
      const patch = row ? patchOf(row) : {};
      if (Object.keys(patch).length > 0) await storeChange(tx, orgId, contactId, patch, timelineId, 'the person');
    }),
  );
}
