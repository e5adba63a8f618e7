// One follow-up, due now, with a route of two senders: the provider under test, whose far side plays something, and one in
// this process that takes everything and writes down what it was asked. What came of it is read from the database and from
// both far sides.
import type { Reaction } from '../../../src/testing/counterpart.ts';
import { createInstantProvider } from '../../../src/testing/instant-provider.ts';
import type { VendorAnswer } from '../../../src/testing/vendor-server.ts';
import { expiredCertificate } from '../../providers/support/certificates.ts';
import { closedPort, startRawServer } from '../../providers/support/raw-server.ts';
import type { Installation } from './installation.ts';
import { type FarSide, type ProviderUnderTest, startSilence } from './providers-under-test.ts';

export type Play =
  /** Nobody listens there, there is no such host, the certificate has expired. */
  | 'refused_connection'
  | 'unknown_host'
  | 'bad_tls'
  /** The whole request arrives, nothing is taken, and no answer comes, or a reset. */
  | 'silence'
  | 'reset'
  | { readonly react: Reaction }
  | { readonly answer: VendorAnswer };

export interface Observed {
  /** `<state> <reason>` of the follow-up. */
  readonly ends: string;
  /** `<outcome> <class>` of each attempt, in order, and how that came to be known where the call did not say. */
  readonly attempts: readonly string[];
  /** Messages that the provider under test was asked to send, and those that its far side has. */
  readonly calls: number;
  readonly taken: number;
  /** Calls of the second sender: it takes each. */
  readonly second: number;
  /** The retry budget; null: nothing was decided about it. */
  readonly attemptsLeft: number | null;
  /** In seconds from the last attempt, to the nearest: until when it waits, until when the sender is left alone. */
  readonly waitS: number | null;
  readonly restS: number | null;
  /** Why the address gets nothing any more. */
  readonly suppressed: string | null;
}

export interface Played {
  readonly observed: Observed;
  /** When it was observed, by `performance.now()`. */
  readonly at: number;
  /** The code of the first attempt. */
  readonly code: string | null;
  /** From the due time to the call of the second sender, in milliseconds. */
  readonly secondAfterMs: number | undefined;
  /** What stands there now. */
  lookAgain(): Promise<Observed>;
  close(): Promise<void>;
}

const secondCalls: { readonly followUpId: string; readonly at: number }[] = [];

export const secondSender = createInstantProvider({
  type: 'second',
  onSend: ({ attemptId }) => secondCalls.push({ followUpId: attemptId.replace(/\.\d+$/, ''), at: Date.now() }),
});

/** A far side that is silent is waited for so long: on a busy machine connecting alone may take half a second. */
const timeoutMs = { short: 1_500, long: 10_000 };
const settledMsMax = 12_000;

const wroteFirst = {
  type: 'message.received',
  message: { channel: 'whatsapp', text: 'Are we on for tomorrow?' },
  conversation: { key: 'ada' },
};

/**
 * Plays until what is observed is what is `awaited`, and holds, or until it can't become that any more.
 *
 * @param more configuration of the sender under test
 */
export async function playCase(
  { engine, rows }: Installation,
  under: ProviderUnderTest,
  organization: string,
  play: Play,
  isAwaited: (observed: Observed) => boolean,
): Promise<Played> {
  const far = await startFar(under, play);
  const { config, to } = under.at(far.origin);
  const relance = await engine.for(organization);
  const waits = play === 'silence' || (typeof play === 'object' && 'react' in play && /hang/.test(play.react));
  const own = { timeoutMs: waits ? timeoutMs.short : timeoutMs.long };
  const trusted = play === 'bad_tls' ? { ca: expiredCertificate.cert } : {};
  await relance.senders.put([
    { key: 'first', provider: under.provider, channel: under.channel, config: { ...config, ...own, ...trusted } },
    { key: 'second', provider: 'second', channel: under.channel, position: 1 },
  ]);
  const contact = { key: 'ada', addresses: [{ channel: under.channel, value: to }] };
  // Twilio takes free text over WhatsApp within 24 hours of their last message only.
  const event = under.channel === 'whatsapp' ? wroteFirst : { type: 'contact.upserted' };
  const { contactId } = (await relance.events.record({ ...event, contact })) as { contactId: string };
  const dueAt = Date.now();
  const content = { text: `See you tomorrow, ${organization}`, subject: 'Tomorrow' };
  const { channel } = under;
  const oneOff = { contactId, dueAt, channel, category: 'transactional', ...content } as const;
  const scheduled = await relance.followUps.schedule(oneOff);
  if (!scheduled.ok) throw new Error(scheduled.reason);

  const look = async () => {
    const [row] = await rows<Row>(lookStatement, [relance.orgId, scheduled.id]);
    return read(row as Row, far, scheduled.id);
  };
  const deadline = performance.now() + settledMsMax;
  let now = await look();
  while (!(now.isAtRest && isAwaited(now.observed)) && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    now = await look();
  }
  const second = secondCalls.find(({ followUpId }) => followUpId === scheduled.id);
  return {
    observed: now.observed,
    at: performance.now(),
    code: now.code,
    secondAfterMs: second && second.at - dueAt,
    lookAgain: async () => (await look()).observed,
    close: () => far.close(),
  };
}

interface Row {
  readonly ends: string;
  readonly attempts: readonly string[];
  readonly code: string | null;
  readonly attempts_left: number | null;
  readonly wait_s: number | null;
  readonly rest_s: number | null;
  readonly suppressed: string | null;
  readonly is_at_rest: boolean;
}

/** An unknown is at rest once it was looked into and left as it was. */
const lookStatement = `
WITH tried AS (
  SELECT array_agg(outcome || coalesce(' ' || class, '') || coalesce(' by ' || (evidence->>'by'), '') ORDER BY number) AS attempts, max(at) AS at,
    (array_agg(code ORDER BY number))[1] AS code
  FROM relance.attempts WHERE org_id = $1 AND follow_up_id = $2)
SELECT f.state || coalesce(' ' || f.reason, '') AS ends, coalesce(t.attempts::text[], '{}') AS attempts, t.code, f.attempts_left,
  round(extract(epoch FROM f.queue_at - t.at))::int AS wait_s, round(extract(epoch FROM s.breaker_until - t.at))::int AS rest_s,
  (SELECT cause FROM relance.suppressions WHERE org_id = $1) AS suppressed,
  CASE f.state WHEN 'unknown' THEN f.lease_token IS NULL AND f.lease_until > f.failed_at
    WHEN 'scheduled' THEN f.reason IN ('retry', 'rate_limited', 'recipient_rate_limited') ELSE f.ended_at IS NOT NULL END AS is_at_rest
FROM relance.follow_ups f CROSS JOIN tried t JOIN relance.senders s ON s.org_id = f.org_id AND s.key = 'first'
WHERE f.org_id = $1 AND f.id = $2`;

function read(row: Row, far: FarSide, followUpId: string) {
  const observed: Observed = {
    ends: row.ends,
    attempts: row.attempts,
    calls: far.calls(),
    taken: far.taken(),
    second: secondCalls.filter((call) => call.followUpId === followUpId).length,
    attemptsLeft: row.attempts_left,
    waitS: row.wait_s,
    restS: row.rest_s,
    suppressed: row.suppressed,
  };
  return { observed, code: row.code, isAtRest: row.is_at_rest };
}

async function startFar(under: ProviderUnderTest, play: Play): Promise<FarSide> {
  switch (play) {
    case 'refused_connection':
      return nobody(`http://127.0.0.1:${await closedPort()}`);
    case 'unknown_host':
      // @source RFC 6761 section 6.4: .invalid never exists.
      return nobody('http://vendor.invalid');
    case 'bad_tls': {
      let bytes = 0;
      const count = (chunk: Buffer) => {
        bytes += chunk.length;
      };
      const server = await startRawServer((socket) => socket.on('data', count), expiredCertificate);
      return {
        ...nobody(`https://127.0.0.1:${server.port}`),
        calls: () => Math.min(bytes, 1),
        close: async () => server[Symbol.asyncDispose](),
      };
    }
    case 'silence':
    case 'reset': {
      const reaction = play === 'silence' ? 'accept_then_hang' : 'accept_then_reset';
      if (under.isHttp) return startSilence(reaction);
      // What was said after the final dot is a mail server's own: nobody knows whether it took the message.
      const server = await under.start();
      server.react(reaction);
      return server;
    }
    default: {
      const server = await under.start();
      if ('react' in play) server.react(play.react);
      else server.answer(play.answer);
      return server;
    }
  }
}

/** The records of who is not there are empty. */
function nobody(origin: string): FarSide {
  return { origin, calls: () => 0, taken: () => 0, react() {}, answer() {}, close: async () => {} };
}
