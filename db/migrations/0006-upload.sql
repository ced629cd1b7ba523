-- Files of a form that is not complete yet. A form that is never sent leaves nothing behind for long.
create table upload (
	sha256 text primary key references blob,
	created_at timestamptz not null default now()
);
create index upload_created on upload (created_at);
create index attachment_blob on attachment (blob) where blob is not null;
create index delivery_any_blob on delivery (blob) where blob is not null;
