-- The accounts that were opened at a phone, by its keyed hash. Its row is where two openings at one phone meet: the
-- second waits for the first, and sees it (decision 23).
create table account_phone (
    value_hash bytea primary key,
    accounts   uuid[] not null
);

grant select, insert, update on account_phone to ${app_role};
