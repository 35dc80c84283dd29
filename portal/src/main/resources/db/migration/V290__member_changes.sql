-- Another role is another row (decision 46): the former one is over, so whatever rests on it is over too. It is written as
-- withdrawn, since a node of the version before this one knows no other end that somebody else brings about.
alter table member
    add column successor uuid,
    -- the last day of which everybody was reminded, or heard of anew when it was already near
    add column reminded_for date,
    add constraint member_successor check (successor is null or over = 'WITHDRAWN');
