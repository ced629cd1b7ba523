import { createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const decoded = (base32: string) => {
	const bits = [...base32.replace(/=+$/, '')]
		.map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
		.join('');
	return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
};

/** What an authenticator shows for the address in its QR code: RFC 6238 with SHA-1, six digits. */
export function totp(uri: string, at = Date.now()): string {
	const { searchParams } = new URL(uri);
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(at / 1000 / Number(searchParams.get('period') ?? 30))));
	const hash = createHmac('sha1', decoded(searchParams.get('secret')!))
		.update(counter)
		.digest();
	const number = hash.readUInt32BE(hash.at(-1)! & 0xf) & 0x7fffffff;
	return String(number % 1_000_000).padStart(6, '0');
}
