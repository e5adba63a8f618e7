/** What a contact was sent of late, and whether there may be one more: caps and the minimum gap. Pure. */
import type { Cap, Caps } from './policy.ts';

/** A message that counted. */
export interface Touch {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly channel: string;
  /** Its sequence's key; empty for a one-off. */
  readonly sequence: string;
}

/**
 * Reads `contacts.recent_touches`: the newest first, each `<instant> <channel> <sequence> <end of the follow-up's id>`.
 *
 * @param but the follow-up that is judged: should it have gone out before, and go out again, it is no touch besides itself
 */
export function readTouches(entries: readonly string[], but: string): Touch[] {
  return entries.flatMap((entry) => {
    const [at, channel = '', sequence = '', mark] = entry.split(' ');
    return mark !== undefined && but.endsWith(mark) ? [] : [{ at: Number(at), channel, sequence }];
  });
}

export interface FullCap {
  readonly cap: 'day' | 'week';
  readonly of: 'contact' | 'sequence' | 'channel';
  readonly limit: number;
  /** So many count at this moment. */
  readonly sent: number;
  /** From then on there is room for one more. */
  readonly until: number;
}

const periods = [
  { cap: 'day', periodMs: 24 * 3_600_000, limitOf: (cap: Cap) => cap.perDay },
  { cap: 'week', periodMs: 7 * 24 * 3_600_000, limitOf: (cap: Cap) => cap.perWeek },
] as const;

/**
 * The cap that is full; of several the one that has room last, so that what is put off until then comes once.
 *
 * @param touches the newest first
 * @param sequence of what is to be sent; null for a one-off, which no cap of a sequence holds back
 */
export function fullCap(
  caps: Caps,
  touches: readonly Touch[],
  about: { readonly channel: string; readonly sequence: string | null },
  now: number,
): FullCap | undefined {
  if (touches.length === 0) return undefined;
  const places = [
    { of: 'contact', cap: caps, counts: () => true },
    { of: 'sequence', cap: caps.sequence, counts: (touch: Touch) => touch.sequence === about.sequence },
    {
      of: 'channel',
      cap: caps.channels[about.channel as keyof Caps['channels']],
      counts: (touch: Touch) => touch.channel === about.channel,
    },
  ] as const;
  let last: FullCap | undefined;
  for (const place of places) {
    for (const { cap, periodMs, limitOf } of periods) {
      const limit = place.cap ? limitOf(place.cap) : null;
      if (limit === null) continue;
      const sent = touches.filter((touch) => touch.at > now - periodMs && place.counts(touch));
      const oldest = sent[limit - 1];
      if (oldest === undefined) continue;
      const until = oldest.at + periodMs;
      if (last === undefined || until > last.until) last = { cap, of: place.of, limit, sent: sent.length, until };
    }
  }
  return last;
}
