-- Notices that can wait are not sent at night.
alter table outbox_message add column daytime boolean not null default false;

-- What became of each notice that an owner was sent, longer than the outbox remembers. Its address is masked, and sealed.
create table notice_fate (
    -- of the message in the outbox
    id      uuid primary key,
    account uuid not null references account,
    notice  text not null check (notice ~ '^[a-z][a-z0-9-]{0,39}$'),
    channel text not null check (channel in ('sms', 'mail')),
    address bytea not null,
    state   text not null check (state in ('waiting', 'sent', 'delivered', 'failed', 'uncertain')),
    told_at timestamptz not null,
    -- when the state became this one
    at      timestamptz not null,
    -- nothing further will be heard of it
    settled boolean not null default false
);

create index notice_fate_account on notice_fate (account, told_at);
create index notice_fate_open on notice_fate (id) where not settled;
create index notice_fate_told on notice_fate (told_at);

grant select, insert, update, delete on notice_fate to ${app_role};

-- Accounts to which nobody signs in are told of it, and locked in the end (Decision 31/2021).
alter table account
    add column last_signed_in_at timestamptz,
    -- in which the owner signed in last, for notices that nobody asked for
    add column language text not null default 'vi' check (language in ('vi', 'en')),
    add column dormancy_notices smallint not null default 0,
    add column dormancy_told_at timestamptz;

update account set last_signed_in_at = opened_at;

-- A node of the version before this one opens accounts without saying when.
alter table account alter column last_signed_in_at set default now();
alter table account alter column last_signed_in_at set not null;

create index account_idle on account (last_signed_in_at) where status = 'ACTIVE';
