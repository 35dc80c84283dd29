-- Requests to get back into an account of which its owner lost everything. Of an id that nobody has there is one too,
-- without an account: whoever asks is answered alike.
create table recovery_request (
    id            uuid primary key,
    account       uuid references account,
    kind          text not null,
    asked_at      timestamptz not null,
    -- the owner's time to object; longer where something looks wrong
    due_at        timestamptz not null,
    expires_at    timestamptz not null,
    announced_at  timestamptz not null,
    called_off_at timestamptz,
    done_at       timestamptz
);

-- one pending for each account: this key is the rule
create unique index recovery_request_pending on recovery_request (account)
    where account is not null and called_off_at is null and done_at is null;
create index recovery_request_expires on recovery_request (expires_at);
create index recovery_request_announced on recovery_request (announced_at)
    where account is not null and called_off_at is null and done_at is null;

-- The words with which those who asked come back: only their keyed hashes. Each waits from its own asking.
create table recovery_code (
    code_hash bytea primary key,
    request   uuid not null references recovery_request on delete cascade,
    asked_at  timestamptz not null
);

create index recovery_code_request on recovery_code (request);

-- What a recovery changed, for as long as the owner can say that it was not them. The former phone stands sealed.
create table recovery_change (
    id         uuid primary key,
    account    uuid not null references account,
    changed_at timestamptz not null,
    former     bytea not null
);

create index recovery_change_account on recovery_change (account, changed_at);

grant select, insert, update, delete on recovery_request, recovery_code, recovery_change to ${app_role};
