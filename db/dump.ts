import pg from 'pg';

// What pg_dump would say, for the parts that migrations make; pg_dump itself is not in the package.
const ours = `n.nspname in ('public', 'access')`;
const notExtension = (catalogue: string, oid: string) =>
	`not exists (select from pg_depend e where e.classid = '${catalogue}'::regclass and e.objid = ${oid} and e.deptype = 'e')`;
const table = `c.relnamespace = n.oid and c.relkind = 'r' and c.relname <> 'migration'`;

const sections: Record<string, string> = {
	extensions: `select 'create extension ' || extname || ';' as line from pg_extension where extname <> 'plpgsql' order by 1`,
	schemas: `select 'create schema ' || quote_ident(nspname) || ';' as line from pg_namespace where nspname = 'access'`,
	sequences: `select format('create sequence %I.%I as %s maxvalue %s;', schemaname, sequencename, data_type, max_value) as line
		from pg_sequences s where schemaname in ('public', 'access') and not exists (
			select from pg_depend d where d.deptype = 'i' and d.objid = format('%I.%I', schemaname, sequencename)::regclass)
		order by schemaname, sequencename`,
	tables: `select format(E'create table %I.%I (\\n\\t%s\\n);', n.nspname, c.relname, string_agg(format('%I %s%s%s', a.attname,
			format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
			case when a.attidentity <> '' then ' generated always as identity'
				when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
				else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end), E',\\n\\t' order by a.attnum)) as line
		from pg_class c join pg_namespace n on ${table} and ${ours}
			join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
			left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
		group by n.nspname, c.relname order by n.nspname desc, c.relname`,
	constraints: `select format('alter table %I.%I add constraint %I %s;', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as line
		from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on ${table} and ${ours}
		where k.contype <> 'n'
		order by k.contype = 'f', n.nspname, c.relname, k.conname`,
	indexes: `select pg_get_indexdef(i.indexrelid) || ';' as line
		from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on ${table} and ${ours}
		where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
		order by 1`,
	functions: `select pg_get_functiondef(p.oid) || ';' as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace and ${ours}
		where p.prokind in ('f', 'p') and ${notExtension('pg_proc', 'p.oid')} order by p.oid::regprocedure::text`,
	views: `select format(E'create view %I.%I as\\n%s', n.nspname, c.relname, pg_get_viewdef(c.oid, true)) as line
		from pg_class c join pg_namespace n on c.relnamespace = n.oid and c.relkind = 'v' and ${ours}
		where ${notExtension('pg_class', 'c.oid')} order by 1`,
	triggers: `select pg_get_triggerdef(t.oid) || ';' as line
		from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on ${table} and ${ours}
		where not t.tgisinternal order by 1`
};

/** The schema after the last migration as SQL text; the same database gives the same text, byte for byte. */
export async function dumpSchema(url: string): Promise<string> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		// Names come out with their schema only where the search path does not have it.
		await client.query(`set search_path = public`);
		const parts: string[] = [];
		for (const [name, query] of Object.entries(sections)) {
			const { rows } = await client.query<{ line: string }>(query);
			if (rows.length > 0) parts.push(`-- ${name}`, ...rows.map(({ line }) => line.trim()), '');
		}
		return parts.join('\n');
	} finally {
		await client.end();
	}
}
