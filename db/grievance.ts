import { Type } from 'typebox';
import type { RegisterInput } from '#contracts/desk.ts';
import type { SensitiveReason } from '#contracts/registration.ts';
import { Grievance } from '#contracts/submission.ts';
import { maybeOne, run, sql, type Db } from './sql.ts';
import { findCitizen } from './citizen.ts';

const Row = Type.Intersect([Type.Omit(Grievance, ['citizen']), Type.Object({ citizenId: Type.String() })]);

/** What the gateway found out about a registration. */
export interface Checked {
	department: string;
	/** One of our numbers. */
	earlier: string | null;
	/** Another office's reference. */
	earlierElsewhere: string | null;
	/** E.164. */
	aggrievedPhone: string | null;
}

/** The registered case; it keeps the number of the submission that began it. */
export const insertGrievance = (
	db: Db,
	number: string,
	{ aggrieved, ...input }: RegisterInput,
	more: Checked & { citizen: string; by: string }
) =>
	run(
		db,
		sql`with registered as (
				insert into grievance (number, category, department, district, tehsil, place, landmark, summary, relief,
					contact_time, earlier, earlier_elsewhere, sensitive, language, channel, citizen, received_at, registered_by)
				select number, ${input.category}, ${more.department}, ${input.district}, ${input.tehsil || null},
					${input.place || null}, ${input.landmark || null}, ${input.summary}, ${input.relief || null},
					${input.contactTime ?? null}, ${more.earlier}, ${more.earlierElsewhere}, ${input.sensitive ?? null},
					${input.citizen.language}, channel, ${more.citizen}, received_at, ${more.by}
				from submission where number = ${number}
				returning number
			)
			insert into aggrieved (grievance, name, phone, relation, told)
			select number, ${aggrieved?.name ?? ''}, ${more.aggrievedPhone}, ${aggrieved?.relation ?? ''},
				${aggrieved?.told ?? ''}
			from registered where ${aggrieved !== undefined}`
	);

/** Marks the case, and by it all that is linked to it; every screen that shows one of them asks anew. */
export const setSensitive = (db: Db, number: string, sensitive: SensitiveReason | null) =>
	run(
		db,
		sql`with marked as (
				update grievance set sensitive = ${sensitive}, updated_at = now() where number = ${number}
			)
			select tell('grievance:marked', number, channel) from submission where grievance = ${number} order by number`
	);

/** The case with its citizen, or null. */
export async function readGrievance(db: Db, number: string) {
	const row = await maybeOne(
		db,
		Row,
		sql`select g.number, g.state, g.settled, g.category, g.department, g.district, g.tehsil, g.place, g.landmark, g.summary,
				g.relief, g.contact_time as "contactTime", g.earlier, g.earlier_elsewhere as "earlierElsewhere",
				g.sensitive, g.language, g.registered_at as "registeredAt", u.name as "registeredBy",
				g.citizen::text as "citizenId", g.merged_into as "mergedInto",
				(select jsonb_build_object('relation', a.relation, 'name', a.name, 'phone', a.phone, 'told', a.told)
					from aggrieved a where a.grievance = g.number) as aggrieved
			from grievance g left join access."user" u on u.id = g.registered_by where g.number = ${number}`
	);
	if (!row) return null;
	const { citizenId, ...grievance } = row;
	const citizen = await findCitizen(db, citizenId);
	return { ...grievance, citizen: citizen! };
}
