/**
 * Where a request comes from, as far as it can be counted: an IPv4 address, or the /64 of an IPv6 address. Of those 64 bits one
 * customer chooses the rest themselves, so that every try could come from another address.
 *
 * @source RFC 6177 section 2 (no customer gets less than a /64), RFC 4291 section 2.5.5.2 (IPv4-mapped addresses)
 */
import { isIPv6 } from 'node:net';

export function clientNetwork(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  // The URL parser writes each address in one form: shortened, and without dots.
  const [head = [], tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::').map(groupsOf);
  const zeros = Array<string>(8 - head.length - (tail?.length ?? 0)).fill('0');
  const groups = tail === undefined ? head : [...head, ...zeros, ...tail];
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return `${groups.slice(0, 4).join(':')}::/64`;
  return groups
    .slice(6)
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff])
    .join('.');
}

function groupsOf(part: string): readonly string[] {
  return part === '' ? [] : part.split(':');
}
