/** Ids begin with the time that they were made at, so that rows of a time are found by their key. */

/**
 * The least id of a time. To be computed before it is compared: policies let indexes compare plain values only.
 *
 * @param ms SQL for milliseconds since 1970
 */
export const leastIdAt = (ms: string) => `(lpad(to_hex(greatest(0, ${ms})::bigint), 12, '0') || repeat('0', 20))::uuid`;
