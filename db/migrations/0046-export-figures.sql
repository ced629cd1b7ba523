-- Figures of the dashboard can be ordered as a file too.
alter table export drop constraint export_source_check,
	add constraint export_source_check check (source in ('queue', 'search', 'dashboard'));
