-- Visits to a counter that were announced; deleted when they are cancelled, replaced or over. Who comes stands sealed.
create table counter_reservation (
    id               uuid primary key,
    -- one for each national id: this key is the rule
    national_id_hash bytea not null unique,
    code_hash        bytea not null unique,
    visitor          bytea not null,
    counter          text not null check (length(counter) between 1 and 60),
    day              date not null,
    half             text not null check (half in ('morning', 'afternoon')),
    made_at          timestamptz not null,
    expires_at       timestamptz not null,
    -- when its reminder was written into the outbox; null while it was not
    reminded_at      timestamptz
);

create index counter_reservation_day on counter_reservation (day) where reminded_at is null;
create index counter_reservation_expires on counter_reservation (expires_at);

grant select, insert, update, delete on counter_reservation to ${app_role};
