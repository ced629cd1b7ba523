import type { Rule, RuleTarget } from '#contracts/routing.ts';
import { sayFaults } from './faults.ts';
import { m } from './paraglide/messages.js';
import { reference, say } from './reference.svelte.ts';

/* What rules of routing are called, on the pages that show them. */

sayFaults({ known: m.routing_known });

type Said = () => string;
export const targetName: Record<RuleTarget, Said> = {
	department_district: m.routing_to_department_district,
	department_state: m.routing_to_department_state,
	district: m.routing_to_district,
	office: m.routing_to_office
};
export const aboveName: Record<Rule['track'], Said> = {
	district: m.routing_track_district,
	state: m.routing_track_state
};

type Matters = Pick<Rule, 'category' | 'department' | 'district' | 'tehsil'>;
/** Category and department that the rule is for. */
export const mattersOf = ({ category, department }: Matters) =>
	[reference.category(category), reference.department(department)].filter(Boolean).join(' · ') ||
	m.routing_every_matter();

/** The place that the rule is for. */
export const placeOf = ({ district, tehsil }: Matters) =>
	[reference.tehsil(tehsil), reference.district(district)].filter(Boolean).join(', ') ||
	m.routing_every_place();

/** The office that the rule means, by its name or by what it is of the matter. */
export const goesTo = ({ target, officeNames }: Rule) =>
	target === 'office' ? say(officeNames ?? undefined) : targetName[target]();
