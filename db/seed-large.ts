import pg from 'pg';
import { categoryWeights, channelWeights, people, seasons, slowness } from './seed/mixture.ts';

/** Days that the sample lies in, up to now. */
const DAYS = 730;
/** Slots that weights are laid out in: what fills half of them is drawn half of the time. */
const SLOTS = 4096;

/** An installation with cases of its own is left alone. */
export class NotEmpty extends Error {}

interface Weighted {
	weight: number;
}

/** As many slots for each as its weight asks for. */
function layOut<T extends Weighted>(choices: T[]): (T & { at: number })[] {
	const total = choices.reduce((sum, { weight }) => sum + weight, 0);
	let sum = 0;
	let next = 0;
	return choices.flatMap((choice) => {
		const from = next;
		next = Math.round(((sum += choice.weight) / total) * SLOTS);
		return Array.from({ length: next - from }, (_, at) => ({ ...choice, at: from + at }));
	});
}

/** Days till something is done: most within a week, few for months (log-normal, by its quantiles). */
function delays(): { at: number; days: number }[] {
	const quantile = (part: number) => {
		// Logistic in place of the normal: the same shape by a closed formula.
		const normal = Math.log(part / (1 - part)) / 1.702;
		return Math.exp(Math.log(5.5) + 0.85 * normal);
	};
	return Array.from({ length: SLOTS }, (_, at) => ({ at, days: quantile((at + 0.5) / SLOTS) }));
}

/** Cases of each day, and how many came before: more from year to year, fewer at weekends, fewer before noon of the day that has begun. */
function spread(cases: number): { age: number; count: number; before: number }[] {
	const weights = Array.from({ length: DAYS }, (_, age) => {
		const weekday = new Date(Date.now() - age * 86_400_000).getUTCDay();
		return (1 - (0.4 * age) / DAYS) * (weekday === 0 ? 0.45 : weekday === 6 ? 0.75 : 1);
	});
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	let sum = 0;
	let left = cases;
	return weights.map((weight, age) => {
		const end = left;
		left = cases - Math.round(((sum += weight) / total) * cases);
		return { age, count: end - left, before: left };
	});
}

async function temporary(client: pg.Client, name: string, columns: string, rows: object[]): Promise<void> {
	await client.query(`create temp table ${name} as select * from jsonb_to_recordset($1) as x (${columns})`, [
		JSON.stringify(rows)
	]);
	await client.query(`analyze ${name}`);
}

/** What the rows are drawn from. */
async function layOutChoices(client: pg.Client, cases: number): Promise<void> {
	const { rows: tehsils } = await client.query<{ code: string; district: string; share: number }>(
		`select code, district, 1 / sqrt(row_number() over (partition by district order by code = district desc, position))::float8 as share
			from tehsil where active`
	);
	const shares = new Map<string, number>();
	for (const { district, share } of tehsils) shares.set(district, (shares.get(district) ?? 0) + share);
	const places = tehsils.map(({ code, district, share }) => ({
		...{ tehsil: code, district },
		weight: ((people[district] ?? 500) * share) / (shares.get(district) ?? 1)
	}));
	await temporary(client, 'drawn_place', 'at int, district text, tehsil text', layOut(places));
	const { rows: categories } = await client.query<{ category: string; department: string }>(
		'select code as category, department from category where active order by position'
	);
	const topics = Array.from({ length: 12 }, (_, month) =>
		layOut(
			categories.map((one) => ({
				...one,
				month: month + 1,
				weight: (categoryWeights[one.category] ?? 4) * (seasons[one.category]?.[month] ?? 1)
			}))
		)
	);
	await temporary(client, 'drawn_topic', 'month int, at int, category text, department text', topics.flat());
	const channels = Object.entries(channelWeights).map(([channel, weight]) => ({ channel, weight }));
	await temporary(client, 'drawn_channel', 'at int, channel text', layOut(channels));
	await temporary(client, 'drawn_delay', 'at int, days float8', delays());
	await temporary(client, 'drawn_day', 'age int, count int, before int', spread(cases));
	const slow = Object.entries(slowness).map(([department, factor]) => ({ department, factor }));
	await temporary(client, 'slow', 'department text, factor float8', slow);
}

/** Offices of the departments in the districts, where nobody has entered any: who else should have the cases. */
const offices = `insert into office (code, level, department, district, name_en, name_pa, name_hi)
	select 'sample-' || lower(p.code) || '-' || d.code, 'district', p.code, d.code, p.name_en || ', ' || d.name_en,
		p.name_pa || ', ' || d.name_pa, p.name_hi || ', ' || d.name_hi
	from department p cross join district d
	where p.code in (select department from category where active) and d.active and not exists (select from office)`;

/** A number from 0 to 1 for each case and question: the same run gives the same sample. */
const random = `create function pg_temp.random(n bigint, question bigint) returns float8 language sql immutable as
	$$ select (hashint8extended(n, question) & 1048575) / 1048576.0::float8 $$;
	create function pg_temp.slot(n bigint, question bigint) returns int language sql immutable as
	$$ select (hashint8extended(n, question) & ${SLOTS - 1})::int $$`;

/** When each came, from the first on: each has its own part of its day, so that nothing needs to be sorted. */
const arrivals = `create temp table arrival as
	select d.before + i as n, now() - interval '1 day' * d.age - interval '1 hour' * 24
		* power((d.count - i + pg_temp.random(d.before + i, 1)) / d.count, 1.2) as received_at
	from (select * from drawn_day order by age desc) d cross join lateral generate_series(1, d.count) i`;

/**
 * What numbers are made of: the count of each year, and check digits. Of ten million the digit is put together from that
 * of the last four figures and what the figures before make of it, each reckoned once.
 */
const numbering = `analyze arrival;
	create temp table year_begun as
		select to_char(received_at at time zone 'Asia/Kolkata', 'YY') as year, min(n) as first, count(*) as count
		from arrival group by 1;
	create temp table tail as select right((10000 + n)::text, 4) as tail, check_digit(right((10000 + n)::text, 4)) as digit
		from generate_series(0, 9999) n;
	create temp table head as select head, digit, check_digit(head || tail) as checked
		from (select year || lpad(n::text, 3, '0') as head from year_begun cross join lateral generate_series(0, count / 10000) n) heads
		cross join (select distinct on (digit) digit, tail from tail order by digit, tail) tails;
	analyze year_begun; analyze tail; analyze head`;

/** Each case with what it is about and how long everything takes. Nothing is lost by outer joins: they keep the order. */
const drawn = `select a.*, y.year || lpad((a.n - y.first + 1)::text, 7, '0') as stem, t.category, t.department, p.district,
		p.tehsil, w.channel, pg_temp.random(a.n, 8) as luck,
		a.received_at + interval '1 day' * (e.days * coalesce(s.factor, 1) * (1 + a.again * 1.2)
			-- Something has gone wrong in one place, and lately.
			* case when t.category = 'sewer-overflow' and p.district = '34' then 2 else 1 end) as done_at
	from (
		select *, case when pg_temp.random(n, 5) < 0.07 then case when pg_temp.random(n, 6) < 0.12 then 2 else 1 end else 0 end as again
		from arrival offset 0
	) a
	left join year_begun y on y.year = to_char(a.received_at at time zone 'Asia/Kolkata', 'YY')
	left join drawn_topic t on t.month = extract(month from a.received_at)::int and t.at = pg_temp.slot(a.n, 2)
	left join drawn_place p on p.at = pg_temp.slot(a.n, 3)
	left join drawn_channel w on w.at = pg_temp.slot(a.n, 4)
	left join drawn_delay e on e.at = pg_temp.slot(a.n, 7)
	left join slow s on s.department = t.department
	-- What is reckoned here is not reckoned again wherever it is used.
	offset 0`;

/** How each of them ended, or stands. */
const judged = `select d.*,
		case when settled_at < now() then ending
			when done_at < now() then 'resolved'
			when passed > 0.5 and ending = 'closed_special' then 'special_review'
			when passed > 0.2 and done_at - received_at > interval '45 days' then 'long_term'
			when passed > 0.15 then 'in_progress'
			when pg_temp.random(n, 12) < 0.05 then 'awaiting_citizen'
			when pg_temp.random(n, 12) < 0.1 then 'screening' else 'assigned' end as state,
		case when settled_at < now() then settled_at end as closed_at,
		case when done_at < now() and ending not in ('not_taken_up', 'withdrawn') then done_at end as resolved_at,
		received_at + interval '8 minutes' + interval '1 hour' * 20 * power(pg_temp.random(n, 9), 6) as registered_at,
		least(2, again + late::int) as escalated
	from (
		select g.*, extract(epoch from now() - received_at) / extract(epoch from done_at - received_at) as passed,
			least(done_at, now()) - received_at > interval '12 days' as late,
			case when ending in ('not_taken_up', 'withdrawn') then done_at
				else done_at + interval '1 day' * (0.1 + 4 * pg_temp.random(n, 10)) end as settled_at
		from (
			select r.*, case when luck < 0.05 then 'not_taken_up' when luck < 0.07 then 'withdrawn'
				when luck < 0.085 then 'closed_special' when luck < 0.1 then 'closed_special_not'
				when luck < 0.57 then 'closed_satisfied' when luck < 0.67 then 'closed_partly' else 'closed_unverified' end as ending
			from (${drawn}) r offset 0
		) g offset 0
	) d offset 0`;

const citizens = `insert into citizen (name, language)
	select first || ' ' || last, case when n % 9 = 0 then 'hi' when n % 13 = 0 then 'en' else 'pa' end
	from generate_series(1, greatest(1, $1::int / 4)) n
	join unnest('{Gurpreet,Harpreet,Manjit,Gurnam,Rajesh,Sukhdev,Balwinder,Anita,Sunita,Paramjit}'::text[]) with ordinality f (first, at) on f.at = n % 10 + 1
	join unnest('{Singh,Kaur,Kumar,Sharma,Gill,Sidhu,Bansal,Dhillon,Grewal,Verma,Masih}'::text[]) with ordinality l (last, at) on l.at = n % 11 + 1`;

const cases = `insert into grievance (number, category, department, district, tehsil, summary, language, channel, citizen,
		received_at, registered_at, registered_by, updated_at, state, track, level, office, due_at, late, escalations,
		reopenings, resolved_at, settled_at, verdict)
	select j.stem || h.checked, j.category, j.department, j.district, j.tehsil,
		case l.language when 'pa' then c.name_pa when 'hi' then c.name_hi else c.name_en end, l.language, j.channel,
		$1 + 1 + j.n % $2, j.received_at, j.registered_at, 'sample', coalesce(j.closed_at, j.registered_at),
		replace(j.state, '_not', ''), 'district', 1 + escalated, o.code,
		case when j.closed_at is null and j.state <> 'resolved' then j.received_at + interval '12 days' * (1 + escalated) end,
		j.late, escalated, j.again, j.resolved_at,
		j.closed_at, case j.state when 'closed_satisfied' then 'satisfied' when 'closed_partly' then 'partly'
			when 'closed_unverified' then 'unreachable' when 'closed_special_not' then 'not_satisfied' end
	from (${judged}) j
	left join tail on tail.tail = right(j.stem, 4)
	left join head h on h.head = left(j.stem, 5) and h.digit = tail.digit
	left join category c on c.code = j.category
	left join (values (0, 'pa'), (1, 'pa'), (2, 'pa'), (3, 'hi'), (4, 'en')) l (at, language) on l.at = j.n % 5
	left join (select distinct on (department, district) department, district, code from office
		where active and level = 'district' order by department, district, code) o
		on o.department = j.department and o.district = j.district`;

/** The submission that each began with: without a sender, so that nobody is ever told anything. */
const submissions = `insert into submission (number, channel, account, received_at, read_at, text, language, matter, state,
		place_district, place_tehsil, place_department, grievance, decided_at, decided_by, citizen)
	select number, channel, 'sample', received_at, received_at, summary, language,
		jsonb_build_object('category', category, 'district', district), 'registered', district, tehsil, department,
		number, registered_at, 'sample', citizen
	from grievance`;

/** Indexes that no constraint needs are made anew when the rows are there: sorting is quicker than inserting. */
async function setIndexesAside(client: pg.Client): Promise<() => Promise<void>> {
	const { rows } = await client.query<{ name: string; definition: string }>(
		`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
			where i.indrelid in ('submission'::regclass, 'grievance'::regclass)
				and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`
	);
	for (const { name } of rows) await client.query(`drop index ${name}`);
	return async () => {
		for (const { definition } of rows) await client.query(definition);
	};
}

async function refuseWhereCasesAre(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ submissions: string; cases: string; first: string | null }>(
		`select (select count(*) from (select from submission limit 1000) s) as submissions,
			(select count(*) from (select from grievance limit 1000) g) as cases, (select min(number) from submission) as first`
	);
	const { submissions, cases, first } = rows[0]!;
	if (Number(submissions) + Number(cases) === 0) return;
	throw new NotEmpty(
		`This installation has ${submissions}${submissions === '1000' ? ' or more' : ''} submissions of its own (the first: ${first}) ` +
			`and ${cases}${cases === '1000' ? ' or more' : ''} cases. A sample must never stand among real cases: ` +
			`it is made in an empty installation alone, such as one with a SUNWAI_DATA of its own.`
	);
}

/**
 * Fills an empty installation with this many made-up cases of the last two years, their submissions and their figures:
 * districts by population, seasons, channels, delays, endings. All or nothing. Throws `NotEmpty` where there are cases.
 */
export async function seedLarge(url: string, count: number, say: (message: string) => void): Promise<void> {
	const client = new pg.Client({ connectionString: url, application_name: 'sunwai-sample' });
	await client.connect();
	const begun = performance.now();
	const step = async (name: string, work: () => Promise<unknown>) => {
		const from = performance.now();
		await work();
		say(`${name}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
	};
	try {
		await client.query(
			`set work_mem = '256MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off; set jit = off;
				set temp_buffers = '64MB'`
		);
		await client.query('begin');
		// Nobody writes a case of their own meanwhile.
		await client.query('lock table submission, grievance in share row exclusive mode');
		await refuseWhereCasesAre(client);
		await client.query(offices);
		await client.query('set local session_replication_role = replica; set local enable_nestloop = off');
		await client.query(random);
		await step('drawn', async () => {
			await layOutChoices(client, count);
			await client.query(arrivals);
			await client.query(numbering);
		});
		const { rows } = await client.query<{ last: string }>('select coalesce(max(id), 0) as last from citizen');
		const citizensOf = [Number(rows[0]!.last), Math.max(1, Math.floor(count / 4))];
		const again = await setIndexesAside(client);
		await step('citizens', () => client.query(citizens, [count]));
		await step('cases', () => client.query(cases, citizensOf));
		await step('submissions', () => client.query(submissions));
		await step('indexes', again);
		await client.query(
			`select setval(('number_' || year)::regclass, count) from year_begun where to_regclass('number_' || year) is not null`
		);
		await step('figures', () => client.query('select recount_cases()'));
		await client.query('commit');
		await client.query('vacuum (analyze) case_count');
		await client.query('analyze submission; analyze grievance; analyze case_cell; analyze citizen');
		const seconds = (performance.now() - begun) / 1000;
		say(`${count} cases in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`);
	} finally {
		// Ending the connection rolls back what was not committed.
		await client.end();
	}
}
