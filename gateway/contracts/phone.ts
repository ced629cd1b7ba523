import { western } from './number.ts';

/**
 * A telephone number as people write it in E.164, where that can be told without a directory of numbering plans:
 * an Indian one of ten digits with or without 0 or 91 before it, any other with its `+`. Null otherwise, which says
 * nothing about whether it is one.
 */
export function phoneLikely(text: string): string | null {
	const plain = western(text).replace(/[\s().\p{Pd}]/gu, '');
	if (/^(\+|00)[1-9][0-9]{7,14}$/.test(plain)) return plain.replace(/^00/, '+');
	const [, national] = /^(?:0|91)?([1-9][0-9]{9})$/.exec(plain) ?? [];
	return national ? `+91${national}` : null;
}

/** `+919876501100` as it is read: `+91 98765 01100`. */
export const formatPhone = (phone: string) => phone.replace(/^(\+91)([0-9]{5})([0-9]{5})$/, '$1 $2 $3');
