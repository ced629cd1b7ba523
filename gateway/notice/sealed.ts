import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** What of a notice is kept from whoever reads its row. */
export interface Words {
	subject: string | null;
	body: string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, 'sunwai', 'notice at rest', 32));

/** Words as they are stored till they are sent: of use to this installation alone. */
export function sealWords(secret: string, words: Words): string {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv, { authTagLength: TAG_BYTES });
	const sealed = Buffer.concat([cipher.update(JSON.stringify(words), 'utf8'), cipher.final()]);
	return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The words again; null where they were sealed with another secret, or written in. */
export function openWords(secret: string, stored: string): Words | null {
	const bytes = Buffer.from(stored, 'base64');
	const iv = bytes.subarray(0, IV_BYTES);
	const sealed = bytes.subarray(IV_BYTES + TAG_BYTES);
	try {
		const cipher = createDecipheriv('aes-256-gcm', keyOf(secret), iv, { authTagLength: TAG_BYTES });
		cipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
		return JSON.parse(Buffer.concat([cipher.update(sealed), cipher.final()]).toString('utf8')) as Words;
	} catch {
		return null;
	}
}
