-- What happens to submissions and cases, told to other departments' systems that asked for it.

create table webhook_subscription (
	id uuid primary key default gen_random_uuid(),
	name text not null check (length(name) between 1 and 80),
	url text not null check (length(url) <= 500),
	-- Types of event; null: every one.
	types text[] check (cardinality(types) > 0),
	-- What it may hear of; null: the whole state. Nobody hears of a sensitive matter.
	districts text[] check (cardinality(districts) > 0),
	departments text[] check (cardinality(departments) > 0),
	-- Why it must have the citizen's name and addresses; null: it gets none.
	contact_reason text check (length(contact_reason) >= 10),
	-- `stopped` by a person: nothing is kept for it. `paused` by itself: what happens waits.
	state text not null default 'active' check (state in ('active', 'stopped', 'paused')),
	-- Tries that failed one after the other, since when, and till when it is left in peace.
	failures integer not null default 0,
	failing_since timestamptz,
	rest_until timestamptz,
	succeeded_at timestamptz,
	-- Of its secret, which is made of the installation's own and this; the one before signs too for a while.
	generation integer not null default 1,
	former_until timestamptz,
	made_by text not null,
	made_at timestamptz not null default now()
);

-- One event for one subscription, and what is told of it: no name, address or word of a citizen.
create table webhook_message (
	id uuid primary key default gen_random_uuid(),
	position bigint generated always as identity unique,
	subscription uuid not null references webhook_subscription on delete cascade,
	type text not null,
	-- Null where somebody only tries the line.
	number char(10),
	sequence integer,
	at timestamptz not null default clock_timestamp(),
	data jsonb,
	state text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
	attempts integer not null default 0,
	next_at timestamptz not null default now(),
	-- In the hands of a worker; who dies gives it back by this.
	claimed_until timestamptz,
	settled_at timestamptz,
	-- An event is told once, however often its message is tried.
	unique (subscription, number, sequence),
	check ((number is null) = (sequence is null)),
	check ((settled_at is null) = (state = 'pending'))
);
create index webhook_due on webhook_message (subscription, next_at, position) where state = 'pending';
create index webhook_order on webhook_message (subscription, number, position) where state = 'pending';
create index webhook_log on webhook_message (subscription, position desc);
create index webhook_old on webhook_message (at);

create table webhook_attempt (
	id bigint generated always as identity primary key,
	message uuid not null references webhook_message on delete cascade,
	at timestamptz not null default now(),
	-- Of the answer; null where none came.
	status smallint,
	fault text,
	duration_ms integer not null,
	-- How the answer to a failure begins; not kept where the message told of a citizen.
	answer text,
	check (status is not null or fault is not null)
);
create index webhook_attempt_message on webhook_attempt (message, id);

create function iso(at timestamptz) returns text language sql stable as $$
	select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Without a subscription this costs a statement one look at an empty table.
create function offer_webhooks() returns trigger language plpgsql as $$
begin
	if not exists (select from webhook_subscription where state <> 'stopped') then return null; end if;
	insert into webhook_message (subscription, type, number, sequence, at)
		select w.id, e.type, e.number, e.sequence, e.at
		from happened e join webhook_subscription w on w.state <> 'stopped' and (w.types is null or e.type = any (w.types))
		order by e.id, w.id;
	return null;
end $$;
create trigger offered after insert on event referencing new table as happened
	for each statement execute function offer_webhooks();

-- The matter as others may know it.
create function webhook_data(of_number char(10)) returns jsonb language sql stable as $$
	select jsonb_build_object('channel', s.channel, 'receivedAt', iso(s.received_at), 'state', s.state,
		'category', coalesce(g.category, s.matter ->> 'category'), 'department', s.place_department,
		'district', s.place_district, 'tehsil', s.place_tehsil, 'grievance', s.grievance,
		'case', case when g.number is not null then jsonb_build_object('state', g.state, 'track', g.track,
			'level', g.level, 'office', g.office, 'registeredAt', iso(g.registered_at), 'dueAt', iso(g.due_at),
			'expectedOn', g.expected_on, 'late', g.late, 'transfers', g.transfers, 'escalations', g.escalations,
			'reopenings', g.reopenings, 'resolvedAt', iso(g.resolved_at), 'settledAt', iso(g.settled_at),
			'verdict', g.verdict, 'mergedInto', g.merged_into) end)
	from submission s left join grievance g on g.number = s.number where s.number = of_number
$$;

-- At the commit, when the whole verb has happened: what it left, and whose it is.
create function settle_webhook() returns trigger language plpgsql as $$
begin
	if new.number is not null then
		update webhook_message m set data = webhook_data(new.number)
			from submission s, webhook_subscription w
			where m.id = new.id and s.number = new.number and w.id = new.subscription and not s.sensitive
				and (w.districts is null or s.place_district = any (w.districts))
				and (w.departments is null or s.place_department = any (w.departments));
		if not found then
			delete from webhook_message where id = new.id;
			return null;
		end if;
	end if;
	perform pg_notify('webhook', new.subscription::text);
	return null;
end $$;
create constraint trigger settled after insert on webhook_message deferrable initially deferred
	for each row execute function settle_webhook();
