-- What an owner said of signing in at a provider: linked since then, or (null) not any more. Where nothing was said, a
-- proof by that provider in account_evidence links it.
create table account_link (
    account   uuid not null references account,
    provider  text not null,
    linked_at timestamptz,
    primary key (account, provider)
);

grant select, insert, update on account_link to ${app_role};
