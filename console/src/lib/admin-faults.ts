import { sayFaults } from './faults.ts';
import { m } from './paraglide/messages.js';

/* Faults of forms that only the administration has, apart from the words of the first page. */

sayFaults({
	known_code: m.fault_known_code,
	invalid_code: m.fault_invalid_code,
	not_above: m.fault_not_above,
	twice: m.fault_twice,
	has_offices: m.fault_has_offices,
	invalid_span: m.fault_invalid_span,
	overlaps: m.fault_overlaps,
	known_day: m.fault_known_day,
	findings: m.fault_findings,
	published: m.fault_published,
	known_email: m.fault_known_email,
	own_role: m.fault_own_role,
	own_sign_in: m.fault_own_sign_in,
	known_shortcut: m.fault_known_shortcut,
	invalid_shortcut: m.fault_invalid_shortcut
});
