-- What is said and decided of a case, and what no program may do to it: the rules of the table of states and verbs
-- (`gateway/contracts/case-table.ts`) hold here too.

alter table grievance
	add column post text references post,
	add column fallback text check (fallback in ('superior_post', 'parent_office', 'supervisor')),
	-- The rule that found its first office.
	add column rule bigint references routing_rule,
	add column stay smallint not null default 0,
	-- How often the citizen was asked.
	add column questions smallint not null default 0 check (questions between 0 and 3),
	add column closed_reason text,
	add column closed_text text,
	add column closed_language text check (closed_language in ('pa', 'hi', 'en'));
create index grievance_post on grievance (post, due_at) where post is not null and not settled;
create index grievance_rule on grievance (rule, registered_at) include (transfers) where rule is not null;
create index grievance_due on grievance (coalesce(due_at, 'infinity'), number) where not settled and merged_into is null;
create index grievance_settled on grievance (coalesce(due_at, 'infinity'), number) where settled and merged_into is null;
create index grievance_state on grievance (state, coalesce(due_at, 'infinity'), number) where not settled and merged_into is null;

create table resolution (
	id bigint generated always as identity primary key,
	number char(10) not null references grievance,
	level smallint not null,
	office text not null references office,
	made_by text not null,
	made_by_name text not null,
	at timestamptz not null default sunwai_now(),
	grade text not null check (grade in ('full', 'partial', 'none')),
	reply text not null,
	language text not null check (language in ('pa', 'hi', 'en'))
);
create index resolution_number on resolution (number, id);

-- Files: proof of a resolution, or what a citizen added.
create table case_file (
	id bigint generated always as identity primary key,
	number char(10) not null references grievance,
	resolution bigint references resolution,
	information bigint,
	-- Null once it was erased.
	blob text references blob,
	name text not null,
	media_type text not null,
	size int not null,
	-- Where and when it was taken, as its camera or browser says.
	latitude double precision check (latitude between -90 and 90),
	longitude double precision check (longitude between -180 and 180),
	taken_at timestamptz,
	check (num_nonnulls(resolution, information) = 1),
	check ((latitude is null) = (longitude is null))
);
create index case_file_number on case_file (number);

create table information (
	id bigint generated always as identity primary key,
	number char(10) not null references grievance,
	text text not null,
	channel text not null,
	made_by text,
	at timestamptz not null default sunwai_now()
);
create index information_number on information (number, id);
alter table case_file add foreign key (information) references information;

-- An exclusion or a special closure: one proposes, another decides.
create table proposal (
	id bigint generated always as identity primary key,
	number char(10) not null references grievance,
	kind text not null check (kind in ('exclusion', 'special')),
	reason text not null,
	text text not null,
	made_by text not null,
	made_by_name text not null,
	at timestamptz not null default sunwai_now(),
	accepted boolean,
	decision text,
	decided_by text,
	decided_by_name text,
	decided_at timestamptz,
	check (num_nonnulls(accepted, decision, decided_by, decided_by_name, decided_at) in (0, 5)),
	-- Maker and checker are two people.
	constraint maker_and_checker check (decided_by <> made_by)
);
create unique index proposal_open on proposal (number) where decided_at is null;
create index proposal_number on proposal (number, id);

-- What a citizen said of a resolution.
create table verdict (
	id bigint generated always as identity primary key,
	number char(10) not null references grievance,
	-- Of each resolution there is one.
	resolution bigint not null unique references resolution,
	verdict text not null check (verdict in ('satisfied', 'partly', 'not_satisfied')),
	words text not null,
	channel text not null,
	-- Who wrote it down; null where the citizen did.
	made_by text,
	made_by_name text,
	at timestamptz not null default sunwai_now()
);
create index verdict_number on verdict (number);

create table feedback_attempt (
	id bigint generated always as identity primary key,
	number char(10) not null references grievance,
	resolution bigint not null references resolution,
	mode text not null check (mode in ('call', 'agent', 'sms_link')),
	outcome text not null check (outcome in (
		'answered', 'no_answer', 'busy', 'failed', 'refused', 'wrong_number', 'later')),
	made_by text,
	made_by_name text,
	at timestamptz not null default sunwai_now()
);
create index feedback_attempt_number on feedback_attempt (number, id);

-- The rules --------------------------------------------------------------------------------------

-- Rows of the table of states and verbs; a test keeps both the same.
create table case_verb (
	verb text primary key,
	event text not null unique,
	-- Whether a clock may start, rest or end by it.
	clocks boolean not null
);
create table case_transition (
	verb text not null references case_verb,
	before text not null,
	after text not null,
	primary key (before, after, verb)
);
insert into case_verb (verb, event, clocks) values
	('route', 'grievance:assigned', true),
	('screen', 'grievance:screening', true),
	('ask', 'grievance:asked', true),
	('answer', 'grievance:answered', true),
	('unanswered', 'grievance:unanswered', true),
	('propose_exclusion', 'grievance:exclusion_proposed', false),
	('accept_exclusion', 'grievance:excluded', true),
	('refuse_exclusion', 'grievance:exclusion_refused', false),
	('acknowledge', 'grievance:acknowledged', true),
	('transfer', 'grievance:transferred', true),
	('interim', 'grievance:interim_given', true),
	('resolve', 'grievance:resolved', true),
	('propose_special', 'grievance:special_proposed', false),
	('accept_special', 'grievance:special_accepted', true),
	('refuse_special', 'grievance:special_refused', true),
	('verdict', 'grievance:verdict_given', true),
	('attempt', 'grievance:attempted', false),
	('unverified', 'grievance:unverified', true),
	('escalate', 'grievance:escalated', true),
	('overdue', 'grievance:overdue', true),
	('return', 'grievance:returned', true),
	('conclude', 'grievance:concluded', true),
	('reopen', 'grievance:reopened', true),
	('withdraw', 'grievance:withdrawn', true),
	('add_information', 'grievance:informed', false);
insert into case_transition (verb, before, after) values
	('route', 'registered', 'assigned'),
	('route', 'screening', 'assigned'),
	('screen', 'registered', 'screening'),
	('ask', 'screening', 'awaiting_citizen'),
	('answer', 'awaiting_citizen', 'screening'),
	('unanswered', 'awaiting_citizen', 'screening'),
	('propose_exclusion', 'screening', 'exclusion_review'),
	('propose_exclusion', 'assigned', 'exclusion_review'),
	('propose_exclusion', 'in_progress', 'exclusion_review'),
	('accept_exclusion', 'exclusion_review', 'not_taken_up'),
	('refuse_exclusion', 'exclusion_review', 'assigned'),
	('refuse_exclusion', 'exclusion_review', 'screening'),
	('acknowledge', 'assigned', 'in_progress'),
	('transfer', 'in_progress', 'assigned'),
	('interim', 'in_progress', 'long_term'),
	('resolve', 'in_progress', 'resolved'),
	('resolve', 'long_term', 'resolved'),
	('propose_special', 'in_progress', 'special_review'),
	('propose_special', 'long_term', 'special_review'),
	('accept_special', 'special_review', 'closed_special'),
	('refuse_special', 'special_review', 'in_progress'),
	('verdict', 'resolved', 'closed_satisfied'),
	('verdict', 'resolved', 'closed_partly'),
	('verdict', 'resolved', 'assigned'),
	('verdict', 'resolved', 'final_review'),
	('unverified', 'resolved', 'closed_unverified'),
	('return', 'final_review', 'assigned'),
	('conclude', 'final_review', 'closed_special'),
	('reopen', 'closed_satisfied', 'assigned'),
	('reopen', 'closed_satisfied', 'final_review'),
	('reopen', 'closed_satisfied', 'screening'),
	('reopen', 'closed_partly', 'assigned'),
	('reopen', 'closed_partly', 'final_review'),
	('reopen', 'closed_partly', 'screening'),
	('reopen', 'closed_unverified', 'assigned'),
	('reopen', 'closed_unverified', 'final_review'),
	('reopen', 'closed_unverified', 'screening'),
	('reopen', 'closed_special', 'assigned'),
	('reopen', 'closed_special', 'final_review'),
	('reopen', 'closed_special', 'screening'),
	('reopen', 'not_taken_up', 'assigned'),
	('reopen', 'not_taken_up', 'final_review'),
	('reopen', 'not_taken_up', 'screening'),
	('withdraw', 'screening', 'withdrawn'),
	('withdraw', 'awaiting_citizen', 'withdrawn'),
	('withdraw', 'assigned', 'withdrawn'),
	('withdraw', 'in_progress', 'withdrawn'),
	('withdraw', 'long_term', 'withdrawn'),
	('withdraw', 'exclusion_review', 'withdrawn'),
	('withdraw', 'special_review', 'withdrawn'),
	('withdraw', 'final_review', 'withdrawn'),
	('withdraw', 'resolved', 'withdrawn');

create function guard_case() returns trigger language plpgsql as $$
begin
	if new.number <> old.number then raise exception 'a number stays with its matter'; end if;
	if new.state <> old.state then
		if old.merged_into is not null then raise exception 'case % is merged', old.number; end if;
		if not exists (select from case_transition where before = old.state and after = new.state) then
			raise exception 'case % cannot go from % to %', old.number, old.state, new.state;
		end if;
		if old.state = 'resolved' and new.state not in ('withdrawn', 'closed_unverified') and not exists (
			select from verdict v where v.resolution = (select max(id) from resolution where number = old.number)) then
			raise exception 'case % leaves its resolution without the citizen''s verdict', old.number;
		end if;
		if new.settled_at is not null and (new.closed_reason is null or coalesce(new.closed_text, '') = ''
			or new.closed_language is null) then
			raise exception 'case % closes without reason, text or language', old.number;
		end if;
		if new.settled_at is null and num_nonnulls(new.closed_reason, new.closed_text, new.closed_language) > 0 then
			raise exception 'case % is open and says how it was closed', old.number;
		end if;
		if new.state in ('assigned', 'in_progress', 'long_term', 'special_review', 'resolved', 'final_review')
			and (new.office is null or new.track is null) then
			raise exception 'case % is worked at by no office', old.number;
		end if;
	end if;
	if new.level < old.level and not (old.state = 'final_review' and new.state = 'assigned' and new.level = 2) then
		raise exception 'the level of case % goes down without the direction of a final review', old.number;
	end if;
	if new.stay <> old.stay + (new.level <> old.level)::int then
		raise exception 'case % counts its stays wrongly', old.number;
	end if;
	if new.transfers not between old.transfers and old.transfers + 1
		or new.reopenings not between old.reopenings and old.reopenings + 1
		or new.questions not between old.questions and old.questions + 1 then
		raise exception 'case % miscounts', old.number;
	end if;
	return new;
end $$;
create trigger guarded before update of number, state, level, stay, transfers, reopenings, questions on grievance
	for each row execute function guard_case();

-- Nothing becomes of a case without a line in its history, written in the same transaction.
create function case_told() returns trigger language plpgsql as $$
begin
	if not exists (select from event e join case_verb v on v.event = e.type
		where e.number = new.number and e.xmin = pg_current_xact_id()::xid
			and (new.state = old.state or exists (select from case_transition t
				where t.verb = v.verb and t.before = old.state and t.after = new.state))) then
		raise exception 'case % went from % to % without an event', new.number, old.state, new.state;
	end if;
	return null;
end $$;
create constraint trigger told after update of state, level, office on grievance deferrable initially deferred
	for each row when (new.state <> old.state or new.level <> old.level or new.office is distinct from old.office)
	execute function case_told();

-- No clock moves but by a verb that may move it: a note, an answer, more information never do.
create function clock_told() returns trigger language plpgsql as $$
begin
	if not exists (select from event e left join case_verb v on v.event = e.type
		where e.number = new.number and e.xmin = pg_current_xact_id()::xid
			and (v.clocks or e.type in ('grievance:merged', 'grievance:unmerged'))) then
		raise exception 'a clock of case % moved by nothing that may move it', new.number;
	end if;
	if tg_op = 'INSERT' and new.kind = 'redress' and new.stay <> (select stay from grievance where number = new.number) then
		raise exception 'the time of a level of case % starts without a change of level', new.number;
	end if;
	return null;
end $$;
create constraint trigger told after insert or update on clock deferrable initially deferred
	for each row execute function clock_told();

-- What ran does not run again, and no date moves but by a rest.
create function guard_clock() returns trigger language plpgsql as $$
begin
	if old.stopped_at is not null then raise exception 'clock % has stopped', old.id; end if;
	if new.due_at <> old.due_at and new.rests = old.rests then raise exception 'clock % moves without a rest', old.id; end if;
	if (new.number, new.kind, new.level, new.stay, new.started_at, new.days, new.unit, new.policy)
		is distinct from (old.number, old.kind, old.level, old.stay, old.started_at, old.days, old.unit, old.policy) then
		raise exception 'clock % is what it is', old.id;
	end if;
	return new;
end $$;
create trigger guarded before update on clock for each row execute function guard_clock();

-- Who resolved a case, or sits or sat in the office that did, never writes down what the citizen says of it.
create function guard_verdict() returns trigger language plpgsql as $$
begin
	if new.made_by is not null and exists (
		select from resolution r where r.id = new.resolution and (r.made_by = new.made_by
			or exists (select from post p join post_holder h on h.post = p.code
				where p.office = r.office and h.person = new.made_by))) then
		raise exception 'the resolver of case % records no verdict', new.number using errcode = 'check_violation';
	end if;
	return new;
end $$;
create trigger guarded before insert on verdict for each row execute function guard_verdict();
create trigger guarded before insert on feedback_attempt for each row execute function guard_verdict();

create trigger append_only before delete on resolution for each row execute function refuse_change();
create trigger append_only before delete on proposal for each row execute function refuse_change();
create trigger append_only before delete on verdict for each row execute function refuse_change();
create trigger append_only before delete on clock for each row execute function refuse_change();

-- Posts and holders change who sees and does what: open screens ask again.
create trigger told after insert or update on post for each statement execute function tell_reference();

-- Of a case's history offices, chairs and times say nothing about its citizen: they stay when it is erased.
create or replace function erased_detail(detail jsonb) returns jsonb language sql immutable as $$
	select coalesce(jsonb_object_agg(key, case
		when key in ('mentions', 'citizens', 'key', 'office', 'post', 'before', 'due', 'expected_on') then value
		when key = 'note' and value #>> '{}' ~ '^[0-9]+$' then value
		when says_nothing_personal(value)
			and key not in ('note', 'text', 'words', 'q', 'value', 'name', 'phone', 'email', 'sender') then value
		else '"…"'::jsonb end), '{}')
	from jsonb_each(detail)
$$;
