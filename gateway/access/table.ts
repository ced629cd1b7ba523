import type { Permission } from '#contracts/access.ts';
import { roles, type Role } from '#contracts/words.ts';

/** What each role may do. Authorisation is decided by this table and nowhere else. */
export const table: Record<Permission, readonly Role[]> = {
	/** One's own password, second factor and sessions. */
	account: roles,
	/** Oneself, one's language, the lists of places and categories. */
	self: roles,
	/** Look at submissions and grievances, within one's jurisdiction and skills. */
	queue: roles,
	/** See the sensitive among them too; who registered one sees it in any case. */
	sensitive: ['officer', 'supervisor'],
	/** See citizens' telephone numbers and mail addresses as they are; everybody else sees them masked. */
	contact: ['agent', 'operator', 'feedback_agent', 'supervisor'],
	/** See the house and street that a citizen gave: who redresses must find the place. */
	place: ['agent', 'operator', 'officer', 'feedback_agent', 'supervisor'],
	/** Unmask them in one matter for a while, with a reason that is kept. */
	reveal: ['officer', 'admin', 'auditor'],
	/** Claim, release, register, link, dismiss. */
	decide: ['agent', 'supervisor'],
	/** Write to colleagues about a matter that one sees. */
	note: ['agent', 'operator', 'officer', 'feedback_agent', 'supervisor'],
	/** Keep the texts that agents insert. */
	texts: ['supervisor', 'admin'],
	/** What citizens are told, and its ids in the operators' register. */
	templates: ['supervisor', 'admin', 'auditor'],
	manage_templates: ['admin'],
	/** Take in at the counter, from the post, from a caller's mouth. */
	register: ['agent', 'operator', 'supervisor'],
	/** Store files of forms that one fills in. */
	attach: ['agent', 'operator', 'officer', 'feedback_agent', 'supervisor'],
	/** Answer the helpline, and call people back. */
	call: ['agent', 'supervisor'],
	/** Who is to be called; without `call`, those alone who are to be asked or told something of their case. */
	callbacks: ['agent', 'feedback_agent', 'supervisor'],
	/** See what the cases of one's jurisdiction come to. */
	dashboard: ['officer', 'supervisor', 'viewer', 'admin', 'auditor'],
	/** Listen to a colleague's call, whisper to them or join it; hear nuisance calls and keep their numbers out. */
	supervise: ['supervisor'],
	/** Order files of what a search or the queue shows. */
	export: ['officer', 'supervisor', 'viewer', 'admin', 'auditor'],
	/** Show one's saved search or filters to everybody. */
	share_views: ['supervisor'],
	/** Give somebody's claim to another; who is there and what they hold. */
	assign: ['supervisor'],
	/** Do what an office has to do about a case, as far as one holds a post there. */
	redress: ['officer'],
	/** Say whose a case is, ask its citizen, decide that it is no grievance. */
	screen: ['supervisor'],
	/** Either of both: pass a case on, propose that it is none, decide in place of a vacant office. */
	steer: ['officer', 'supervisor'],
	/** Ask citizens whether they are satisfied, and write down what they say. */
	feedback: ['agent', 'feedback_agent'],
	/** Write down what a citizen says of their case: more of it, an answer, an appeal, that they withdraw. */
	speak: ['agent', 'operator', 'feedback_agent', 'supervisor'],
	wall: ['supervisor', 'viewer', 'admin', 'auditor'],
	/** Figures over days, by person too. */
	reports: ['supervisor', 'viewer', 'admin', 'auditor'],
	/** Look at what was set aside, raw bytes included. */
	parked: ['supervisor', 'admin', 'auditor'],
	/** Read it again, settle it, run a dead job again. */
	mend: ['supervisor', 'admin'],
	channels: ['supervisor', 'admin', 'auditor'],
	/** Keys of programs. */
	keys: ['admin'],
	/** Subscriptions of other systems to events, and what they were told. */
	webhooks: ['admin'],
	people: ['admin', 'auditor'],
	manage_people: ['admin'],
	/** Offices and categories, retired ones too. */
	reference: ['admin', 'auditor'],
	manage_reference: ['admin'],
	/** Time limits and holidays. */
	policy: ['supervisor', 'admin', 'auditor'],
	manage_policy: ['admin'],
	/** By which rules cases go to which office, and trying them out. */
	routing: ['supervisor', 'admin', 'auditor'],
	manage_routing: ['admin'],
	/** The helpline's script and hours, and trying the script out. */
	script: ['supervisor', 'admin', 'auditor'],
	manage_script: ['admin'],
	/** Read who did what, and prove that it is as it was written. */
	audit: ['admin', 'auditor'],
	/** Erase a person's data. */
	erase: ['admin'],
	/** The demonstration's far side. */
	lab: ['agent', 'operator', 'supervisor', 'admin']
};

/** What this role may do, in the table's order. */
export const permissionsOf = (role: Role) =>
	(Object.keys(table) as Permission[]).filter((permission) => table[permission].includes(role));
