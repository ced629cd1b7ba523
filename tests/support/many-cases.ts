import type pg from 'pg';

interface Wish {
	count: number;
	category: string;
	department: string;
	districts: string[];
	language?: string;
}

/** Cases as registrations leave them, made at once: each with its citizen, submission and number, and no office yet. */
export async function makeCases(
	pool: pg.Pool,
	{ count, category, department, districts, language = 'pa' }: Wish
) {
	const { rows } = await pool.query<{ number: string }>(
		`with made as (
			insert into citizen (name, language) select 'Citizen ' || i, $5 from generate_series(1, $1::int) i returning id
		), numbered as materialized (
			select id, next_number() as number, row_number() over (order by id) as nth from made
		), sent as (
			insert into submission (number, channel, account, received_at, sender, text, language, citizen, state, grievance,
				decided_at, decided_by)
			select number, 'phone', 'desk', now(), '+9198' || lpad(nth::text, 8, '0'), 'No water since Monday', $5, id,
				'registered', number, now(), 'demo-agent' from numbered
		)
		insert into grievance (number, category, department, district, summary, language, channel, citizen, received_at,
			registered_by)
		select number, $2, $3, ($4::text[])[1 + nth % cardinality($4::text[])], 'No water', $5, 'phone', id, now(),
			'demo-agent' from numbered
		returning number`,
		[count, category, department, districts, language]
	);
	return rows.map(({ number }) => number);
}
