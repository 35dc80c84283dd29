-- Words by which an owner answers a notice with "that was not me". Only their keyed hashes are kept.
create table not_me_word (
    id          uuid primary key,
    account     uuid not null references account,
    notice      text not null,
    link_hash   bytea not null unique,
    code_hash   bytea not null unique,
    told_at     timestamptz not null,
    expires_at  timestamptz not null,
    answered_at timestamptz
);

create index not_me_word_expires on not_me_word (expires_at);

grant select, insert, update, delete on not_me_word to ${app_role};
