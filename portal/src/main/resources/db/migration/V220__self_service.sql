-- What owners change by themselves: phone, e-mail, and whether the account goes on.
alter table account
    add column phone_changed_at timestamptz,
    add column closing_at timestamptz,
    add column closed_at timestamptz;

create index account_closing on account (closing_at) where closing_at is not null;
create index account_closed on account (closed_at) where closed_at is not null;

-- Changes of a phone or an e-mail address. The former and the next one stand sealed, so that a change can be undone as
-- long as a notice of it can be answered. One change of a kind waits at a time.
create table contact_change (
    id          uuid primary key,
    account     uuid not null references account,
    kind        text not null check (kind in ('PHONE', 'EMAIL')),
    state       text not null check (state in ('WAITING', 'DONE', 'CANCELLED', 'UNDONE')),
    contacts    bytea not null,
    asked_at    timestamptz not null,
    due_at      timestamptz,
    finished_at timestamptz,
    check ((state = 'WAITING') = (finished_at is null))
);

create unique index contact_change_waiting on contact_change (account, kind) where state = 'WAITING';
create index contact_change_due on contact_change (due_at) where state = 'WAITING';
create index contact_change_account on contact_change (account);
create index contact_change_finished on contact_change (finished_at) where finished_at is not null;

grant select, insert, update, delete on contact_change to ${app_role};

-- A closed account gives back what it held, so that its owner may register anew. The run-time role can free nothing else.
create function release_closed(closed uuid) returns void
    language sql security definer set search_path = public, pg_temp
as $$
    delete from account_certificate c using account a
        where a.id = closed and a.status = 'CLOSED' and c.account = a.id;
    delete from account_identifier i using account a
        where a.id = closed and a.status = 'CLOSED' and i.account = a.id;
$$;

-- At the end of its retention a closed account goes, and with it whatever any table holds of it.
create function drop_closed(dropped uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    held record;
begin
    perform from account where id = dropped and status = 'CLOSED' for update;
    if not found then
        return false;
    end if;
    for held in
        select c.conrelid::regclass as place, a.attname as name
        from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confrelid = 'account'::regclass
    loop
        execute format('delete from %s where %I = $1', held.place, held.name) using dropped;
    end loop;
    delete from account where id = dropped;
    return true;
end
$$;

revoke execute on function release_closed(uuid), drop_closed(uuid) from public;
grant execute on function release_closed(uuid), drop_closed(uuid) to ${app_role};
