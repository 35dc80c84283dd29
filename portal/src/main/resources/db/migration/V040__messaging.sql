-- Messages on their way out. What they say and to whom is sealed, and erased as soon as nobody needs it any more.
create table outbox_message (
    id uuid primary key,
    channel text not null check (channel in ('sms', 'mail')),
    -- once: a code, claimed before it is submitted and never taken again; surely: a notice, taken until it is through
    delivery text not null check (delivery in ('once', 'surely')),
    purpose text not null check (purpose ~ '^[a-z][a-z0-9-]{0,39}$'),
    state text not null check (state in
        ('waiting', 'claimed', 'accepted', 'refused', 'uncertain', 'dropped', 'given-up', 'lost')),
    sealed bytea,
    attempts integer not null default 0,
    claim uuid,
    -- from when on any node may take it; null when none may
    due_at timestamptz,
    -- a code is dropped then, a notice given up
    expires_at timestamptz not null,
    created_at timestamptz not null,
    finished_at timestamptz,
    provider text,
    provider_message text check (length(provider_message) <= 65),
    -- fixed words for operators
    failure text check (length(failure) <= 80),
    check ((finished_at is null) = (state in ('waiting', 'claimed'))),
    check ((finished_at is null) = (sealed is not null)),
    check (finished_at is null or due_at is null)
);

create index outbox_message_due on outbox_message (channel, delivery, due_at) where due_at is not null;
create index outbox_message_open on outbox_message (expires_at) where finished_at is null;
create index outbox_message_finished on outbox_message (finished_at) where finished_at is not null;

-- What providers said later about messages that they had accepted; it may come before we noted that they had.
create table sms_receipt (
    provider text not null,
    message text not null check (length(message) <= 65),
    state text not null check (state in
        ('en-route', 'delivered', 'expired', 'deleted', 'undeliverable', 'accepted', 'unknown', 'rejected')),
    received_at timestamptz not null,
    primary key (provider, message)
);

create index sms_receipt_received on sms_receipt (received_at);

grant select, insert, update, delete on outbox_message to ${app_role};
grant select, insert, update, delete on sms_receipt to ${app_role};
