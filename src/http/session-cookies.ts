/**
 * The cookie that a session is in, and over which lines it may go. Over HTTPS it has the prefix `__Host-`: browsers then take it from a secure page of this
 * very host only, and send it nowhere else. Over plain HTTP, which is for this machine alone, browsers refuse that prefix, so the
 * name there has none.
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

const loopbackNetworks = ['127.0.0.0/8', '::1'];

export class SessionCookies {
  readonly #local: BlockList;

  /** @param localNetworks addresses, and networks such as `172.17.0.0/16`, that are this machine as well as its loopback addresses */
  constructor(localNetworks: readonly string[] = []) {
    this.#local = listOf([...loopbackNetworks, ...localNetworks]);
  }

  tokenOf(request: FastifyRequest): string | undefined {
    const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
    const cookieOf = (name: string) => cookies.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
    const token = cookieOf(secureName) ?? (this.#isHere(request) ? cookieOf(loopbackName) : undefined);
    return token !== undefined && /^[\w-]{20,100}$/.test(token) ? token : undefined;
  }

  /** @throws RelanceError `not_configured` over plain HTTP from elsewhere than this machine */
  refuseOpenLines(request: FastifyRequest): void {
    if (isSecure(request) || this.#isHere(request)) return;
    throw relanceError('not_configured', saysItIsHere(request) ? whereFrom(request) : openLine);
  }

  set(request: FastifyRequest, reply: FastifyReply, token: string): void {
    this.refuseOpenLines(request);
    reply.header('set-cookie', cookie(isSecure(request), token, maxAgeSeconds));
  }

  /** Both names: whichever it was. */
  clear(reply: FastifyReply): void {
    reply.header('set-cookie', [cookie(true, '', 0), cookie(false, '', 0)]);
  }

  /**
   * Is the browser on this machine? `Host` alone says only what the caller chose, or the proxy: the connection has to come from
   * this machine, and neither through a proxy that says so nor from a page of another name.
   */
  #isHere(request: FastifyRequest): boolean {
    return isIn(this.#local, request.socket.remoteAddress ?? '') && saysItIsHere(request);
  }
}

const openLine =
  'signing in with a password needs HTTPS: over plain HTTP everybody on the way could read it. Put a proxy with a certificate in front';

/** What somebody reads who opens the published port of a container on the same machine. */
function whereFrom({ socket }: FastifyRequest): string {
  const address = socket.remoteAddress?.replace(/^::ffff:/i, '') ?? 'an unknown address';
  return (
    `signing in with a password needs HTTPS, or a connection from this machine; this one comes from ${address}. Where that is how a ` +
    `container sees its own machine, and its port is published there alone, set RELANCE_LOCAL_NETWORKS=${address}; else put a proxy ` +
    'with a certificate in front'
  );
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

/** All but the connection: the name that was called, the page that calls, and no proxy. */
function saysItIsHere({ hostname, headers }: FastifyRequest): boolean {
  const { origin } = headers;
  return (
    proxyHeaders.every((name) => headers[name] === undefined) &&
    isLoopbackName(hostname) &&
    (origin === undefined || (URL.canParse(origin) && isLoopbackName(new URL(origin).hostname)))
  );
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** An IPv4 address that a socket of IPv6 tells of counts as that. */
function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

const loopback = listOf(loopbackNetworks);

function isLoopbackName(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || isIn(loopback, name);
}
