-- People who act for a business or a state body (decision 44). Whoever is invited is known by the keyed hash of their
-- national id until they have accepted; the name by which the inviter knows them stands sealed.
create table member (
    id         uuid primary key,
    company    uuid not null references account,
    role       text not null check (role in ('REPRESENTATIVE', 'MANAGER', 'DELEGATE')),
    id_hash    bytea not null,
    invited    bytea not null,
    -- who invited: the organisation's own account, or the person who acted for it; who is dropped leaves the row alone
    invited_by uuid not null,
    invited_at timestamptz not null,
    expires_at timestamptz not null,
    told_at    timestamptz,
    -- the last day in Vietnam on which they act
    ends_on    date,
    person     uuid references account,
    joined_at  timestamptz,
    over_at    timestamptz,
    over       text check (over in ('DECLINED', 'EXPIRED', 'WITHDRAWN', 'LEFT', 'ENDED')),
    over_by    uuid,
    check ((person is null) = (joined_at is null)),
    check ((over is null) = (over_at is null))
);

-- One invitation or membership at a time: these are the rule, whatever was clicked twice.
create unique index member_once on member (company, id_hash) where over_at is null;
create unique index member_person_once on member (company, person) where over_at is null;
create index member_company on member (company);
create index member_person on member (person) where person is not null;
create index member_invited on member (id_hash) where over_at is null and person is null;
create index member_ends on member (ends_on) where over_at is null and ends_on is not null;
create index member_expires on member (expires_at) where over_at is null and person is null;

grant select, insert, update, delete on member to ${app_role};
