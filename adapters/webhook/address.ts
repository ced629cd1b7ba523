import { lookup as resolve, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IANA's special-purpose registries: what leads to this machine, this network, nowhere, or round the check. */
const special = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/3',
	'2001::/23',
	'2001:db8::/32',
	'2002::/16',
	'3fff::/20'
];
/** All that is ever given to public machines; translated and mapped IPv4 lies outside. */
const publicIpv6 = '2000::/3';

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function listOf(networks: readonly string[]): BlockList {
	const list = new BlockList();
	for (const network of networks) {
		const [address = '', prefix] = network.split('/');
		const most = isIP(address) === 6 ? 128 : 32;
		if (!isIP(address)) throw new Error(`${network} is not a network such as 10.1.0.0/16`);
		list.addSubnet(address, prefix === undefined ? most : Number(prefix), familyOf(address));
	}
	return list;
}

const closed = listOf(special);
const open6 = listOf([publicIpv6]);

/** Tells whether messages may go to an address: a public one, or one of `networks`. Throws on what is no network. */
export function allowAddresses(networks: readonly string[]): (address: string) => boolean {
	const own = listOf(networks);
	return (address) => {
		const family = familyOf(address);
		if (!isIP(address)) return false;
		if (own.check(address, family)) return true;
		return !closed.check(address, family) && (family === 'ipv4' || open6.check(address, family));
	};
}

/** An address to which nothing is sent. */
export class BlockedAddress extends Error {
	readonly code = 'blocked';
}

/** Resolves a name once, for the connection that is made; refuses it as a whole where one of its addresses is closed. */
export const guardedLookup =
	(allowed: (address: string) => boolean, look: typeof resolve = resolve): LookupFunction =>
	(hostname, options, callback) =>
		look(hostname, { ...options, all: true }, (fault, found: LookupAddress[]) => {
			if (fault) return callback(fault, []);
			const [first] = found;
			if (!first || !found.every(({ address }) => allowed(address)))
				return callback(new BlockedAddress(`${hostname} is not a public address`), []);
			if (options.all) return callback(null, found);
			return callback(null, first.address, first.family);
		});

/** Host of an address as the network knows it. */
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '');

/** What is wrong with an address to which messages are to go, by its writing alone; null when nothing is. */
export function faultOfUrl(
	text: string,
	{ allowed, plain }: { allowed: (address: string) => boolean; plain: boolean }
): string | null {
	if (!URL.canParse(text)) return 'address';
	const url = new URL(text);
	if (url.protocol !== 'https:' && !(plain && url.protocol === 'http:')) return 'https';
	if (url.username || url.password || url.hash) return 'address';
	const host = hostOf(url);
	if (isIP(host) ? !allowed(host) : !host.includes('.')) return 'closed_address';
	return null;
}
export { hostOf };
