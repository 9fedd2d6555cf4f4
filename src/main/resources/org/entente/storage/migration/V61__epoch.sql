-- One row a (partner, accord, epoch): the pair of logs of one epoch. The highest is the one that
-- goes on; the others were sealed, and stay as they were. (The table is made anew: nothing else
-- changes a constraint.)
create table link_by_epoch (
  no integer primary key,
  peer integer not null references peer,
  accord text not null,
  epoch integer not null default 1,
  newest integer not null default 0,
  asked integer not null default 0,
  unique (peer, accord, epoch)
);
insert into link_by_epoch (no, peer, accord, newest, asked)
  select no, peer, accord, newest, asked from link;
drop table link;
alter table link_by_epoch rename to link;

-- How an epoch ended: the statement that both parties signed, as it came.
create table succession (
  link integer primary key references link,
  statement blob not null,            -- JWS
  at integer not null
);

-- The size at which both parties sealed a log; null while it goes on. What lies beyond it stays, and
-- counts no more.
alter table log add column sealed integer;
