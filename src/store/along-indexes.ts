/** For statements that take the first of many rows in the order of an index, and stop there. */

/**
 * The planner may take what is asked for to be rare, and would read and sort all of an organization where an index gives the first
 * fifty at once. For this transaction only.
 */
export const alongIndexes = {
  name: 'relance-along-indexes',
  text: `SELECT set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)`,
};
