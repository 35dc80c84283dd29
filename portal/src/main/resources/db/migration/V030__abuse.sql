-- Locks against robots and greed: burnt captchas, and how often what was done. Keys are hashes: nobody is named here.

create table burnt_captcha (
    token_hash bytea primary key,
    expires_at timestamptz not null
);

-- One row for each limit and whom it counts. A use counts until its moment in counts_until (milliseconds since 1970,
-- ascending); used says how many share that moment. Neither array grows past some twenty-five entries.
create table limit_use (
    name text not null,
    key bytea not null,
    counts_until bigint[] not null,
    used int[] not null,
    expires_at timestamptz not null,
    primary key (name, key)
) with (fillfactor = 70);

-- Waits that grow with every failure in a row.
create table limit_delay (
    name text not null,
    key bytea not null,
    failures int not null,
    wait_until timestamptz not null,
    expires_at timestamptz not null,
    primary key (name, key)
) with (fillfactor = 70);

-- Takes one use of each limit, or of none. Answers with no row if all had room, else with one row for each that had none
-- and when it will. The arrays go together and are sorted by name and key, so that two takers never wait for each other.
create function take_uses(names text[], keys bytea[], allowed int[], until bigint[], now bigint)
returns table (refused text, next_at bigint)
language plpgsql as $$
declare
    held limit_use;
    slots int;
    past int[]; -- how many of a row's slots no longer count
    counting int;
    is_refused boolean := false;
begin
    for i in 1 .. cardinality(names) loop
        loop
            select * into held from limit_use l where l.name = names[i] and l.key = keys[i] for update;
            exit when found;
            insert into limit_use values (names[i], keys[i], '{}', '{}', to_timestamp(until[i] / 1000.0))
            on conflict do nothing;
        end loop;
        slots := cardinality(held.used);
        past[i] := 0;
        while past[i] < slots and held.counts_until[past[i] + 1] <= now loop
            past[i] := past[i] + 1;
        end loop;
        counting := 0;
        for slot in past[i] + 1 .. slots loop
            counting := counting + held.used[slot];
        end loop;
        if counting >= allowed[i] then
            is_refused := true;
            refused := names[i];
            -- The first moment after which fewer than allowed still count.
            for slot in past[i] + 1 .. slots loop
                counting := counting - held.used[slot];
                next_at := held.counts_until[slot];
                exit when counting < allowed[i];
            end loop;
            return next;
        elsif until[i] <= held.counts_until[slots] then
            past[i] := -1; -- shares the last slot
        end if;
    end loop;
    if is_refused then
        return;
    end if;
    for i in 1 .. cardinality(names) loop
        if past[i] < 0 then
            update limit_use l
            set used[cardinality(l.used)] = l.used[cardinality(l.used)] + 1
            where l.name = names[i] and l.key = keys[i];
        else
            update limit_use l
            set counts_until = l.counts_until[past[i] + 1 :] || until[i],
                used = l.used[past[i] + 1 :] || 1,
                expires_at = to_timestamp(until[i] / 1000.0)
            where l.name = names[i] and l.key = keys[i];
        end if;
    end loop;
end
$$;

-- Gives back the latest use of each limit: what was taken beforehand for a failure that did not happen.
create function give_back_uses(names text[], keys bytea[])
returns void
language plpgsql as $$
begin
    for i in 1 .. cardinality(names) loop
        update limit_use l
        set counts_until = case when l.used[cardinality(l.used)] > 1
                then l.counts_until else trim_array(l.counts_until, 1) end,
            used = case when l.used[cardinality(l.used)] > 1
                then trim_array(l.used, 1) || l.used[cardinality(l.used)] - 1 else trim_array(l.used, 1) end
        where l.name = names[i] and l.key = keys[i] and cardinality(l.used) > 0;
    end loop;
end
$$;

grant select, insert, delete on burnt_captcha to ${app_role};
grant select, insert, update, delete on limit_use, limit_delay to ${app_role};
grant execute on function take_uses(text[], bytea[], int[], bigint[], bigint) to ${app_role};
grant execute on function give_back_uses(text[], bytea[]) to ${app_role};
