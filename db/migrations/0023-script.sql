-- The helpline's script as data: its versions, which of them is in force, and which of them each call walks.

create table script (
	version int generated always as identity primary key,
	-- A `Script` of the contract.
	graph jsonb not null check (jsonb_typeof(graph) = 'object'),
	-- `supplied`: came with the product; `desk`: made by an administrator.
	origin text not null default 'desk' check (origin in ('supplied', 'desk')),
	-- The version that it was copied from.
	based_on int references script,
	-- Goes up by one with each save: who saves an older one is told.
	revision int not null default 1,
	made_by text,
	made_by_name text,
	made_at timestamptz not null default now(),
	changed_at timestamptz not null default now()
);

-- Which version calls begin with, the newest row. A version that was ever in force is published and never changes.
create table script_in_force (
	id bigint generated always as identity primary key,
	version int not null references script,
	since timestamptz not null default clock_timestamp(),
	by_person text,
	by_name text,
	reason text not null
);
create index script_in_force_version on script_in_force (version);
create trigger append_only before update or delete on script_in_force for each row execute function refuse_change();

create function keep_published() returns trigger language plpgsql as $$
begin
	if exists (select from script_in_force where version = old.version) then
		raise exception 'script % is published and does not change', old.version;
	end if;
	return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep_published before update or delete on script for each row execute function keep_published();

-- A call in progress keeps its version while a new one is published. Null: it began before there were versions.
alter table call add column script int references script;

-- The language that was last chosen from a telephone.
create index call_chosen on call (from_address, id desc) where from_address is not null and answers ? 'chose';
