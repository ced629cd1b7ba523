-- When a notice may go, in what order, by which account, and to whom nothing goes any more.

-- Nobody's telephone sounds at night: from `till` to `from` o'clock in India a text waits for the morning.
create function by_day(at timestamptz, since int, till int) returns timestamptz language sql immutable as $$
	select case
		when extract(hour from at at time zone 'Asia/Kolkata') < since
			then (date_trunc('day', at at time zone 'Asia/Kolkata') + make_interval(hours => since)) at time zone 'Asia/Kolkata'
		when extract(hour from at at time zone 'Asia/Kolkata') >= till
			then (date_trunc('day', at at time zone 'Asia/Kolkata') + make_interval(hours => 24 + since)) at time zone 'Asia/Kolkata'
		else at
	end
$$;

alter table notice
	-- Not before then: night, a provider that asked for patience, the wait between two attempts.
	add column due_at timestamptz not null default now(),
	-- Waits for the day, and for the earlier ones to the same address about the same number, so that they are read in
	-- their order. False: the answer to what the citizen has just done.
	add column by_day boolean not null default true,
	-- What its text was filled with, so that it can be told another way.
	add column fields jsonb not null default '{}',
	-- What somebody at the desk did with one that had failed.
	add column settled_by text,
	add column settled_at timestamptz,
	add column settled_reason text,
	drop constraint notice_state_check,
	-- `call_due`: no text reaches them, somebody is to ring. `settled`: dealt with at the desk.
	add constraint notice_state_check check (state in
		('queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'suppressed', 'call_due', 'settled')),
	add constraint settled_by_whom check (
		(state = 'settled') = (settled_by is not null) and (settled_by is null) = (settled_reason is null));
drop index notice_unsent;
create index notice_unsent on notice (due_at) where state in ('queued', 'sending') and sent_at is null;
create index notice_failed on notice (id) where state in ('failed', 'call_due');

alter table account
	-- Nothing is handed to it before then: it asked for patience, or has not answered.
	add column held_until timestamptz,
	add column held_reason text,
	-- Failures one after the other.
	add column misses int not null default 0,
	-- When it may be given the next message, where it takes so many a second.
	add column slot_at timestamptz;

-- Addresses that nothing is sent to: what a provider says of them, or their owner.
create table suppression (
	id bigint generated always as identity primary key,
	channel text not null check (channel in ('sms', 'email')),
	address text not null,
	-- `dead`: there is none, or not any more. `opted_out`: its owner wants nothing.
	reason text not null check (reason in ('dead', 'opted_out')),
	-- The provider's words.
	detail text not null,
	made_at timestamptz not null default now(),
	-- Null: till it is lifted. A number is given to somebody else after some months.
	until timestamptz,
	lifted_at timestamptz,
	-- Null with `lifted_at`: its owner.
	lifted_by text,
	lifted_reason text,
	check (lifted_at is not null or (lifted_by is null and lifted_reason is null))
);
create unique index suppression_address on suppression (channel, address) where lifted_at is null;

-- How a citizen wants to be told; null: by whatever reaches them.
alter table citizen add column notify_by text check (notify_by in ('sms', 'email', 'call'));
