-- A colleague who is asked during a call. The caller hears music meanwhile; who stays with them has the call.
create table consult (
	id bigint generated always as identity primary key,
	call bigint not null references call,
	-- Who asks: the one who has the call.
	asked_by text not null,
	person text not null,
	-- `ringing`, then `talking` without the caller, `joined` with them; then how it ended. `over`: the caller was gone.
	state text not null default 'ringing' check (state in ('ringing', 'talking', 'joined', 'passed', 'cancelled',
		'declined', 'unanswered', 'left', 'failed', 'over')),
	began_at timestamptz not null default now(),
	-- Till when the colleague's telephone rings.
	expires_at timestamptz not null,
	answered_at timestamptz,
	ended_at timestamptz,
	check (asked_by <> person),
	check ((ended_at is null) = (state in ('ringing', 'talking', 'joined')))
);
-- One colleague at a time for a call, one call at a time for a colleague.
create unique index consult_call on consult (call) where ended_at is null;
create unique index consult_person on consult (person) where ended_at is null;
create index consult_asked_by on consult (asked_by) where ended_at is null;
create index consult_ringing on consult (expires_at) where state = 'ringing';

create function consult_moved() returns trigger language plpgsql as $$
begin
	perform tell_telephone('call', new.asked_by, new.call);
	perform tell_telephone('call', new.person, new.call);
	return null;
end $$;
create trigger moved after insert or update of state on consult for each row execute function consult_moved();

-- The line of a colleague is that of one asking; it becomes an agent's when the call is theirs.
alter table call_leg
	add column consult bigint references consult,
	add check (kind <> 'consult' or consult is not null);

-- What the call was for an agent who passed it on; the last one's word is the call's own.
create table call_share (
	id bigint generated always as identity primary key,
	call bigint not null references call,
	person text not null,
	passed_at timestamptz not null default now(),
	-- Null: to whoever of the language came first.
	passed_to text,
	disposition text references disposition,
	disposed_at timestamptz,
	check ((disposition is null) = (disposed_at is null))
);
create index call_share_call on call_share (call, person, id desc);
insert into disposition (code, position, names)
	values ('passed_on', 11, '{"en": "Passed on", "pa": "ਅੱਗੇ ਦਿੱਤੀ", "hi": "आगे दी"}');

alter table call_event drop constraint call_event_kind_check,
	add constraint call_event_kind_check check (kind in ('provider', 'script', 'left', 'script_done', 'voicemail',
		'queued', 'callback', 'offered', 'offer_declined', 'offer_expired', 'offer_withdrawn', 'accepted', 'connected',
		'held', 'resumed', 'transferring', 'released', 'wrapped', 'blocked', 'consulting', 'consulted', 'joined',
		'consult_ended', 'passed'));

-- Since when a caller waits without a break: who was given back to the script and comes again has the old place, and
-- the longest wait begins anew.
alter table queue_entry add column since timestamptz not null default now();
update queue_entry set since = queued_at;
