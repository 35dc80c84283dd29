-- What was given out to be signed. Used once: the update that sets used_at is the rule. No personal data.
create table signature_challenge (
    id          uuid primary key,
    purpose     text not null,
    -- the applicant's kind, or ANY
    kind        text not null,
    -- keyed hash of who alone may answer
    bearer_hash bytea not null,
    statement   text not null,
    issued_at   timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz
);

create index signature_challenge_expires on signature_challenge (expires_at);

grant select, insert, update, delete on signature_challenge to ${app_role};
