import { m } from './paraglide/messages.js';
import type { Refusal } from './refusal.ts';

/** What is wrong, by the rule of JSON Schema that is broken. */
const said: Record<string, () => string> = {
	required: m.shape_required,
	type: m.shape_type,
	enum: m.shape_choice,
	const: m.shape_choice,
	discriminator: m.shape_choice,
	anyOf: m.shape_choice,
	oneOf: m.shape_choice,
	pattern: m.shape_letters,
	minimum: m.shape_range,
	maximum: m.shape_range,
	minLength: m.shape_length,
	maxLength: m.shape_length,
	minItems: m.shape_length,
	maxItems: m.shape_length
};

/**
 * What to say of a step that does not have the shape of one: the place inside it, as its data name it, and what is wrong
 * there. Null of a refusal that is about something else.
 */
export function shapeFault({ code, faults }: Refusal, node: string): string | null {
	// Of several ways to be right none fits: the last fault says so of the whole, those before it of each way.
	const fault = faults.at(-1);
	if (code !== 'invalid' || !fault) return null;
	const path = `script.nodes.${node}`;
	const place = fault.field.startsWith(path) ? fault.field.slice(path.length + 1) : fault.field;
	const what = (said[fault.code] ?? m.shape_wrong)();
	return place ? m.script_data_fault({ place: place.replaceAll('.', ' › '), what }) : what;
}
