/**
 * How often one may call: so many requests a minute for each API key and for each organization, and so many wrong keys for
 * each address. Counted in the memory of this process, in windows of a minute that begin with the first call: with several
 * processes behind one address, each counts for itself. (Of each kind 5,000 are counted at a time; then the longest unseen
 * is forgotten.) A batch is one request, whatever it holds.
 *
 * An address that has sent too many wrong keys is not listened to until its minute is over, unless its key was good in this
 * process before: otherwise one bad caller behind a shared address would lock out all the others.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { relanceError } from '../errors.ts';
import type { Caller } from '../operations/authenticate.ts';

/** Each a number per minute; 0 and absent: no limit. */
export interface RequestLimits {
  readonly perKey?: number;
  readonly perOrganization?: number;
  /** Requests without a key, or with one that is not known. */
  readonly wrongKeysPerAddress?: number;
}

export interface RequestCounter {
  /** Counts a request of a known caller. @throws RelanceError `rate_limited` */
  count(request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<void>;
  /** Counts a request without a good key. */
  countWrongKey(request: FastifyRequest): Promise<void>;
  /** Has this address sent too many wrong keys? @throws RelanceError `rate_limited` */
  refuseGuessing(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

const minute = 60_000;

/** Knows the callers of requests while they are counted. */
const callers = new WeakMap<FastifyRequest, Caller>();

export async function createRequestCounter(app: FastifyInstance, limits: RequestLimits): Promise<RequestCounter> {
  const { perKey = 0, perOrganization = 0, wrongKeysPerAddress = 0 } = limits;
  // Counts only where it is asked to: no hooks of its own.
  await app.register(rateLimit, { global: false });
  const counter = (max: number, keyOf?: (caller: Caller) => string) =>
    max === 0
      ? undefined
      : app.createRateLimit({
          max,
          timeWindow: minute,
          ...(keyOf && { keyGenerator: (request: FastifyRequest) => keyOf(callers.get(request) as Caller) }),
        });
  const ofCaller = [
    { who: 'this API key', max: perKey, ask: counter(perKey, ({ keyId }) => keyId) },
    { who: 'this organization', max: perOrganization, ask: counter(perOrganization, ({ orgId }) => String(orgId)) },
  ];
  const ofAddress = counter(wrongKeysPerAddress);
  return {
    async count(request, reply, caller) {
      callers.set(request, caller);
      let least: Count | undefined;
      for (const { who, max, ask } of ofCaller) {
        const found = await ask?.(request);
        if (!found || found.isAllowed) continue;
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
      await ofAddress?.(request);
    },
    async refuseGuessing(request, reply) {
      const found = await ofAddress?.(request, { increment: false });
      if (!found || found.isAllowed || found.remaining > 0) return;
      refuse(reply, found.ttlInSeconds, 'too many requests without a known API key have come from this address');
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
