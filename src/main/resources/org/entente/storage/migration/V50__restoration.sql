-- This store was put back from a copy of itself: what happened since the copy is not here. Releases
-- wait until an officer has confirmed every row; the rows stay, as a record.
create table restoration (
  no integer primary key,
  since bigint not null,              -- when it was put back, or when that was noticed
  as_of bigint,                       -- when the copy was made, where that is known
  reason text not null,
  officer text,                       -- who confirmed; null while releases wait
  why text,
  confirmed bigint
);

-- The last restoration since which the partner has said how much of our log it holds. What is then
-- found missing from the log is of a later one.
alter table link add column asked integer not null default 0;
