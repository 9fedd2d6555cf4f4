-- What the newest entry of the partner's log says of its time, in microseconds since 1970 UTC: no
-- entry may be dated back behind it. 0 until an entry has come.
alter table link add column newest integer not null default 0;
