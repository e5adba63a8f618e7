/**
 * Which IP addresses may be called when the target was named by somebody else (a webhook URL, a mail server in an
 * organization's settings). Pure: no lookup happens here.
 *
 * The default is no: an IPv6 address outside the space that is assigned to the public is refused without being listed.
 */
import { BlockList, isIP } from 'node:net';

/**
 * True for an address of the public internet.
 *
 * False for private, loopback, link-local (with the metadata services of the clouds), shared (CGNAT), multicast,
 * documentation, benchmark, reserved and unspecified addresses, for text that is no address, and for IPv6 addresses
 * that stand for such an IPv4 address (mapped, NAT64).
 *
 * @source RFC 6890 and the IANA special-purpose address registries for IPv4 and IPv6 (2025-10)
 * @source RFC 6598 (100.64.0.0/10), RFC 6052 (64:ff9b::/96), RFC 4291 2.5.5.2 (::ffff:0:0/96)
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !notPublicIpv4.check(address, 'ipv4');
    case 6: {
      const groups = ipv6Groups(address);
      const standsFor = embeddedIpv4(groups);
      if (standsFor !== undefined) return !notPublicIpv4.check(standsFor, 'ipv4');
      const globalUnicast = ((groups[0] as number) & 0xe000) === 0x2000;
      return globalUnicast && !notPublicIpv6.check(groups.map((group) => group.toString(16)).join(':'), 'ipv6');
    }
    default:
      return false;
  }
}

const notPublicIpv4 = blockList('ipv4', [
  '0.0.0.0/8', // this network, unspecified
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by carriers (CGNAT); 100.100.100.200 is Alibaba's metadata service
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure's host service: a public number that only a virtual machine's own host answers
  '169.254.0.0/16', // link-local; 169.254.169.254 is the metadata service of most clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments; 192.0.0.192 is Oracle's metadata service
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays, deprecated
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
]);

/** Inside 2000::/3 only: everything outside is refused anyway. */
const notPublicIpv6 = blockList('ipv6', [
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: carries an IPv4 address
  '3fff::/20', // documentation
]);

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

/** The IPv4 address inside a mapped or NAT64 address; undefined for every other one. */
function embeddedIpv4(groups: readonly number[]): string | undefined {
  const startsWith = (...head: number[]) => head.every((group, index) => groups[index] === group);
  if (!startsWith(0, 0, 0, 0, 0, 0xffff) && !startsWith(0x64, 0xff9b, 0, 0, 0, 0)) return undefined;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/** The eight 16-bit groups of a valid IPv6 address. A zone (`%eth0`) is left out. */
function ipv6Groups(address: string): number[] {
  const [withoutZone = ''] = address.split('%');
  const hexOnly = withoutZone.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [head = '', tail] = hexOnly.split('::');
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  if (tail === undefined) return read(head);
  const [before, after] = [read(head), read(tail)];
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}
