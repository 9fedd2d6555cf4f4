-- Since when what decides toward a partner has been what `basis` says. What was logged later was
-- decided by it; what was logged before is asked about again when it is served. In microseconds
-- since 1970 UTC; a row from before this column has the far future, so all of it is asked again.
alter table release_basis add column since bigint not null default 4102444800000000;

-- Ids that an officer of our own keeps from every partner, whatever an accord says. Never sent.
create table national_hold (
  id text primary key,
  officer text not null,
  reason text not null,
  at bigint not null
) without rowid;
