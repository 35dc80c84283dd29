-- What was asked of SIMs; forgotten after a day. Number, texts, certificate and signature stand sealed.
create table sim_signing (
    id          uuid primary key,
    number_hash bytea not null,
    -- who asked, and who alone hears what came of it
    bearer_hash bytea not null,
    provider    text not null check (length(provider) between 1 and 40),
    state       text not null check (state in 
        ('asked', 'starting', 'waiting', 'silent', 'checking', 'proved', 'failed')),
    fault       text check (length(fault) between 1 and 40),
    sealed      bytea not null,
    -- when a node looks at it next; null once it has ended
    due_at      timestamptz,
    asked_at    timestamptz not null,
    expires_at  timestamptz not null,
    -- whoever asked has left: what still comes is kept and not used
    left_at     timestamptz,
    check ((state in ('proved', 'failed')) = (due_at is null))
);

-- one open for each number: this index is the rule
create unique index sim_signing_open on sim_signing (number_hash) where due_at is not null;
create index sim_signing_due on sim_signing (provider, due_at) where due_at is not null;
create index sim_signing_asked on sim_signing (asked_at);

grant select, insert, update, delete on sim_signing to ${app_role};
