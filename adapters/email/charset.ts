import { isUtf8 } from 'node:buffer';

export interface Decoded {
	text: string;
	/** True when the declared charset was absent, unknown or wrong. */
	guessed: boolean;
}

const utf8 = /^(utf-?8|us-?ascii|ascii|ansi_x3\.4-1968|unknown-8bit|x-unknown|default|none)$/i;
const utf7 = /^(unicode-1-1-)?utf-?7$/i;
/** Charsets whose text may be plain ASCII bytes, or may look like valid UTF-8 by chance. */
const trusted =
	/^(iso-2022|hz|utf-?(16|32)|gb|big5|euc|shift|sjis|s-jis|ks_c|cp9|windows-(31j|949|936)|x-sjis)/i;

const strict = (bytes: Buffer, charset: string): string | undefined => {
	try {
		return new TextDecoder(charset, { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
};

const utf16be = (base64: string) => {
	const bytes = Buffer.from(base64, 'base64');
	return bytes
		.subarray(0, bytes.length & ~1)
		.swap16()
		.toString('utf16le');
};
/** RFC 2152. */
const decodeUtf7 = (bytes: Buffer) =>
	bytes.toString('latin1').replace(/\+([A-Za-z0-9+/]*)-?/g, (_, run: string) => (run ? utf16be(run) : '+'));

const lost = (text: string) => text.match(/\ufffd/g)?.length ?? 0;
/** Characters beyond ASCII: in text of another charset hardly any comes out whole. */
const intact = (text: string) => text.match(/[\u0080-\ufffc]/g)?.length ?? 0;

/** Decodes by the declared charset where that is believable, as UTF-8 where most bytes say so, else as windows-1252. */
export function decodeText(bytes: Buffer, declared?: string): Decoded {
	const charset = declared?.trim().replace(/^["']|["']$/g, '');
	if (charset && utf7.test(charset)) return { text: decodeUtf7(bytes), guessed: false };
	if (charset && trusted.test(charset)) {
		const text = strict(bytes, charset);
		if (text !== undefined) return { text, guessed: false };
	}
	if (isUtf8(bytes)) {
		const ascii = !charset || utf8.test(charset) || !bytes.some((byte) => byte > 0x7f);
		if (bytes.includes('\x1b$')) {
			const japanese = strict(bytes, 'iso-2022-jp');
			if (japanese !== undefined) return { text: japanese, guessed: true };
		}
		return { text: bytes.toString('utf8'), guessed: !ascii };
	}
	const text = charset && !utf8.test(charset) ? strict(bytes, charset) : undefined;
	if (text !== undefined) return { text, guessed: false };
	const broken = bytes.toString('utf8');
	const western = lost(broken) >= intact(broken);
	return { text: western ? new TextDecoder('windows-1252').decode(bytes) : broken, guessed: true };
}

/** The text's first `limit` characters, flagged where it is longer. */
export function cut(text: string, limit: number, flag: string, flags: Set<string>): string {
	if (text.length <= limit) return text;
	flags.add(flag);
	return text.slice(0, limit).toWellFormed();
}

/** Text that PostgreSQL stores and a screen shows: no NUL, no lone surrogate, `\n` for line ends, NFC. */
export function cleanText(text: string, flags: Set<string>): string {
	let clean = text;
	if (clean.includes('\0')) {
		flags.add('nul_bytes');
		clean = clean.replaceAll('\0', '');
	}
	if (!clean.isWellFormed()) {
		flags.add('lone_surrogates');
		clean = clean.toWellFormed();
	}
	if (clean.includes('\r')) clean = clean.replace(/\r\n?/g, '\n');
	return clean.normalize('NFC');
}
