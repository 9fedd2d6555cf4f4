-- From which entry of each log on everything was decided by what decides now (release_basis). What
-- was logged before is asked about again when it is served. A number, not a time: a clock that was
-- put back in between must not let through what was decided by what no longer holds. A log without
-- a row is asked about entry by entry.
create table decided_from (
  link integer primary key references link,
  entry integer not null
);

alter table release_basis drop column since;
