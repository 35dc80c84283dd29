-- On what terms each way to register is offered. A method without a row is offered as it declares itself; an empty kinds
-- and a null are as declared, too. Days are days in Vietnam, the last one included.
create table method_offer (
    method     text primary key,
    is_on      boolean not null,
    kinds      text[] not null check (kinds <@ array['CITIZEN', 'BUSINESS', 'AGENCY']),
    cap        text check (cap in ('IAL2', 'IAL3')),
    valid_from date,
    valid_to   date check (valid_to >= valid_from),
    notice_vi  text check (length(notice_vi) <= 300),
    notice_en  text check (length(notice_en) <= 300),
    -- when being off, and the notice, end by themselves
    ends_at    timestamptz check (ends_at is null or not is_on or notice_vi is not null),
    place      integer check (place between 1 and 999),
    changed_by text not null,
    changed_at timestamptz not null,
    check ((notice_vi is null) = (notice_en is null))
);

grant select, insert, update, delete on method_offer to ${app_role};
