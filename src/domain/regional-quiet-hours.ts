/**
 * Quiet hours that a region's law asks for, where it is stricter than what people set. For regions of which we are sure
 * only, and for messages like ours only:
 *
 * - France limits the hours of telephone canvassing, of which messages are none (@source Décret n° 2022-1313 of 13 October
 *   2022, Code de la consommation, art. D. 223-9); Canada those of calls and faxes, of which the same holds (@source CRTC
 *   Unsolicited Telecommunications Rules, Part III); Germany has no hours by law (@source § 7 UWG, which asks for consent
 *   instead). So they have no row.
 * - Rows are there for text messages and WhatsApp. The law of the US speaks of calls, which courts and the FCC take to mean
 *   texts, too; WhatsApp, and a text where the law of a state does not name it, are counted out of caution.
 * - Laws about soliciting concern `nurture` and `marketing`, not what somebody asked for or is in the midst of.
 *
 * This is no legal advice; a policy may be stricter, and switches the table off with `regional: false`.
 */
import type { Channel } from './channel.ts';
import type { DaySpan } from './policy.ts';
import type { Category } from './sequence.ts';

export interface RegionalQuietHours extends DaySpan {
  /** A region counts with everything in it: `US` for `US-FL`. */
  readonly region: string;
  /** In force from this day on. */
  readonly since: string;
  readonly channels: readonly Channel[];
  readonly categories: readonly Category[];
  /** The law, for people. */
  readonly law: string;
}

const texts: readonly Channel[] = ['sms', 'whatsapp'];
const soliciting: readonly Category[] = ['nurture', 'marketing'];
const minutesOf = (hour: number) => hour * 60;

/** Each row is quiet from an hour of the evening to one of the morning, by the recipient's clock. */
const evening = (region: string, from: number, to: number, since: string, law: string): RegionalQuietHours => ({
  region,
  from: minutesOf(from),
  to: minutesOf(to),
  since,
  channels: texts,
  categories: soliciting,
  law,
});

export const regionalQuietHours: readonly RegionalQuietHours[] = [
  // Not before 8 a.m., not after 9 p.m., local time at the called party's location.
  // @source 47 CFR § 64.1200(c)(1), made under the Telephone Consumer Protection Act of 1991; in force since 20 December 1992
  evening('US', 21, 8, '1992-12-20', '47 CFR 64.1200(c)(1)'),
  // Not before 8 a.m., not after 8 p.m., local time in the called person's time zone.
  // @source Florida Statutes § 501.616(6)(a), as amended by chapter 2021-185 (CS/SB 1120), in force since 1 July 2021
  evening('US-FL', 20, 8, '2021-07-01', 'Florida Statutes 501.616(6)(a)'),
  // Not before 8 a.m., not after 8 p.m.
  // @source Oklahoma Telephone Solicitation Act of 2022 (HB 3168), 15 O.S. § 775C.1 and following, in force since 1 November 2022
  evening('US-OK', 20, 8, '2022-11-01', 'Oklahoma Telephone Solicitation Act of 2022'),
  // Not before 8 a.m., not after 8 p.m.
  // @source Washington HB 1497 (2022), RCW 80.36.390, in force since 9 June 2022
  evening('US-WA', 20, 8, '2022-06-09', 'RCW 80.36.390'),
];

const none: readonly RegionalQuietHours[] = [];

/** The rows for a message to somebody in a region (`US-FL`). Undefined: nobody knows where they are. */
export function regionalQuietHoursOf(
  region: string | undefined,
  channel: Channel | 'none',
  category: Category,
  at: number,
): readonly RegionalQuietHours[] {
  if (region === undefined || channel === 'none') return none;
  const rows = byCountry.get(region.slice(0, 2));
  if (!rows) return none;
  return rows.filter(
    (row) =>
      (row.region === region || row.region === row.country) &&
      row.sinceAt <= at &&
      row.channels.includes(channel) &&
      row.categories.includes(category),
  );
}

const byCountry = Map.groupBy(
  regionalQuietHours.map((row) => ({ ...row, country: row.region.slice(0, 2), sinceAt: Date.parse(row.since) })),
  ({ country }) => country,
);
