-- Sign-in: failed tries, first passwords, the second factor, sessions that end by themselves, keys that expire.

-- One row for each try that failed, or that is being checked just now. Kept for as long as it counts.
create table access.sign_in_failure (
	id bigint generated always as identity primary key,
	-- What was typed, lower case: a try on somebody unknown counts as one on somebody known does.
	email text not null,
	address text not null,
	at timestamptz not null default now()
);
create index on access.sign_in_failure (email, at);
create index on access.sign_in_failure (address, at);
-- The library's own count was of every try of an address, the good ones too.
drop table access."rateLimit";

alter table access."user"
	-- Whose password an administrator has set does nothing else before choosing their own.
	add column "mustChangePassword" boolean not null default false,
	add column "twoFactorEnabled" boolean not null default false;

create table access."twoFactor" (
	"id" text primary key,
	"userId" text not null unique references access."user" on delete cascade,
	-- Both encrypted by the gateway's secret.
	"secret" text not null,
	"backupCodes" text not null,
	"verified" boolean not null default true,
	"failedVerificationCount" int not null default 0,
	"lockedUntil" timestamptz
);

alter table access."session"
	-- The last request or key press of the person, not of the page alone.
	add column "lastUsedAt" timestamptz not null default now(),
	-- `oidc`: the provider of the single sign-on has asked for its own second factor.
	add column "method" text not null default 'password' check ("method" in ('password', 'oidc'));

alter table api_key
	add column expires_at timestamptz,
	add column last_used_at timestamptz,
	add column made_by text references access."user" on delete set null;
