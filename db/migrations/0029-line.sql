-- Who dialled a call: somebody who calls us, we, or a PBX of the state's own, whose outgoing calls are its own too.
alter table call add column placed_by text not null default 'caller' check (placed_by in ('caller', 'gateway', 'pbx'));
update call set placed_by = case when callback is null then 'pbx' else 'gateway' end where direction = 'out';
alter table call add check ((placed_by = 'caller') = (direction = 'in'));

-- Every waiting caller's place is told with how long the last hours' talks took.
create index call_talked on call (connected_at) where connected_at is not null;
