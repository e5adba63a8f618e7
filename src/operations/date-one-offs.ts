/** When one-offs are due: at the instant that was given, or at a time of the day in a zone or by the recipient's clock. */

import { type Due, dueAtOfIntent, planningZone, readWallTime } from '../domain/local-time.ts';
import { isTimeZone } from '../domain/zoned-time.ts';
import { invalidInput } from '../errors.ts';
import type { Queryable } from '../store/database.ts';
import { readPlaces } from '../store/intents.ts';
import type { OperationContext } from './context.ts';
import { placeOf } from './planning-clock.ts';

/** When a one-off is to go out. */
export interface AskedTime {
  /** Milliseconds since 1970; with `timeZone` what the clock there shows, `2026-05-04T09:30`. */
  readonly dueAt: number | string;
  /** `recipient`, or an IANA time zone. */
  readonly timeZone?: string;
}

/** For callers that have read no document. @throws RelanceError `invalid_input` for a time that is none */
export function checkAskedTime({ dueAt, timeZone }: AskedTime): void {
  const isGood =
    timeZone === undefined
      ? Number.isFinite(dueAt)
      : typeof dueAt === 'string' &&
        readWallTime(dueAt) !== undefined &&
        (timeZone === 'recipient' || isTimeZone(timeZone));
  if (isGood) return;
  const expected =
    'milliseconds since 1970, or with a timeZone (recipient, or an IANA name) a time like 2026-05-04T09:30';
  throw invalidInput([{ path: 'dueAt', message: 'this is no time to be due at', expected }]);
}

/** Of times that are good; within a transaction of the caller's. One statement more, if any is by the recipient's clock. */
export async function dateOneOffs<T extends AskedTime & { readonly contactId: string }>(
  tx: Pick<Queryable, 'query'>,
  { definitions }: Pick<OperationContext, 'definitions'>,
  orgId: number,
  oneOffs: readonly T[],
): Promise<(Omit<T, keyof AskedTime> & Due)[]> {
  const byRecipient = oneOffs.filter(({ timeZone }) => timeZone === 'recipient');
  const zones = new Map<string, string>();
  const organizationZone =
    byRecipient.length === 0 ? 'UTC' : ((await definitions.get(orgId))?.organization.timezone ?? 'UTC');
  if (byRecipient.length > 0) {
    const contactIds = [...new Set(byRecipient.map(({ contactId }) => contactId))];
    for (const row of await readPlaces(tx, orgId, contactIds)) {
      zones.set(row.id, planningZone({ place: placeOf({ ...row, channel: 'none' }), organizationZone }));
    }
  }
  return oneOffs.map(({ dueAt, timeZone, ...rest }) => {
    if (typeof dueAt === 'number' || timeZone === undefined) return { ...rest, dueAt: Number(dueAt) };
    const wall = readWallTime(dueAt) as string;
    const isRecipients = timeZone === 'recipient';
    const zone = isRecipients ? (zones.get(rest.contactId) ?? organizationZone) : timeZone;
    const rule = { of: isRecipients ? ('recipient' as const) : ('zone' as const) };
    return { ...rest, dueAt: dueAtOfIntent({ wall, zone }), intent: { wall, zone, rule } };
  });
}
