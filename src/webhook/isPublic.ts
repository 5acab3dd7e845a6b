/** Whether an address belongs to the public network, and not to this machine, its neighbours or its landlord. */
import { BlockList, isIPv4, isIPv6 } from "node:net"

/** Whatever is not one machine's on the public network, by the registries of special-purpose addresses (RFC 6890, IANA). */
const special: ReadonlyArray<readonly [string, number]> = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  // Behind a carrier's NAT (RFC 6598); some clouds keep their metadata there.
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // Link-local; the metadata of most clouds.
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  // Multicast, reserved, broadcast.
  ["224.0.0.0", 3],
  // Azure's host, reached from every machine there.
  ["168.63.129.16", 32]
]

/** Of all IPv6 only 2000::/3 is given out; that leaves out mapped and translated IPv4, local, unique local, multicast. */
const given = ["2000::", 3] as const
const specialSix: ReadonlyArray<readonly [string, number]> = [
  // Protocols, Teredo among them, which carries IPv4 inside.
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20]
]

const listOf = (subnets: ReadonlyArray<readonly [string, number]>, family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList()
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family)
  return list
}
const four = listOf(special, "ipv4")
const six = listOf([given], "ipv6")
const sixBut = listOf(specialSix, "ipv6")

/** An address with a zone (`fe80::1%eth0`) is never public. */
export const isPublic = (address: string): boolean =>
  isIPv4(address)
    ? !four.check(address, "ipv4")
    : isIPv6(address) && !address.includes("%") && six.check(address, "ipv6") && !sixBut.check(address, "ipv6")
