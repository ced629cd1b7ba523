-- A person's data can be erased and the proof still holds: what a row of history or audit says is sealed by a salted
-- digest of it, no longer by the words themselves. Erasing takes words and salt away and leaves the digest; without the
-- salt nobody can guess the words from it. Rows from before this version stay sealed by their words.

alter table event add column salt text, add column digest text, add column erased_at timestamptz;
alter table audit add column salt text, add column digest text, add column erased_at timestamptz;

create function detail_digest(salt text, detail jsonb) returns text language sql immutable as $$
	select encode(sha256(convert_to(salt || '|' || detail::text, 'UTF8')), 'hex')
$$;

create or replace function audit_hash(before text, entry audit) returns text language sql immutable as $$
	select encode(sha256(convert_to(concat_ws('|', coalesce(before, ''), entry.actor, entry.sequence, entry.role,
		entry.action, entry.subject, extract(epoch from entry.at),
		coalesce('digest:' || entry.digest, entry.detail::text)), 'UTF8')), 'hex')
$$;

create or replace function event_hash(before text, entry event) returns text language sql immutable as $$
	select encode(sha256(convert_to(concat_ws('|', coalesce(before, ''), entry.number, entry.sequence, entry.type,
		coalesce(entry.actor, ''), extract(epoch from entry.at),
		coalesce('digest:' || entry.digest, entry.detail::text)), 'UTF8')), 'hex')
$$;

create or replace function seal_audit() returns trigger language plpgsql as $$
declare
	before record;
begin
	-- Two acts of one person take turns, or both would seal the same predecessor.
	perform pg_advisory_xact_lock(hashtextextended(new.actor, 2));
	select sequence, hash into before from audit where actor = new.actor order by sequence desc limit 1;
	new.sequence := coalesce(before.sequence, 0) + 1;
	new.salt := gen_random_uuid()::text;
	new.digest := detail_digest(new.salt, new.detail);
	new.hash := audit_hash(before.hash, new);
	return new;
end $$;

create or replace function seal_event() returns trigger language plpgsql as $$
declare
	before record;
begin
	-- Two writers of one number take turns, or both would seal the same predecessor.
	perform pg_advisory_xact_lock(hashtextextended(new.number, 1));
	select sequence, hash into before from event where number = new.number order by sequence desc limit 1;
	new.sequence := coalesce(before.sequence, 0) + 1;
	new.salt := gen_random_uuid()::text;
	new.digest := detail_digest(new.salt, new.detail);
	new.hash := event_hash(before.hash, new);
	return new;
end $$;

-- The one change that history and audit know: words and salt go, everything else stays as it was. That it was an
-- erasing is proven by the audit row that names it; `audit:verify` finds one that nobody wrote.
create function refuse_change_but_erasing() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' and current_setting('sunwai.erasing', true) = 'on'
		and new.salt is null and new.erased_at is not null
		and to_jsonb(new) - '{detail,salt,erased_at}'::text[] = to_jsonb(old) - '{detail,salt,erased_at}'::text[]
	then
		return new;
	end if;
	raise exception '% is append-only', tg_table_name;
end $$;
drop trigger append_only on event;
create trigger append_only before update or delete on event
	for each row execute function refuse_change_but_erasing();
drop trigger append_only on audit;
create trigger append_only before update or delete on audit
	for each row execute function refuse_change_but_erasing();

-- The audit's own screen.
create index audit_actor on audit (actor, id desc);
create index audit_action on audit (action, id desc);
create index audit_at on audit (at);

-- Sign-ins are audited where they happen, whichever way leads there: by the library, an administrator, or time. The
-- search path is the sign-in library's own, so the functions bring theirs.
create function access.audit_session() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
	of_session record := case tg_op when 'DELETE' then old else new end;
	person record;
	-- The library begins a session with the password and ends it at once when a second factor is to be asked.
	asked boolean;
begin
	select role, "twoFactorEnabled" into person from access."user" where id = of_session."userId";
	asked := tg_op = 'DELETE' and person."twoFactorEnabled" and old.method = 'password'
		and old."createdAt" > now() - interval '2 seconds';
	insert into audit (actor, role, action, subject, detail)
		values (of_session."userId", coalesce(person.role, 'none'),
			case when asked then 'second_factor:asked' when tg_op = 'DELETE' then 'session:ended' else 'session:began' end,
			of_session."userId", jsonb_strip_nulls(jsonb_build_object('method', of_session.method,
				'address', of_session."ipAddress", 'idle_minutes', case tg_op when 'DELETE'
					then floor(extract(epoch from now() - old."lastUsedAt") / 60)::int end)));
	return null;
end $$;
create trigger audited after insert or delete on access.session
	for each row execute function access.audit_session();

create function access.audit_second_factor() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
	person text := coalesce(new."userId", old."userId");
	what text := case
		when tg_op = 'UPDATE' and new."failedVerificationCount" > old."failedVerificationCount" then 'second_factor:wrong'
		when tg_op = 'UPDATE' and new."backupCodes" <> old."backupCodes" then 'second_factor:codes_changed'
	end;
begin
	if what is not null then
		insert into audit (actor, role, action, subject)
			select person, coalesce((select role from access."user" where id = person), 'none'), what, person;
	end if;
	return null;
end $$;
create trigger audited after update on access."twoFactor"
	for each row execute function access.audit_second_factor();

create function access.audit_two_factor() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
	insert into audit (actor, role, action, subject)
		values (new.id, new.role, case when new."twoFactorEnabled" then 'second_factor:on' else 'second_factor:off' end,
			new.id);
	return null;
end $$;
create trigger second_factor after update of "twoFactorEnabled" on access."user"
	for each row when (old."twoFactorEnabled" is distinct from new."twoFactorEnabled")
	execute function access.audit_two_factor();

-- Whose data was erased, and what of it is left as proof: of raw bytes their hash.
alter table citizen add column erased_at timestamptz;
alter table delivery add column erased_at timestamptz, add column erased_sha256 text;

-- Whether a value is a code, a count or a number of a submission, and no words about a person.
create function says_nothing_personal(value jsonb) returns boolean language sql immutable as $$
	select case jsonb_typeof(value)
		when 'string' then value #>> '{}' ~ '^([a-z][a-z_:-]{0,39}|[2-5][0-9]{9}|[0-9]{1,6})$'
		when 'array' then not exists (select from jsonb_array_elements(value) as e (one)
			where jsonb_typeof(one) not in ('number', 'boolean') and (jsonb_typeof(one) <> 'string'
				or one #>> '{}' !~ '^([a-z][a-z_:-]{0,39}|[2-5][0-9]{9}|[0-9]{1,6})$'))
		when 'object' then false
		else true
	end
$$;

-- What is left of an event's or act's words after erasing: codes, counts and numbers of submissions. What is typed by
-- hand goes even where it looks like a code; the ids of people of the desk, citizens, notes and pages stay.
create function erased_detail(detail jsonb) returns jsonb language sql immutable as $$
	select coalesce(jsonb_object_agg(key, case
		when key in ('mentions', 'citizens', 'key') then value
		when key = 'note' and value #>> '{}' ~ '^[0-9]+$' then value
		when says_nothing_personal(value)
			and key not in ('note', 'text', 'words', 'q', 'value', 'name', 'phone', 'email', 'sender') then value
		else '"…"'::jsonb end), '{}')
	from jsonb_each(detail)
$$;
