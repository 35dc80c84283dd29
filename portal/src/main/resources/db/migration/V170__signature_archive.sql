-- A proof under seal, time-stamped, for the years after its certificates; the run-time role renews it.
create table signature_archive (
    proof        uuid primary key references signature_proof,
    archive      bytea not null,
    -- when the certificate of the last time stamp ends
    renew_before timestamptz not null,
    archived_at  timestamptz not null
);

create index signature_archive_ending on signature_archive (renew_before);

grant select, insert, update on signature_archive to ${app_role};
