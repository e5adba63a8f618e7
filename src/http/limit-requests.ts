/**
 * How often one may call: so many requests a minute for each API key or operator and for each organization, so many wrong keys
 * for each address, so many attempts to sign in for each account and so many that were wrong for each address, so many webhooks
 * for each source and address. Counted in the memory of this process, in windows of a minute (of fifteen for signing in) that
 * begin with the first call: with several processes behind one address, each counts for itself. (Of each kind 5,000 are counted
 * at a time; then the longest unseen is forgotten.) A batch is one request, whatever it holds. Addresses of IPv6 are counted by
 * their /64.
 *
 * An address that has sent too many wrong keys is not listened to until its minute is over, unless its key was good in this
 * process before: otherwise one bad caller behind a shared address would lock out all the others.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { plainEmail } from '../domain/plain-email.ts';
import { RelanceError, relanceError } from '../errors.ts';
import { sha256 } from '../ids.ts';
import type { Caller } from '../operations/caller.ts';
import { clientNetwork } from './client-network.ts';

/** Each a number per minute, unless it says otherwise; 0 and absent: no limit. */
export interface RequestLimits {
  readonly perKey?: number;
  readonly perOrganization?: number;
  /** Requests without a key, or with one that is not known; attempts to sign in among them. */
  readonly wrongKeysPerAddress?: number;
  /** Attempts to sign in, in fifteen minutes. From an address where one was good before they are counted apart. */
  readonly signInsPerAccount?: number;
  /** Wrong passwords, and wrong tokens of links, in fifteen minutes. */
  readonly failedSignInsPerAddress?: number;
  /** Calls of vendors, from one address for one source. */
  readonly webhooksPerSource?: number;
}

export interface RequestCounter {
  /** Counts a request of a known caller. @throws RelanceError `rate_limited` */
  count(request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<void>;
  /** Counts a request without a good key. */
  countWrongKey(request: FastifyRequest): Promise<void>;
  /** Has this address sent too many wrong keys? @throws RelanceError `rate_limited` */
  refuseGuessing(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Counts an attempt to sign in, before it is looked at. @throws RelanceError `rate_limited` */
  countSignIn(request: FastifyRequest, reply: FastifyReply, email: string): Promise<void>;
  /**
   * Does what tells whether a password or the token of a link is right, and counts it when it is wrong: it is `unauthorized` or
   * `not_found` then.
   *
   * @param email where an attempt for it was good from this address before, others here do not lock it out
   * @throws RelanceError `rate_limited` when too many from this address were wrong, or what `work` throws
   */
  attempt<T>(request: FastifyRequest, reply: FastifyReply, work: () => Promise<T>, email?: string): Promise<T>;
  /** It was good: others who try this account do not lock this address out. */
  noteSignIn(request: FastifyRequest, email: string): void;
  /** Counts a call of a vendor. @throws RelanceError `rate_limited` */
  countWebhook(request: FastifyRequest, reply: FastifyReply, source: string): Promise<void>;
}

const minute = 60_000;
const signInWindow = 15 * minute;
const goodAccountsMax = 10_000;

/** What a request is counted under, while it is counted. */
const countedAs = new WeakMap<FastifyRequest, string>();

export async function createRequestCounter(app: FastifyInstance, limits: RequestLimits): Promise<RequestCounter> {
  const {
    perKey = 0,
    perOrganization = 0,
    wrongKeysPerAddress = 0,
    signInsPerAccount = 0,
    failedSignInsPerAddress = 0,
    webhooksPerSource = 0,
  } = limits;
  // Counts only where it is asked to: no hooks of its own.
  await app.register(rateLimit, { global: false });
  const counter = (max: number, timeWindow = minute) => {
    const keyGenerator = (request: FastifyRequest) => countedAs.get(request) ?? clientNetwork(request.ip);
    const ask = max === 0 ? undefined : app.createRateLimit({ max, timeWindow, keyGenerator });
    return async (request: FastifyRequest, key: string, options?: { readonly increment: boolean }) => {
      countedAs.set(request, key);
      const found = await ask?.(request, options);
      return found && !found.isAllowed ? found : undefined;
    };
  };
  const ofKey = counter(perKey);
  const ofOrganization = counter(perOrganization);
  const ofAddress = counter(wrongKeysPerAddress);
  const ofAccount = counter(signInsPerAccount, signInWindow);
  const ofFailures = counter(failedSignInsPerAddress, signInWindow);
  const ofSource = counter(webhooksPerSource);
  /** Accounts with addresses from which somebody has signed in to them, as hashes. */
  const goodAccounts = new Set<string>();
  const accountAt = (request: FastifyRequest, email: string) =>
    sha256(`${plainEmail(email)} ${clientNetwork(request.ip)}`);
  return {
    async count(request, reply, caller) {
      const kinds = [
        { who: caller.kind === 'key' ? 'this API key' : 'this caller', max: perKey, ask: ofKey, key: caller.id },
        { who: 'this organization', max: perOrganization, ask: ofOrganization, key: String(caller.orgId) },
      ];
      let least: Count | undefined;
      for (const { who, max, ask, key } of kinds) {
        const found = await ask(request, key);
        if (!found) continue;
        const now = { max, remaining: found.remaining, seconds: found.ttlInSeconds };
        if (found.isExceeded) {
          tell(reply, now);
          refuse(reply, now.seconds, `${who} has made more than ${max} requests within a minute`);
        }
        if (!least || now.remaining < least.remaining) least = now;
      }
      if (least) tell(reply, least);
    },
    async countWrongKey(request) {
      await ofAddress(request, clientNetwork(request.ip));
    },
    async refuseGuessing(request, reply) {
      const found = await ofAddress(request, clientNetwork(request.ip), { increment: false });
      if (!found || found.remaining > 0) return;
      refuse(reply, found.ttlInSeconds, 'too many requests without a known API key have come from this address');
    },
    async countSignIn(request, reply, email) {
      const here = accountAt(request, email);
      const found = await ofAccount(request, goodAccounts.has(here) ? here : sha256(plainEmail(email)));
      if (found?.isExceeded)
        refuse(reply, found.ttlInSeconds, 'there were too many attempts to sign in to this account');
    },
    async attempt(request, reply, work, email) {
      const network = clientNetwork(request.ip);
      const isGoodHere = email !== undefined && goodAccounts.has(accountAt(request, email));
      const found = isGoodHere ? undefined : await ofFailures(request, network, { increment: false });
      if (found && found.remaining <= 0)
        refuse(reply, found.ttlInSeconds, 'too many wrong passwords or links have come from this address');
      try {
        return await work();
      } catch (error) {
        if (error instanceof RelanceError && (error.code === 'unauthorized' || error.code === 'not_found'))
          await ofFailures(request, network);
        throw error;
      }
    },
    noteSignIn(request, email) {
      if (goodAccounts.size >= goodAccountsMax) goodAccounts.clear();
      goodAccounts.add(accountAt(request, email));
    },
    async countWebhook(request, reply, source) {
      const found = await ofSource(request, `${source} ${clientNetwork(request.ip)}`);
      if (found?.isExceeded)
        refuse(
          reply,
          found.ttlInSeconds,
          `more than ${webhooksPerSource} calls within a minute have come from this address`,
        );
    },
  };
}

interface Count {
  readonly max: number;
  readonly remaining: number;
  /** Until the window ends. */
  readonly seconds: number;
}

/** @source draft-ietf-httpapi-ratelimit-headers, the form with three fields that most clients read */
function tell(reply: FastifyReply, { max, remaining, seconds }: Count): void {
  reply.header('ratelimit-limit', max);
  reply.header('ratelimit-remaining', remaining);
  reply.header('ratelimit-reset', seconds);
}

function refuse(reply: FastifyReply, seconds: number, why: string): never {
  reply.header('retry-after', Math.max(1, seconds));
  throw relanceError('rate_limited', `${why}; try again in ${Math.max(1, seconds)} s`);
}
