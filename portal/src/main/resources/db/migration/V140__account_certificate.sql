-- Certificates by which the holder of an account signs in, found by the keyed hash of their fingerprint. What the owner
-- calls one stands sealed. Whoever has a key needs no password (decision 32).
alter table account alter column password_hash drop not null;

create table account_certificate (
    id          uuid primary key,
    fingerprint bytea not null unique,
    account     uuid not null references account,
    authority   text not null,
    valid_from  timestamptz,
    valid_to    timestamptz not null,
    called      bytea not null,
    added_at    timestamptz not null
);

create index account_certificate_account on account_certificate (account);

grant select, insert, update on account_certificate to ${app_role};
