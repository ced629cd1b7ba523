/** A value as it is answered: `undefined` and null are absent in both formats. */
export type Answerable =
	string | number | boolean | null | undefined | Answerable[] | { [name: string]: Answerable };

export const formats = ['xml', 'json'] as const;
export type Format = (typeof formats)[number];

const contentTypes = { xml: 'text/xml; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** Name of one item in each list, as the specification has it. */
const items: Record<string, string> = {
	services: 'service',
	service_requests: 'request',
	errors: 'error',
	endpoints: 'endpoint',
	formats: 'format',
	attributes: 'attribute',
	values: 'value'
};

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;'
};
/** What XML 1.0 cannot hold at all, a lone surrogate among it. */
// eslint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (text: string) =>
	text
		.toWellFormed()
		.replace(unwritable, '\ufffd')
		.replace(/[&<>"']/g, (character) => entities[character]!);

function element(name: string, value: Answerable): string {
	if (value === null || value === undefined) return '';
	if (Array.isArray(value))
		return `<${name}>${value.map((inner) => element(items[name] ?? 'item', inner)).join('')}</${name}>`;
	if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`;
	const inner = Object.entries(value).map(([key, member]) => element(key, member));
	return `<${name}>${inner.join('')}</${name}>`;
}

/** The value in the format: XML under the root's name, JSON without a root. */
export const write = (format: Format, root: string, value: Answerable): { type: string; body: string } => ({
	type: contentTypes[format],
	body:
		format === 'xml'
			? `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`
			: JSON.stringify(value, (_key, inner: Answerable) => (inner === null ? undefined : inner))
});
