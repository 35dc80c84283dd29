-- Passkeys by which the holder of an account signs in, found by the keyed hash of their credential id. The public key, what
-- the owner calls it and where it was added stand sealed (decision 40).
create table passkey_holder (
    account uuid primary key references account,
    -- what the passkey itself knows its account by: random, sealed, and nothing of the person
    handle  bytea not null
);

create table passkey (
    id              uuid primary key,
    credential_hash bytea not null unique,
    account         uuid not null references passkey_holder,
    sealed          bytea not null,
    sign_count      bigint not null check (sign_count between 0 and 4294967295),
    backup_eligible boolean not null,
    backed_up       boolean not null,
    added_at        timestamptz not null,
    last_used_at    timestamptz
);

create index passkey_account on passkey (account);

-- Challenges that were answered, rightly or not, until they would be over anyway. This primary key is the rule.
create table passkey_challenge (
    answered   bytea primary key,
    expires_at timestamptz not null
);

create index passkey_challenge_expires on passkey_challenge (expires_at);

grant select, insert, update on passkey_holder to ${app_role};
grant select, insert, update, delete on passkey to ${app_role};
grant select, insert, delete on passkey_challenge to ${app_role};
