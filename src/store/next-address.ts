/**
 * Where a dead letter goes if it is tried again: to the address of its message, unless that one was refused or is suppressed by now;
 * then as by the claim to the recipient that a one-off names, or the contact's first address that is not suppressed.
 *
 * @param f alias of the follow-up
 * @returns joins: `written.address` is that of its message, `next.address` the one it goes to; null where there is none
 */
export const nextAddressOf = (f: string) => `
LEFT JOIN LATERAL (SELECT m.address FROM relance.messages m
  WHERE m.org_id = ${f}.org_id AND m.id = ${f}.message_id OFFSET 0) written ON true
CROSS JOIN LATERAL (SELECT CASE WHEN written.address IS NULL OR ${f}.reason IS NOT DISTINCT FROM 'recipient_refused'
    OR (SELECT x.cause FROM relance.suppressions x
      WHERE x.org_id = ${f}.org_id AND x.channel = ${f}.channel AND x.value = written.address) IS NOT NULL
  THEN ${f}.content->>'to' ELSE written.address END AS address OFFSET 0) named
LEFT JOIN LATERAL (
  SELECT a.value FROM relance.addresses a
  WHERE a.org_id = ${f}.org_id AND a.contact_id = ${f}.contact_id AND a.channel || '' = ${f}.channel AND named.address IS NULL
  ORDER BY (SELECT x.cause FROM relance.suppressions x
    WHERE x.org_id = ${f}.org_id AND x.channel = ${f}.channel AND x.value = a.value) IS NOT NULL, a.position, a.value LIMIT 1) own ON true
CROSS JOIN LATERAL (SELECT coalesce(named.address, own.value, written.address) AS address OFFSET 0) next`;
