import pg from 'pg';
import { wordsOf } from '#gateway/triage/search-words.ts';
import { makeComplaints } from './complaints.ts';
import type { Bench } from './database.ts';
import { seeded } from './random.ts';

/** Distinct texts; each submission adds a name, a village and a telephone of its own. */
const TEXTS = 20_000;
const WAITING = 5_000;
/** The commonest names of the state, in the scripts that people write them in, and rarer ones. */
const firstNames = [
	'Gurpreet',
	'ਹਰਪ੍ਰੀਤ',
	'Manjit',
	'ਗੁਰਨਾਮ',
	'राजेश',
	'Sukhdev',
	'ਬਲਵਿੰਦਰ',
	'Anita',
	'सुनीता',
	'Paramjit'
];
const lastNames = [
	'Singh',
	'ਸਿੰਘ',
	'Kaur',
	'ਕੌਰ',
	'Kumar',
	'शर्मा',
	'Singh',
	'Kaur',
	'Gill',
	'Sidhu',
	'Bansal',
	'Dhillon'
];

const wording = () =>
	makeComplaints(TEXTS, seeded(11)).map(({ text, category, department }) => ({
		...{ text, category, department },
		words: wordsOf([text], [])
	}));
const names = () =>
	firstNames.flatMap((first) =>
		lastNames.map((last) => ({ name: `${first} ${last}`, words: wordsOf([`${first} ${last}`], []) }))
	);

const made = `create function made(seed bigint) returns text language sql immutable as
	$$ select translate(substr(md5(seed::text), 1, 5), '0123456789', 'kgcjtdnpbm') $$`;

const submissions = `insert into submission (number, channel, account, received_at, read_at, sender, sender_name, text,
		language, matter, state, place_district, place_department, grievance, decided_by)
	select stem || check_digit(stem), (array['sms', 'sms', 'email', 'web', 'ivr'])[n % 5 + 1], 'sms-twilio',
		now() - make_interval(mins => ($1 - n)::int), now() - make_interval(mins => ($1 - n)::int),
		'+9198' || lpad((n % 400000)::text, 8, '0'), a.name, t.text || ' ' || made(n % 12000) || ' ward ' || n % 90,
		(array['pa', 'hi', 'en'])[n % 3 + 1], jsonb_build_object('category', t.category, 'district', d.code),
		case when n > $1 - ${WAITING} then 'waiting' when n % 10 < 7 then 'registered' else 'dismissed' end,
		d.code, t.department,
		case when n <= $1 - ${WAITING} and n % 10 < 7 then stem || check_digit(stem) end, 'demo-agent'
	from generate_series(1, $1::int) n
	cross join lateral (select '26' || lpad(n::text, 7, '0') as stem) s
	join wording t on t.at = n::bigint * 7919 % ${TEXTS} join named a on a.at = n % 120
	join place d on d.at = n::bigint * 31 % (select count(*) from place) order by n`;

const cases = `insert into grievance (number, category, department, district, summary, language, channel, citizen,
		received_at, registered_at, registered_by)
	select number, matter->>'category', place_department, place_district, left(text, 80), language, channel,
		id % 250000 + 1, received_at, received_at, 'demo-agent' from submission where state = 'registered'`;

const sought = `insert into search (submission, number, words, facets)
	select s.id, s.number, search_words(s.id, t.words || a.words || array[made(s.id % 12000), '+' || right(s.sender, 10),
			'#' || s.id % 90]),
		search_facets(s, s.matter->>'category')
	from submission s join wording t on t.at = s.id * 7919 % ${TEXTS} join named a on a.at = s.id % 120 order by s.id`;

/** This many submissions of the last two years, seven of ten of them cases, as the search finds them; set-based. */
export async function fillArchive({ url }: Bench, count: number): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(
			`set session_replication_role = replica; set maintenance_work_mem = '512MB'; set work_mem = '128MB';
			set synchronous_commit = off`
		);
		await client.query(made);
		await client.query(
			`create temp table wording as select row_number() over () - 1 as at, x.*
				from jsonb_to_recordset($1) as x (text text, words text[], category text, department text)`,
			[JSON.stringify(wording())]
		);
		await client.query(
			`create temp table named as select row_number() over () - 1 as at, x.*
				from jsonb_to_recordset($1) as x (name text, words text[])`,
			[JSON.stringify(names())]
		);
		await client.query(
			`create temp table place as select row_number() over () - 1 as at, code from district;
			create index on wording (at); analyze wording; analyze named; analyze place`
		);
		await client.query(
			`insert into citizen (name, language) select a.name, 'pa' from generate_series(0, 249999) n join named a on a.at = n % 120`
		);
		await client.query(submissions, [count]);
		await client.query(cases);
		await client.query('drop index search_found');
		await client.query(sought);
		await client.query(
			`create index search_found on search using gin (words, facets) with (gin_pending_list_limit = 1024)`
		);
		await client.query('vacuum analyze search');
		await client.query('vacuum analyze submission');
		await client.query('analyze grievance; analyze citizen');
	} finally {
		await client.end();
	}
}
