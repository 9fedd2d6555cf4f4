-- Entries of our own that the partner was once given as a bare leaf: only of these is it believed
-- that they were not delivered.
create table withheld (
  link integer not null references link,
  entry integer not null,
  primary key (link, entry)
) without rowid;
