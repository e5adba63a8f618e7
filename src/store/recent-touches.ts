/**
 * How `contacts.recent_touches` is written: the newest first, each `<instant> <channel> <sequence> <follow-up>` (the last as
 * `touchMark` has it, for a follow-up counts once however often it was tried). Read by `domain/recent-touches.ts`.
 */
import { capMax } from '../domain/policy.ts';

/** Which follow-up a touch is of: the end of its id, which among one person's touches of a week is as good as the whole. */
export const touchMark = (id: string) => `right(${id}::text, 12)`;

/** An entry of now. @param what its channel and its sequence's key, with a space between */
export const touchNow = (what: string, id: string) =>
  `((extract(epoch FROM (SELECT t FROM clock)) * 1000)::bigint || ' ' || ${what} || ' ' || ${touchMark(id)})`;

/**
 * The touches with new ones in front, and without those of some follow-ups. Only when they are many are they looked through:
 * what is older than a week counts in no cap, and so many of a channel and of a sequence fill any.
 *
 * @param added null, or an array of entries
 * @param without null, or an array of marks
 */
export const touchesAfter = (touches: string, added: string, without: string) => `CASE
    WHEN ${without} IS NULL AND cardinality(${touches}) < ${capMax} THEN ${added} || ${touches}
    ELSE ARRAY(SELECT k.entry FROM (
      SELECT u.entry, u.place, row_number() OVER (PARTITION BY split_part(u.entry, ' ', 2) ORDER BY u.place) AS of_channel,
        row_number() OVER (PARTITION BY split_part(u.entry, ' ', 3) ORDER BY u.place) AS of_sequence
      FROM unnest(${added} || ARRAY(SELECT o FROM unnest(${touches}) WITH ORDINALITY AS e(o, n)
        WHERE split_part(o, ' ', 4) <> ALL (coalesce(${without}, '{}')) ORDER BY n)) WITH ORDINALITY AS u(entry, place)) k
      WHERE k.place = 1 OR (least(k.of_channel, k.of_sequence) <= ${capMax}
        AND split_part(k.entry, ' ', 1)::bigint > (extract(epoch FROM (SELECT t FROM clock) - interval '7 days') * 1000)::bigint)
      ORDER BY k.place) END`;
