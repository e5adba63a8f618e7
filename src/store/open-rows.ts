/**
 * Conditions on what is open, written so that no plan reads everything that is: an index of open rows is far smaller in the
 * planner's estimate than it is, unless statistics are fresh.
 */

/**
 * An enrollment or a follow-up that has not ended. An expression: the partial indexes of what is open do not fit it, so that a
 * look-up by id goes by the id; an index that is to fit it says the same.
 */
export const isOpen = (row: string) => `coalesce(${row}.ended_at, 'infinity') = 'infinity'`;

/**
 * The open follow-ups of a contact, for a lateral join: OFFSET 0 keeps it one look-up per contact. What changes them then goes by
 * their ids, and compares their state.
 *
 * @param contact a row with `org_id` and `contact_id`
 */
export const openOf = (contact: string) => `SELECT o.org_id, o.id, o.enrollment_id FROM relance.follow_ups o
    WHERE o.org_id = ${contact}.org_id AND o.contact_id = ${contact}.contact_id AND o.ended_at IS NULL OFFSET 0`;
