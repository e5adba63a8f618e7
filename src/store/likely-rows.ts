/**
 * Conditions on rows that are looked up by their key, written so that no plan reads all rows that meet them. The planner takes
 * what it has no statistics for (an expression, a column of a new table) for a match in two hundred, and then reads a whole table
 * for the few that are left, rather than looking up each.
 */

/** Taken to be true of nearly every row, as what is NOT NULL is; no index fits it. */
export const likely = (condition: string) => `(CASE WHEN ${condition} THEN true END) IS NOT NULL`;

/** An enrollment that has not ended, looked up by its id. */
export const isOpen = (enrollment: string) => likely(`${enrollment}.ended_at IS NULL`);

/**
 * The open follow-ups of a contact, for a lateral join: OFFSET 0 keeps it one look-up per contact. What changes them then goes by
 * their ids, and compares their state.
 *
 * @param contact a row with `org_id` and `contact_id`
 */
export const openOf = (contact: string) => `SELECT o.org_id, o.id, o.enrollment_id FROM relance.follow_ups o
    WHERE o.org_id = ${contact}.org_id AND o.contact_id = ${contact}.contact_id AND o.ended_at IS NULL OFFSET 0`;
