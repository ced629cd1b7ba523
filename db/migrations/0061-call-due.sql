-- A notice that no text can bring is a call that somebody makes: it stands on the list of those who are to be called.

alter table callback
	-- What they are to be told.
	add column notice bigint references notice,
	drop constraint callback_reason_check,
	add constraint callback_reason_check check (reason in
		('asked', 'abandoned', 'voicemail', 'after_hours', 'broken_off', 'satisfaction', 'notice')),
	add constraint callback_notice check ((reason = 'notice') = (notice is not null));
drop index callback_phone;
create unique index callback_phone on callback (phone) where state = 'open' and grievance is null and notice is null;
create unique index callback_notice on callback (notice) where state = 'open' and notice is not null;

create function list_call_due(told notice) returns void language sql as $$
	insert into callback (phone, reason, notice, language, queued_at, due_at)
	values (told.recipient, 'notice', told.id, told.language, now(), calling_time(now()))
	on conflict do nothing
$$;

-- On the list while it is due; off it once it was told otherwise, settled or erased.
create function call_due() returns trigger language plpgsql as $$
begin
	if new.state = 'call_due' then
		perform list_call_due(new);
	elsif tg_op = 'UPDATE' then
		update callback set state = 'done', outcome = 'answered', closed_at = now(), taken_by = null, taken_until = null
			where notice = new.id and state = 'open';
	end if;
	return null;
end $$;
create trigger call_due after insert on notice for each row when (new.state = 'call_due') execute function call_due();
create trigger call_due_over after update of state on notice for each row
	when ((old.state = 'call_due') is distinct from (new.state = 'call_due')) execute function call_due();

-- Whom somebody reached has been told.
create function told_by_call() returns trigger language plpgsql as $$
begin
	update notice set state = 'settled', settled_by = coalesce(old.taken_by, 'gateway'), settled_at = now(),
			settled_reason = 'told by telephone'
		where id = new.notice and state = 'call_due';
	return null;
end $$;
create trigger told_by_call after update of state on callback for each row
	when (old.state = 'open' and new.state = 'done' and new.outcome = 'reached' and new.notice is not null)
	execute function told_by_call();

select list_call_due(notice) from notice where state = 'call_due' and recipient ~ '^\+[0-9]{8,15}$';
