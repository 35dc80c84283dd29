-- What was signed, by whom, and what the authorities said of it: sealed. The run-time role adds, says that a proof is
-- held by an account, and takes away what no account ever held; it changes nothing.
create table signature_proof (
    id      uuid primary key,
    form    text not null,
    record  bytea not null,
    made_at timestamptz not null,
    -- when an account's evidence came to name it; null: not yet
    held_at timestamptz
);

create index signature_proof_unheld on signature_proof (made_at) where held_at is null;

-- Revocation lists that proofs rest on; public, large, and shared by many proofs.
create table signature_list (
    -- SHA-256 of the list
    hash     bytea primary key,
    list     bytea not null,
    kept_at  timestamptz not null
);

grant select, insert, delete on signature_proof to ${app_role};
grant update (held_at) on signature_proof to ${app_role};
grant select, insert on signature_list to ${app_role};
