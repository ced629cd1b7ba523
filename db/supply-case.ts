import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyContent } from '#contracts/policy.ts';
import { parseCsv } from './seed/csv.ts';
import { run, sql, type Db } from './sql.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, 'seed', name), 'utf8');

/** The policy that the product brings along: a demonstration, notified by nobody. */
export const readSeedPolicy = () => JSON.parse(read('policy.json')) as PolicyContent;

/** Supplied once each: what was changed or taken away is not brought back. */
async function supplyPolicy(db: Db): Promise<void> {
	const made = await run(
		db,
		sql`insert into policy (state, effective_on, demonstration, content)
			select 'in_force', '2026-01-01', true, ${JSON.stringify(readSeedPolicy())}::jsonb
			where not exists (select from policy)`
	);
	if (!made) return;
	await run(
		db,
		sql`insert into holiday (day, name_en, name_pa, name_hi)
			select day, name_en, name_pa, name_hi
			from jsonb_populate_recordset(null::holiday, ${JSON.stringify(parseCsv(read('holidays.csv')))}::jsonb)
			on conflict do nothing`
	);
}

/** A state office and one in each district for each department; Deputy Commissioners below their divisions. */
const offices = sql`
	select 'division-' || lower(division) as code, 'division' as level, null as parent, null as department, null as district,
		'Divisional Commissioner, ' || division as name_en,
		'ਮੰਡਲ ਕਮਿਸ਼ਨਰ, ' || coalesce(max(name_pa) filter (where name_en = division), 'ਫ਼ਿਰੋਜ਼ਪੁਰ') as name_pa,
		'मंडल आयुक्त, ' || coalesce(max(name_hi) filter (where name_en = division), 'फ़िरोज़पुर') as name_hi
	from district where active group by division
	union all
	select 'dc-' || code, 'district', 'division-' || lower(division), null, code,
		'Deputy Commissioner, ' || name_en, 'ਡਿਪਟੀ ਕਮਿਸ਼ਨਰ, ' || name_pa, 'उपायुक्त, ' || name_hi
	from district where active
	union all
	select 'state-' || code, 'state', null, code, null, name_en || ', state office', name_pa || ', ਰਾਜ ਦਫ਼ਤਰ',
		name_hi || ', राज्य कार्यालय'
	from department where active
	union all
	select 'district-' || d.code || '-' || p.code, 'district', 'state-' || d.code, d.code, p.code,
		d.name_en || ', ' || p.name_en, d.name_pa || ', ' || p.name_pa, d.name_hi || ', ' || p.name_hi
	from department d cross join district p where d.active and p.active`;

async function supplyOffices(db: Db): Promise<void> {
	await run(
		db,
		sql`insert into office (code, level, parent, department, district, name_en, name_pa, name_hi, demonstration)
			select *, true from (${offices}) as supplied on conflict do nothing`
	);
	await run(
		db,
		sql`insert into post (code, office, rank, name_en, name_pa, name_hi, demonstration)
			select o.code || '.' || chair.rank, o.code, chair.rank, chair.name_en, chair.name_pa, chair.name_hi, true
			from office o join (values
				('district', true, 1, 'District officer', 'ਜ਼ਿਲ੍ਹਾ ਅਧਿਕਾਰੀ', 'ज़िला अधिकारी'),
				('state', true, 1, 'Nodal officer', 'ਨੋਡਲ ਅਧਿਕਾਰੀ', 'नोडल अधिकारी'),
				('state', true, 2, 'Head of department', 'ਵਿਭਾਗ ਮੁਖੀ', 'विभागाध्यक्ष'),
				('state', true, 3, 'Administrative Secretary', 'ਪ੍ਰਬੰਧਕੀ ਸਕੱਤਰ', 'प्रशासनिक सचिव'),
				('district', false, 2, 'Deputy Commissioner', 'ਡਿਪਟੀ ਕਮਿਸ਼ਨਰ', 'उपायुक्त'),
				('division', false, 3, 'Divisional Commissioner', 'ਮੰਡਲ ਕਮਿਸ਼ਨਰ', 'मंडल आयुक्त')
			) as chair (level, departmental, rank, name_en, name_pa, name_hi)
				on chair.level = o.level and chair.departmental = (o.department is not null)
			where o.demonstration on conflict do nothing`
	);
	// To the department's office in the district; where it has none, to its state office.
	await run(
		db,
		sql`insert into routing_rule (department, target, track, demonstration)
			select null, 'department_district', 'district', true
			where not exists (select from routing_rule)`
	);
}

/** Policy, holidays, offices, posts and rules by which a new installation can show what becomes of a case. */
export async function supplyCases(db: Db): Promise<void> {
	await supplyPolicy(db);
	await supplyOffices(db);
}
