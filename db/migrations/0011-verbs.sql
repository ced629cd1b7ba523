-- Verbs of the desk that take back, keep away, join and divide.

-- What is decided today counts what still is: a decision that is taken back leaves the day that it was counted on.
create or replace function submission_changed() returns trigger language plpgsql as $$
begin
	perform announce();
	if new.state <> old.state then
		if old.state = 'waiting' then
			update waiting set count = count - 1 where channel = new.channel;
		elsif new.state = 'waiting' then
			update waiting set count = count + 1 where channel = new.channel;
			update decision_day set count = count - 1 where channel = old.channel and state = old.state
				and day = (old.decided_at at time zone 'Asia/Kolkata')::date;
		end if;
		if new.state <> 'waiting' then
			insert into decision_day (day, channel, state, count)
				values ((now() at time zone 'Asia/Kolkata')::date, new.channel, new.state, 1)
				on conflict (day, channel, state) do update set count = decision_day.count + 1;
		end if;
	end if;
	perform tell('submission:' || case
			when new.state = 'waiting' and old.state <> 'waiting' then 'restored'
			when new.state <> old.state then new.state
			when new.claimed_by is distinct from old.claimed_by and new.claimed_by is not null then 'claimed'
			when new.claimed_by is distinct from old.claimed_by then 'released'
			else 'changed'
		end, new.number, new.channel);
	return null;
end $$;

-- Senders whose submissions are kept away from the queue, or from its top, until the rule runs out.
create table sender_rule (
	id bigint generated always as identity primary key,
	kind text not null check (kind in ('address', 'domain', 'phone')),
	value text not null,
	action text not null check (action in ('dismiss', 'low')),
	note text,
	-- The submission that it was made from.
	number char(10),
	made_by text not null,
	made_by_name text not null,
	made_at timestamptz not null default now(),
	expires_at timestamptz not null,
	ended_at timestamptz,
	ended_by_name text,
	-- Telephones are shared: a household is not shut out for longer than a month.
	check (kind <> 'phone' or expires_at <= made_at + interval '30 days'),
	-- What a government office writes is read by a person.
	check (kind = 'phone' or value !~ '(^|[.@])(gov|nic)\.in$')
);
-- One rule for each sender at a time, whoever makes it.
create unique index sender_rule_open on sender_rule (kind, value) where ended_at is null;

-- The rule that dismissed it on arrival.
alter table submission add column rule bigint references sender_rule;
create index submission_rule on submission (rule) where rule is not null;

-- Two cases of the same matter: the younger points to the older, and everything stays where it was.
alter table grievance add column merged_into char(10) references grievance,
	add column merged_at timestamptz,
	add check (merged_into <> number),
	add check ((merged_into is null) = (merged_at is null));
create index grievance_merged on grievance (merged_into) where merged_into is not null;

-- The case that a case's number leads to. There is no circle: a case only ever points to one that is older.
create function survivor(of_case char(10)) returns char(10) language plpgsql stable as $$
declare
	next char(10);
begin
	loop
		select merged_into into next from grievance where number = of_case;
		if next is null then return of_case; end if;
		of_case := next;
	end loop;
end $$;

-- What citizens were asked. A table of its own: the read job notes answers without waiting for the submission's row,
-- which an agent may hold while they wait for the announcement that the job holds.
create table question (
	id bigint generated always as identity primary key,
	number char(10) not null references submission (number),
	channel text not null,
	sender text not null,
	recipient text,
	question text not null,
	asked_at timestamptz not null default now(),
	answered_at timestamptz,
	-- The submission that answers it.
	answered_by char(10)
);
create index question_open on question (sender) where answered_at is null;
create index question_number on question (number) where answered_at is null;
