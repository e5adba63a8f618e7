/**
 * Where a dead letter goes if it is tried again. Found as by the claim, after what a retry changes: the address of its message,
 * unless that one was refused; the recipient that a one-off names; the contact's first that is not suppressed.
 *
 * @param f alias of the follow-up
 * @returns joins, of which `n.address` is the address; null where there is none
 */
export const nextAddressOf = (f: string) => `
CROSS JOIN LATERAL (SELECT CASE WHEN ${f}.message_id IS NOT NULL AND ${f}.reason IS DISTINCT FROM 'recipient_refused' THEN (
    SELECT m.address FROM relance.messages m WHERE m.org_id = ${f}.org_id AND m.id = ${f}.message_id)
  ELSE ${f}.content->>'to' END AS address OFFSET 0) w
LEFT JOIN LATERAL (
  SELECT a.value FROM relance.addresses a
  WHERE a.org_id = ${f}.org_id AND a.contact_id = ${f}.contact_id AND a.channel || '' = ${f}.channel AND w.address IS NULL
  ORDER BY (SELECT x.cause FROM relance.suppressions x
    WHERE x.org_id = ${f}.org_id AND x.channel = ${f}.channel AND x.value = a.value) IS NOT NULL, a.position, a.value LIMIT 1) a ON true
CROSS JOIN LATERAL (SELECT CASE WHEN w.address IS NULL THEN a.value ELSE w.address END AS address OFFSET 0) n`;
