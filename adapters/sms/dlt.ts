import { Type, type Static } from 'typebox';

/** India: ids of the sender and its approved texts. `template` is the acknowledgement's, `templates` those of others by name. */
export const Dlt = Type.Object({
	entity: Type.String(),
	template: Type.Optional(Type.String()),
	templates: Type.Optional(Type.Record(Type.String(), Type.String()))
});
export type Dlt = Static<typeof Dlt>;

/** The ids to send a text with. One whose own is not configured goes without: under another's it would be scrubbed. */
export function dltIds(dlt: Dlt | undefined, name = 'received') {
	if (!dlt) return undefined;
	const template = dlt.templates?.[name] ?? (name === 'received' ? dlt.template : undefined);
	return { entity: dlt.entity, template };
}
