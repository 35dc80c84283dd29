-- How each certificate stands, as its authority said last (decision 38).
alter table account_certificate
    add column standing   text not null default 'GOOD'
        check (standing in ('GOOD', 'ON_HOLD', 'REVOKED', 'EXPIRED')),
    -- from when it is revoked or on hold, as its authority says
    add column revoked_at timestamptz,
    -- when its authority last answered
    add column checked_at timestamptz,
    -- when a node looks at it next; null once it has ended
    add column due_at     timestamptz,
    -- when its owner last heard that it ends
    add column warned_at  timestamptz,
    -- when its owner took it off; what it proved stands, so that it is looked at as before
    add column removed_at timestamptz;

update account_certificate set due_at = added_at;

alter table account_certificate add check ((standing in ('REVOKED', 'EXPIRED')) = (due_at is null));

create index account_certificate_due on account_certificate (due_at) where due_at is not null;
