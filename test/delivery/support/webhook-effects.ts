// Vendors' calls, made many times over, and everything that they can change about one contact.
import { seeded } from '../../faults/support/size.ts';
import type { Installation } from './installation.ts';
import type { AtVendor, SourceName, WebhookSources } from './webhook-sources.ts';

/** A call of a vendor, for any address that this installation has. */
export interface VendorCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Makes a call: the same report every time, signed as late as the n-th of its repetitions is. */
export type Repeated = (n: number) => VendorCall;

/** What is there about who holds an address; lists in the order of their text. */
export interface Effect {
  /** The outgoing message. */
  readonly message: string | undefined;
  readonly followUps: readonly string[];
  /** Reports: `<state> <class>`, with `nobody's` before those of which no message is known. */
  readonly receipts: readonly string[];
  /** Entries of the timeline: `<kind> <reason>`. */
  readonly timeline: readonly string[];
  readonly inbound: readonly string[];
  /** Events that came in by webhooks. */
  readonly inbox: readonly string[];
  readonly suppressed: readonly string[];
  readonly contacts: number;
}

// Its own name: those that the installation makes of the text are too long here.
const effectStatement = {
  name: 'test-effect',
  text: `
WITH who AS (SELECT a.org_id, a.contact_id FROM relance.addresses a JOIN relance.organizations o ON o.id = a.org_id
  WHERE o.key = $1 AND a.value = $2)
SELECT
  (SELECT string_agg(m.state::text, ' and ') FROM relance.messages m JOIN who USING (org_id, contact_id) WHERE m.direction = 'out') AS message,
  ARRAY(SELECT concat_ws(' ', f.state, f.reason) FROM relance.follow_ups f JOIN who USING (org_id, contact_id) ORDER BY f.id) AS "followUps",
  ARRAY(SELECT concat_ws(' ', CASE WHEN r.follow_up_id IS NULL THEN 'nobody''s' END, r.state, r.class) FROM relance.receipts r
    WHERE r.org_id = (SELECT id FROM relance.organizations WHERE key = $1) AND r.address = $2 ORDER BY 1) AS receipts,
  ARRAY(SELECT concat_ws(' ', t.kind, t.reason) FROM relance.timeline t JOIN who USING (org_id, contact_id) ORDER BY 1) AS timeline,
  ARRAY(SELECT concat_ws(': ', m.text, (SELECT 'answers step ' || f.step FROM relance.follow_ups f WHERE f.org_id = m.org_id AND f.id = m.reply_to))
    FROM relance.messages m JOIN who USING (org_id, contact_id) WHERE m.direction = 'in' ORDER BY 1) AS inbound,
  ARRAY(SELECT i.type FROM relance.inbox i JOIN who USING (org_id, contact_id) WHERE i.source <> 'api' ORDER BY 1) AS inbox,
  ARRAY(SELECT s.cause FROM relance.suppressions s
    WHERE s.org_id = (SELECT id FROM relance.organizations WHERE key = $1) AND s.value = $2) AS suppressed,
  (SELECT count(*)::int FROM who) AS contacts`,
};

export async function effectOn(relance: Installation, organization: string, address: string): Promise<Effect> {
  const [row] = await relance.engine.context.db.query<Effect & { readonly message: string | null }>(effectStatement, [
    organization,
    address,
  ]);
  return { ...(row as Effect), message: row?.message ?? undefined };
}

/** Makes a call and says how it was answered. */
export async function deliver(url: string, { path, headers, body }: VendorCall) {
  const response = await fetch(url + path, { method: 'POST', headers, body: body as string });
  return { status: response.status, text: await response.text() };
}

/** Every call so often, all of them shuffled, some at a time. @returns the statuses that were answered, each once */
export async function deliverShuffled(
  url: string,
  calls: readonly Repeated[],
  times: number,
  seed: number,
): Promise<number[]> {
  const chance = seeded(seed);
  const waiting = calls
    .flatMap((call) => Array.from({ length: times }, (_, n) => ({ call: call(n), rank: chance() })))
    .sort((a, b) => a.rank - b.rank);
  const statuses = new Set<number>();
  const work = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) statuses.add((await deliver(url, one.call)).status);
  };
  await Promise.all(Array.from({ length: 10 }, work));
  return [...statuses];
}

/** What a mail program sends when somebody answers a mail. */
export function mailOf(
  id: string,
  { from, to, text, answered }: { from: string; to: string; text: string; answered: AtVendor | undefined },
): string {
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    'Subject: Re: Your offer',
    `Message-ID: <${id}@mail.example.net>`,
    ...(answered ? [`In-Reply-To: <${answered.attemptId}@example.com>`] : []),
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ];
  return lines.join('\r\n');
}

/** A lead that the first message goes to. */
export async function begin({ relance, ...sources }: WebhookSources, name: SourceName, to?: string): Promise<AtVendor> {
  const { channel, organization, newAddress } = sources[name];
  const address = to ?? newAddress();
  const engine = await relance.engine.for(organization);
  const contact = { addresses: [{ channel, value: address }] };
  await engine.events.record({ type: 'lead.created', contact, lead: { key: address } });
  let attemptId = '';
  await relance.until(async () => {
    // A call may be given up before it is made, and its number with it.
    if (!sources[name].reached().includes(address)) return false;
    const [row] = await relance.rows<{ attempt: string }>(
      `SELECT f.id || '.' || f.attempts AS attempt FROM relance.follow_ups f JOIN relance.addresses a ON a.org_id = f.org_id
        AND a.contact_id = f.contact_id WHERE a.org_id = $1 AND a.value = $2 AND f.attempts > 0`,
      [engine.orgId, address],
    );
    attemptId = row?.attempt ?? '';
    return attemptId !== '';
  });
  return { address, attemptId };
}

/** A lead that has got its first message, and whose vendor has said so. */
export async function contacted(sources: WebhookSources, name: SourceName, to?: string): Promise<AtVendor> {
  const message = await begin(sources, name, to);
  await sources.relance.until(async () => (await sources.relance.states(message.address))[0] === 'sent');
  return message;
}
