-- From which entry of each log on everything was decided by what decides now (release_basis). What
-- was logged before is asked about again when it is served. A number, not a time: a clock that was
-- put back in between must not let through what was decided by what no longer holds.
create table decided_from (
  link integer primary key references link,
  entry integer not null
);

-- What was logged until now is asked about again once more. Whatever is logged from now on is decided
-- by the basis that stands, or that basis is replaced first, and this number with it.
insert into decided_from (link, entry)
  select l.no, coalesce((select max(o.entry) + 1 from outgoing o where o.link = l.no), 0) from link l;

alter table release_basis drop column since;
