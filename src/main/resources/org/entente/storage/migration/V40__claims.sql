-- What the producer of a collection means by a standard marking id, where its own definition asks
-- for more than the standard does. The definition itself is refused; what it says is kept.

create table claim (
  collection integer not null references collection,
  definition text not null,           -- the standard id
  bytes blob not null,                -- the definition, verbatim
  primary key (collection, definition)
) without rowid;
