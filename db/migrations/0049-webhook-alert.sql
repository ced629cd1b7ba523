-- Administrators are told by the bell that a subscription was paused.
alter table alert
	alter number drop not null,
	add column webhook uuid references webhook_subscription on delete cascade,
	drop constraint alert_check,
	drop constraint alert_kind_check,
	add constraint alert_kind_check check (kind in ('mention', 'reminder', 'webhook')),
	add constraint alert_check check ((kind = 'mention') = (note is not null) and (kind = 'reminder') = (reminder is not null)
		and (kind = 'webhook') = (webhook is not null) and (kind = 'webhook') = (number is null));
