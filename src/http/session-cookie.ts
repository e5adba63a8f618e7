/**
 * The cookie that a session is in. Over HTTPS it has the prefix `__Host-`: browsers then take it from a secure page of this
 * very host only, and send it nowhere else. Over plain HTTP, which is for a loopback address alone, browsers refuse that prefix,
 * so the name there has none.
 *
 * @source RFC 6265bis section 4.1.3.2 (the __Host- prefix), Secure Contexts section 3.1 (what counts as loopback)
 */
import { BlockList, isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { relanceError } from '../errors.ts';

const secureName = '__Host-relance-session';
const loopbackName = 'relance-session';

/** As long as a session can last; it may end before. */
const maxAgeSeconds = 30 * 86_400;

export function sessionTokenOf(request: FastifyRequest): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  const cookieOf = (name: string) => cookies.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const token = cookieOf(secureName) ?? (isLoopback(request) ? cookieOf(loopbackName) : undefined);
  return token !== undefined && /^[\w-]{20,100}$/.test(token) ? token : undefined;
}

/** @throws RelanceError `not_configured` over plain HTTP from elsewhere than this machine */
export function refuseOpenLines(request: FastifyRequest): void {
  if (isSecure(request) || isLoopback(request)) return;
  throw relanceError(
    'not_configured',
    'signing in with a password needs HTTPS: over plain HTTP everybody on the way could read it. Put a proxy with a certificate in front',
  );
}

export function setSession(request: FastifyRequest, reply: FastifyReply, token: string): void {
  refuseOpenLines(request);
  reply.header('set-cookie', cookie(isSecure(request), token, maxAgeSeconds));
}

/** Both names: whichever it was. */
export function clearSession(reply: FastifyReply): void {
  reply.header('set-cookie', [cookie(true, '', 0), cookie(false, '', 0)]);
}

function cookie(secure: boolean, value: string, maxAge: number): string {
  const name = secure ? secureName : loopbackName;
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

/** A proxy may speak plain HTTP with us: the browser says in `Origin` what it speaks with the proxy. */
function isSecure({ protocol, headers }: FastifyRequest): boolean {
  return protocol === 'https' || headers.origin?.startsWith('https://') === true;
}

/** What proxies add: whoever comes through one is somewhere else, whatever the socket and `Host` say. */
const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * Is the browser on this machine? `Host` alone says only what the caller chose, or the proxy: the connection has to come from
 * this machine, and neither through a proxy that says so nor from a page of another name.
 */
function isLoopback({ hostname, headers, socket }: FastifyRequest): boolean {
  const { origin } = headers;
  return (
    isLoopbackAddress(socket.remoteAddress ?? '') &&
    proxyHeaders.every((name) => headers[name] === undefined) &&
    isLoopbackName(hostname) &&
    (origin === undefined || (URL.canParse(origin) && isLoopbackName(new URL(origin).hostname)))
  );
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** An IPv4 address that a socket of IPv6 tells of counts as that. */
function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

function isLoopbackName(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name);
}
