-- extensions
create extension pg_trgm;

-- schemas
create schema access;

-- sequences
create sequence public.number_26 as integer maxvalue 9999999;
create sequence public.number_27 as integer maxvalue 9999999;
create sequence public.number_28 as integer maxvalue 9999999;
create sequence public.number_29 as integer maxvalue 9999999;
create sequence public.number_30 as integer maxvalue 9999999;
create sequence public.number_31 as integer maxvalue 9999999;
create sequence public.number_32 as integer maxvalue 9999999;
create sequence public.number_33 as integer maxvalue 9999999;
create sequence public.number_34 as integer maxvalue 9999999;
create sequence public.number_35 as integer maxvalue 9999999;
create sequence public.number_36 as integer maxvalue 9999999;
create sequence public.number_37 as integer maxvalue 9999999;
create sequence public.number_38 as integer maxvalue 9999999;
create sequence public.number_39 as integer maxvalue 9999999;
create sequence public.number_40 as integer maxvalue 9999999;
create sequence public.number_41 as integer maxvalue 9999999;
create sequence public.number_42 as integer maxvalue 9999999;
create sequence public.number_43 as integer maxvalue 9999999;
create sequence public.number_44 as integer maxvalue 9999999;
create sequence public.number_45 as integer maxvalue 9999999;
create sequence public.number_46 as integer maxvalue 9999999;
create sequence public.number_47 as integer maxvalue 9999999;
create sequence public.number_48 as integer maxvalue 9999999;
create sequence public.number_49 as integer maxvalue 9999999;
create sequence public.number_50 as integer maxvalue 9999999;
create sequence public.number_51 as integer maxvalue 9999999;
create sequence public.number_52 as integer maxvalue 9999999;
create sequence public.number_53 as integer maxvalue 9999999;
create sequence public.number_54 as integer maxvalue 9999999;
create sequence public.number_55 as integer maxvalue 9999999;
create sequence public.number_56 as integer maxvalue 9999999;
create sequence public.number_57 as integer maxvalue 9999999;
create sequence public.number_58 as integer maxvalue 9999999;
create sequence public.number_59 as integer maxvalue 9999999;
create sequence public.number_60 as integer maxvalue 9999999;

-- tables
create table public.account (
	id text not null,
	channel text not null,
	provider text not null,
	last_success_at timestamp with time zone,
	last_received_at timestamp with time zone,
	last_error text,
	last_error_at timestamp with time zone,
	cursor jsonb not null default '{}'::jsonb,
	held_until timestamp with time zone,
	held_reason text,
	misses integer not null default 0,
	slot_at timestamp with time zone
);
create table public.agent_slot (
	slot timestamp with time zone not null,
	person text not null,
	there_s double precision not null,
	busy_s double precision not null
);
create table public.agent_state (
	person text not null,
	state text not null default 'offline'::text,
	since timestamp with time zone not null default now(),
	idle_since timestamp with time zone not null default now(),
	reason text,
	call bigint,
	endpoint text not null default 'none'::text,
	address text,
	away_since timestamp with time zone,
	extension text
);
create table public.agent_time (
	id bigint not null generated always as identity,
	person text not null,
	state text not null,
	reason text,
	call bigint,
	at timestamp with time zone not null default clock_timestamp()
);
create table public.aggrieved (
	grievance character(10) not null,
	name text not null,
	phone text,
	relation text not null,
	told text not null
);
create table public.alert (
	id bigint not null generated always as identity,
	person text not null,
	kind text not null,
	number character(10),
	note bigint,
	reminder bigint,
	at timestamp with time zone not null default now(),
	read_at timestamp with time zone,
	webhook uuid
);
create table public.api_key (
	id bigint not null generated always as identity,
	name text not null,
	hash text not null,
	scopes text[] not null default '{open311}'::text[],
	created_at timestamp with time zone not null default now(),
	revoked_at timestamp with time zone,
	expires_at timestamp with time zone,
	last_used_at timestamp with time zone,
	made_by text
);
create table public.arrival_minute (
	minute timestamp with time zone not null,
	channel text not null,
	received integer not null
);
create table public.attachment (
	id bigint not null generated always as identity,
	submission bigint not null,
	"position" integer not null,
	name text not null,
	media_type text not null,
	size integer,
	blob text,
	source_url text,
	state text not null,
	reason text,
	duration_s real,
	content_id text
);
create table public.audit (
	id bigint not null generated always as identity,
	at timestamp with time zone not null default clock_timestamp(),
	actor text not null,
	role text not null,
	action text not null,
	subject text not null,
	detail jsonb not null default '{}'::jsonb,
	sequence integer not null,
	hash text not null,
	salt text,
	digest text,
	erased_at timestamp with time zone
);
create table public.blob (
	sha256 text not null,
	size integer not null,
	content bytea not null,
	created_at timestamp with time zone not null default now()
);
create table public.bulk (
	id bigint not null generated always as identity,
	key uuid not null,
	person text not null,
	act jsonb not null,
	state text not null default 'running'::text,
	made_at timestamp with time zone not null default now(),
	done_at timestamp with time zone,
	undo_reason text,
	undo_at timestamp with time zone,
	undone_at timestamp with time zone
);
create table public.bulk_row (
	bulk bigint not null,
	"position" integer not null,
	number character(10) not null,
	state text not null default 'waiting'::text,
	reason text,
	holder text,
	decided_at timestamp with time zone,
	held_by text,
	at timestamp with time zone
);
create table public.call (
	id bigint not null generated always as identity,
	account text not null,
	external_id text not null,
	from_address text,
	to_address text,
	language text not null default 'pa'::text,
	node text not null default 'start'::text,
	turn integer not null default 0,
	answers jsonb not null default '{}'::jsonb,
	number character(10),
	state text not null default 'ringing'::text,
	rank integer not null default 0,
	outcome text,
	started_at timestamp with time zone not null default now(),
	ended_at timestamp with time zone,
	duration_s integer,
	direction text not null default 'in'::text,
	stage text not null default 'new'::text,
	ending text,
	held boolean not null default false,
	queued_at timestamp with time zone,
	connected_at timestamp with time zone,
	agent text,
	heard_at timestamp with time zone not null default now(),
	asked_at timestamp with time zone,
	disposition text,
	disposed_at timestamp with time zone,
	disposed_by text,
	script integer,
	callback bigint,
	placed_by text not null default 'caller'::text,
	satisfaction bigint
);
create table public.call_block (
	id bigint not null generated always as identity,
	phone text,
	reason text not null,
	until timestamp with time zone not null,
	made_by text not null,
	made_at timestamp with time zone not null default now(),
	ended_at timestamp with time zone,
	ended_by text
);
create table public.call_event (
	id bigint not null generated always as identity,
	call bigint not null,
	key text not null,
	kind text not null,
	rank integer not null,
	at timestamp with time zone not null default clock_timestamp(),
	person text,
	reason text,
	status text,
	provider_rank integer,
	duration_s integer
);
create table public.call_leg (
	id bigint not null generated always as identity,
	call bigint not null,
	person text not null,
	kind text not null,
	account text not null,
	endpoint text not null,
	external_id text,
	state text not null default 'dialling'::text,
	rank integer not null default 0,
	created_at timestamp with time zone not null default now(),
	answered_at timestamp with time zone,
	ended_at timestamp with time zone,
	muted boolean not null default false,
	part text,
	reason text,
	placed_at timestamp with time zone,
	consult bigint
);
create table public.call_matter (
	number character(10) not null,
	call bigint not null,
	person text not null,
	at timestamp with time zone not null default now()
);
create table public.call_reply (
	call bigint not null,
	external_id text not null,
	turn integer not null,
	status integer not null,
	type text,
	body text,
	created_at timestamp with time zone not null default clock_timestamp()
);
create table public.call_share (
	id bigint not null generated always as identity,
	call bigint not null,
	person text not null,
	passed_at timestamp with time zone not null default now(),
	passed_to text,
	disposition text,
	disposed_at timestamp with time zone
);
create table public.callback (
	id bigint not null generated always as identity,
	phone text,
	reason text not null,
	call bigint,
	language text not null,
	department text,
	queued_at timestamp with time zone not null,
	due_at timestamp with time zone not null,
	attempts integer not null default 0,
	state text not null default 'open'::text,
	outcome text,
	taken_by text,
	taken_until timestamp with time zone,
	created_at timestamp with time zone not null default now(),
	closed_at timestamp with time zone,
	grievance character(10),
	notice bigint
);
create table public.callback_attempt (
	id bigint not null generated always as identity,
	callback bigint not null,
	at timestamp with time zone not null default now(),
	person text not null,
	outcome text not null
);
create table public.campaign (
	grievance character(10) not null,
	title text not null,
	skeleton text not null,
	made_by text not null,
	made_by_name text not null,
	made_at timestamp with time zone not null default now()
);
create table public.canned_text (
	id bigint not null generated always as identity,
	origin text,
	shortcut text not null,
	places text[] not null,
	body_pa text not null,
	body_hi text not null,
	body_en text not null,
	active boolean not null default true,
	changed_at timestamp with time zone not null default now()
);
create table public.case_cell (
	id integer not null generated always as identity,
	grain smallint not null,
	district text not null,
	tehsil text not null,
	department text not null,
	office text not null,
	category text not null,
	channel text not null
);
create table public.case_change (
	id bigint not null generated always as identity,
	district text not null,
	tehsil text not null,
	department text not null,
	office text not null,
	category text not null,
	channel text not null,
	received_on date not null,
	settled_on date,
	late boolean not null,
	escalated boolean not null,
	reopened boolean not null,
	merged boolean not null,
	outcome text,
	weight integer not null
);
create table public.case_count (
	cell integer not null,
	span smallint not null,
	day date not null,
	received integer not null,
	late integer not null,
	escalated integer not null,
	reopened integer not null,
	merged integer not null,
	open integer not null,
	open_late integer not null,
	settled integer not null,
	in_time integer not null,
	satisfied integer not null,
	partly integer not null,
	not_satisfied integer not null,
	unverified integer not null,
	special integer not null,
	not_taken_up integer not null,
	withdrawn integer not null,
	after_1 integer not null,
	after_3 integer not null,
	after_5 integer not null,
	after_7 integer not null,
	after_10 integer not null,
	after_14 integer not null,
	after_21 integer not null,
	after_30 integer not null,
	after_45 integer not null,
	after_60 integer not null,
	after_90 integer not null,
	after_more integer not null
);
create table public.case_file (
	id bigint not null generated always as identity,
	number character(10) not null,
	resolution bigint,
	information bigint,
	blob text,
	name text not null,
	media_type text not null,
	size integer not null,
	latitude double precision,
	longitude double precision,
	taken_at timestamp with time zone,
	camera_latitude double precision,
	camera_longitude double precision,
	camera_taken_at timestamp with time zone
);
create table public.case_transition (
	verb text not null,
	before text not null,
	after text not null
);
create table public.case_verb (
	verb text not null,
	event text not null,
	clocks boolean not null
);
create table public.category (
	code text not null,
	department text not null,
	group_code text not null,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	keywords text[] not null,
	"position" integer not null,
	active boolean not null default true,
	edited_at timestamp with time zone
);
create table public.change (
	sequence bigint not null generated always as identity,
	event text not null,
	number character(10) not null,
	channel text not null,
	at timestamp with time zone not null default clock_timestamp()
);
create table public.citizen (
	id bigint not null generated always as identity,
	name text,
	language text,
	created_at timestamp with time zone not null default now(),
	erased_at timestamp with time zone,
	notify_by text
);
create table public.citizen_contact (
	citizen bigint not null,
	kind text not null,
	value text not null,
	created_at timestamp with time zone not null default now()
);
create table public.clock (
	id bigint not null generated always as identity,
	number character(10) not null,
	kind text not null,
	level smallint not null,
	stay smallint not null,
	office text,
	policy integer not null,
	days smallint not null,
	unit text not null,
	holidays date[] not null default '{}'::date[],
	rests jsonb not null default '[]'::jsonb,
	started_at timestamp with time zone not null,
	due_at timestamp with time zone not null,
	paused_at timestamp with time zone,
	pause_reason text,
	stopped_at timestamp with time zone,
	outcome text
);
create table public.consult (
	id bigint not null generated always as identity,
	call bigint not null,
	asked_by text not null,
	person text not null,
	state text not null default 'ringing'::text,
	began_at timestamp with time zone not null default now(),
	expires_at timestamp with time zone not null,
	answered_at timestamp with time zone,
	ended_at timestamp with time zone
);
create table public.decision_day (
	day date not null,
	channel text not null,
	state text not null,
	count integer not null
);
create table public.delivery (
	id bigint not null generated always as identity,
	account text not null,
	external_id text not null,
	kind text not null,
	channel text not null,
	provider text not null,
	method text not null default 'POST'::text,
	url text not null default ''::text,
	headers jsonb not null default '{}'::jsonb,
	body bytea,
	blob text,
	number character(10),
	state text not null default 'received'::text,
	flags text[] not null default '{}'::text[],
	received_at timestamp with time zone not null default now(),
	read_at timestamp with time zone,
	reason text,
	detail text,
	attempts integer not null default 0,
	erased_at timestamp with time zone,
	erased_sha256 text
);
create table public.department (
	code text not null,
	lgd_code text,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	"position" integer not null,
	active boolean not null default true
);
create table public.disposition (
	code text not null,
	"position" integer not null,
	hot_key integer,
	names jsonb not null,
	active boolean not null default true
);
create table public.district (
	code text not null,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	division text not null,
	region text not null,
	"position" integer not null,
	active boolean not null default true
);
create table public.draft (
	person text not null,
	subject text not null,
	body jsonb not null,
	revision integer not null default 1,
	updated_at timestamp with time zone not null default now()
);
create table public.draft_file (
	id bigint not null generated always as identity,
	person text not null,
	subject text not null,
	blob text not null,
	name text not null,
	media_type text not null,
	size integer not null,
	created_at timestamp with time zone not null default now()
);
create table public.event (
	id bigint not null generated always as identity,
	number character(10) not null,
	sequence integer not null,
	type text not null,
	actor text,
	actor_name text,
	at timestamp with time zone not null default clock_timestamp(),
	detail jsonb not null default '{}'::jsonb,
	hash text not null,
	salt text,
	digest text,
	erased_at timestamp with time zone
);
create table public.example (
	id bigint not null generated always as identity,
	number character(10) not null,
	skeleton text not null,
	category text not null,
	department text not null,
	district text not null,
	decided_at timestamp with time zone not null default now()
);
create table public.example_word (
	word text not null,
	example bigint not null
);
create table public.export (
	id uuid not null default gen_random_uuid(),
	person text not null,
	source text not null,
	filters jsonb not null,
	format text not null,
	language text not null,
	state text not null default 'queued'::text,
	attempt integer not null default 0,
	rows integer not null default 0,
	total integer,
	cut boolean not null default false,
	size integer,
	error text,
	ordered_at timestamp with time zone not null default now(),
	beat_at timestamp with time zone not null default now(),
	finished_at timestamp with time zone,
	expires_at timestamp with time zone
);
create table public.export_part (
	export uuid not null,
	attempt integer not null,
	"position" integer not null,
	content bytea not null
);
create table public.feedback_attempt (
	id bigint not null generated always as identity,
	number character(10) not null,
	resolution bigint not null,
	mode text not null,
	outcome text not null,
	made_by text,
	made_by_name text,
	at timestamp with time zone not null default sunwai_now(),
	call bigint
);
create table public.grievance (
	number character(10) not null,
	state text not null default 'registered'::text,
	category text not null,
	department text not null,
	district text not null,
	tehsil text,
	place text,
	summary text not null,
	language text not null,
	channel text not null,
	citizen bigint not null,
	received_at timestamp with time zone not null,
	registered_at timestamp with time zone not null default now(),
	registered_by text not null,
	updated_at timestamp with time zone not null default now(),
	merged_into character(10),
	merged_at timestamp with time zone,
	landmark text,
	relief text,
	contact_time text,
	earlier character(10),
	earlier_elsewhere text,
	sensitive text,
	settled boolean not null generated always as ((state = ANY (ARRAY['closed_satisfied'::text, 'closed_partly'::text, 'closed_unverified'::text, 'closed_special'::text, 'not_taken_up'::text, 'withdrawn'::text]))) stored,
	track text,
	level smallint not null default 1,
	office text,
	due_at timestamp with time zone,
	expected_on date,
	late boolean not null default false,
	transfers smallint not null default 0,
	escalations smallint not null default 0,
	reopenings smallint not null default 0,
	resolved_at timestamp with time zone,
	settled_at timestamp with time zone,
	verdict text,
	post text,
	fallback text,
	rule bigint,
	stay smallint not null default 0,
	questions smallint not null default 0,
	closed_reason text,
	closed_text text,
	closed_language text
);
create table public.helpline (
	single boolean not null default true,
	week jsonb not null,
	revision integer not null default 1,
	changed_at timestamp with time zone not null default now()
);
create table public.helpline_holiday (
	day date not null,
	names jsonb not null
);
create table public.helpline_notice (
	id bigint not null generated always as identity,
	texts jsonb not null,
	since timestamp with time zone not null default now(),
	until timestamp with time zone,
	made_by text not null,
	made_by_name text not null,
	ended_at timestamp with time zone
);
create table public.holiday (
	day date not null,
	district text,
	name_en text not null,
	name_pa text not null,
	name_hi text not null
);
create table public.information (
	id bigint not null generated always as identity,
	number character(10) not null,
	text text not null,
	channel text not null,
	made_by text,
	at timestamp with time zone not null default sunwai_now(),
	delivery bigint
);
create table public.notice (
	id bigint not null generated always as identity,
	number character(10) not null,
	template text not null,
	channel text not null,
	account text not null,
	recipient text not null,
	sender text,
	language text not null,
	subject text,
	body text not null,
	in_reply_to text,
	state text not null default 'queued'::text,
	rank integer not null default 0,
	provider_id text,
	attempts integer not null default 0,
	error text,
	created_at timestamp with time zone not null default now(),
	sent_at timestamp with time zone,
	taken_at timestamp with time zone,
	template_id bigint,
	due_at timestamp with time zone not null default now(),
	by_day boolean not null default true,
	fields jsonb not null default '{}'::jsonb,
	settled_by text,
	settled_at timestamp with time zone,
	settled_reason text,
	sealed text,
	sealed_until timestamp with time zone
);
create table public.offer (
	id bigint not null generated always as identity,
	call bigint not null,
	person text not null,
	state text not null default 'pending'::text,
	offered_at timestamp with time zone not null default now(),
	expires_at timestamp with time zone not null,
	ended_at timestamp with time zone
);
create table public.office (
	code text not null,
	level text not null,
	parent text,
	department text,
	district text,
	tehsil text,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	active boolean not null default true,
	changed_at timestamp with time zone not null default now(),
	demonstration boolean not null default false
);
create table public.one_time_code (
	id bigint not null generated always as identity,
	number character(10) not null,
	browser text not null,
	address text not null,
	asked_at timestamp with time zone not null default now(),
	hash text,
	recipient text,
	tries smallint not null default 0,
	used_at timestamp with time zone
);
create table public.opinion (
	id bigint not null generated always as identity,
	grievance character(10) not null,
	resolution bigint not null,
	submission character(10) not null,
	verdict text not null,
	channel text not null,
	at timestamp with time zone not null default sunwai_now()
);
create table public.pause_reason (
	code text not null,
	"position" integer not null,
	names jsonb not null,
	active boolean not null default true
);
create table public.policy (
	version integer not null generated always as identity,
	state text not null default 'draft'::text,
	effective_on date,
	demonstration boolean not null default false,
	content jsonb not null,
	revision integer not null default 1,
	made_by text,
	made_by_name text,
	changed_at timestamp with time zone not null default now(),
	reason text
);
create table public.post (
	code text not null,
	office text not null,
	rank smallint not null,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	active boolean not null default true,
	demonstration boolean not null default false
);
create table public.post_holder (
	id bigint not null generated always as identity,
	post text not null,
	person text not null,
	since date not null,
	until date
);
create table public.presence (
	screen text not null,
	person text not null,
	number character(10),
	doing text not null,
	at timestamp with time zone not null default now()
);
create table public.proposal (
	id bigint not null generated always as identity,
	number character(10) not null,
	kind text not null,
	reason text not null,
	text text not null,
	made_by text not null,
	made_by_name text not null,
	at timestamp with time zone not null default sunwai_now(),
	accepted boolean,
	decision text,
	decided_by text,
	decided_by_name text,
	decided_at timestamp with time zone
);
create table public.question (
	id bigint not null generated always as identity,
	number character(10) not null,
	channel text not null,
	sender text not null,
	recipient text,
	question text not null,
	asked_at timestamp with time zone not null default now(),
	answered_at timestamp with time zone,
	answered_by character(10)
);
create table public.queue_entry (
	call bigint not null,
	state text not null default 'waiting'::text,
	language text not null,
	department text,
	priority integer not null default 0,
	queued_at timestamp with time zone not null default now(),
	told_at timestamp with time zone,
	at_pbx boolean not null default false,
	person text,
	person_until timestamp with time zone,
	since timestamp with time zone not null default now()
);
create table public.recording (
	id bigint not null generated always as identity,
	account text not null,
	external_id text not null,
	call bigint not null,
	url text not null,
	duration_s real,
	state text not null default 'pending'::text,
	blob text,
	media_type text,
	size integer,
	reason text,
	attempts integer not null default 0,
	attachment bigint,
	created_at timestamp with time zone not null default now(),
	transcript text,
	transcript_language text,
	transcript_model text,
	transcribed_at timestamp with time zone
);
create table public.reminder (
	id bigint not null generated always as identity,
	person text not null,
	number character(10) not null,
	text text not null,
	due_at timestamp with time zone not null,
	state text not null default 'waiting'::text,
	made_at timestamp with time zone not null default now()
);
create table public.resolution (
	id bigint not null generated always as identity,
	number character(10) not null,
	level smallint not null,
	office text not null,
	made_by text not null,
	made_by_name text not null,
	at timestamp with time zone not null default sunwai_now(),
	grade text not null,
	reply text not null,
	language text not null
);
create table public.routing_rule (
	id bigint not null generated always as identity,
	category text,
	department text,
	district text,
	tehsil text,
	target text not null,
	office text,
	track text not null,
	active boolean not null default true,
	demonstration boolean not null default false,
	changed_at timestamp with time zone not null default now(),
	weight smallint not null generated always as (((((((category IS NOT NULL))::integer * 8) + (((department IS NOT NULL))::integer * 4)) + (((tehsil IS NOT NULL))::integer * 2)) + ((district IS NOT NULL))::integer)) stored
);
create table public.satisfaction (
	id bigint not null generated always as identity,
	grievance character(10) not null,
	mode text not null,
	due_at timestamp with time zone not null,
	tried_at timestamp with time zone,
	failures smallint not null default 0,
	state text not null default 'open'::text,
	call bigint,
	callback bigint,
	closed_at timestamp with time zone
);
create table public.saved_view (
	id bigint not null generated always as identity,
	person text not null,
	name text not null,
	source text not null,
	filters jsonb not null,
	shared boolean not null default false,
	made_at timestamp with time zone not null default now()
);
create table public.script (
	version integer not null generated always as identity,
	graph jsonb not null,
	origin text not null default 'desk'::text,
	based_on integer,
	revision integer not null default 1,
	made_by text,
	made_by_name text,
	made_at timestamp with time zone not null default now(),
	changed_at timestamp with time zone not null default now()
);
create table public.script_in_force (
	id bigint not null generated always as identity,
	version integer not null,
	since timestamp with time zone not null default clock_timestamp(),
	by_person text,
	by_name text,
	reason text not null
);
create table public.seal (
	id bigint not null generated always as identity,
	at timestamp with time zone not null default clock_timestamp(),
	event bigint not null,
	audit bigint not null,
	hash text not null
);
create table public.search (
	submission bigint not null,
	number character(10) not null,
	words tsvector not null,
	facets text[] not null
);
create table public.search_backlog (
	up_to bigint not null
);
create table public.sender_rule (
	id bigint not null generated always as identity,
	kind text not null,
	value text not null,
	action text not null,
	note text,
	number character(10),
	made_by text not null,
	made_by_name text not null,
	made_at timestamp with time zone not null default now(),
	expires_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	ended_by_name text
);
create table public.signatory (
	id bigint not null generated always as identity,
	grievance character(10) not null,
	name text not null,
	phone text,
	address text,
	added_by text not null,
	added_by_name text not null,
	added_at timestamp with time zone not null default now(),
	removed_at timestamp with time zone,
	removed_by_name text
);
create table public.sms_part (
	delivery bigint not null,
	account text not null,
	sender text not null,
	recipient text not null,
	ref text not null,
	total integer not null,
	part integer not null,
	text text not null,
	received_at timestamp with time zone not null,
	number character(10)
);
create table public.submission (
	id bigint not null generated always as identity,
	number character(10) not null,
	delivery bigint,
	channel text not null,
	account text not null,
	received_at timestamp with time zone not null,
	read_at timestamp with time zone not null default now(),
	sent_at timestamp with time zone,
	sender text,
	sender_name text,
	recipient text,
	subject text,
	text text not null,
	html text,
	language text,
	matter jsonb not null default '{}'::jsonb,
	automatic text,
	flags text[] not null default '{}'::text[],
	message_id text,
	answers character(10),
	citizen bigint,
	attachments integer not null default 0,
	state text not null default 'waiting'::text,
	claimed_by text,
	claimed_by_name text,
	claimed_until timestamp with time zone,
	grievance character(10),
	decided_at timestamp with time zone,
	decided_by text,
	reason text,
	place_district text,
	place_tehsil text,
	place_department text,
	taken_by text,
	rule bigint,
	sensitive boolean not null default false
);
create table public.suppression (
	id bigint not null generated always as identity,
	channel text not null,
	address text not null,
	reason text not null,
	detail text not null,
	made_at timestamp with time zone not null default now(),
	until timestamp with time zone,
	lifted_at timestamp with time zone,
	lifted_by text,
	lifted_reason text
);
create table public.tehsil (
	code text not null,
	district text not null,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	"position" integer not null,
	active boolean not null default true
);
create table public.template (
	id bigint not null generated always as identity,
	key text not null,
	channel text not null,
	language text not null,
	version integer not null,
	subject text,
	body text not null,
	state text not null default 'draft'::text,
	by_day boolean not null,
	dlt_entity text,
	dlt_header text,
	dlt_template text,
	effective_at timestamp with time zone,
	made_by text,
	made_at timestamp with time zone not null default now(),
	approved_by text,
	retired_at timestamp with time zone
);
create table public.time_shift (
	single boolean not null default true,
	shift interval not null
);
create table public.upload (
	sha256 text not null,
	created_at timestamp with time zone not null default now()
);
create table public.verdict (
	id bigint not null generated always as identity,
	number character(10) not null,
	resolution bigint not null,
	verdict text not null,
	words text not null,
	channel text not null,
	made_by text,
	made_by_name text,
	at timestamp with time zone not null default sunwai_now()
);
create table public.waiting (
	channel text not null,
	count integer not null
);
create table public.webhook_attempt (
	id bigint not null generated always as identity,
	message uuid not null,
	at timestamp with time zone not null default now(),
	status smallint,
	fault text,
	duration_ms integer not null,
	answer text
);
create table public.webhook_message (
	id uuid not null default gen_random_uuid(),
	"position" bigint not null generated always as identity,
	subscription uuid not null,
	type text not null,
	number character(10),
	sequence integer,
	at timestamp with time zone not null default clock_timestamp(),
	data jsonb,
	state text not null default 'pending'::text,
	attempts integer not null default 0,
	next_at timestamp with time zone not null default now(),
	claimed_until timestamp with time zone,
	settled_at timestamp with time zone
);
create table public.webhook_subscription (
	id uuid not null default gen_random_uuid(),
	name text not null,
	url text not null,
	types text[],
	districts text[],
	departments text[],
	contact_reason text,
	state text not null default 'active'::text,
	failures integer not null default 0,
	failing_since timestamp with time zone,
	rest_until timestamp with time zone,
	succeeded_at timestamp with time zone,
	generation integer not null default 1,
	former_until timestamp with time zone,
	made_by text not null,
	made_at timestamp with time zone not null default now()
);
create table access.account (
	id text not null,
	"accountId" text not null,
	"providerId" text not null,
	"userId" text not null,
	"accessToken" text,
	"refreshToken" text,
	"idToken" text,
	"accessTokenExpiresAt" timestamp with time zone,
	"refreshTokenExpiresAt" timestamp with time zone,
	scope text,
	password text,
	"createdAt" timestamp with time zone not null default now(),
	"updatedAt" timestamp with time zone not null default now()
);
create table access.preference (
	id text not null,
	body jsonb not null default '{}'::jsonb
);
create table access.session (
	id text not null,
	"userId" text not null,
	token text not null,
	"expiresAt" timestamp with time zone not null,
	"ipAddress" text,
	"userAgent" text,
	"createdAt" timestamp with time zone not null default now(),
	"updatedAt" timestamp with time zone not null default now(),
	"lastUsedAt" timestamp with time zone not null default now(),
	method text not null default 'password'::text
);
create table access.sign_in_failure (
	id bigint not null generated always as identity,
	email text not null,
	address text not null,
	at timestamp with time zone not null default now()
);
create table access.staff (
	id text not null,
	active boolean not null default true,
	districts text[],
	tehsils text[],
	departments text[],
	channels text[],
	languages text[]
);
create table access."twoFactor" (
	id text not null,
	"userId" text not null,
	secret text not null,
	"backupCodes" text not null,
	verified boolean not null default true,
	"failedVerificationCount" integer not null default 0,
	"lockedUntil" timestamp with time zone
);
create table access."user" (
	id text not null,
	name text not null,
	email text not null,
	"emailVerified" boolean not null default false,
	image text,
	role text not null default 'agent'::text,
	language text not null default 'pa'::text,
	"createdAt" timestamp with time zone not null default now(),
	"updatedAt" timestamp with time zone not null default now(),
	"mustChangePassword" boolean not null default false,
	"twoFactorEnabled" boolean not null default false
);
create table access.verification (
	id text not null,
	identifier text not null,
	value text not null,
	"expiresAt" timestamp with time zone not null,
	"createdAt" timestamp with time zone not null default now(),
	"updatedAt" timestamp with time zone not null default now()
);

-- constraints
alter table access.account add constraint account_pkey PRIMARY KEY (id);
alter table access.preference add constraint preference_body_check CHECK ((jsonb_typeof(body) = 'object'::text));
alter table access.preference add constraint preference_pkey PRIMARY KEY (id);
alter table access.session add constraint session_method_check CHECK ((method = ANY (ARRAY['password'::text, 'oidc'::text])));
alter table access.session add constraint session_pkey PRIMARY KEY (id);
alter table access.session add constraint session_token_key UNIQUE (token);
alter table access.sign_in_failure add constraint sign_in_failure_pkey PRIMARY KEY (id);
alter table access.staff add constraint staff_channels_check CHECK ((cardinality(channels) > 0));
alter table access.staff add constraint staff_departments_check CHECK ((cardinality(departments) > 0));
alter table access.staff add constraint staff_districts_check CHECK ((cardinality(districts) > 0));
alter table access.staff add constraint staff_languages_check CHECK ((cardinality(languages) > 0));
alter table access.staff add constraint staff_pkey PRIMARY KEY (id);
alter table access.staff add constraint staff_tehsils_check CHECK ((cardinality(tehsils) > 0));
alter table access."twoFactor" add constraint "twoFactor_pkey" PRIMARY KEY (id);
alter table access."twoFactor" add constraint "twoFactor_userId_key" UNIQUE ("userId");
alter table access."user" add constraint user_email_key UNIQUE (email);
alter table access."user" add constraint user_language_check CHECK ((language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table access."user" add constraint user_pkey PRIMARY KEY (id);
alter table access."user" add constraint user_role_check CHECK ((role = ANY (ARRAY['agent'::text, 'operator'::text, 'officer'::text, 'feedback_agent'::text, 'supervisor'::text, 'viewer'::text, 'admin'::text, 'auditor'::text])));
alter table access.verification add constraint verification_pkey PRIMARY KEY (id);
alter table public.account add constraint account_pkey PRIMARY KEY (id);
alter table public.agent_slot add constraint agent_slot_check CHECK (((busy_s >= (0)::double precision) AND (busy_s <= there_s)));
alter table public.agent_slot add constraint agent_slot_pkey PRIMARY KEY (slot, person);
alter table public.agent_state add constraint agent_state_check CHECK (((reason IS NOT NULL) = (state = 'paused'::text)));
alter table public.agent_state add constraint agent_state_check1 CHECK (((call IS NOT NULL) = (state = ANY (ARRAY['reserved'::text, 'ringing'::text, 'on_call'::text, 'hold'::text, 'wrap_up'::text]))));
alter table public.agent_state add constraint agent_state_check2 CHECK (((address IS NOT NULL) = (endpoint = ANY (ARRAY['phone'::text, 'sip'::text]))));
alter table public.agent_state add constraint agent_state_endpoint_check CHECK ((endpoint = ANY (ARRAY['none'::text, 'client'::text, 'phone'::text, 'sip'::text])));
alter table public.agent_state add constraint agent_state_extension_check CHECK ((extension ~ '^[0-9]{1,10}$'::text));
alter table public.agent_state add constraint agent_state_extension_key UNIQUE (extension);
alter table public.agent_state add constraint agent_state_pkey PRIMARY KEY (person);
alter table public.agent_state add constraint agent_state_state_check CHECK ((state = ANY (ARRAY['offline'::text, 'available'::text, 'reserved'::text, 'ringing'::text, 'on_call'::text, 'hold'::text, 'wrap_up'::text, 'paused'::text, 'not_responding'::text])));
alter table public.agent_time add constraint agent_time_pkey PRIMARY KEY (id);
alter table public.aggrieved add constraint aggrieved_check CHECK (((told = 'applicant'::text) OR (phone IS NOT NULL)));
alter table public.aggrieved add constraint aggrieved_pkey PRIMARY KEY (grievance);
alter table public.aggrieved add constraint aggrieved_relation_check CHECK ((relation = ANY (ARRAY['family'::text, 'neighbour'::text, 'representative'::text, 'advocate'::text, 'organisation'::text, 'other'::text])));
alter table public.aggrieved add constraint aggrieved_told_check CHECK ((told = ANY (ARRAY['applicant'::text, 'aggrieved'::text, 'both'::text])));
alter table public.alert add constraint alert_check CHECK ((((kind = 'mention'::text) = (note IS NOT NULL)) AND ((kind = 'reminder'::text) = (reminder IS NOT NULL)) AND ((kind = 'webhook'::text) = (webhook IS NOT NULL)) AND ((kind = 'webhook'::text) = (number IS NULL))));
alter table public.alert add constraint alert_kind_check CHECK ((kind = ANY (ARRAY['mention'::text, 'reminder'::text, 'webhook'::text])));
alter table public.alert add constraint alert_person_note_key UNIQUE (person, note);
alter table public.alert add constraint alert_pkey PRIMARY KEY (id);
alter table public.api_key add constraint api_key_hash_check CHECK ((length(hash) = 64));
alter table public.api_key add constraint api_key_hash_key UNIQUE (hash);
alter table public.api_key add constraint api_key_name_check CHECK ((name <> ''::text));
alter table public.api_key add constraint api_key_pkey PRIMARY KEY (id);
alter table public.arrival_minute add constraint arrival_minute_pkey PRIMARY KEY (minute, channel);
alter table public.attachment add constraint attachment_check CHECK (((state = 'stored'::text) = (blob IS NOT NULL)));
alter table public.attachment add constraint attachment_pkey PRIMARY KEY (id);
alter table public.attachment add constraint attachment_state_check CHECK ((state = ANY (ARRAY['stored'::text, 'pending'::text, 'failed'::text])));
alter table public.attachment add constraint attachment_submission_position_key UNIQUE (submission, "position");
alter table public.audit add constraint audit_actor_sequence_key UNIQUE (actor, sequence);
alter table public.audit add constraint audit_pkey PRIMARY KEY (id);
alter table public.blob add constraint blob_pkey PRIMARY KEY (sha256);
alter table public.blob add constraint blob_sha256_check CHECK ((length(sha256) = 64));
alter table public.bulk add constraint bulk_check CHECK (((state <> ALL (ARRAY['undoing'::text, 'undone'::text])) OR (undo_reason IS NOT NULL)));
alter table public.bulk add constraint bulk_key_key UNIQUE (key);
alter table public.bulk add constraint bulk_pkey PRIMARY KEY (id);
alter table public.bulk add constraint bulk_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'undoing'::text, 'undone'::text])));
alter table public.bulk_row add constraint bulk_row_check CHECK (((state = ANY (ARRAY['refused'::text, 'kept'::text])) = (reason IS NOT NULL)));
alter table public.bulk_row add constraint bulk_row_pkey PRIMARY KEY (bulk, number);
alter table public.bulk_row add constraint bulk_row_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text, 'undone'::text, 'kept'::text])));
alter table public.call add constraint call_account_external_id_key UNIQUE (account, external_id);
alter table public.call add constraint call_check CHECK (((ended_at IS NOT NULL) = (rank >= 9)));
alter table public.call add constraint call_check1 CHECK (((ending IS NOT NULL) = (stage = 'ended'::text)));
alter table public.call add constraint call_check2 CHECK (((disposition IS NULL) = (disposed_at IS NULL)));
alter table public.call add constraint call_check3 CHECK (((placed_by = 'caller'::text) = (direction = 'in'::text)));
alter table public.call add constraint call_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])));
alter table public.call add constraint call_duration_s_check CHECK ((duration_s >= 0));
alter table public.call add constraint call_ending_check CHECK ((ending = ANY (ARRAY['completed'::text, 'abandoned_ivr'::text, 'abandoned_queue'::text, 'abandoned_ringing'::text, 'voicemail'::text, 'callback_requested'::text, 'failed'::text, 'rejected'::text, 'ivr_completed'::text])));
alter table public.call add constraint call_language_check CHECK ((language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.call add constraint call_number_key UNIQUE (number);
alter table public.call add constraint call_pkey PRIMARY KEY (id);
alter table public.call add constraint call_placed_by_check CHECK ((placed_by = ANY (ARRAY['caller'::text, 'gateway'::text, 'pbx'::text])));
alter table public.call add constraint call_stage_check CHECK ((stage = ANY (ARRAY['new'::text, 'ivr'::text, 'queued'::text, 'offered'::text, 'ringing_agent'::text, 'connected'::text, 'ended'::text])));
alter table public.call_block add constraint call_block_check CHECK (((ended_at IS NULL) = (ended_by IS NULL)));
alter table public.call_block add constraint call_block_pkey PRIMARY KEY (id);
alter table public.call_event add constraint call_event_call_key_key UNIQUE (call, key);
alter table public.call_event add constraint call_event_check CHECK (((kind = 'provider'::text) = (provider_rank IS NOT NULL)));
alter table public.call_event add constraint call_event_kind_check CHECK ((kind = ANY (ARRAY['provider'::text, 'script'::text, 'left'::text, 'script_done'::text, 'voicemail'::text, 'queued'::text, 'callback'::text, 'offered'::text, 'offer_declined'::text, 'offer_expired'::text, 'offer_withdrawn'::text, 'accepted'::text, 'connected'::text, 'held'::text, 'resumed'::text, 'transferring'::text, 'released'::text, 'wrapped'::text, 'blocked'::text, 'consulting'::text, 'consulted'::text, 'joined'::text, 'consult_ended'::text, 'passed'::text])));
alter table public.call_event add constraint call_event_pkey PRIMARY KEY (id);
alter table public.call_leg add constraint call_leg_account_external_id_key UNIQUE (account, external_id);
alter table public.call_leg add constraint call_leg_check CHECK (((ended_at IS NOT NULL) = (rank >= 9)));
alter table public.call_leg add constraint call_leg_check1 CHECK (((kind = 'supervisor'::text) = (part IS NOT NULL)));
alter table public.call_leg add constraint call_leg_check2 CHECK (((part IS NULL) = (reason IS NULL)));
alter table public.call_leg add constraint call_leg_check3 CHECK (((kind <> 'consult'::text) OR (consult IS NOT NULL)));
alter table public.call_leg add constraint call_leg_endpoint_check CHECK ((endpoint = ANY (ARRAY['client'::text, 'phone'::text, 'sip'::text])));
alter table public.call_leg add constraint call_leg_kind_check CHECK ((kind = ANY (ARRAY['agent'::text, 'consult'::text, 'supervisor'::text])));
alter table public.call_leg add constraint call_leg_part_check CHECK ((part = ANY (ARRAY['listen'::text, 'whisper'::text, 'join'::text])));
alter table public.call_leg add constraint call_leg_pkey PRIMARY KEY (id);
alter table public.call_matter add constraint call_matter_pkey PRIMARY KEY (number);
alter table public.call_reply add constraint call_reply_pkey PRIMARY KEY (call, external_id);
alter table public.call_share add constraint call_share_check CHECK (((disposition IS NULL) = (disposed_at IS NULL)));
alter table public.call_share add constraint call_share_pkey PRIMARY KEY (id);
alter table public.callback add constraint callback_check CHECK (((closed_at IS NOT NULL) = (state = 'done'::text)));
alter table public.callback add constraint callback_check1 CHECK (((state = 'open'::text) OR (outcome IS NOT NULL)));
alter table public.callback add constraint callback_check2 CHECK (((taken_by IS NULL) = (taken_until IS NULL)));
alter table public.callback add constraint callback_grievance CHECK (((reason = 'satisfaction'::text) = (grievance IS NOT NULL)));
alter table public.callback add constraint callback_language_check CHECK ((language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.callback add constraint callback_notice CHECK (((reason = 'notice'::text) = (notice IS NOT NULL)));
alter table public.callback add constraint callback_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'no_answer'::text, 'busy'::text, 'wrong_number'::text, 'refused'::text, 'unreached'::text, 'called_again'::text, 'satisfied'::text, 'partly'::text, 'not_satisfied'::text, 'later'::text, 'answered'::text])));
alter table public.callback add constraint callback_pkey PRIMARY KEY (id);
alter table public.callback add constraint callback_reason_check CHECK ((reason = ANY (ARRAY['asked'::text, 'abandoned'::text, 'voicemail'::text, 'after_hours'::text, 'broken_off'::text, 'satisfaction'::text, 'notice'::text])));
alter table public.callback add constraint callback_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text])));
alter table public.callback_attempt add constraint callback_attempt_pkey PRIMARY KEY (id);
alter table public.campaign add constraint campaign_pkey PRIMARY KEY (grievance);
alter table public.campaign add constraint campaign_title_check CHECK ((title <> ''::text));
alter table public.canned_text add constraint canned_text_body_en_check CHECK (((length(body_en) >= 1) AND (length(body_en) <= 2000)));
alter table public.canned_text add constraint canned_text_body_hi_check CHECK (((length(body_hi) >= 1) AND (length(body_hi) <= 2000)));
alter table public.canned_text add constraint canned_text_body_pa_check CHECK (((length(body_pa) >= 1) AND (length(body_pa) <= 2000)));
alter table public.canned_text add constraint canned_text_origin_key UNIQUE (origin);
alter table public.canned_text add constraint canned_text_pkey PRIMARY KEY (id);
alter table public.canned_text add constraint canned_text_places_check CHECK (((cardinality(places) > 0) AND (places <@ '{ask,note,dismiss}'::text[])));
alter table public.canned_text add constraint canned_text_shortcut_check CHECK ((shortcut ~ '^[a-z0-9][a-z0-9-]{1,39}$'::text));
alter table public.canned_text add constraint canned_text_shortcut_key UNIQUE (shortcut);
alter table public.case_cell add constraint case_cell_grain_district_tehsil_department_office_category__key UNIQUE (grain, district, tehsil, department, office, category, channel);
alter table public.case_cell add constraint case_cell_pkey PRIMARY KEY (id);
alter table public.case_change add constraint case_change_pkey PRIMARY KEY (id);
alter table public.case_count add constraint case_count_pkey PRIMARY KEY (cell, span, day) INCLUDE (received);
alter table public.case_count add constraint case_count_span_check CHECK ((span = ANY (ARRAY[0, 1])));
alter table public.case_file add constraint camera_place_whole CHECK (((camera_latitude IS NULL) = (camera_longitude IS NULL)));
alter table public.case_file add constraint case_file_camera_latitude_check CHECK (((camera_latitude >= ('-90'::integer)::double precision) AND (camera_latitude <= (90)::double precision)));
alter table public.case_file add constraint case_file_camera_longitude_check CHECK (((camera_longitude >= ('-180'::integer)::double precision) AND (camera_longitude <= (180)::double precision)));
alter table public.case_file add constraint case_file_check CHECK ((num_nonnulls(resolution, information) = 1));
alter table public.case_file add constraint case_file_check1 CHECK (((latitude IS NULL) = (longitude IS NULL)));
alter table public.case_file add constraint case_file_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)));
alter table public.case_file add constraint case_file_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)));
alter table public.case_file add constraint case_file_pkey PRIMARY KEY (id);
alter table public.case_transition add constraint case_transition_pkey PRIMARY KEY (before, after, verb);
alter table public.case_verb add constraint case_verb_event_key UNIQUE (event);
alter table public.case_verb add constraint case_verb_pkey PRIMARY KEY (verb);
alter table public.category add constraint category_code_check CHECK ((code ~ '^[a-z][a-z0-9-]*$'::text));
alter table public.category add constraint category_pkey PRIMARY KEY (code);
alter table public.change add constraint change_pkey PRIMARY KEY (sequence);
alter table public.citizen add constraint citizen_language_check CHECK ((language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.citizen add constraint citizen_notify_by_check CHECK ((notify_by = ANY (ARRAY['sms'::text, 'email'::text, 'call'::text])));
alter table public.citizen add constraint citizen_pkey PRIMARY KEY (id);
alter table public.citizen_contact add constraint citizen_contact_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text])));
alter table public.citizen_contact add constraint citizen_contact_pkey PRIMARY KEY (citizen, kind, value);
alter table public.clock add constraint clock_check CHECK (((paused_at IS NULL) = (pause_reason IS NULL)));
alter table public.clock add constraint clock_check1 CHECK (((stopped_at IS NULL) = (outcome IS NULL)));
alter table public.clock add constraint clock_days_check CHECK ((days >= 0));
alter table public.clock add constraint clock_kind_check CHECK ((kind = ANY (ARRAY['acknowledge'::text, 'screen'::text, 'answer'::text, 'redress'::text, 'interim'::text, 'feedback'::text, 'appeal'::text, 'review'::text])));
alter table public.clock add constraint clock_level_check CHECK (((level >= 1) AND (level <= 3)));
alter table public.clock add constraint clock_outcome_check CHECK ((outcome = ANY (ARRAY['met'::text, 'late'::text, 'cancelled'::text])));
alter table public.clock add constraint clock_pause_reason_check CHECK ((pause_reason = ANY (ARRAY['citizen'::text, 'long_term'::text, 'merged'::text])));
alter table public.clock add constraint clock_pkey PRIMARY KEY (id);
alter table public.clock add constraint clock_unit_check CHECK ((unit = ANY (ARRAY['working'::text, 'calendar'::text])));
alter table public.clock add constraint told TRIGGER DEFERRABLE INITIALLY DEFERRED;
alter table public.consult add constraint consult_check CHECK ((asked_by <> person));
alter table public.consult add constraint consult_check1 CHECK (((ended_at IS NULL) = (state = ANY (ARRAY['ringing'::text, 'talking'::text, 'joined'::text]))));
alter table public.consult add constraint consult_pkey PRIMARY KEY (id);
alter table public.consult add constraint consult_state_check CHECK ((state = ANY (ARRAY['ringing'::text, 'talking'::text, 'joined'::text, 'passed'::text, 'cancelled'::text, 'declined'::text, 'unanswered'::text, 'left'::text, 'failed'::text, 'over'::text])));
alter table public.decision_day add constraint decision_day_pkey PRIMARY KEY (day, channel, state);
alter table public.delivery add constraint delivery_account_external_id_key UNIQUE (account, external_id);
alter table public.delivery add constraint delivery_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'part'::text, 'status'::text, 'call'::text, 'recording'::text])));
alter table public.delivery add constraint delivery_number_key UNIQUE (number);
alter table public.delivery add constraint delivery_pkey PRIMARY KEY (id);
alter table public.delivery add constraint delivery_state_check CHECK ((state = ANY (ARRAY['received'::text, 'read'::text, 'parked'::text, 'settled'::text])));
alter table public.department add constraint department_lgd_code_key UNIQUE (lgd_code);
alter table public.department add constraint department_pkey PRIMARY KEY (code);
alter table public.disposition add constraint disposition_hot_key_check CHECK (((hot_key >= 1) AND (hot_key <= 9)));
alter table public.disposition add constraint disposition_hot_key_key UNIQUE (hot_key);
alter table public.disposition add constraint disposition_pkey PRIMARY KEY (code);
alter table public.disposition add constraint disposition_position_key UNIQUE ("position");
alter table public.district add constraint district_pkey PRIMARY KEY (code);
alter table public.draft add constraint draft_body_check CHECK ((octet_length((body)::text) <= 131072));
alter table public.draft add constraint draft_pkey PRIMARY KEY (person, subject);
alter table public.draft add constraint draft_subject_check CHECK ((subject ~ '^(register|(submission|note):[0-9]{10}|call:[0-9]{1,18})$'::text));
alter table public.draft_file add constraint draft_file_pkey PRIMARY KEY (id);
alter table public.event add constraint event_number_sequence_key UNIQUE (number, sequence);
alter table public.event add constraint event_pkey PRIMARY KEY (id);
alter table public.example add constraint example_number_key UNIQUE (number);
alter table public.example add constraint example_pkey PRIMARY KEY (id);
alter table public.example_word add constraint example_word_pkey PRIMARY KEY (word, example);
alter table public.export add constraint export_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text])));
alter table public.export add constraint export_pkey PRIMARY KEY (id);
alter table public.export add constraint export_source_check CHECK ((source = ANY (ARRAY['queue'::text, 'search'::text, 'dashboard'::text])));
alter table public.export add constraint export_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'ready'::text, 'failed'::text])));
alter table public.export_part add constraint export_part_pkey PRIMARY KEY (export, attempt, "position");
alter table public.feedback_attempt add constraint feedback_attempt_call_key UNIQUE (call);
alter table public.feedback_attempt add constraint feedback_attempt_mode_check CHECK ((mode = ANY (ARRAY['call'::text, 'agent'::text, 'sms_link'::text])));
alter table public.feedback_attempt add constraint feedback_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['answered'::text, 'no_answer'::text, 'busy'::text, 'failed'::text, 'refused'::text, 'wrong_number'::text, 'later'::text])));
alter table public.feedback_attempt add constraint feedback_attempt_pkey PRIMARY KEY (id);
alter table public.grievance add constraint grievance_check CHECK ((merged_into <> number));
alter table public.grievance add constraint grievance_check1 CHECK (((merged_into IS NULL) = (merged_at IS NULL)));
alter table public.grievance add constraint grievance_check2 CHECK (((earlier IS NULL) OR (earlier_elsewhere IS NULL)));
alter table public.grievance add constraint grievance_closed_language_check CHECK ((closed_language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.grievance add constraint grievance_contact_time_check CHECK ((contact_time = ANY (ARRAY['morning'::text, 'afternoon'::text, 'evening'::text])));
alter table public.grievance add constraint grievance_fallback_check CHECK ((fallback = ANY (ARRAY['superior_post'::text, 'parent_office'::text, 'supervisor'::text])));
alter table public.grievance add constraint grievance_language_check CHECK ((language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.grievance add constraint grievance_level_check CHECK (((level >= 1) AND (level <= 3)));
alter table public.grievance add constraint grievance_pkey PRIMARY KEY (number);
alter table public.grievance add constraint grievance_questions_check CHECK (((questions >= 0) AND (questions <= 3)));
alter table public.grievance add constraint grievance_reopenings_check CHECK (((reopenings >= 0) AND (reopenings <= 2)));
alter table public.grievance add constraint grievance_sensitive_check CHECK ((sensitive = ANY (ARRAY['whistle_blower'::text, 'sexual_harassment'::text, 'child'::text, 'violence'::text, 'threat'::text, 'other'::text])));
alter table public.grievance add constraint grievance_state_check CHECK ((state = ANY (ARRAY['registered'::text, 'screening'::text, 'awaiting_citizen'::text, 'exclusion_review'::text, 'assigned'::text, 'in_progress'::text, 'long_term'::text, 'special_review'::text, 'resolved'::text, 'final_review'::text, 'closed_satisfied'::text, 'closed_partly'::text, 'closed_unverified'::text, 'closed_special'::text, 'not_taken_up'::text, 'withdrawn'::text])));
alter table public.grievance add constraint grievance_track_check CHECK ((track = ANY (ARRAY['district'::text, 'state'::text])));
alter table public.grievance add constraint grievance_transfers_check CHECK (((transfers >= 0) AND (transfers <= 3)));
alter table public.grievance add constraint grievance_verdict_check CHECK ((verdict = ANY (ARRAY['satisfied'::text, 'partly'::text, 'not_satisfied'::text, 'unreachable'::text])));
alter table public.grievance add constraint settled_when CHECK (((settled_at IS NOT NULL) = (state = ANY (ARRAY['closed_satisfied'::text, 'closed_partly'::text, 'closed_unverified'::text, 'closed_special'::text, 'not_taken_up'::text, 'withdrawn'::text]))));
alter table public.grievance add constraint told TRIGGER DEFERRABLE INITIALLY DEFERRED;
alter table public.helpline add constraint helpline_pkey PRIMARY KEY (single);
alter table public.helpline add constraint helpline_single_check CHECK (single);
alter table public.helpline add constraint helpline_week_check CHECK (((jsonb_typeof(week) = 'array'::text) AND (jsonb_array_length(week) = 7)));
alter table public.helpline_holiday add constraint helpline_holiday_pkey PRIMARY KEY (day);
alter table public.helpline_notice add constraint helpline_notice_check CHECK (((until IS NULL) OR (until > since)));
alter table public.helpline_notice add constraint helpline_notice_pkey PRIMARY KEY (id);
alter table public.holiday add constraint holiday_day_district_key UNIQUE NULLS NOT DISTINCT (day, district);
alter table public.information add constraint information_delivery_key UNIQUE (delivery);
alter table public.information add constraint information_pkey PRIMARY KEY (id);
alter table public.notice add constraint notice_number_template_key UNIQUE (number, template);
alter table public.notice add constraint notice_pkey PRIMARY KEY (id);
alter table public.notice add constraint notice_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'accepted'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'suppressed'::text, 'call_due'::text, 'settled'::text])));
alter table public.notice add constraint sealed_has_an_end CHECK (((sealed IS NULL) OR (sealed_until IS NOT NULL)));
alter table public.notice add constraint settled_by_whom CHECK ((((state = 'settled'::text) = (settled_by IS NOT NULL)) AND ((settled_by IS NULL) = (settled_reason IS NULL))));
alter table public.offer add constraint offer_check CHECK (((ended_at IS NULL) = (state = 'pending'::text)));
alter table public.offer add constraint offer_pkey PRIMARY KEY (id);
alter table public.offer add constraint offer_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'accepted'::text, 'declined'::text, 'expired'::text, 'withdrawn'::text])));
alter table public.office add constraint office_check CHECK ((parent <> code));
alter table public.office add constraint office_check1 CHECK (((level = ANY (ARRAY['state'::text, 'division'::text])) OR (district IS NOT NULL)));
alter table public.office add constraint office_check2 CHECK (((level <> 'tehsil'::text) OR (tehsil IS NOT NULL)));
alter table public.office add constraint office_check3 CHECK (((tehsil IS NULL) OR (district IS NOT NULL)));
alter table public.office add constraint office_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'::text));
alter table public.office add constraint office_level_check CHECK ((level = ANY (ARRAY['state'::text, 'division'::text, 'district'::text, 'tehsil'::text, 'local'::text])));
alter table public.office add constraint office_pkey PRIMARY KEY (code);
alter table public.one_time_code add constraint one_time_code_browser_check CHECK ((length(browser) = 64));
alter table public.one_time_code add constraint one_time_code_hash_check CHECK ((length(hash) = 64));
alter table public.one_time_code add constraint one_time_code_pkey PRIMARY KEY (id);
alter table public.one_time_code add constraint one_time_code_tries_check CHECK (((tries >= 0) AND (tries <= 5)));
alter table public.opinion add constraint opinion_pkey PRIMARY KEY (id);
alter table public.opinion add constraint opinion_resolution_submission_key UNIQUE (resolution, submission);
alter table public.opinion add constraint opinion_verdict_check CHECK ((verdict = ANY (ARRAY['satisfied'::text, 'not_satisfied'::text])));
alter table public.pause_reason add constraint pause_reason_pkey PRIMARY KEY (code);
alter table public.pause_reason add constraint pause_reason_position_key UNIQUE ("position");
alter table public.policy add constraint policy_check CHECK (((state = 'in_force'::text) = (effective_on IS NOT NULL)));
alter table public.policy add constraint policy_pkey PRIMARY KEY (version);
alter table public.policy add constraint policy_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in_force'::text])));
alter table public.post add constraint post_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$'::text));
alter table public.post add constraint post_office_rank_key UNIQUE (office, rank);
alter table public.post add constraint post_pkey PRIMARY KEY (code);
alter table public.post add constraint post_rank_check CHECK (((rank >= 1) AND (rank <= 3)));
alter table public.post_holder add constraint post_holder_check CHECK ((until >= since));
alter table public.post_holder add constraint post_holder_pkey PRIMARY KEY (id);
alter table public.presence add constraint presence_doing_check CHECK ((doing = ANY (ARRAY['looking'::text, 'typing'::text])));
alter table public.presence add constraint presence_pkey PRIMARY KEY (screen);
alter table public.proposal add constraint maker_and_checker CHECK ((decided_by <> made_by));
alter table public.proposal add constraint proposal_check CHECK ((num_nonnulls(accepted, decision, decided_by, decided_by_name, decided_at) = ANY (ARRAY[0, 5])));
alter table public.proposal add constraint proposal_kind_check CHECK ((kind = ANY (ARRAY['exclusion'::text, 'special'::text])));
alter table public.proposal add constraint proposal_pkey PRIMARY KEY (id);
alter table public.question add constraint question_pkey PRIMARY KEY (id);
alter table public.queue_entry add constraint queue_entry_check CHECK (((person IS NULL) = (person_until IS NULL)));
alter table public.queue_entry add constraint queue_entry_language_check CHECK ((language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.queue_entry add constraint queue_entry_pkey PRIMARY KEY (call);
alter table public.queue_entry add constraint queue_entry_priority_check CHECK (((priority >= 0) AND (priority <= 9)));
alter table public.queue_entry add constraint queue_entry_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'offered'::text, 'taken'::text, 'callback'::text, 'gone'::text])));
alter table public.recording add constraint recording_account_external_id_key UNIQUE (account, external_id);
alter table public.recording add constraint recording_attachment_key UNIQUE (attachment);
alter table public.recording add constraint recording_check CHECK (((state = 'stored'::text) = (blob IS NOT NULL)));
alter table public.recording add constraint recording_check1 CHECK (((transcript IS NULL) = (transcribed_at IS NULL)));
alter table public.recording add constraint recording_check2 CHECK (((transcript IS NULL) = (transcript_model IS NULL)));
alter table public.recording add constraint recording_pkey PRIMARY KEY (id);
alter table public.recording add constraint recording_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'stored'::text, 'failed'::text])));
alter table public.recording add constraint recording_transcript_language_check CHECK ((transcript_language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.reminder add constraint reminder_pkey PRIMARY KEY (id);
alter table public.reminder add constraint reminder_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'due'::text, 'done'::text])));
alter table public.reminder add constraint reminder_text_check CHECK (((length(text) >= 1) AND (length(text) <= 500)));
alter table public.resolution add constraint resolution_grade_check CHECK ((grade = ANY (ARRAY['full'::text, 'partial'::text, 'none'::text])));
alter table public.resolution add constraint resolution_language_check CHECK ((language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.resolution add constraint resolution_pkey PRIMARY KEY (id);
alter table public.routing_rule add constraint routing_rule_check CHECK (((target = 'office'::text) = (office IS NOT NULL)));
alter table public.routing_rule add constraint routing_rule_pkey PRIMARY KEY (id);
alter table public.routing_rule add constraint routing_rule_target_check CHECK ((target = ANY (ARRAY['office'::text, 'department_district'::text, 'department_state'::text, 'district'::text])));
alter table public.routing_rule add constraint routing_rule_track_check CHECK ((track = ANY (ARRAY['district'::text, 'state'::text])));
alter table public.satisfaction add constraint satisfaction_check CHECK (((closed_at IS NOT NULL) = (state = 'done'::text)));
alter table public.satisfaction add constraint satisfaction_mode_check CHECK ((mode = ANY (ARRAY['call'::text, 'agent'::text])));
alter table public.satisfaction add constraint satisfaction_pkey PRIMARY KEY (id);
alter table public.satisfaction add constraint satisfaction_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text])));
alter table public.saved_view add constraint saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)));
alter table public.saved_view add constraint saved_view_person_name_key UNIQUE (person, name);
alter table public.saved_view add constraint saved_view_pkey PRIMARY KEY (id);
alter table public.saved_view add constraint saved_view_source_check CHECK ((source = ANY (ARRAY['search'::text, 'queue'::text])));
alter table public.script add constraint script_graph_check CHECK ((jsonb_typeof(graph) = 'object'::text));
alter table public.script add constraint script_origin_check CHECK ((origin = ANY (ARRAY['supplied'::text, 'desk'::text])));
alter table public.script add constraint script_pkey PRIMARY KEY (version);
alter table public.script_in_force add constraint script_in_force_pkey PRIMARY KEY (id);
alter table public.seal add constraint seal_hash_key UNIQUE (hash);
alter table public.seal add constraint seal_pkey PRIMARY KEY (id);
alter table public.search add constraint search_pkey PRIMARY KEY (submission);
alter table public.sender_rule add constraint sender_rule_action_check CHECK ((action = ANY (ARRAY['dismiss'::text, 'low'::text])));
alter table public.sender_rule add constraint sender_rule_check CHECK (((kind <> 'phone'::text) OR (expires_at <= (made_at + '30 days'::interval))));
alter table public.sender_rule add constraint sender_rule_check1 CHECK (((kind = 'phone'::text) OR (value !~ '(^|[.@])(gov|nic)\.in$'::text)));
alter table public.sender_rule add constraint sender_rule_kind_check CHECK ((kind = ANY (ARRAY['address'::text, 'domain'::text, 'phone'::text])));
alter table public.sender_rule add constraint sender_rule_pkey PRIMARY KEY (id);
alter table public.signatory add constraint signatory_name_check CHECK ((name <> ''::text));
alter table public.signatory add constraint signatory_pkey PRIMARY KEY (id);
alter table public.sms_part add constraint sms_part_part_check CHECK (((part >= 1) AND (part <= 255)));
alter table public.sms_part add constraint sms_part_pkey PRIMARY KEY (delivery);
alter table public.sms_part add constraint sms_part_total_check CHECK (((total >= 1) AND (total <= 255)));
alter table public.submission add constraint submission_check CHECK (((state = 'waiting'::text) OR (claimed_by IS NULL)));
alter table public.submission add constraint submission_check1 CHECK (((state = ANY (ARRAY['registered'::text, 'linked'::text])) = (grievance IS NOT NULL)));
alter table public.submission add constraint submission_delivery_key UNIQUE (delivery);
alter table public.submission add constraint submission_language_check CHECK ((language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.submission add constraint submission_number_key UNIQUE (number);
alter table public.submission add constraint submission_pkey PRIMARY KEY (id);
alter table public.submission add constraint submission_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'registered'::text, 'linked'::text, 'dismissed'::text])));
alter table public.suppression add constraint suppression_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text])));
alter table public.suppression add constraint suppression_check CHECK (((lifted_at IS NOT NULL) OR ((lifted_by IS NULL) AND (lifted_reason IS NULL))));
alter table public.suppression add constraint suppression_pkey PRIMARY KEY (id);
alter table public.suppression add constraint suppression_reason_check CHECK ((reason = ANY (ARRAY['dead'::text, 'opted_out'::text])));
alter table public.tehsil add constraint tehsil_pkey PRIMARY KEY (code);
alter table public.template add constraint template_body_check CHECK ((body <> ''::text));
alter table public.template add constraint template_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text, 'voice'::text])));
alter table public.template add constraint template_check CHECK (((channel = 'email'::text) = (subject IS NOT NULL)));
alter table public.template add constraint template_check1 CHECK (((channel <> 'sms'::text) OR (template_variables(body) <= 3)));
alter table public.template add constraint template_check2 CHECK (((state = 'draft'::text) = (effective_at IS NULL)));
alter table public.template add constraint template_check3 CHECK (((state = 'retired'::text) = (retired_at IS NOT NULL)));
alter table public.template add constraint template_dlt_entity_check CHECK ((dlt_entity ~ '^[0-9]{6,30}$'::text));
alter table public.template add constraint template_dlt_header_check CHECK ((dlt_header ~ '^[A-Za-z0-9-]{3,11}$'::text));
alter table public.template add constraint template_dlt_template_check CHECK ((dlt_template ~ '^[0-9]{6,30}$'::text));
alter table public.template add constraint template_key_channel_language_version_key UNIQUE (key, channel, language, version);
alter table public.template add constraint template_key_check CHECK ((key ~ '^[a-z][a-z_]{1,39}$'::text));
alter table public.template add constraint template_language_check CHECK ((language = ANY (ARRAY['pa'::text, 'hi'::text, 'en'::text])));
alter table public.template add constraint template_pkey PRIMARY KEY (id);
alter table public.template add constraint template_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'retired'::text])));
alter table public.template add constraint template_version_check CHECK ((version > 0));
alter table public.time_shift add constraint time_shift_pkey PRIMARY KEY (single);
alter table public.time_shift add constraint time_shift_single_check CHECK (single);
alter table public.upload add constraint upload_pkey PRIMARY KEY (sha256);
alter table public.verdict add constraint verdict_pkey PRIMARY KEY (id);
alter table public.verdict add constraint verdict_resolution_key UNIQUE (resolution);
alter table public.verdict add constraint verdict_verdict_check CHECK ((verdict = ANY (ARRAY['satisfied'::text, 'partly'::text, 'not_satisfied'::text])));
alter table public.waiting add constraint waiting_count_check CHECK ((count >= 0));
alter table public.waiting add constraint waiting_pkey PRIMARY KEY (channel);
alter table public.webhook_attempt add constraint webhook_attempt_check CHECK (((status IS NOT NULL) OR (fault IS NOT NULL)));
alter table public.webhook_attempt add constraint webhook_attempt_pkey PRIMARY KEY (id);
alter table public.webhook_message add constraint settled TRIGGER DEFERRABLE INITIALLY DEFERRED;
alter table public.webhook_message add constraint webhook_message_check CHECK (((number IS NULL) = (sequence IS NULL)));
alter table public.webhook_message add constraint webhook_message_check1 CHECK (((settled_at IS NULL) = (state = 'pending'::text)));
alter table public.webhook_message add constraint webhook_message_pkey PRIMARY KEY (id);
alter table public.webhook_message add constraint webhook_message_position_key UNIQUE ("position");
alter table public.webhook_message add constraint webhook_message_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])));
alter table public.webhook_message add constraint webhook_message_subscription_number_sequence_key UNIQUE (subscription, number, sequence);
alter table public.webhook_subscription add constraint webhook_subscription_contact_reason_check CHECK ((length(contact_reason) >= 10));
alter table public.webhook_subscription add constraint webhook_subscription_departments_check CHECK ((cardinality(departments) > 0));
alter table public.webhook_subscription add constraint webhook_subscription_districts_check CHECK ((cardinality(districts) > 0));
alter table public.webhook_subscription add constraint webhook_subscription_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)));
alter table public.webhook_subscription add constraint webhook_subscription_pkey PRIMARY KEY (id);
alter table public.webhook_subscription add constraint webhook_subscription_state_check CHECK ((state = ANY (ARRAY['active'::text, 'stopped'::text, 'paused'::text])));
alter table public.webhook_subscription add constraint webhook_subscription_types_check CHECK ((cardinality(types) > 0));
alter table public.webhook_subscription add constraint webhook_subscription_url_check CHECK ((length(url) <= 500));
alter table access.account add constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES access."user"(id) ON DELETE CASCADE;
alter table access.preference add constraint preference_id_fkey FOREIGN KEY (id) REFERENCES access."user"(id) ON DELETE CASCADE;
alter table access.session add constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES access."user"(id) ON DELETE CASCADE;
alter table access.staff add constraint staff_id_fkey FOREIGN KEY (id) REFERENCES access."user"(id) ON DELETE CASCADE;
alter table access."twoFactor" add constraint "twoFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES access."user"(id) ON DELETE CASCADE;
alter table public.agent_state add constraint agent_state_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.agent_state add constraint agent_state_person_fkey FOREIGN KEY (person) REFERENCES access."user"(id) ON DELETE CASCADE;
alter table public.aggrieved add constraint aggrieved_grievance_fkey FOREIGN KEY (grievance) REFERENCES grievance(number);
alter table public.alert add constraint alert_note_fkey FOREIGN KEY (note) REFERENCES event(id);
alter table public.alert add constraint alert_number_fkey FOREIGN KEY (number) REFERENCES submission(number);
alter table public.alert add constraint alert_person_fkey FOREIGN KEY (person) REFERENCES access."user"(id) ON DELETE CASCADE;
alter table public.alert add constraint alert_reminder_fkey FOREIGN KEY (reminder) REFERENCES reminder(id);
alter table public.alert add constraint alert_webhook_fkey FOREIGN KEY (webhook) REFERENCES webhook_subscription(id) ON DELETE CASCADE;
alter table public.api_key add constraint api_key_made_by_fkey FOREIGN KEY (made_by) REFERENCES access."user"(id) ON DELETE SET NULL;
alter table public.attachment add constraint attachment_blob_fkey FOREIGN KEY (blob) REFERENCES blob(sha256);
alter table public.attachment add constraint attachment_submission_fkey FOREIGN KEY (submission) REFERENCES submission(id);
alter table public.bulk add constraint bulk_person_fkey FOREIGN KEY (person) REFERENCES access."user"(id) ON DELETE CASCADE;
alter table public.bulk_row add constraint bulk_row_bulk_fkey FOREIGN KEY (bulk) REFERENCES bulk(id) ON DELETE CASCADE;
alter table public.call add constraint call_callback_fkey FOREIGN KEY (callback) REFERENCES callback(id);
alter table public.call add constraint call_disposition_fkey FOREIGN KEY (disposition) REFERENCES disposition(code);
alter table public.call add constraint call_satisfaction_fkey FOREIGN KEY (satisfaction) REFERENCES satisfaction(id);
alter table public.call add constraint call_script_fkey FOREIGN KEY (script) REFERENCES script(version);
alter table public.call_event add constraint call_event_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.call_leg add constraint call_leg_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.call_leg add constraint call_leg_consult_fkey FOREIGN KEY (consult) REFERENCES consult(id);
alter table public.call_matter add constraint call_matter_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.call_reply add constraint call_reply_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.call_share add constraint call_share_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.call_share add constraint call_share_disposition_fkey FOREIGN KEY (disposition) REFERENCES disposition(code);
alter table public.callback add constraint callback_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.callback add constraint callback_grievance_fkey FOREIGN KEY (grievance) REFERENCES grievance(number);
alter table public.callback add constraint callback_notice_fkey FOREIGN KEY (notice) REFERENCES notice(id);
alter table public.callback_attempt add constraint callback_attempt_callback_fkey FOREIGN KEY (callback) REFERENCES callback(id);
alter table public.campaign add constraint campaign_grievance_fkey FOREIGN KEY (grievance) REFERENCES grievance(number);
alter table public.case_file add constraint case_file_blob_fkey FOREIGN KEY (blob) REFERENCES blob(sha256);
alter table public.case_file add constraint case_file_information_fkey FOREIGN KEY (information) REFERENCES information(id);
alter table public.case_file add constraint case_file_number_fkey FOREIGN KEY (number) REFERENCES grievance(number);
alter table public.case_file add constraint case_file_resolution_fkey FOREIGN KEY (resolution) REFERENCES resolution(id);
alter table public.case_transition add constraint case_transition_verb_fkey FOREIGN KEY (verb) REFERENCES case_verb(verb);
alter table public.category add constraint category_department_fkey FOREIGN KEY (department) REFERENCES department(code);
alter table public.citizen_contact add constraint citizen_contact_citizen_fkey FOREIGN KEY (citizen) REFERENCES citizen(id);
alter table public.clock add constraint clock_number_fkey FOREIGN KEY (number) REFERENCES grievance(number);
alter table public.clock add constraint clock_office_fkey FOREIGN KEY (office) REFERENCES office(code);
alter table public.clock add constraint clock_policy_fkey FOREIGN KEY (policy) REFERENCES policy(version);
alter table public.consult add constraint consult_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.delivery add constraint delivery_blob_fkey FOREIGN KEY (blob) REFERENCES blob(sha256);
alter table public.draft add constraint draft_person_fkey FOREIGN KEY (person) REFERENCES access."user"(id) ON DELETE CASCADE;
alter table public.draft_file add constraint draft_file_blob_fkey FOREIGN KEY (blob) REFERENCES blob(sha256);
alter table public.draft_file add constraint draft_file_person_fkey FOREIGN KEY (person) REFERENCES access."user"(id) ON DELETE CASCADE;
alter table public.example add constraint example_number_fkey FOREIGN KEY (number) REFERENCES submission(number);
alter table public.export_part add constraint export_part_export_fkey FOREIGN KEY (export) REFERENCES export(id) ON DELETE CASCADE;
alter table public.feedback_attempt add constraint feedback_attempt_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.feedback_attempt add constraint feedback_attempt_number_fkey FOREIGN KEY (number) REFERENCES grievance(number);
alter table public.feedback_attempt add constraint feedback_attempt_resolution_fkey FOREIGN KEY (resolution) REFERENCES resolution(id);
alter table public.grievance add constraint grievance_citizen_fkey FOREIGN KEY (citizen) REFERENCES citizen(id);
alter table public.grievance add constraint grievance_earlier_fkey FOREIGN KEY (earlier) REFERENCES submission(number);
alter table public.grievance add constraint grievance_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES grievance(number);
alter table public.grievance add constraint grievance_number_fkey FOREIGN KEY (number) REFERENCES submission(number);
alter table public.grievance add constraint grievance_office_fkey FOREIGN KEY (office) REFERENCES office(code);
alter table public.grievance add constraint grievance_post_fkey FOREIGN KEY (post) REFERENCES post(code);
alter table public.grievance add constraint grievance_rule_fkey FOREIGN KEY (rule) REFERENCES routing_rule(id);
alter table public.holiday add constraint holiday_district_fkey FOREIGN KEY (district) REFERENCES district(code);
alter table public.information add constraint information_delivery_fkey FOREIGN KEY (delivery) REFERENCES delivery(id);
alter table public.information add constraint information_number_fkey FOREIGN KEY (number) REFERENCES grievance(number);
alter table public.notice add constraint notice_template_id_fkey FOREIGN KEY (template_id) REFERENCES template(id);
alter table public.offer add constraint offer_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.office add constraint office_department_fkey FOREIGN KEY (department) REFERENCES department(code);
alter table public.office add constraint office_district_fkey FOREIGN KEY (district) REFERENCES district(code);
alter table public.office add constraint office_parent_fkey FOREIGN KEY (parent) REFERENCES office(code) DEFERRABLE INITIALLY DEFERRED;
alter table public.office add constraint office_tehsil_fkey FOREIGN KEY (tehsil) REFERENCES tehsil(code);
alter table public.opinion add constraint opinion_grievance_fkey FOREIGN KEY (grievance) REFERENCES grievance(number);
alter table public.opinion add constraint opinion_resolution_fkey FOREIGN KEY (resolution) REFERENCES resolution(id);
alter table public.post add constraint post_office_fkey FOREIGN KEY (office) REFERENCES office(code);
alter table public.post_holder add constraint post_holder_person_fkey FOREIGN KEY (person) REFERENCES access."user"(id);
alter table public.post_holder add constraint post_holder_post_fkey FOREIGN KEY (post) REFERENCES post(code);
alter table public.proposal add constraint proposal_number_fkey FOREIGN KEY (number) REFERENCES grievance(number);
alter table public.question add constraint question_number_fkey FOREIGN KEY (number) REFERENCES submission(number);
alter table public.queue_entry add constraint queue_entry_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.recording add constraint recording_attachment_fkey FOREIGN KEY (attachment) REFERENCES attachment(id);
alter table public.recording add constraint recording_blob_fkey FOREIGN KEY (blob) REFERENCES blob(sha256);
alter table public.recording add constraint recording_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.reminder add constraint reminder_number_fkey FOREIGN KEY (number) REFERENCES submission(number);
alter table public.reminder add constraint reminder_person_fkey FOREIGN KEY (person) REFERENCES access."user"(id) ON DELETE CASCADE;
alter table public.resolution add constraint resolution_number_fkey FOREIGN KEY (number) REFERENCES grievance(number);
alter table public.resolution add constraint resolution_office_fkey FOREIGN KEY (office) REFERENCES office(code);
alter table public.routing_rule add constraint routing_rule_category_fkey FOREIGN KEY (category) REFERENCES category(code);
alter table public.routing_rule add constraint routing_rule_department_fkey FOREIGN KEY (department) REFERENCES department(code);
alter table public.routing_rule add constraint routing_rule_district_fkey FOREIGN KEY (district) REFERENCES district(code);
alter table public.routing_rule add constraint routing_rule_office_fkey FOREIGN KEY (office) REFERENCES office(code);
alter table public.routing_rule add constraint routing_rule_tehsil_fkey FOREIGN KEY (tehsil) REFERENCES tehsil(code);
alter table public.satisfaction add constraint satisfaction_call_fkey FOREIGN KEY (call) REFERENCES call(id);
alter table public.satisfaction add constraint satisfaction_callback_fkey FOREIGN KEY (callback) REFERENCES callback(id);
alter table public.satisfaction add constraint satisfaction_grievance_fkey FOREIGN KEY (grievance) REFERENCES grievance(number);
alter table public.script add constraint script_based_on_fkey FOREIGN KEY (based_on) REFERENCES script(version);
alter table public.script_in_force add constraint script_in_force_version_fkey FOREIGN KEY (version) REFERENCES script(version);
alter table public.signatory add constraint signatory_grievance_fkey FOREIGN KEY (grievance) REFERENCES campaign(grievance);
alter table public.sms_part add constraint sms_part_delivery_fkey FOREIGN KEY (delivery) REFERENCES delivery(id);
alter table public.submission add constraint submission_citizen_fkey FOREIGN KEY (citizen) REFERENCES citizen(id);
alter table public.submission add constraint submission_delivery_fkey FOREIGN KEY (delivery) REFERENCES delivery(id);
alter table public.submission add constraint submission_grievance_fkey FOREIGN KEY (grievance) REFERENCES grievance(number) DEFERRABLE INITIALLY DEFERRED;
alter table public.submission add constraint submission_rule_fkey FOREIGN KEY (rule) REFERENCES sender_rule(id);
alter table public.tehsil add constraint tehsil_district_fkey FOREIGN KEY (district) REFERENCES district(code);
alter table public.upload add constraint upload_sha256_fkey FOREIGN KEY (sha256) REFERENCES blob(sha256);
alter table public.verdict add constraint verdict_number_fkey FOREIGN KEY (number) REFERENCES grievance(number);
alter table public.verdict add constraint verdict_resolution_fkey FOREIGN KEY (resolution) REFERENCES resolution(id);
alter table public.webhook_attempt add constraint webhook_attempt_message_fkey FOREIGN KEY (message) REFERENCES webhook_message(id) ON DELETE CASCADE;
alter table public.webhook_message add constraint webhook_message_subscription_fkey FOREIGN KEY (subscription) REFERENCES webhook_subscription(id) ON DELETE CASCADE;

-- indexes
CREATE INDEX "account_userId_idx" ON access.account USING btree ("userId");
CREATE INDEX "session_userId_idx" ON access.session USING btree ("userId");
CREATE INDEX agent_state_free ON public.agent_state USING btree (idle_since, person) WHERE (state = 'available'::text);
CREATE INDEX agent_time_at ON public.agent_time USING btree (at);
CREATE INDEX agent_time_person ON public.agent_time USING btree (person, at DESC);
CREATE INDEX alert_person ON public.alert USING btree (person, id DESC);
CREATE INDEX alert_unread ON public.alert USING btree (person) WHERE (read_at IS NULL);
CREATE INDEX attachment_blob ON public.attachment USING btree (blob) WHERE (blob IS NOT NULL);
CREATE INDEX audit_action ON public.audit USING btree (action, id DESC);
CREATE INDEX audit_actor ON public.audit USING btree (actor, id DESC);
CREATE INDEX audit_at ON public.audit USING btree (at);
CREATE INDEX audit_subject ON public.audit USING btree (subject, id DESC);
CREATE INDEX bulk_person ON public.bulk USING btree (person, id DESC);
CREATE INDEX bulk_row_open ON public.bulk_row USING btree (bulk, "position") WHERE (state = ANY (ARRAY['waiting'::text, 'done'::text]));
CREATE INDEX bulk_unfinished ON public.bulk USING btree (id) WHERE (state = ANY (ARRAY['running'::text, 'undoing'::text]));
CREATE INDEX call_asking ON public.call USING btree (account) WHERE ((satisfaction IS NOT NULL) AND (stage <> 'ended'::text));
CREATE INDEX call_chosen ON public.call USING btree (from_address, id DESC) WHERE ((from_address IS NOT NULL) AND (answers ? 'chose'::text));
CREATE INDEX call_disposed ON public.call USING btree (disposed_at) WHERE (disposed_at IS NOT NULL);
CREATE INDEX call_ended ON public.call USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX call_event_apart ON public.call_event USING btree (at) WHERE (kind = ANY (ARRAY['held'::text, 'transferring'::text]));
CREATE INDEX call_event_at ON public.call_event USING btree (at);
CREATE INDEX call_from ON public.call USING btree (from_address, started_at DESC) WHERE (from_address IS NOT NULL);
CREATE INDEX call_leg_call ON public.call_leg USING btree (call);
CREATE INDEX call_leg_live ON public.call_leg USING btree (created_at) WHERE (rank < 9);
CREATE INDEX call_live ON public.call USING btree (started_at) WHERE (rank < 9);
CREATE INDEX call_matter_call ON public.call_matter USING btree (call, at);
CREATE INDEX call_of_callback ON public.call USING btree (callback) WHERE (callback IS NOT NULL);
CREATE INDEX call_queued ON public.call USING btree (queued_at) WHERE (queued_at IS NOT NULL);
CREATE INDEX call_reply_turn ON public.call_reply USING btree (call, turn);
CREATE INDEX call_share_call ON public.call_share USING btree (call, person, id DESC);
CREATE INDEX call_talked ON public.call USING btree (connected_at) WHERE (connected_at IS NOT NULL);
CREATE INDEX callback_attempt_at ON public.callback_attempt USING btree (at);
CREATE INDEX callback_attempt_callback ON public.callback_attempt USING btree (callback);
CREATE INDEX callback_call ON public.callback USING btree (call);
CREATE INDEX callback_due ON public.callback USING btree (due_at, queued_at) WHERE (state = 'open'::text);
CREATE INDEX campaign_skeleton ON public.campaign USING gin (skeleton gin_trgm_ops);
CREATE INDEX case_count_open ON public.case_count USING btree (cell, day) WHERE ((span = 0) AND (open > 0));
CREATE INDEX case_file_number ON public.case_file USING btree (number);
CREATE INDEX category_department ON public.category USING btree (department);
CREATE INDEX change_at ON public.change USING btree (at);
CREATE INDEX citizen_contact_digits ON public.citizen_contact USING btree ("right"(value, 10)) WHERE (kind = 'phone'::text);
CREATE INDEX citizen_contact_value ON public.citizen_contact USING btree (value);
CREATE INDEX citizen_name ON public.citizen USING btree (lower(name)) WHERE (name IS NOT NULL);
CREATE INDEX clock_due ON public.clock USING btree (due_at) WHERE ((stopped_at IS NULL) AND (paused_at IS NULL) AND (kind <> 'appeal'::text));
CREATE INDEX clock_number ON public.clock USING btree (number);
CREATE INDEX clock_office ON public.clock USING btree (office, number) WHERE (office IS NOT NULL);
CREATE INDEX consult_asked_by ON public.consult USING btree (asked_by) WHERE (ended_at IS NULL);
CREATE INDEX consult_ringing ON public.consult USING btree (expires_at) WHERE (state = 'ringing'::text);
CREATE INDEX delivery_any_blob ON public.delivery USING btree (blob) WHERE (blob IS NOT NULL);
CREATE INDEX delivery_blob ON public.delivery USING btree (account, blob) WHERE (blob IS NOT NULL);
CREATE INDEX delivery_by_day ON public.delivery USING btree (account, received_at);
CREATE INDEX delivery_command ON public.delivery USING btree (id) WHERE ('command'::text = ANY (flags));
CREATE INDEX delivery_parked ON public.delivery USING btree (id DESC) WHERE (state = 'parked'::text);
CREATE INDEX delivery_received ON public.delivery USING btree (received_at) WHERE (state = 'received'::text);
CREATE INDEX draft_file_blob ON public.draft_file USING btree (blob);
CREATE INDEX draft_file_subject ON public.draft_file USING btree (person, subject, id);
CREATE INDEX draft_updated ON public.draft USING btree (updated_at);
CREATE INDEX example_place ON public.example USING btree (district, category, decided_at);
CREATE INDEX export_expires ON public.export USING btree (expires_at) WHERE (expires_at IS NOT NULL);
CREATE INDEX export_open ON public.export USING btree (beat_at) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX export_person ON public.export USING btree (person, ordered_at DESC);
CREATE INDEX feedback_attempt_number ON public.feedback_attempt USING btree (number, id);
CREATE INDEX grievance_category ON public.grievance USING btree (category, received_at);
CREATE INDEX grievance_citizen ON public.grievance USING btree (citizen);
CREATE INDEX grievance_department ON public.grievance USING btree (department, received_at);
CREATE INDEX grievance_district ON public.grievance USING btree (district, received_at);
CREATE INDEX grievance_due ON public.grievance USING btree (COALESCE(due_at, 'infinity'::timestamp with time zone), number) WHERE ((NOT settled) AND (merged_into IS NULL));
CREATE INDEX grievance_earlier ON public.grievance USING btree (earlier) WHERE (earlier IS NOT NULL);
CREATE INDEX grievance_merged ON public.grievance USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX grievance_of_office ON public.grievance USING btree (office, received_at) WHERE (office IS NOT NULL);
CREATE INDEX grievance_office ON public.grievance USING btree (office, due_at) WHERE ((office IS NOT NULL) AND (NOT settled));
CREATE INDEX grievance_open ON public.grievance USING btree (received_at) WHERE ((NOT settled) AND (merged_into IS NULL));
CREATE INDEX grievance_outcome ON public.grievance USING btree (case_outcome(state, verdict), settled_at) WHERE settled;
CREATE INDEX grievance_post ON public.grievance USING btree (post, due_at) WHERE ((post IS NOT NULL) AND (NOT settled));
CREATE INDEX grievance_received ON public.grievance USING btree (received_at);
CREATE INDEX grievance_registered ON public.grievance USING btree (registered_at);
CREATE INDEX grievance_rule ON public.grievance USING btree (rule, registered_at) INCLUDE (transfers) WHERE (rule IS NOT NULL);
CREATE INDEX grievance_settled ON public.grievance USING btree (COALESCE(due_at, 'infinity'::timestamp with time zone), number) WHERE (settled AND (merged_into IS NULL));
CREATE INDEX grievance_settled_at ON public.grievance USING btree (settled_at) WHERE settled;
CREATE INDEX grievance_settled_category ON public.grievance USING btree (category, settled_at) WHERE settled;
CREATE INDEX grievance_settled_district ON public.grievance USING btree (district, settled_at) WHERE settled;
CREATE INDEX grievance_settled_office ON public.grievance USING btree (office, settled_at) WHERE (settled AND (office IS NOT NULL));
CREATE INDEX grievance_state ON public.grievance USING btree (state, COALESCE(due_at, 'infinity'::timestamp with time zone), number) WHERE ((NOT settled) AND (merged_into IS NULL));
CREATE INDEX information_number ON public.information USING btree (number, id);
CREATE INDEX notice_day ON public.notice USING btree (account, created_at);
CREATE INDEX notice_failed ON public.notice USING btree (id) WHERE (state = ANY (ARRAY['failed'::text, 'call_due'::text]));
CREATE INDEX notice_provider ON public.notice USING btree (account, provider_id) WHERE (provider_id IS NOT NULL);
CREATE INDEX notice_recipient ON public.notice USING btree (recipient, created_at DESC);
CREATE INDEX notice_sealed ON public.notice USING btree (sealed_until) WHERE (sealed IS NOT NULL);
CREATE INDEX notice_unsent ON public.notice USING btree (due_at) WHERE ((state = ANY (ARRAY['queued'::text, 'sending'::text])) AND (sent_at IS NULL));
CREATE INDEX offer_at ON public.offer USING btree (offered_at);
CREATE INDEX offer_expiring ON public.offer USING btree (expires_at) WHERE (state = 'pending'::text);
CREATE INDEX offer_of_call ON public.offer USING btree (call, ended_at DESC);
CREATE INDEX office_department ON public.office USING btree (department, district);
CREATE INDEX office_parent ON public.office USING btree (parent) WHERE (parent IS NOT NULL);
CREATE INDEX office_place ON public.office USING btree (district, level) WHERE active;
CREATE INDEX one_time_code_address ON public.one_time_code USING btree (address, asked_at);
CREATE INDEX one_time_code_asked ON public.one_time_code USING btree (asked_at);
CREATE INDEX one_time_code_number ON public.one_time_code USING btree (number, asked_at);
CREATE INDEX one_time_code_recipient ON public.one_time_code USING btree (recipient, asked_at) WHERE (recipient IS NOT NULL);
CREATE INDEX opinion_grievance ON public.opinion USING btree (grievance);
CREATE INDEX post_holder_person ON public.post_holder USING btree (person);
CREATE INDEX presence_number ON public.presence USING btree (number) WHERE (number IS NOT NULL);
CREATE INDEX presence_person ON public.presence USING btree (person);
CREATE INDEX proposal_number ON public.proposal USING btree (number, id);
CREATE INDEX question_number ON public.question USING btree (number) WHERE (answered_at IS NULL);
CREATE INDEX question_open ON public.question USING btree (sender) WHERE (answered_at IS NULL);
CREATE INDEX queue_entry_waiting ON public.queue_entry USING btree (queued_at, call) WHERE (state = ANY (ARRAY['waiting'::text, 'offered'::text]));
CREATE INDEX recording_call ON public.recording USING btree (call);
CREATE INDEX recording_pending ON public.recording USING btree (created_at) WHERE (state = 'pending'::text);
CREATE INDEX reminder_person ON public.reminder USING btree (person, due_at) WHERE (state <> 'done'::text);
CREATE INDEX reminder_waiting ON public.reminder USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX resolution_number ON public.resolution USING btree (number, id);
CREATE INDEX satisfaction_due ON public.satisfaction USING btree (due_at) WHERE ((state = 'open'::text) AND (call IS NULL) AND (callback IS NULL));
CREATE INDEX saved_view_shared ON public.saved_view USING btree (name) WHERE shared;
CREATE INDEX script_in_force_version ON public.script_in_force USING btree (version);
CREATE INDEX search_ending ON public.search USING btree (reverse((number)::text));
CREATE INDEX search_found ON public.search USING gin (words, facets) WITH (gin_pending_list_limit='1024');
CREATE INDEX sign_in_failure_address_at_idx ON access.sign_in_failure USING btree (address, at);
CREATE INDEX sign_in_failure_email_at_idx ON access.sign_in_failure USING btree (email, at);
CREATE INDEX signatory_listed ON public.signatory USING btree (grievance, id) WHERE (removed_at IS NULL);
CREATE INDEX sms_part_late ON public.sms_part USING btree (account, sender, recipient, ref, received_at);
CREATE INDEX sms_part_open ON public.sms_part USING btree (account, sender, recipient, ref) WHERE (number IS NULL);
CREATE INDEX submission_citizen ON public.submission USING btree (citizen, id DESC) WHERE (citizen IS NOT NULL);
CREATE INDEX submission_claimed_by ON public.submission USING btree (claimed_by) WHERE (claimed_by IS NOT NULL);
CREATE INDEX submission_decided ON public.submission USING btree (decided_by, decided_at) WHERE (decided_at IS NOT NULL);
CREATE INDEX submission_decided_by ON public.submission USING btree (decided_by, id DESC) WHERE (decided_by IS NOT NULL);
CREATE INDEX submission_department ON public.submission USING btree (place_department, id DESC) WHERE (place_department IS NOT NULL);
CREATE INDEX submission_grievance ON public.submission USING btree (grievance) WHERE (grievance IS NOT NULL);
CREATE INDEX submission_message ON public.submission USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX submission_newest ON public.submission USING btree (id DESC);
CREATE INDEX submission_place ON public.submission USING btree (place_district, id DESC) WHERE (place_district IS NOT NULL);
CREATE INDEX submission_place_waiting ON public.submission USING btree (place_district, received_at, id) WHERE ((state = 'waiting'::text) AND (place_district IS NOT NULL));
CREATE INDEX submission_public ON public.submission USING btree (received_at DESC, id DESC) WHERE ((state = 'registered'::text) OR (account = 'open311'::text));
CREATE INDEX submission_rule ON public.submission USING btree (rule) WHERE (rule IS NOT NULL);
CREATE INDEX submission_sender ON public.submission USING btree (sender, id DESC) WHERE (sender IS NOT NULL);
CREATE INDEX submission_sensitive ON public.submission USING btree (citizen) WHERE sensitive;
CREATE INDEX submission_state ON public.submission USING btree (state, id DESC);
CREATE INDEX submission_taken_by ON public.submission USING btree (taken_by, id DESC) WHERE (taken_by IS NOT NULL);
CREATE INDEX submission_urgent ON public.submission USING btree (received_at, id) WHERE ((state = 'waiting'::text) AND (flags @> '{urgent}'::text[]));
CREATE INDEX submission_waiting ON public.submission USING btree (received_at, id) WHERE (state = 'waiting'::text);
CREATE INDEX tehsil_district ON public.tehsil USING btree (district);
CREATE INDEX upload_created ON public.upload USING btree (created_at);
CREATE INDEX verdict_number ON public.verdict USING btree (number);
CREATE INDEX verification_identifier_idx ON access.verification USING btree (identifier);
CREATE INDEX webhook_attempt_message ON public.webhook_attempt USING btree (message, id);
CREATE INDEX webhook_due ON public.webhook_message USING btree (subscription, next_at, "position") WHERE (state = 'pending'::text);
CREATE INDEX webhook_log ON public.webhook_message USING btree (subscription, "position" DESC);
CREATE INDEX webhook_old ON public.webhook_message USING btree (at);
CREATE INDEX webhook_order ON public.webhook_message USING btree (subscription, number, "position") WHERE (state = 'pending'::text);
CREATE UNIQUE INDEX call_agent ON public.call USING btree (agent) WHERE ((stage = ANY (ARRAY['ringing_agent'::text, 'connected'::text])) AND (agent IS NOT NULL));
CREATE UNIQUE INDEX call_block_phone ON public.call_block USING btree (phone) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX callback_grievance ON public.callback USING btree (grievance) WHERE ((state = 'open'::text) AND (grievance IS NOT NULL));
CREATE UNIQUE INDEX callback_notice ON public.callback USING btree (notice) WHERE ((state = 'open'::text) AND (notice IS NOT NULL));
CREATE UNIQUE INDEX callback_phone ON public.callback USING btree (phone) WHERE ((state = 'open'::text) AND (grievance IS NULL) AND (notice IS NULL));
CREATE UNIQUE INDEX clock_running ON public.clock USING btree (number, kind) WHERE (stopped_at IS NULL);
CREATE UNIQUE INDEX clock_stay ON public.clock USING btree (number, stay) WHERE (kind = 'redress'::text);
CREATE UNIQUE INDEX consult_call ON public.consult USING btree (call) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX consult_person ON public.consult USING btree (person) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX helpline_notice_now ON public.helpline_notice USING btree ((true)) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX offer_call ON public.offer USING btree (call) WHERE (state = 'pending'::text);
CREATE UNIQUE INDEX offer_person ON public.offer USING btree (person) WHERE (state = 'pending'::text);
CREATE UNIQUE INDEX post_holder_now ON public.post_holder USING btree (post) WHERE (until IS NULL);
CREATE UNIQUE INDEX proposal_open ON public.proposal USING btree (number) WHERE (decided_at IS NULL);
CREATE UNIQUE INDEX routing_rule_once ON public.routing_rule USING btree (category, department, district, tehsil) NULLS NOT DISTINCT WHERE active;
CREATE UNIQUE INDEX satisfaction_open ON public.satisfaction USING btree (grievance) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX sender_rule_open ON public.sender_rule USING btree (kind, value) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX signatory_once ON public.signatory USING btree (grievance, lower(name), COALESCE(phone, ''::text), COALESCE(lower(address), ''::text)) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX suppression_address ON public.suppression USING btree (channel, address) WHERE (lifted_at IS NULL);
CREATE UNIQUE INDEX template_draft ON public.template USING btree (key, channel, language) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX template_in_force ON public.template USING btree (key, channel, language) WHERE (state = 'approved'::text);

-- functions
CREATE OR REPLACE FUNCTION access.audit_second_factor()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
	person text := coalesce(new."userId", old."userId");
	what text := case
		when tg_op = 'UPDATE' and new."failedVerificationCount" > old."failedVerificationCount" then 'second_factor:wrong'
		when tg_op = 'UPDATE' and new."backupCodes" <> old."backupCodes" then 'second_factor:codes_changed'
	end;
begin
	if what is not null then
		insert into audit (actor, role, action, subject)
			select person, coalesce((select role from access."user" where id = person), 'none'), what, person;
	end if;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION access.audit_session()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
	of_session record := case tg_op when 'DELETE' then old else new end;
	person record;
	-- The library begins a session with the password and ends it at once when a second factor is to be asked.
	asked boolean;
begin
	select role, "twoFactorEnabled" into person from access."user" where id = of_session."userId";
	asked := tg_op = 'DELETE' and person."twoFactorEnabled" and old.method = 'password'
		and old."createdAt" > now() - interval '2 seconds';
	insert into audit (actor, role, action, subject, detail)
		values (of_session."userId", coalesce(person.role, 'none'),
			case when asked then 'second_factor:asked' when tg_op = 'DELETE' then 'session:ended' else 'session:began' end,
			of_session."userId", jsonb_strip_nulls(jsonb_build_object('method', of_session.method,
				'address', of_session."ipAddress", 'idle_minutes', case tg_op when 'DELETE'
					then floor(extract(epoch from now() - old."lastUsedAt") / 60)::int end)));
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION access.audit_two_factor()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
	insert into audit (actor, role, action, subject)
		values (new.id, new.role, case when new."twoFactorEnabled" then 'second_factor:on' else 'second_factor:off' end,
			new.id);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION access.refuse_closed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if exists (select from access.staff where id = new."userId" and not active) then return null; end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION access.tell_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform pg_notify('person', to_jsonb(coalesce(new, old)) ->> tg_argv[0]);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.agent_moved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if tg_op = 'INSERT' or (new.state, new.reason, new.call) is distinct from (old.state, old.reason, old.call) then
		insert into agent_time (person, state, reason, call) values (new.person, new.state, new.reason, new.call);
	end if;
	perform tell_telephone('agent', new.person, new.call);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.agent_time_passed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
	before record;
begin
	select state, at into before from agent_time where person = new.person and id < new.id
		order by at desc, id desc limit 1;
	if found then
		perform book_agent_time(new.person, before.state, before.at, new.at);
	end if;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.announce()
 RETURNS void
 LANGUAGE sql
AS $function$
	select pg_advisory_xact_lock(4611);
$function$
;
CREATE OR REPLACE FUNCTION public.answer_language(of submission)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
	select coalesce((select language from grievance where number = of.number),
		(select language from citizen where id = of.citizen), of.language)
$function$
;
CREATE OR REPLACE FUNCTION public.ask_satisfaction()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if new.state = 'resolved' then
		insert into satisfaction (grievance, mode, due_at) values (new.number,
			case when new.sensitive is null then 'call' else 'agent' end,
			asking_time(sunwai_now() + interval '1 hour', new.contact_time, null));
	else
		update callback set state = 'done', outcome = 'answered', closed_at = now(), taken_by = null, taken_until = null
			where grievance = new.number and state = 'open';
		update satisfaction set state = 'done', closed_at = now() where grievance = new.number and state = 'open';
	end if;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.asking_hours(part text, OUT first integer, OUT span integer)
 RETURNS record
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select case part when 'afternoon' then 12 when 'evening' then 15 else 9 end, case when part is null then 9 else 3 end
$function$
;
CREATE OR REPLACE FUNCTION public.asking_time(at timestamp with time zone, part text, before timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select case
		when last is not null then date_trunc('day', last) + interval '1 day'
			+ make_interval(hours => first + mod(mod(extract(hour from last)::int - first + span / 3, span) + span, span))
		when extract(hour from now) < first then date_trunc('day', now) + make_interval(hours => first)
		when extract(hour from now) >= first + span then date_trunc('day', now) + make_interval(days => 1, hours => first)
		else now
	end at time zone 'Asia/Kolkata'
	from asking_hours(part), (select at at time zone 'Asia/Kolkata' as now, before at time zone 'Asia/Kolkata' as last) here
$function$
;
CREATE OR REPLACE FUNCTION public.attach_recordings(called character)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
	here bigint;
	target bigint;
	recorded record;
	added bigint;
begin
	select id into here from call where number = called for update;
	select id into target from submission where number = called;
	if here is null or target is null then return; end if;
	for recorded in select * from recording where call = here order by id loop
		if recorded.attachment is null then
			insert into attachment (submission, position, name, media_type, size, blob, source_url, state, reason, duration_s)
				select target, count(*), 'recording-' || count(*) + 1, coalesce(recorded.media_type, 'audio/wav'), recorded.size,
					recorded.blob, recorded.url, recorded.state, recorded.reason, recorded.duration_s
				from attachment where submission = target
				returning id into added;
			update recording set attachment = added where id = recorded.id;
			update submission set attachments = attachments + 1 where id = target;
		else
			update attachment set media_type = coalesce(recorded.media_type, media_type), size = recorded.size,
				blob = recorded.blob, state = recorded.state, reason = recorded.reason, duration_s = recorded.duration_s
				where id = recorded.attachment and state <> 'stored' and state <> recorded.state;
			if found then
				perform tell('submission:changed', called, 'ivr');
			end if;
		end if;
	end loop;
end $function$
;
CREATE OR REPLACE FUNCTION public.attach_recordings_of_arrived()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform attach_recordings(number) from arrived where channel = 'ivr' order by number;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.audit_hash(before text, entry audit)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select encode(sha256(convert_to(concat_ws('|', coalesce(before, ''), entry.actor, entry.sequence, entry.role,
		entry.action, entry.subject, extract(epoch from entry.at),
		coalesce('digest:' || entry.digest, entry.detail::text)), 'UTF8')), 'hex')
$function$
;
CREATE OR REPLACE FUNCTION public.book_agent_time(whose text, was text, since timestamp with time zone, until timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
	insert into agent_slot as kept (slot, person, there_s, busy_s)
		select slot, whose, seconds, case when was in ('on_call', 'hold', 'wrap_up') then seconds else 0 end
		from generate_series(date_bin('30 minutes', since, timestamptz '2000-01-01 00:00:00+00'), until,
				interval '30 minutes') as slot,
			lateral (select extract(epoch from least(until, slot + interval '30 minutes') - greatest(since, slot))
				as seconds) lasted
		where was not in ('offline', 'paused') and seconds > 0
	on conflict (slot, person) do update set there_s = kept.there_s + excluded.there_s,
		busy_s = kept.busy_s + excluded.busy_s
$function$
;
CREATE OR REPLACE FUNCTION public.by_day(at timestamp with time zone, since integer, till integer)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select case
		when extract(hour from at at time zone 'Asia/Kolkata') < since
			then (date_trunc('day', at at time zone 'Asia/Kolkata') + make_interval(hours => since)) at time zone 'Asia/Kolkata'
		when extract(hour from at at time zone 'Asia/Kolkata') >= till
			then (date_trunc('day', at at time zone 'Asia/Kolkata') + make_interval(hours => 24 + since)) at time zone 'Asia/Kolkata'
		else at
	end
$function$
;
CREATE OR REPLACE FUNCTION public.call_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if new.state = 'call_due' then
		perform list_call_due(new);
	elsif tg_op = 'UPDATE' then
		update callback set state = 'done', outcome = 'answered', closed_at = now(), taken_by = null, taken_until = null
			where notice = new.id and state = 'open';
	end if;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.call_moved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform tell_telephone('call', new.agent, new.id);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.callback_moved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform tell_telephone('callback', null, new.call);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.calling_time(at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select case
		when extract(hour from at at time zone 'Asia/Kolkata') < 9
			then (date_trunc('day', at at time zone 'Asia/Kolkata') + interval '9 hours') at time zone 'Asia/Kolkata'
		when extract(hour from at at time zone 'Asia/Kolkata') >= 18
			then (date_trunc('day', at at time zone 'Asia/Kolkata') + interval '33 hours') at time zone 'Asia/Kolkata'
		else at
	end
$function$
;
CREATE OR REPLACE FUNCTION public.case_figures(received_on date, settled_on date, is_late boolean, was_escalated boolean, was_reopened boolean, is_merged boolean, ending text, weight integer)
 RETURNS TABLE(day date, received integer, late integer, escalated integer, reopened integer, merged integer, open integer, open_late integer, settled integer, in_time integer, satisfied integer, partly integer, not_satisfied integer, unverified integer, special integer, not_taken_up integer, withdrawn integer, after_1 integer, after_3 integer, after_5 integer, after_7 integer, after_10 integer, after_14 integer, after_21 integer, after_30 integer, after_45 integer, after_60 integer, after_90 integer, after_more integer)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
	select received_on, weight, is_late::int * weight, was_escalated::int * weight, was_reopened::int * weight,
		is_merged::int * weight, (settled_on is null and not is_merged)::int * weight,
		(settled_on is null and not is_merged and is_late)::int * weight,
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
	union all
	select settled_on, 0, 0, 0, 0, 0, 0, 0,
		weight, (not is_late)::int * weight, (ending = 'satisfied')::int * weight,
		(ending = 'partly')::int * weight, (ending = 'not_satisfied')::int * weight,
		(ending = 'unverified')::int * weight, (ending = 'special')::int * weight,
		(ending = 'not_taken_up')::int * weight, (ending = 'withdrawn')::int * weight,
		(class = 0)::int * weight, (class = 1)::int * weight, (class = 2)::int * weight,
		(class = 3)::int * weight, (class = 4)::int * weight, (class = 5)::int * weight,
		(class = 6)::int * weight, (class = 7)::int * weight, (class = 8)::int * weight,
		(class = 9)::int * weight, (class = 10)::int * weight, (class = 11)::int * weight
	from (select width_bucket(settled_on - received_on, '{2,4,6,8,11,15,22,31,46,61,91}'::int[]) as class) passed
	where settled_on is not null
$function$
;
CREATE OR REPLACE FUNCTION public.case_outcome(state text, verdict text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
	select case state
		when 'closed_satisfied' then 'satisfied'
		when 'closed_partly' then 'partly'
		when 'closed_unverified' then 'unverified'
		when 'closed_special' then case verdict when 'not_satisfied' then 'not_satisfied' else 'special' end
		when 'not_taken_up' then 'not_taken_up'
		when 'withdrawn' then 'withdrawn' end
$function$
;
CREATE OR REPLACE FUNCTION public.case_told()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if not exists (select from event e join case_verb v on v.event = e.type
		where e.number = new.number and e.xmin = pg_current_xact_id()::xid
			and (new.state = old.state or exists (select from case_transition t
				where t.verb = v.verb and t.before = old.state and t.after = new.state))) then
		raise exception 'case % went from % to % without an event', new.number, old.state, new.state;
	end if;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.chair_of(of_office text, at_level integer)
 RETURNS TABLE(post text, held boolean, due boolean)
 LANGUAGE sql
 STABLE
AS $function$
	with chair as (
		select p.code, p.rank, row_number() over (order by p.rank < at_level,
				case when p.rank >= at_level then p.rank else -p.rank end) as turn,
			-- Who may sign in no more, or is no officer any more, does not act.
			exists (select from post_holder h join access."user" u on u.id = h.person and u.role = 'officer'
				left join access.staff s on s.id = h.person
				where h.post = p.code and h.since <= today() and coalesce(h.until, 'infinity') >= today()
					and coalesce(s.active, true)) as held
		from post p where p.office = of_office and p.active
	), first as (
		select * from chair where turn = 1
	)
	select chair.code, chair.held, chair.turn = 1 from chair, first
	where chair.turn = 1 or (chair.held and chair.rank > first.rank)
	order by not chair.held, chair.turn limit 1
$function$
;
CREATE OR REPLACE FUNCTION public.check_digit(digits text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
	-- Bytes, because a place in a text of UTF-8 is found by counting from its beginning.
	multiplied constant bytea := '0123456789123406789523401789563401289567401239567859876043216598710432'
		|| '765982104387659321049876543210';
	permuted constant bytea := '01234567891576283094580379614289160435279453126870428657390127938064157046913258';
	written constant bytea := digits::bytea;
	size constant int := length(written);
	zero constant int := 48;
	checked int := 0;
begin
	for place in 1 .. size loop
		checked := get_byte(multiplied, checked * 10
			+ get_byte(permuted, (place % 8) * 10 + get_byte(written, size - place) - zero) - zero) - zero;
	end loop;
	return substr('0432156789', checked + 1, 1);
end $function$
;
CREATE OR REPLACE FUNCTION public.clock_told()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if not exists (select from event e left join case_verb v on v.event = e.type
		where e.number = new.number and e.xmin = pg_current_xact_id()::xid
			and (v.clocks or e.type in ('grievance:merged', 'grievance:unmerged'))) then
		raise exception 'a clock of case % moved by nothing that may move it', new.number;
	end if;
	if tg_op = 'INSERT' and new.kind = 'redress' and new.stay <> (select stay from grievance where number = new.number) then
		raise exception 'the time of a level of case % starts without a change of level', new.number;
	end if;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.consult_moved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform tell_telephone('call', new.asked_by, new.call);
	perform tell_telephone('call', new.person, new.call);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.detail_digest(salt text, detail jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select encode(sha256(convert_to(salt || '|' || detail::text, 'UTF8')), 'hex')
$function$
;
CREATE OR REPLACE FUNCTION public.erased_detail(detail jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select coalesce(jsonb_object_agg(key, case
		when key in ('mentions', 'citizens', 'key', 'office', 'post', 'before', 'due', 'expected_on') then value
		when key = 'note' and value #>> '{}' ~ '^[0-9]+$' then value
		when says_nothing_personal(value)
			and key not in ('note', 'text', 'words', 'q', 'value', 'name', 'phone', 'email', 'sender') then value
		else '"…"'::jsonb end), '{}')
	from jsonb_each(detail)
$function$
;
CREATE OR REPLACE FUNCTION public.event_hash(before text, entry event)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select encode(sha256(convert_to(concat_ws('|', coalesce(before, ''), entry.number, entry.sequence, entry.type,
		coalesce(entry.actor, ''), extract(epoch from entry.at),
		coalesce('digest:' || entry.digest, entry.detail::text)), 'UTF8')), 'hex')
$function$
;
CREATE OR REPLACE FUNCTION public.fold_cases(most integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
	taken bigint[];
begin
	if not pg_try_advisory_xact_lock(1946045) then return 0; end if;
	taken := array(select id from case_change order by id limit most);
	if cardinality(taken) = 0 then return 0; end if;
	insert into case_cell (grain, district, tehsil, department, office, category, channel)
		select grouping(district, tehsil, department, office, category, channel)::smallint,
			coalesce(district, ''), coalesce(tehsil, ''), coalesce(department, ''), coalesce(office, ''),
			coalesce(category, ''), coalesce(channel, '')
		from case_change where id = any(taken) group by grouping sets (
			(district),
			(district, tehsil),
			(department, channel),
			(department, category),
			(district, channel),
			(district, department, office),
			(district, department, category),
			(district, tehsil, channel),
			(department, category, channel),
			(district, department, channel),
			(district, department, office, category),
			(district, tehsil, department, category))
		on conflict do nothing;
	with gone as (
		delete from case_change where id = any(taken) returning *
	), counted as (
		select grouping(day)::smallint as span,
			grouping(district, tehsil, department, office, category, channel)::smallint as grain,
			coalesce(district, '') as district, coalesce(tehsil, '') as tehsil,
			coalesce(department, '') as department, coalesce(office, '') as office,
			coalesce(category, '') as category, coalesce(channel, '') as channel, coalesce(day, month) as day,
			sum(f.received)::int as received, sum(f.late)::int as late, sum(f.escalated)::int as escalated,
			sum(f.reopened)::int as reopened, sum(f.merged)::int as merged, sum(f.open)::int as open,
			sum(f.open_late)::int as open_late, sum(f.settled)::int as settled, sum(f.in_time)::int as in_time,
			sum(f.satisfied)::int as satisfied, sum(f.partly)::int as partly,
			sum(f.not_satisfied)::int as not_satisfied, sum(f.unverified)::int as unverified,
			sum(f.special)::int as special, sum(f.not_taken_up)::int as not_taken_up,
			sum(f.withdrawn)::int as withdrawn, sum(f.after_1)::int as after_1, sum(f.after_3)::int as after_3,
			sum(f.after_5)::int as after_5, sum(f.after_7)::int as after_7, sum(f.after_10)::int as after_10,
			sum(f.after_14)::int as after_14, sum(f.after_21)::int as after_21,
			sum(f.after_30)::int as after_30, sum(f.after_45)::int as after_45,
			sum(f.after_60)::int as after_60, sum(f.after_90)::int as after_90,
			sum(f.after_more)::int as after_more
		from gone
		cross join lateral case_figures(received_on, settled_on, late, escalated, reopened, merged, outcome, weight) f
		cross join lateral (select date_trunc('month', f.day)::date as month) m
		group by grouping sets (
			(day, district),
			(day, district, tehsil),
			(day, department, channel),
			(day, department, category),
			(day, district, channel),
			(day, district, department, office),
			(day, district, department, category),
			(month, district, tehsil, channel),
			(month, department, category, channel),
			(month, district, department, channel),
			(month, district, department, office, category),
			(month, district, tehsil, department, category))
	), spans as (
		select * from counted
		union all
		select 1, grain, district, tehsil, department, office, category, channel, date_trunc('month', day)::date,
			sum(received)::int, sum(late)::int, sum(escalated)::int, sum(reopened)::int, sum(merged)::int,
			sum(open)::int, sum(open_late)::int, sum(settled)::int, sum(in_time)::int, sum(satisfied)::int,
			sum(partly)::int, sum(not_satisfied)::int, sum(unverified)::int, sum(special)::int,
			sum(not_taken_up)::int, sum(withdrawn)::int, sum(after_1)::int, sum(after_3)::int,
			sum(after_5)::int, sum(after_7)::int, sum(after_10)::int, sum(after_14)::int, sum(after_21)::int,
			sum(after_30)::int, sum(after_45)::int, sum(after_60)::int, sum(after_90)::int, sum(after_more)::int
		from counted where span = 0
		group by grain, district, tehsil, department, office, category, channel, date_trunc('month', day)
	)
	insert into case_count as kept (cell, span, day,
			received, late, escalated, reopened, merged, open, open_late, settled, in_time, satisfied, partly,
			not_satisfied, unverified, special, not_taken_up, withdrawn, after_1, after_3, after_5, after_7,
			after_10, after_14, after_21, after_30, after_45, after_60, after_90, after_more)
		select cell.id, span, day,
			received, late, escalated, reopened, merged, open, open_late, settled, in_time, satisfied, partly,
			not_satisfied, unverified, special, not_taken_up, withdrawn, after_1, after_3, after_5, after_7,
			after_10, after_14, after_21, after_30, after_45, after_60, after_90, after_more
		from spans join case_cell cell using (grain, district, tehsil, department, office, category, channel)
		order by 1, 2, 3
		on conflict (cell, span, day) do update set
			received = kept.received + excluded.received, late = kept.late + excluded.late,
			escalated = kept.escalated + excluded.escalated, reopened = kept.reopened + excluded.reopened,
			merged = kept.merged + excluded.merged, open = kept.open + excluded.open,
			open_late = kept.open_late + excluded.open_late, settled = kept.settled + excluded.settled,
			in_time = kept.in_time + excluded.in_time, satisfied = kept.satisfied + excluded.satisfied,
			partly = kept.partly + excluded.partly, not_satisfied = kept.not_satisfied + excluded.not_satisfied,
			unverified = kept.unverified + excluded.unverified, special = kept.special + excluded.special,
			not_taken_up = kept.not_taken_up + excluded.not_taken_up,
			withdrawn = kept.withdrawn + excluded.withdrawn, after_1 = kept.after_1 + excluded.after_1,
			after_3 = kept.after_3 + excluded.after_3, after_5 = kept.after_5 + excluded.after_5,
			after_7 = kept.after_7 + excluded.after_7, after_10 = kept.after_10 + excluded.after_10,
			after_14 = kept.after_14 + excluded.after_14, after_21 = kept.after_21 + excluded.after_21,
			after_30 = kept.after_30 + excluded.after_30, after_45 = kept.after_45 + excluded.after_45,
			after_60 = kept.after_60 + excluded.after_60, after_90 = kept.after_90 + excluded.after_90,
			after_more = kept.after_more + excluded.after_more;
	return cardinality(taken);
end $function$
;
CREATE OR REPLACE FUNCTION public.forget_draft()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	delete from draft where person = new.decided_by and subject = 'submission:' || new.number;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.forget_files()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	delete from draft_file where person = old.person and subject = old.subject;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.guard_case()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if new.number <> old.number then raise exception 'a number stays with its matter'; end if;
	if new.state <> old.state then
		if old.merged_into is not null then raise exception 'case % is merged', old.number; end if;
		if not exists (select from case_transition where before = old.state and after = new.state) then
			raise exception 'case % cannot go from % to %', old.number, old.state, new.state;
		end if;
		if old.state = 'resolved' and new.state not in ('withdrawn', 'closed_unverified') and not exists (
			select from verdict v where v.resolution = (select max(id) from resolution where number = old.number)) then
			raise exception 'case % leaves its resolution without the citizen''s verdict', old.number;
		end if;
		if new.settled_at is not null and (new.closed_reason is null or coalesce(new.closed_text, '') = ''
			or new.closed_language is null) then
			raise exception 'case % closes without reason, text or language', old.number;
		end if;
		if new.settled_at is null and num_nonnulls(new.closed_reason, new.closed_text, new.closed_language) > 0 then
			raise exception 'case % is open and says how it was closed', old.number;
		end if;
		if new.state in ('assigned', 'in_progress', 'long_term', 'special_review', 'resolved', 'final_review')
			and (new.office is null or new.track is null) then
			raise exception 'case % is worked at by no office', old.number;
		end if;
	end if;
	if new.level < old.level and not (old.state = 'final_review' and new.state = 'assigned' and new.level = 2) then
		raise exception 'the level of case % goes down without the direction of a final review', old.number;
	end if;
	if new.stay <> old.stay + (new.level <> old.level)::int then
		raise exception 'case % counts its stays wrongly', old.number;
	end if;
	if new.transfers not between old.transfers and old.transfers + 1
		or new.reopenings not between old.reopenings and old.reopenings + 1
		or new.questions not between old.questions and old.questions + 1 then
		raise exception 'case % miscounts', old.number;
	end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.guard_clock()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if old.stopped_at is not null then raise exception 'clock % has stopped', old.id; end if;
	if new.due_at <> old.due_at and new.rests = old.rests then raise exception 'clock % moves without a rest', old.id; end if;
	if (new.number, new.kind, new.level, new.stay, new.started_at, new.days, new.unit, new.policy)
		is distinct from (old.number, old.kind, old.level, old.stay, old.started_at, old.days, old.unit, old.policy) then
		raise exception 'clock % is what it is', old.id;
	end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.guard_verdict()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if new.made_by is not null and exists (
		select from resolution r where r.id = new.resolution and (r.made_by = new.made_by
			or exists (select from post p join post_holder h on h.post = p.code
				where p.office = r.office and h.person = new.made_by))) then
		raise exception 'the resolver of case % records no verdict', new.number using errcode = 'check_violation';
	end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.india_day(instant timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select (instant at time zone 'Asia/Kolkata')::date $function$
;
CREATE OR REPLACE FUNCTION public.iso(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
	select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$function$
;
CREATE OR REPLACE FUNCTION public.keep_category()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	update search f set facets = search_facets(s, new.category)
		from submission s where s.grievance = new.number and f.submission = s.id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.keep_facets()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	update search set facets = search_facets(new, coalesce((select category from grievance
			where number = new.grievance), new.matter ->> 'category'))
		where submission = new.id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.keep_policy()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if old.state = 'in_force' then raise exception 'policy % is in force and does not change', old.version; end if;
	return case tg_op when 'DELETE' then old else new end;
end $function$
;
CREATE OR REPLACE FUNCTION public.keep_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if exists (select from script_in_force where version = old.version) then
		raise exception 'script % is published and does not change', old.version;
	end if;
	return case when tg_op = 'DELETE' then old else new end;
end $function$
;
CREATE OR REPLACE FUNCTION public.leave_upload()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	insert into upload (sha256) values (old.blob) on conflict (sha256) do update set created_at = now();
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.leg_moved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform tell_telephone('call', new.person, new.call);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.list_call_due(told notice)
 RETURNS void
 LANGUAGE sql
AS $function$
	insert into callback (phone, reason, notice, language, queued_at, due_at)
	values (told.recipient, 'notice', told.id, told.language, now(), calling_time(now()))
	on conflict do nothing
$function$
;
CREATE OR REPLACE FUNCTION public.next_attempt(attempts integer, at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select case attempts
		when 1 then calling_time(at + interval '15 minutes')
		when 2 then calling_time(at + interval '2 hours')
		when 3 then (date_trunc('day', at at time zone 'Asia/Kolkata') + interval '33 hours') at time zone 'Asia/Kolkata'
	end
$function$
;
CREATE OR REPLACE FUNCTION public.next_number()
 RETURNS character
 LANGUAGE plpgsql
AS $function$
declare
	year text := to_char(now() at time zone 'Asia/Kolkata', 'YY');
	stem text := year || lpad(nextval(('number_' || year)::regclass)::text, 7, '0');
begin
	return stem || check_digit(stem);
end $function$
;
CREATE OR REPLACE FUNCTION public.note_cases()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if tg_op = 'INSERT' then
		insert into case_change (district, tehsil, department, office, category, channel, received_on, settled_on, late, escalated,
			reopened, merged, outcome, weight)
			select district, coalesce(tehsil, ''), department, coalesce(office, ''), category, channel, india_day(received_at),
				india_day(settled_at), late, escalations > 0, reopenings > 0, merged_into is not null and not settled,
				case_outcome(state, verdict), count(*)
			from new_rows group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
	else
		insert into case_change (district, tehsil, department, office, category, channel, received_on, settled_on, late, escalated,
			reopened, merged, outcome, weight)
			select district, coalesce(tehsil, ''), department, coalesce(office, ''), category, channel, india_day(received_at),
				india_day(settled_at), late, escalations > 0, reopenings > 0, merged_into is not null and not settled,
				case_outcome(state, verdict), sum(weight)
			from (select 1 as weight, n.* from new_rows n union all select -1, o.* from old_rows o) g
			group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 having sum(weight) <> 0;
	end if;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.notice_approved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
	of template;
begin
	select * into of from template where id = new.template_id;
	if of.id is null or of.state = 'draft' or of.channel <> 'sms' or new.body !~ template_pattern(of.body) then
		raise exception 'an SMS to +91 is made of an approved template' using errcode = 'check_violation';
	end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.notice_unseals()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if new.sent_at is not null or new.state not in ('queued', 'sending') then new.sealed := null; end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.offer_made()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform tell_telephone('offered', new.person, new.call);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.offer_webhooks()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if not exists (select from webhook_subscription where state <> 'stopped') then return null; end if;
	insert into webhook_message (subscription, type, number, sequence, at)
		select w.id, e.type, e.number, e.sequence, e.at
		from happened e join webhook_subscription w on w.state <> 'stopped' and (w.types is null or e.type = any (w.types))
		order by e.id, w.id;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.office_of(rule routing_rule, of_department text, of_district text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
	select code from office
	where active and case rule.target
		when 'office' then code = rule.office
		when 'department_district' then level = 'district' and department = of_department and district = of_district
		when 'department_state' then level = 'state' and department = of_department
		else level = 'district' and department is null and district = of_district end
	order by code limit 1
$function$
;
CREATE OR REPLACE FUNCTION public.people_of(of_case character)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
	select ((select count(*) from submission where grievance = of_case)
		+ (select count(*) from signatory where grievance = of_case and removed_at is null))::int
$function$
;
CREATE OR REPLACE FUNCTION public.place_linked()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	update submission set place_district = new.district, place_tehsil = new.tehsil, place_department = new.department,
		sensitive = new.sensitive is not null
		where grievance = new.number;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.place_submission()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if new.grievance is not null then
		select district, tehsil, department, sensitive is not null
			into new.place_district, new.place_tehsil, new.place_department, new.sensitive
			from grievance where number = new.grievance;
		return new;
	end if;
	new.sensitive := false;
	new.place_district := new.matter ->> 'district';
	new.place_tehsil := new.matter ->> 'tehsil';
	new.place_department := coalesce(new.matter ->> 'department',
		(select department from category where code = new.matter ->> 'category'));
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.policy_now()
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
	select version from policy where state = 'in_force' and effective_on <= today()
	order by effective_on desc, version desc limit 1
$function$
;
CREATE OR REPLACE FUNCTION public.queue_moved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform tell_telephone('queue', null, new.call);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.recount_cases()
 RETURNS void
 LANGUAGE plpgsql
 SET work_mem TO '256MB'
 SET hash_mem_multiplier TO '8'
 SET enable_nestloop TO 'off'
 SET jit TO 'off'
AS $function$
declare
	names constant text[] := '{district,tehsil,department,office,category,channel}';
	measures text;
	sums text;
	counting text;
	month timestamp;
	sets int[];
	part record;
	held_in int;
begin
	lock table grievance in share mode;
	perform pg_advisory_xact_lock(1946045);
	truncate case_count, case_change;
	select string_agg(attname, ', ' order by attnum), string_agg(format('sum(%I)::int as %1$I', attname), ', ' order by attnum)
		into measures, sums from pg_attribute
		where attrelid = 'case_count'::regclass and attnum > 0 and not attisdropped and attname not in ('cell', 'span', 'day');
	-- The cases are read once for each moment that counts, into few sets from which each grain of `fold_cases` can be summed
	-- up. `held`: a bit for each column, the day last, that a set does not have.
	counting := format($statement$
		select grouping(district, tehsil, department, office, category, channel, day) as held, district, tehsil, department,
			office, category, channel, day, $1::date as month, %s
		from (
			select district, tehsil, department, office, category, channel, f.*
			from case_fact c cross join lateral
				case_figures(received_on, settled_on, late, escalated, reopened, merged, outcome, 1) f
			where (received_at >= $2 and received_at < $3 or c.settled and settled_at >= $2 and settled_at < $3)
				and f.day >= $1::date and f.day < $1::date + interval '1 month'
		) halves
		group by grouping sets (
			(day, district, department, office, category),
			(day, district, tehsil, channel),
			(day, department, category, channel),
			(district, tehsil, department, category),
			(district, department, channel))
		$statement$, sums);
	execute 'create temp table counted on commit drop as ' || counting using null::date, null::timestamptz, null::timestamptz;
	for month in
		select generate_series(date_trunc('month', min(received_at) at time zone 'Asia/Kolkata'),
			greatest(max(received_at), max(settled_at)) at time zone 'Asia/Kolkata', '1 month') from grievance
	loop
		execute 'insert into counted ' || counting using month, month at time zone 'Asia/Kolkata',
			(month + interval '1 month') at time zone 'Asia/Kolkata';
	end loop;
	create index on counted (held);
	analyze counted;
	-- The fewer columns a set has, the smaller it is.
	sets := array(select held from counted group by held order by bit_count(held::bit(7)) desc);
	for part in
		select span, list, shown, 63 - bits as grain, bits * 2 + 1 - span as needed
		from (values
				('{district}'::text[], 0), ('{district,tehsil}', 0), ('{department,channel}', 0), ('{department,category}', 0),
				('{district,channel}', 0), ('{district,department,office}', 0), ('{district,department,category}', 0),
				('{district,tehsil,channel}', 1), ('{department,category,channel}', 1), ('{district,department,channel}', 1),
				('{district,department,office,category}', 1), ('{district,tehsil,department,category}', 1)) as grain (kept, span)
			cross join lateral (
				select sum((name = any(kept))::int << (6 - at::int)) as bits, string_agg(name, ', ') filter (where name = any(kept)) as list,
					string_agg(case when name = any(kept) then name else '''''' end, ', ' order by at) as shown
				from unnest(names) with ordinality as n (name, at)
			) as of_grain
	loop
		select held into held_in from unnest(sets) with ordinality as s (held, at) where held & part.needed = 0 order by at limit 1;
		continue when held_in is null;
		execute format('insert into case_cell (grain, district, tehsil, department, office, category, channel)
			select distinct %s, %s from counted where held = %s on conflict do nothing', part.grain, part.shown, held_in);
		execute format('insert into case_count (cell, span, day, %1$s)
			select id, %2$s, %3$s, %4$s from (select id, counted.* from counted join case_cell c using (%5$s)
				where held = %6$s and grain = %7$s) n
			group by id, %3$s order by id, %3$s', measures, part.span, case part.span when 0 then 'day' else 'month' end, sums,
			part.list, held_in, part.grain);
	end loop;
	-- What is kept day by day is kept by month as well.
	execute format('insert into case_count (cell, span, day, %1$s)
		select cell, 1, date_trunc(''month'', day::timestamp)::date, %2$s from case_count where span = 0 group by 1, 3 order by 1, 3',
		measures, sums);
	drop table counted;
end $function$
;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	raise exception '% is append-only', tg_table_name;
end $function$
;
CREATE OR REPLACE FUNCTION public.refuse_change_but_erasing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if tg_op = 'UPDATE' and current_setting('sunwai.erasing', true) = 'on'
		and new.salt is null and new.erased_at is not null
		and to_jsonb(new) - '{detail,salt,erased_at}'::text[] = to_jsonb(old) - '{detail,salt,erased_at}'::text[]
	then
		return new;
	end if;
	raise exception '% is append-only', tg_table_name;
end $function$
;
CREATE OR REPLACE FUNCTION public.says_nothing_personal(value jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select case jsonb_typeof(value)
		when 'string' then value #>> '{}' ~ '^([a-z][a-z_:-]{0,39}|[2-5][0-9]{9}|[0-9]{1,6})$'
		when 'array' then not exists (select from jsonb_array_elements(value) as e (one)
			where jsonb_typeof(one) not in ('number', 'boolean') and (jsonb_typeof(one) <> 'string'
				or one #>> '{}' !~ '^([a-z][a-z_:-]{0,39}|[2-5][0-9]{9}|[0-9]{1,6})$'))
		when 'object' then false
		else true
	end
$function$
;
CREATE OR REPLACE FUNCTION public.seal_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
	before record;
begin
	-- Two acts of one person take turns, or both would seal the same predecessor.
	perform pg_advisory_xact_lock(hashtextextended(new.actor, 2));
	select sequence, hash into before from audit where actor = new.actor order by sequence desc limit 1;
	new.sequence := coalesce(before.sequence, 0) + 1;
	new.salt := gen_random_uuid()::text;
	new.digest := detail_digest(new.salt, new.detail);
	new.hash := audit_hash(before.hash, new);
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.seal_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
	before record;
begin
	-- Two writers of one number take turns, or both would seal the same predecessor.
	perform pg_advisory_xact_lock(hashtextextended(new.number, 1));
	select sequence, hash into before from event where number = new.number order by sequence desc limit 1;
	new.sequence := coalesce(before.sequence, 0) + 1;
	new.salt := gen_random_uuid()::text;
	new.digest := detail_digest(new.salt, new.detail);
	new.hash := event_hash(before.hash, new);
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.seal_hash(before seal, last_event bigint, last_audit bigint)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
	select encode(sha256(convert_to(concat_ws('|', coalesce(before.hash, ''), last_event, last_audit,
		(select string_agg(hash, ',' order by id) from event where id > coalesce(before.event, 0) and id <= last_event),
		(select string_agg(hash, ',' order by id) from audit where id > coalesce(before.audit, 0) and id <= last_audit)),
		'UTF8')), 'hex')
$function$
;
CREATE OR REPLACE FUNCTION public.seal_history()
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare
	before seal;
	last_event bigint;
	last_audit bigint;
	made text;
begin
	-- Waits till every writer has committed: no row with a lower id can come later.
	lock table event, audit in share row exclusive mode;
	select * into before from seal order by id desc limit 1;
	select coalesce(max(id), 0) into last_event from event;
	select coalesce(max(id), 0) into last_audit from audit;
	if last_event = coalesce(before.event, 0) and last_audit = coalesce(before.audit, 0) then return null; end if;
	insert into seal (event, audit, hash)
		values (last_event, last_audit, seal_hash(before, last_event, last_audit)) returning hash into made;
	return made;
end $function$
;
CREATE OR REPLACE FUNCTION public.search_block(submission bigint)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
	select to_hex(submission >> 15)
$function$
;
CREATE OR REPLACE FUNCTION public.search_facets(s submission, category text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
	select array_remove(array[block || '/w' || s.channel, block || '/d' || s.place_district,
		block || '/h' || s.place_tehsil, block || '/p' || s.place_department, block || '/c' || category,
		block || '/t' || to_char(s.received_at at time zone 'Asia/Kolkata', 'YYMM'),
		block || '/u' || s.decided_by, block || '/u' || s.taken_by], null)
	from search_block(s.id) block
$function$
;
CREATE OR REPLACE FUNCTION public.search_words(submission bigint, words text[])
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
	select array_to_tsvector(array(select search_block(submission) || '/' || word from unnest(words) word))
$function$
;
CREATE OR REPLACE FUNCTION public.seat_in(target text, at_level integer)
 RETURNS TABLE(office text, post text, fallback text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
	place text := target;
	chair record;
	first_chair text;
begin
	while place is not null loop
		select * into chair from chair_of(place, at_level);
		if place = target then first_chair := chair.post; end if;
		if chair.held then
			return query select place, chair.post, case when place <> target then 'parent_office'
				when not chair.due then 'superior_post' end;
			return;
		end if;
		select o.parent into place from office o where o.code = place;
	end loop;
	return query select target, first_chair, 'supervisor'::text;
end $function$
;
CREATE OR REPLACE FUNCTION public.seat_of(of_track text, at_level integer, of_department text, of_district text, at_office text)
 RETURNS TABLE(office text, post text, fallback text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
	target text := at_office;
begin
	if at_level > 1 then
		if of_track = 'state' then
			select code into target from office o
				where o.active and o.level = 'state' and o.department = of_department order by code limit 1;
		else
			select code into target from office o
				where o.active and o.level = 'district' and o.department is null and o.district = of_district
				order by code limit 1;
			if at_level = 3 then
				select o.parent into target from office o where o.code = target;
			end if;
		end if;
		-- Nobody is above: the office above the one that had it, else that one.
		target := coalesce(target, (select o.parent from office o where o.code = at_office), at_office);
	end if;
	return query select * from seat_in(target, at_level);
end $function$
;
CREATE OR REPLACE FUNCTION public.settle_webhook()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if new.number is not null then
		update webhook_message m set data = webhook_data(new.number)
			from submission s, webhook_subscription w
			where m.id = new.id and s.number = new.number and w.id = new.subscription and not s.sensitive
				and (w.districts is null or s.place_district = any (w.districts))
				and (w.departments is null or s.place_department = any (w.departments));
		if not found then
			delete from webhook_message where id = new.id;
			return null;
		end if;
	end if;
	perform pg_notify('webhook', new.subscription::text);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.submission_arrived()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
	last bigint;
begin
	perform announce();
	insert into arrival_minute (minute, channel, received)
		select date_trunc('minute', received_at), channel, count(*) from arrived group by 1, 2 order by 1, 2
		on conflict (minute, channel) do update set received = arrival_minute.received + excluded.received;
	insert into waiting (channel, count)
		select channel, count(*) from arrived where state = 'waiting' group by 1 order by 1
		on conflict (channel) do update set count = waiting.count + excluded.count;
	with told as (
		insert into change (event, number, channel)
			select 'submission:received', number, channel from arrived order by id
			returning sequence
	)
	select max(sequence) into last from told;
	if last is not null then perform pg_notify('change', last::text); end if;
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.submission_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform announce();
	if new.state <> old.state then
		if old.state = 'waiting' then
			update waiting set count = count - 1 where channel = new.channel;
		elsif new.state = 'waiting' then
			update waiting set count = count + 1 where channel = new.channel;
			update decision_day set count = count - 1 where channel = old.channel and state = old.state
				and day = (old.decided_at at time zone 'Asia/Kolkata')::date;
		end if;
		if new.state <> 'waiting' then
			insert into decision_day (day, channel, state, count)
				values ((now() at time zone 'Asia/Kolkata')::date, new.channel, new.state, 1)
				on conflict (day, channel, state) do update set count = decision_day.count + 1;
		end if;
	end if;
	perform tell('submission:' || case
			when new.state = 'waiting' and old.state <> 'waiting' then 'restored'
			when new.state <> old.state then new.state
			when new.claimed_by is distinct from old.claimed_by and new.claimed_by is not null then 'claimed'
			when new.claimed_by is distinct from old.claimed_by then 'released'
			else 'changed'
		end, new.number, new.channel);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.sunwai_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
	select now() + coalesce((select shift from time_shift), interval '0')
$function$
;
CREATE OR REPLACE FUNCTION public.survivor(of_case character)
 RETURNS character
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
	next char(10);
begin
	loop
		select merged_into into next from grievance where number = of_case;
		if next is null then return of_case; end if;
		of_case := next;
	end loop;
end $function$
;
CREATE OR REPLACE FUNCTION public.tell(what text, about character, way text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
	told bigint;
begin
	perform announce();
	insert into change (event, number, channel) values (what, about, way) returning sequence into told;
	perform pg_notify('change', told::text);
end $function$
;
CREATE OR REPLACE FUNCTION public.tell_alert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform pg_notify('alert', new.person);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.tell_reference()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform pg_notify('reference', tg_table_name);
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.tell_telephone(event text, person text, call bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
	select pg_notify('telephone',
		jsonb_strip_nulls(jsonb_build_object('event', event, 'person', person, 'call', call::text))::text)
$function$
;
CREATE OR REPLACE FUNCTION public.template_keeps()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if tg_op = 'DELETE' then
		if old.state <> 'draft' then raise exception 'a template that was approved stays'; end if;
		return old;
	end if;
	if old.state <> 'draft' and (new.key, new.channel, new.language, new.version, new.subject, new.body, new.state = 'draft')
			is distinct from (old.key, old.channel, old.language, old.version, old.subject, old.body, false) then
		raise exception 'the words of an approved template cannot be changed';
	end if;
	return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.template_pattern(body text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select '^' || regexp_replace(
		regexp_replace(
			regexp_replace(body, '[\\.^$*+?()|{}\[\]]', '\\\&', 'g'),
			'\\\{(helpline|site)\\\}', '.{1,80}', 'g'),
		'\\\{[a-z_]+\\\}', '.{1,30}', 'g') || '$'
$function$
;
CREATE OR REPLACE FUNCTION public.template_told()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform pg_notify('template', '');
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.template_variables(body text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
	select count(*)::int from regexp_matches(body, '\{[a-z_]+\}', 'g') as found
	where found[1] not in ('{helpline}', '{site}')
$function$
;
CREATE OR REPLACE FUNCTION public.today()
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$
	select (sunwai_now() at time zone 'Asia/Kolkata')::date
$function$
;
CREATE OR REPLACE FUNCTION public.told_by_call()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	update notice set state = 'settled', settled_by = coalesce(old.taken_by, 'gateway'), settled_at = now(),
			settled_reason = 'told by telephone'
		where id = new.notice and state = 'call_due';
	return null;
end $function$
;
CREATE OR REPLACE FUNCTION public.webhook_data(of_number character)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
	select jsonb_build_object('channel', s.channel, 'receivedAt', iso(s.received_at), 'state', s.state,
		'category', coalesce(g.category, s.matter ->> 'category'), 'department', s.place_department,
		'district', s.place_district, 'tehsil', s.place_tehsil, 'grievance', s.grievance,
		'case', case when g.number is not null then jsonb_build_object('state', g.state, 'track', g.track,
			'level', g.level, 'office', g.office, 'registeredAt', iso(g.registered_at), 'dueAt', iso(g.due_at),
			'expectedOn', g.expected_on, 'late', g.late, 'transfers', g.transfers, 'escalations', g.escalations,
			'reopenings', g.reopenings, 'resolvedAt', iso(g.resolved_at), 'settledAt', iso(g.settled_at),
			'verdict', g.verdict, 'mergedInto', g.merged_into) end)
	from submission s left join grievance g on g.number = s.number where s.number = of_number
$function$
;

-- views
create view public.case_fact as
 SELECT number,
    district,
    COALESCE(tehsil, ''::text) AS tehsil,
    department,
    COALESCE(office, ''::text) AS office,
    category,
    channel,
    india_day(received_at) AS received_on,
    india_day(settled_at) AS settled_on,
    late,
    escalations > 0 AS escalated,
    reopenings > 0 AS reopened,
    merged_into IS NOT NULL AND NOT settled AS merged,
    case_outcome(state, verdict) AS outcome,
    received_at,
    settled_at,
    settled
   FROM grievance;

-- triggers
CREATE CONSTRAINT TRIGGER settled AFTER INSERT ON public.webhook_message DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION settle_webhook();
CREATE CONSTRAINT TRIGGER told AFTER INSERT OR UPDATE ON public.clock DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION clock_told();
CREATE CONSTRAINT TRIGGER told AFTER UPDATE OF state, level, office ON public.grievance DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.state <> old.state) OR (new.level <> old.level) OR (new.office IS DISTINCT FROM old.office))) EXECUTE FUNCTION case_told();
CREATE TRIGGER append_only BEFORE DELETE ON public.clock FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON public.proposal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON public.resolution FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON public.verdict FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.agent_time FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasing();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.call_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.callback_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasing();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.script_in_force FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.seal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER approved BEFORE INSERT ON public.notice FOR EACH ROW WHEN (((new.channel = 'sms'::text) AND (new.recipient ~~ '+91%'::text))) EXECUTE FUNCTION notice_approved();
CREATE TRIGGER approved_still BEFORE UPDATE OF body, recipient, template_id ON public.notice FOR EACH ROW WHEN (((new.channel = 'sms'::text) AND (new.recipient ~~ '+91%'::text) AND (new.body <> ''::text))) EXECUTE FUNCTION notice_approved();
CREATE TRIGGER arrived AFTER INSERT ON public.submission REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION submission_arrived();
CREATE TRIGGER arrived_with_recordings AFTER INSERT ON public.submission REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION attach_recordings_of_arrived();
CREATE TRIGGER ask_satisfaction AFTER UPDATE OF state ON public.grievance FOR EACH ROW WHEN (((old.state = 'resolved'::text) IS DISTINCT FROM (new.state = 'resolved'::text))) EXECUTE FUNCTION ask_satisfaction();
CREATE TRIGGER audited AFTER INSERT OR DELETE ON access.session FOR EACH ROW EXECUTE FUNCTION access.audit_session();
CREATE TRIGGER audited AFTER UPDATE ON access."twoFactor" FOR EACH ROW EXECUTE FUNCTION access.audit_second_factor();
CREATE TRIGGER call_due AFTER INSERT ON public.notice FOR EACH ROW WHEN ((new.state = 'call_due'::text)) EXECUTE FUNCTION call_due();
CREATE TRIGGER call_due_over AFTER UPDATE OF state ON public.notice FOR EACH ROW WHEN (((old.state = 'call_due'::text) IS DISTINCT FROM (new.state = 'call_due'::text))) EXECUTE FUNCTION call_due();
CREATE TRIGGER changed AFTER INSERT OR UPDATE ON access.staff FOR EACH ROW EXECUTE FUNCTION access.tell_person('id');
CREATE TRIGGER changed AFTER UPDATE OF role ON access."user" FOR EACH ROW EXECUTE FUNCTION access.tell_person('id');
CREATE TRIGGER changed AFTER UPDATE ON public.submission FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION submission_changed();
CREATE TRIGGER closed BEFORE INSERT ON access.session FOR EACH ROW EXECUTE FUNCTION access.refuse_closed();
CREATE TRIGGER counted_changed AFTER UPDATE ON public.grievance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_cases();
CREATE TRIGGER counted_new AFTER INSERT ON public.grievance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_cases();
CREATE TRIGGER decided AFTER UPDATE OF state ON public.submission FOR EACH ROW WHEN (((old.state = 'waiting'::text) AND (new.state <> 'waiting'::text))) EXECUTE FUNCTION forget_draft();
CREATE TRIGGER entered AFTER INSERT ON public.queue_entry FOR EACH ROW EXECUTE FUNCTION queue_moved();
CREATE TRIGGER forgotten AFTER DELETE ON public.draft FOR EACH ROW EXECUTE FUNCTION forget_files();
CREATE TRIGGER guarded BEFORE INSERT ON public.feedback_attempt FOR EACH ROW EXECUTE FUNCTION guard_verdict();
CREATE TRIGGER guarded BEFORE INSERT ON public.verdict FOR EACH ROW EXECUTE FUNCTION guard_verdict();
CREATE TRIGGER guarded BEFORE UPDATE OF number, state, level, stay, transfers, reopenings, questions ON public.grievance FOR EACH ROW EXECUTE FUNCTION guard_case();
CREATE TRIGGER guarded BEFORE UPDATE ON public.clock FOR EACH ROW EXECUTE FUNCTION guard_clock();
CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON public.script FOR EACH ROW EXECUTE FUNCTION keep_published();
CREATE TRIGGER keeps BEFORE DELETE OR UPDATE ON public.template FOR EACH ROW EXECUTE FUNCTION template_keeps();
CREATE TRIGGER kept BEFORE DELETE OR UPDATE ON public.policy FOR EACH ROW EXECUTE FUNCTION keep_policy();
CREATE TRIGGER kept_whole BEFORE TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept_whole BEFORE TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept_whole BEFORE TRUNCATE ON public.seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER left_behind AFTER DELETE ON public.draft_file FOR EACH ROW EXECUTE FUNCTION leave_upload();
CREATE TRIGGER made AFTER INSERT ON public.offer FOR EACH ROW EXECUTE FUNCTION offer_made();
CREATE TRIGGER moved AFTER INSERT OR UPDATE OF state ON public.consult FOR EACH ROW EXECUTE FUNCTION consult_moved();
CREATE TRIGGER moved AFTER INSERT OR UPDATE ON public.agent_state FOR EACH ROW EXECUTE FUNCTION agent_moved();
CREATE TRIGGER moved AFTER INSERT OR UPDATE ON public.callback FOR EACH ROW EXECUTE FUNCTION callback_moved();
CREATE TRIGGER moved AFTER UPDATE OF district, tehsil, department, sensitive ON public.grievance FOR EACH ROW WHEN (((new.district IS DISTINCT FROM old.district) OR (new.tehsil IS DISTINCT FROM old.tehsil) OR (new.department IS DISTINCT FROM old.department) OR (new.sensitive IS DISTINCT FROM old.sensitive))) EXECUTE FUNCTION place_linked();
CREATE TRIGGER moved AFTER UPDATE OF muted, part, rank, answered_at, placed_at ON public.call_leg FOR EACH ROW WHEN ((((((new.muted IS DISTINCT FROM old.muted) OR (new.part IS DISTINCT FROM old.part)) OR ((new.rank >= 9) IS DISTINCT FROM (old.rank >= 9))) OR ((new.answered_at IS NULL) IS DISTINCT FROM (old.answered_at IS NULL))) OR ((new.placed_at IS NULL) IS DISTINCT FROM (old.placed_at IS NULL)))) EXECUTE FUNCTION leg_moved();
CREATE TRIGGER moved AFTER UPDATE OF stage, held, agent ON public.call FOR EACH ROW WHEN (((new.agent IS NOT NULL) AND (((new.stage IS DISTINCT FROM old.stage) OR (new.held IS DISTINCT FROM old.held)) OR (new.agent IS DISTINCT FROM old.agent)))) EXECUTE FUNCTION call_moved();
CREATE TRIGGER moved AFTER UPDATE OF state ON public.queue_entry FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION queue_moved();
CREATE TRIGGER offered AFTER INSERT ON public.event REFERENCING NEW TABLE AS happened FOR EACH STATEMENT EXECUTE FUNCTION offer_webhooks();
CREATE TRIGGER passed AFTER INSERT ON public.agent_time FOR EACH ROW EXECUTE FUNCTION agent_time_passed();
CREATE TRIGGER placed BEFORE INSERT ON public.submission FOR EACH ROW WHEN (((new.matter <> '{}'::jsonb) OR (new.grievance IS NOT NULL))) EXECUTE FUNCTION place_submission();
CREATE TRIGGER placed_again BEFORE UPDATE OF matter, grievance ON public.submission FOR EACH ROW WHEN (((new.matter <> old.matter) OR (new.grievance IS DISTINCT FROM old.grievance))) EXECUTE FUNCTION place_submission();
CREATE TRIGGER seal BEFORE INSERT ON public.audit FOR EACH ROW EXECUTE FUNCTION seal_audit();
CREATE TRIGGER seal BEFORE INSERT ON public.event FOR EACH ROW EXECUTE FUNCTION seal_event();
CREATE TRIGGER second_factor AFTER UPDATE OF "twoFactorEnabled" ON access."user" FOR EACH ROW WHEN ((old."twoFactorEnabled" IS DISTINCT FROM new."twoFactorEnabled")) EXECUTE FUNCTION access.audit_two_factor();
CREATE TRIGGER signed_out AFTER DELETE ON access.session FOR EACH ROW EXECUTE FUNCTION access.tell_person('userId');
CREATE TRIGGER sought_again AFTER UPDATE OF category ON public.grievance FOR EACH ROW WHEN ((old.category <> new.category)) EXECUTE FUNCTION keep_category();
CREATE TRIGGER sought_again AFTER UPDATE OF matter, grievance, place_district, place_tehsil, place_department, decided_by, taken_by ON public.submission FOR EACH ROW WHEN (((old.matter <> new.matter) OR (old.grievance IS DISTINCT FROM new.grievance) OR (old.place_district IS DISTINCT FROM new.place_district) OR (old.place_tehsil IS DISTINCT FROM new.place_tehsil) OR (old.place_department IS DISTINCT FROM new.place_department) OR (old.decided_by IS DISTINCT FROM new.decided_by) OR (old.taken_by IS DISTINCT FROM new.taken_by))) EXECUTE FUNCTION keep_facets();
CREATE TRIGGER told AFTER INSERT OR DELETE OR UPDATE ON public.template FOR EACH STATEMENT EXECUTE FUNCTION template_told();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.alert FOR EACH ROW EXECUTE FUNCTION tell_alert();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.category FOR EACH STATEMENT EXECUTE FUNCTION tell_reference();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.department FOR EACH STATEMENT EXECUTE FUNCTION tell_reference();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.district FOR EACH STATEMENT EXECUTE FUNCTION tell_reference();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.office FOR EACH STATEMENT EXECUTE FUNCTION tell_reference();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.post FOR EACH STATEMENT EXECUTE FUNCTION tell_reference();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.reminder FOR EACH ROW EXECUTE FUNCTION tell_alert();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.tehsil FOR EACH STATEMENT EXECUTE FUNCTION tell_reference();
CREATE TRIGGER told_by_call AFTER UPDATE OF state ON public.callback FOR EACH ROW WHEN (((old.state = 'open'::text) AND (new.state = 'done'::text) AND (new.outcome = 'reached'::text) AND (new.notice IS NOT NULL))) EXECUTE FUNCTION told_by_call();
CREATE TRIGGER unseals BEFORE INSERT OR UPDATE ON public.notice FOR EACH ROW WHEN ((new.sealed IS NOT NULL)) EXECUTE FUNCTION notice_unseals();
