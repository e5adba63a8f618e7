/** By whose clock a contact's follow-ups are dated, made of what was read from the store. */
import type { HeardHours } from '../domain/best-hour.ts';
import type { PublicHolidays } from '../domain/business-hours.ts';
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { Intent, PlanningClock, StoredIntent } from '../domain/local-time.ts';
import { defaultPolicy } from '../domain/policy.ts';
import type { PolicyLayer } from '../domain/policy-layer.ts';
import type { RecipientPlace } from '../domain/recipient-zone.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';

/** The rules of the zones that this process knows, for example `2026c`. They come with Node. */
export const tzdataVersion: string = process.versions.tz ?? '';

/** @param contactPolicy what is set for the contact alone */
export function planningClock(
  place: RecipientPlace,
  contactPolicy: PolicyLayer | null,
  heardHours: HeardHours | null,
  definitions: OrganizationDefinitions | undefined,
): PlanningClock {
  return {
    place,
    heardHours,
    organizationZone: definitions?.organization.timezone ?? 'UTC',
    policyOf: (sequence) => definitions?.policyOf(sequence, contactPolicy) ?? defaultPolicy,
    publicHolidays: definitions?.publicHolidays ?? noHolidays,
  };
}

/** Where somebody is, by a row with their contact's columns. */
export function placeOf(row: {
  readonly channel: Channel | 'none';
  /** That it goes to. */
  readonly address?: string | null;
  readonly phone: string | null;
  readonly timezone: string | null;
  readonly locale: string | null;
  readonly attributes: Facts;
}): RecipientPlace {
  const { channel, address = null, timezone, locale, attributes } = row;
  const isText = channel === 'sms' || channel === 'whatsapp';
  return { timezone, phone: (isText ? address : null) ?? row.phone, locale, attributes };
}

/** One function for all: calendars are kept by it. */
const noHolidays: PublicHolidays = () => [];

/** For rows: absent where there is none, so that they do not grow. */
export function stored(intent: Intent | undefined): { readonly intent?: StoredIntent } {
  return intent ? { intent: { ...intent, tzdata: tzdataVersion } } : nothing;
}

const nothing = {};
