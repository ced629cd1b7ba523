import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Type, type Static } from 'typebox';

/** The five algorithms that an account may be set to; all but `md5hash` are HMACs. */
export const SigAlgorithm = Type.Union([
	Type.Literal('md5hash'),
	Type.Literal('md5'),
	Type.Literal('sha1'),
	Type.Literal('sha256'),
	Type.Literal('sha512')
]);
export type SigAlgorithm = Static<typeof SigAlgorithm>;

/** `&key=value` over the sorted fields but `sig`; separators inside a value become `_`. */
const signedText = (fields: Record<string, string>) =>
	Object.keys(fields)
		.filter((key) => key !== 'sig')
		.sort()
		.map((key) => `&${key}=${fields[key]!.replace(/[&=]/g, '_')}`)
		.join('');

/** The `sig` that Vonage computes over the fields of an SMS API webhook, in lower-case hex. */
export function vonageSig(fields: Record<string, string>, secret: string, algorithm: SigAlgorithm): string {
	const text = signedText(fields);
	if (algorithm === 'md5hash')
		return createHash('md5')
			.update(text + secret)
			.digest('hex');
	return createHmac(algorithm, secret).update(text).digest('hex');
}

/** Whether `fields.sig` is right; takes as long for a near miss as for a far one. */
export function sigHolds(fields: Record<string, string>, secret: string, algorithm: SigAlgorithm): boolean {
	const given = Buffer.from((fields['sig'] ?? '').toLowerCase());
	const expected = Buffer.from(vonageSig(fields, secret, algorithm));
	return given.length === expected.length && timingSafeEqual(given, expected);
}
