-- A code is nothing that its owner wants to read about, unless it could not be delivered: only then its row is shown, and
-- kept. A node of the version before this one shows it for as long as it is there.
alter table notice_fate add column only_failed boolean not null default false;
