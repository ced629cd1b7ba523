-- Places, departments and categories. Codes are those of the Local Government Directory where it has one.
-- Rows are never deleted: old grievances keep their codes; `active` is what a form offers.

create table district (
	code text primary key,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	division text not null,
	region text not null,
	position int not null,
	active boolean not null default true
);

create table tehsil (
	code text primary key,
	district text not null references district,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	position int not null,
	active boolean not null default true
);
create index tehsil_district on tehsil (district);

create table department (
	code text primary key,
	-- Of the Local Government Directory; null where it does not list the department.
	lgd_code text unique,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	position int not null,
	active boolean not null default true
);

create table category (
	code text primary key check (code ~ '^[a-z][a-z0-9-]*$'),
	department text not null references department,
	group_code text not null,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	-- What people write of it, in all three scripts and in romanised Punjabi and Hindi.
	keywords text[] not null,
	position int not null,
	active boolean not null default true
);
create index category_department on category (department);
