-- What two administrators said of an agency that registered by signature (decision 32). Why one was refused stands
-- sealed: it is free text.
create table agency_ruling (
    account  uuid primary key references account,
    ruling   text not null,
    by_one   text not null,
    by_other text not null,
    reason   bytea,
    ruled_at timestamptz not null,
    check (by_one <> by_other)
);

grant select, insert on agency_ruling to ${app_role};

-- A refused account gives back what it held, so that the agency may register again. The run-time role can free nothing
-- else.
create function release_refused(refused uuid) returns void
    language sql security definer set search_path = public, pg_temp
as $$
    delete from account_certificate c using account a
        where a.id = refused and a.status = 'REFUSED' and c.account = a.id;
    delete from account_identifier i using account a
        where a.id = refused and a.status = 'REFUSED' and i.account = a.id;
$$;

revoke execute on function release_refused(uuid) from public;
grant execute on function release_refused(uuid) to ${app_role};
