import { CONTACT, type ContactKind } from '#contracts/contact.ts';
import { maskText } from './mask.ts';

/** A part of an answer, masked; whatever has nothing to mask comes back as it is. */
type Masker = (value: unknown, hidden: ReadonlySet<ContactKind>) => unknown;

interface Schema {
	type?: unknown;
	[CONTACT]?: ContactKind;
	properties?: Record<string, Schema>;
	items?: Schema;
	anyOf?: Schema[];
	allOf?: Schema[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Masks every text in it, however deep. */
function maskDeep(value: unknown, kind: ContactKind): unknown {
	if (typeof value === 'string') return maskText(value, kind);
	if (Array.isArray(value)) return value.map((one) => maskDeep(one, kind));
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskDeep(one, kind)]));
}

const inTurn = (maskers: Masker[]): Masker | null =>
	maskers.length ? (value, hidden) => maskers.reduce((masked, mask) => mask(masked, hidden), value) : null;

const present = (maskers: (Masker | null)[]) => maskers.filter((masker) => masker !== null);

function ofProperties(properties: Record<string, Schema>): Masker | null {
	const maskers = Object.entries(properties).flatMap(([name, schema]) => {
		const masker = maskerOf(schema);
		return masker ? [[name, masker] as const] : [];
	});
	if (!maskers.length) return null;
	return (value, hidden) => {
		if (!isObject(value)) return value;
		const masked = maskers.flatMap(([name, mask]) =>
			name in value ? [[name, mask(value[name], hidden)]] : []
		);
		return { ...value, ...(Object.fromEntries(masked) as object) };
	};
}

/** What masks an answer of this schema, by the keyword `contact` in it; null where there is nothing to mask. */
export function maskerOf(schema: Schema): Masker | null {
	const kind = schema[CONTACT];
	if (kind) return (value, hidden) => (hidden.has(kind) ? maskDeep(value, kind) : value);
	const item = schema.items ? maskerOf(schema.items) : null;
	return inTurn(
		present([
			schema.properties ? ofProperties(schema.properties) : null,
			item && ((value, hidden) => (Array.isArray(value) ? value.map((one) => item(one, hidden)) : value)),
			// Of several shapes each masks what it knows: names that only the others have are not touched by it.
			...[...(schema.anyOf ?? []), ...(schema.allOf ?? [])].map(maskerOf)
		])
	);
}
