-- Accounts. What tells who a person is stands sealed in account.person; what finds them is a keyed hash.
create table account (
    id                 uuid primary key,
    kind               text not null,
    status             text not null,
    person             bytea not null,
    password_hash      text not null,
    email_confirmed_at timestamptz,
    email_codes        uuid,
    opened_at          timestamptz not null
);

-- One account per identifier: this primary key is the rule.
create table account_identifier (
    kind       text not null,
    value_hash bytea not null,
    account    uuid not null references account,
    primary key (kind, value_hash)
);

create index account_identifier_account on account_identifier (account);

-- Appended and perhaps withdrawn, never edited; the level is read off what stands.
create table account_evidence (
    id           uuid primary key,
    account      uuid not null references account,
    strength     text not null,
    method       text not null,
    source       text not null,
    level        text not null,
    statement    bytea not null,
    obtained_at  timestamptz not null,
    withdrawn_at timestamptz
);

create index account_evidence_account on account_evidence (account);

create table account_consent (
    account  uuid not null references account,
    document text not null,
    version  text not null,
    given_at timestamptz not null,
    primary key (account, document, version)
);

create table remembered_device (
    word       bytea primary key,
    account    uuid not null references account,
    expires_at timestamptz not null
);

create index remembered_device_account on remembered_device (account);

grant select, insert, update on account to ${app_role};
grant select, insert on account_identifier, account_consent to ${app_role};
grant select, insert, update on account_evidence to ${app_role};
grant select, insert, update, delete on remembered_device to ${app_role};
