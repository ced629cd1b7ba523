-- Calls that agents make: of which callback each is an attempt.
alter table call add column callback bigint references callback;
create index call_of_callback on call (callback) where callback is not null;

drop trigger moved on call_leg;
create trigger moved after update of muted, part, rank, answered_at, placed_at on call_leg for each row
	when ((new.muted, new.part, new.rank >= 9, new.answered_at is null, new.placed_at is null)
		is distinct from (old.muted, old.part, old.rank >= 9, old.answered_at is null, old.placed_at is null))
	execute function leg_moved();
