-- What was signed, by whom, and what the authorities said of it: sealed. The run-time role adds, and takes away what no
-- evidence names a day later; it changes nothing.
create table signature_proof (
    id      uuid primary key,
    form    text not null,
    record  bytea not null,
    made_at timestamptz not null
);

create index signature_proof_made on signature_proof (made_at);

-- Revocation lists that proofs rest on; public, large, and shared by many proofs.
create table signature_list (
    -- SHA-256 of the list
    hash    bytea primary key,
    list    bytea not null,
    kept_at timestamptz not null
);

-- The proof that a key's evidence rests on. No foreign key: evidence outlives a room.
alter table account_evidence add column proof uuid;

create index account_evidence_proof on account_evidence (proof) where proof is not null;

grant select, insert, delete on signature_proof to ${app_role};
grant select, insert on signature_list to ${app_role};
