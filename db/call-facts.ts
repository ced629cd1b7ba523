import { Type, type Static } from 'typebox';
import { Standing } from '#contracts/script.ts';
import { Language, Names, Nullable } from '#contracts/words.ts';
import { one, sql, type Db } from './sql.ts';
import { standingFor } from './stage.ts';

const CallFacts = Type.Object({
	hours: Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('holiday')]),
	notice: Nullable(Names),
	remembered: Nullable(Language),
	openCase: Nullable(Type.Object({ number: Type.String(), standing: Standing }))
});
export type CallFacts = Static<typeof CallFacts>;

const here = sql`now() at time zone 'Asia/Kolkata'`;
/** Whether agents answer now. Holidays go before the hours of the week. */
export const hoursNow = sql`case
	when exists (select from helpline_holiday where day = (${here})::date) then 'holiday'
	when exists (
		select from helpline, jsonb_array_elements(week -> (extract(isodow from ${here})::int - 1)) as span
		where (${here})::time >= (span->>'from')::time and (${here})::time < (span->>'to')::time
	) then 'open' else 'closed' end`;
const notice = sql`(select texts from helpline_notice
	where ended_at is null and (until is null or until > now()) order by id desc limit 1)`;

/** The newest case of this sender that is not settled. A telephone is shared: what is sensitive is never offered. */
const openCase = (from: string | null) => sql`(
	select jsonb_build_object('number', s.number,
			'standing', ${standingFor(from)})
		from submission s left join grievance g on g.number = survivor(s.grievance)
		where s.sender = ${from} and s.state in ('waiting', 'registered', 'linked') and s.automatic is null
			and not s.sensitive and g.sensitive is null and (s.state = 'waiting' or not g.settled)
		order by s.id desc limit 1)`;

/** What the script may go by, of whoever calls from this number (null: withheld). Times are Indian. */
export const callFacts = (db: Db, from: string | null) =>
	one(
		db,
		CallFacts,
		sql`select ${hoursNow} as hours, ${notice} as notice,
			(select language from call where from_address = ${from} and answers ? 'chose' order by id desc limit 1)
				as remembered,
			${openCase(from)} as "openCase"`
	);
