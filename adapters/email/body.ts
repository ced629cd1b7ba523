import { cleanText, cut, decodeText } from './charset.ts';
import { htmlText } from './html.ts';
import { HTML_LIMIT, TEXT_LIMIT } from './limits.ts';
import type { Leaf } from './mime.ts';

export interface Body {
	text: string;
	html?: string;
	files: Leaf[];
}

/** A text part with a file name is a file, whatever its disposition says. */
const isBody = ({ mediaType, disposition, name }: Leaf) =>
	(mediaType === 'text/plain' || mediaType === 'text/html') && disposition !== 'attachment' && !name;

const decoded = (leaf: Leaf, flags: Set<string>) => {
	const { text, guessed } = decodeText(leaf.content, leaf.charset);
	if (guessed) flags.add('charset_guessed');
	return cleanText(text, flags);
};

/** RFC 3676: lines that end in a space go on in the next one of the same quoting depth. */
function unflow(text: string, delSp: boolean): string {
	const lines: string[] = [];
	let open = false;
	for (const line of text.split('\n')) {
		const quoted = line.startsWith('>');
		const unstuffed = line.startsWith(' ') ? line.slice(1) : line;
		if (open && !quoted && line !== '-- ') lines.push((lines.pop() ?? '') + unstuffed);
		else lines.push(unstuffed);
		open = !quoted && line !== '-- ' && line.endsWith(' ');
		if (open && delSp) lines.push((lines.pop() ?? '').slice(0, -1));
	}
	return lines.join('\n');
}

/** The whole text, the HTML as it came, and the parts that are files. HTML without a plain twin is read out too. */
export function readBody(leaves: Leaf[], flags: Set<string>): Body {
	const texts: string[] = [];
	const htmls: string[] = [];
	const bodies = leaves.filter(isBody).map((leaf) => ({ leaf, text: decoded(leaf, flags) }));
	const twins = new Set(
		bodies
			.filter(({ leaf, text }) => leaf.mediaType === 'text/plain' && text.trim())
			.map(({ leaf }) => leaf.alternative)
			.filter((alternative) => alternative !== undefined)
	);
	for (const { leaf, text } of bodies) {
		if (leaf.mediaType === 'text/plain') texts.push(leaf.flowed ? unflow(text, leaf.delSp) : text);
		else {
			htmls.push(text);
			if (!leaf.alternative || !twins.has(leaf.alternative)) texts.push(cleanText(htmlText(text), flags));
		}
	}
	return {
		text: cut(texts.filter((text) => text.trim()).join('\n\n'), TEXT_LIMIT, 'text_cut', flags),
		...(htmls.length > 0 ? { html: cut(htmls.join('<br>\n'), HTML_LIMIT, 'html_cut', flags) } : {}),
		files: leaves.filter((leaf) => !isBody(leaf))
	};
}
