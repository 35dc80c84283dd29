-- Numbers that only grow, for all accounts together (decision 48). Whoever begins something that takes a while notes the
-- newest; an account that was given a newer one meanwhile shuts them out.
create sequence account_generation as int;
select setval('account_generation', greatest(1, (select max(session_generation) from account)));
grant usage, select on sequence account_generation to ${app_role};

alter table account
    -- when it was last taken back: by whoever proved to be its owner, or said that something was not them
    add column taken_back int not null default 0;

-- A device is remembered as long as the sessions of its generation are good.
alter table remembered_device add column generation int not null default 0;
update remembered_device d set generation = a.session_generation from account a where a.id = d.account;
