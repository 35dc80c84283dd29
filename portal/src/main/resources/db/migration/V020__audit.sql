-- Who did what. The run-time role may add and read; nobody changes or takes out.
create table audit_entry (
    id uuid primary key,
    at timestamptz not null,
    action text not null,
    actor text not null,
    subject uuid,
    -- keyed hash of the client's address: the address itself stands apart, so that it can be sealed anew and forgotten
    client_key bytea,
    -- "name=value" lines, names in order: the form in which it is hashed
    details text not null
);
create index audit_entry_subject on audit_entry (subject, id desc) where subject is not null;

create table audit_client (
    entry uuid primary key,
    address bytea not null
);

-- What the sealer has still to chain: written with the entry, taken away with its seal.
create table audit_unsealed (
    entry uuid primary key
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0,
        autovacuum_analyze_threshold = 100000);

-- The chain: each hash covers the one before and the whole entry.
create table audit_seal (
    seq bigint primary key check (seq > 0),
    entry uuid not null unique,
    prev bytea not null,
    hash bytea not null
);

-- Ed25519 signatures over the chain's head, one for each time that it grew.
create table audit_checkpoint (
    seq bigint primary key,
    hash bytea not null,
    at timestamptz not null,
    signature bytea not null
);

create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is only ever added to' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function audit_refuse();
create trigger audit_seal_stays before update or delete or truncate on audit_seal
    for each statement execute function audit_refuse();
create trigger audit_checkpoint_stays before update or delete or truncate on audit_checkpoint
    for each statement execute function audit_refuse();

grant select, insert on audit_entry, audit_client, audit_seal, audit_checkpoint to ${app_role};
grant select, insert, delete on audit_unsealed to ${app_role};
