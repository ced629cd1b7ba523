-- Calls at a PBX of the state's own: it decides who answers and tells of it; the desk follows.

-- Where a person sits at that PBX; whoever sits down there has it.
alter table agent_state add column extension text unique check (extension ~ '^[0-9]{1,10}$');
-- Only who has an extension can pick such a call up.
alter table queue_entry add column at_pbx boolean not null default false;
