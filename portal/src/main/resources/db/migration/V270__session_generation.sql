-- How often the sessions of an account were ended all at once. A session that was granted before the last time and written
-- after it belongs to a former generation, and is none.
alter table account
    add column session_generation int not null default 0,
    -- the session that stayed when all others were ended, which is of a former generation and good
    add column session_kept char(36);
