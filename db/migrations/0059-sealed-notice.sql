-- What proves a telephone is not kept with the notice that told it: the row says that there was a code, and not which.

alter table notice
	-- The words as they are sent, encrypted with the installation's secret; `subject`, `body` and `fields` hold stars in
	-- their place. Gone once sent, failed or of no more use.
	add column sealed text,
	-- Till when it is of use; also says of a notice later that it had something to hide.
	add column sealed_until timestamptz,
	add constraint sealed_has_an_end check (sealed is null or sealed_until is not null);
create index notice_sealed on notice (sealed_until) where sealed is not null;

create function notice_unseals() returns trigger language plpgsql as $$
begin
	if new.sent_at is not null or new.state not in ('queued', 'sending') then new.sealed := null; end if;
	return new;
end $$;
create trigger unseals before insert or update on notice for each row
	when (new.sealed is not null) execute function notice_unseals();

-- Those that were kept in the open. One that is on its way is asked for again.
update notice set
	body = case when body = '' then '' else regexp_replace(body, '\m[0-9]{6}\M', '******') end,
	fields = case when fields ? 'code' then jsonb_set(fields, '{code}', '"******"') else fields end,
	sealed_until = created_at + interval '10 minutes',
	error = case when sent_at is null and state in ('queued', 'sending') then 'expired' else error end,
	state = case when sent_at is null and state in ('queued', 'sending') then 'failed' else state end
	where split_part(template, ':', 1) = 'code';
