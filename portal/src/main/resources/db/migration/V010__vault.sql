-- Data keys. Each is wrapped by a key-encryption key, which is in the keyring file and never here: whoever has the
-- database alone has nothing that opens it.
create table vault_key (
    id integer primary key check (id > 0),
    wrapped_by text not null,
    wrapped bytea not null,
    created_at timestamptz not null,
    -- when every row sealed under it had been sealed anew; null while it is the newest or rows still stand under it
    emptied_at timestamptz
);

grant select, insert on vault_key to ${app_role};
