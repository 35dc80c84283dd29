-- Journeys under way: what is known so far, sealed; gone within two hours.
create table journey_draft (
    id          uuid primary key,
    path        text not null,
    generation  int not null,
    newest_seen boolean not null,
    version     int not null,
    kept        bytea not null,
    ending      text,
    begun_at    timestamptz not null,
    answered_at timestamptz not null,
    expires_at  timestamptz not null
);

create index journey_draft_expires on journey_draft (expires_at);

grant select, insert, update, delete on journey_draft to ${app_role};
