/**
 * Cookies come along with whatever a browser asks for, also when a page from elsewhere makes it ask. So a request that changes
 * something has to come from a page of ours: browsers say where from, and no page can make them lie about that.
 *
 * @source Fetch Metadata Request Headers (W3C) section 2.3, Fetch Standard section 3.1 (the Origin header)
 */
import type { FastifyRequest } from 'fastify';
import { relanceError } from '../errors.ts';

/**
 * @param publicUrl where this installation is reached from outside, for proxies that hide the name they were called by
 * @param isSilenceGood may a request that does not say where from it comes pass? Programs don't say, browsers do
 * @throws RelanceError `forbidden`
 */
export function refuseForeignPages(
  request: FastifyRequest,
  publicUrl: string | undefined,
  isSilenceGood: boolean,
): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  if (site === 'same-origin') return;
  if (site === undefined && origin === undefined && isSilenceGood) return;
  if (site === undefined && origin !== undefined && isOwn(origin, request, publicUrl)) return;
  throw relanceError('forbidden', 'this request does not come from a page of this server');
}

function isOwn(origin: string, { host }: FastifyRequest, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || (publicUrl !== undefined && new URL(publicUrl).origin === origin);
}
