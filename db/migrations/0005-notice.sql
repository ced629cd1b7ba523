-- A notice in hand is nobody else's for a while, and what waits to be sent is found without reading all of them.

alter table notice add column taken_at timestamptz;
create index notice_unsent on notice (created_at) where state in ('queued', 'sending') and sent_at is null;

-- The history cannot be emptied either.
create trigger kept_whole before truncate on event for each statement execute function refuse_change();
create trigger kept_whole before truncate on audit for each statement execute function refuse_change();
