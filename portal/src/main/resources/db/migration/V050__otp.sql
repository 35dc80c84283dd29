-- One-time codes: a transaction is one purpose at one address; its codes share one count of tries.
create table otp_transaction (
    id           uuid primary key,
    purpose      text not null,
    destination  text not null,
    tries_left   int not null check (tries_left >= 0),
    sends        int not null,
    last_sent_at timestamptz not null,
    used_at      timestamptz
);

create index otp_transaction_sent on otp_transaction (last_sent_at);

create table otp_code (
    transaction uuid not null references otp_transaction on delete cascade,
    code        text not null,
    expires_at  timestamptz not null,
    primary key (transaction, code)
);

grant select, insert, update, delete on otp_transaction, otp_code to ${app_role};
