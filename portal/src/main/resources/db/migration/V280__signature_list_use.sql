-- Which proofs rest on which revocation lists; the lists' hashes stood under seal only, so that no list could be told from
-- one that nobody needs any more. What is referred to cannot be deleted: the keys see to that, not whoever deletes.
create table signature_proof_list (
    proof uuid not null references signature_proof on delete cascade,
    list  bytea not null references signature_list,
    primary key (proof, list)
);

create index signature_proof_list_list on signature_proof_list (list);

-- How many lists a proof rests on. Null: a version before this one kept it, and nobody has looked under its seal yet.
alter table signature_proof add column lists smallint;

create index signature_proof_uncounted on signature_proof (id) where lists is null;
create index signature_list_kept on signature_list (kept_at);

-- A proof that no evidence names any more goes with its archive.
alter table signature_archive
    drop constraint signature_archive_proof_fkey,
    add constraint signature_archive_proof_fkey foreign key (proof) references signature_proof on delete cascade;

grant select, insert on signature_proof_list to ${app_role};
grant update (lists) on signature_proof to ${app_role};
-- The update is what PostgreSQL asks of those who hold a row against deletion.
grant delete, update (kept_at) on signature_list to ${app_role};

-- Trust bundles that were in force, by the serial under which two administrators signed them: an earlier one never comes back.
create table trust_bundle_seen (
    serial      bigint primary key,
    fingerprint text not null,
    seen_at     timestamptz not null
);

grant select, insert on trust_bundle_seen to ${app_role};
