-- Proof that nobody has rewritten what happened: each row of a person's audit seals the one before it, as each
-- event of a number does, and once a minute one seal over all that was added to both is chained to the last seal.
-- The newest seal's hash, noted anywhere else (it stands in the log), proves everything up to it.

alter table audit add column sequence int, add column hash text;

create function audit_hash(before text, entry audit) returns text language sql immutable as $$
	select encode(sha256(convert_to(concat_ws('|', coalesce(before, ''), entry.actor, entry.sequence, entry.role,
		entry.action, entry.subject, extract(epoch from entry.at), entry.detail::text), 'UTF8')), 'hex')
$$;

create function event_hash(before text, entry event) returns text language sql immutable as $$
	select encode(sha256(convert_to(concat_ws('|', coalesce(before, ''), entry.number, entry.sequence, entry.type,
		coalesce(entry.actor, ''), extract(epoch from entry.at), entry.detail::text), 'UTF8')), 'hex')
$$;

create function seal_audit() returns trigger language plpgsql as $$
declare
	before record;
begin
	-- Two acts of one person take turns, or both would seal the same predecessor.
	perform pg_advisory_xact_lock(hashtextextended(new.actor, 2));
	select sequence, hash into before from audit where actor = new.actor order by sequence desc limit 1;
	new.sequence := coalesce(before.sequence, 0) + 1;
	new.hash := audit_hash(before.hash, new);
	return new;
end $$;

-- Rows from before this version get their place in the chain once.
alter table audit disable trigger append_only;
do $$
declare
	entry audit;
	last record;
begin
	for entry in select * from audit order by id loop
		select sequence, hash into last from audit
			where actor = entry.actor and sequence is not null order by sequence desc limit 1;
		entry.sequence := coalesce(last.sequence, 0) + 1;
		update audit set sequence = entry.sequence, hash = audit_hash(last.hash, entry) where id = entry.id;
	end loop;
end $$;
alter table audit enable trigger append_only;
alter table audit alter column sequence set not null, alter column hash set not null,
	add unique (actor, sequence);
create trigger seal before insert on audit for each row execute function seal_audit();

-- The same seal by a function, so that whoever verifies computes what whoever wrote it did.
create or replace function seal_event() returns trigger language plpgsql as $$
declare
	before record;
begin
	-- Two writers of one number take turns, or both would seal the same predecessor.
	perform pg_advisory_xact_lock(hashtextextended(new.number, 1));
	select sequence, hash into before from event where number = new.number order by sequence desc limit 1;
	new.sequence := coalesce(before.sequence, 0) + 1;
	new.hash := event_hash(before.hash, new);
	return new;
end $$;

create table seal (
	id bigint generated always as identity primary key,
	at timestamptz not null default clock_timestamp(),
	-- The last rows that it covers; it begins behind those of the seal before it.
	event bigint not null,
	audit bigint not null,
	hash text not null unique
);
create trigger append_only before update or delete on seal for each row execute function refuse_change();
create trigger kept_whole before truncate on seal for each statement execute function refuse_change();

-- Hash of one seal: of the one before it, and of every row behind that one up to the given ids.
create function seal_hash(before seal, last_event bigint, last_audit bigint) returns text language sql stable as $$
	select encode(sha256(convert_to(concat_ws('|', coalesce(before.hash, ''), last_event, last_audit,
		(select string_agg(hash, ',' order by id) from event where id > coalesce(before.event, 0) and id <= last_event),
		(select string_agg(hash, ',' order by id) from audit where id > coalesce(before.audit, 0) and id <= last_audit)),
		'UTF8')), 'hex')
$$;

-- Seals what was added since the last seal; null when there was nothing.
create function seal_history() returns text language plpgsql as $$
declare
	before seal;
	last_event bigint;
	last_audit bigint;
	made text;
begin
	-- Waits till every writer has committed: no row with a lower id can come later.
	lock table event, audit in share row exclusive mode;
	select * into before from seal order by id desc limit 1;
	select coalesce(max(id), 0) into last_event from event;
	select coalesce(max(id), 0) into last_audit from audit;
	if last_event = coalesce(before.event, 0) and last_audit = coalesce(before.audit, 0) then return null; end if;
	insert into seal (event, audit, hash)
		values (last_event, last_audit, seal_hash(before, last_event, last_audit)) returning hash into made;
	return made;
end $$;
