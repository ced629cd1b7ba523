import { compile } from 'html-to-text';
import { HTML_DEPTH_LIMIT, HTML_LAYOUT_LIMIT, HTML_TAGS_LIMIT } from './limits.ts';

const plainHeading = { options: { uppercase: false } };
const convert = compile({
	wordwrap: false,
	limits: { maxDepth: HTML_DEPTH_LIMIT, ellipsis: '' },
	selectors: [
		...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...plainHeading })),
		{ selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
		{ selector: 'img', format: 'skip' }
	]
});

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const character = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '');
const decodeEntities = (text: string) =>
	text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));/gi, (_, hex, decimal, name) => {
		if (hex) return character(parseInt(hex, 16));
		return decimal ? character(Number(decimal)) : (entities[String(name).toLowerCase()] ?? '');
	});

/** Drops what stands between `open` and `close`, in one pass however often either is missing. */
function cut(html: string, open: string, close: string): string {
	const lower = html.toLowerCase();
	let kept = '';
	let from = 0;
	for (let at = lower.indexOf(open); at >= 0; at = lower.indexOf(open, from)) {
		const end = lower.indexOf(close, at + open.length);
		kept += html.slice(from, at);
		from = end < 0 ? html.length : end + close.length;
	}
	return kept + html.slice(from);
}
/** All words of the HTML, without its layout; linear in its length. */
const strip = (html: string) =>
	decodeEntities(
		[
			['<!--', '-->'],
			['<style', '</style>'],
			['<script', '</script>']
		]
			.reduce((rest, [open = '', close = '']) => cut(rest, open, close), html)
			.replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^<>]*>/gi, '\n')
			.replace(/<[^<>]*>/g, ' ')
	)
		.replace(/[ \t]{2,}/g, ' ')
		.replace(/\n\s*\n\s*/g, '\n\n')
		.trim();

/** Depth and number of tags, so far as a converter that recurses has to fear them. */
function tangled(html: string): boolean {
	let depth = 0;
	let tags = 0;
	for (const [, closing, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
		if (++tags > HTML_TAGS_LIMIT) return true;
		if (/^(br|img|hr|meta|link|input|p|li|td|tr|th|col)$/i.test(name)) continue;
		depth = closing ? Math.max(0, depth - 1) : depth + 1;
		if (depth > HTML_DEPTH_LIMIT) return true;
	}
	return false;
}

/** The text of an HTML mail: links kept, headings as written. Never throws; hostile HTML loses its layout, no words. */
export function htmlText(html: string): string {
	if (html.length > HTML_LAYOUT_LIMIT || tangled(html)) return strip(html);
	try {
		return convert(html);
	} catch {
		return strip(html);
	}
}
