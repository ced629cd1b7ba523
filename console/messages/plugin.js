// Reads the flat message files for paraglide. Ours because the usual plugin is fetched from another host at build.
const placeholder = /\{(\w+)\}/g;

/** Text and `{name}` placeholders of one message. */
const pattern = (text) => {
	const parts = [];
	let end = 0;
	for (const found of text.matchAll(placeholder)) {
		if (found.index > end) parts.push({ type: 'text', value: text.slice(end, found.index) });
		parts.push({ type: 'expression', arg: { type: 'variable-reference', name: found[1] } });
		end = found.index + found[0].length;
	}
	if (end < text.length) parts.push({ type: 'text', value: text.slice(end) });
	return parts;
};

const declarations = (text) =>
	[...new Set([...text.matchAll(placeholder)].map((found) => found[1]))].map((name) => ({
		type: 'input-variable',
		name
	}));

const entries = (files) =>
	files.flatMap(({ locale, content }) =>
		Object.entries(JSON.parse(new TextDecoder().decode(content))).map(([id, text]) => ({ locale, id, text }))
	);

export default {
	key: 'sunwai.messages',
	toBeImportedFiles: ({ settings }) =>
		settings.locales.flatMap((locale) =>
			['.', './public'].map((folder) => ({ locale, path: `./messages/${folder}/${locale}.json` }))
		),
	importFiles: ({ files }) => {
		const all = entries(files);
		const texts = Map.groupBy(all, ({ id }) => id);
		return {
			bundles: [...texts].map(([id, group]) => ({
				id,
				declarations: declarations(group.map(({ text }) => text).join())
			})),
			messages: all.map(({ id, locale }) => ({ bundleId: id, locale, selectors: [] })),
			variants: all.map(({ id, locale, text }) => ({
				messageBundleId: id,
				messageLocale: locale,
				matches: [],
				pattern: pattern(text)
			}))
		};
	}
};
