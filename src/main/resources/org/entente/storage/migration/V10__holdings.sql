-- What this node holds. Times are microseconds since 1970 UTC. The SQL keeps to what SQLite and
-- PostgreSQL share, types apart.

create table collection (
  no integer primary key,
  id text not null unique,            -- UUIDv4, as TAXII 2.1 §5.2 names a collection
  name text not null unique,
  title text not null,
  pillar text not null,
  gate text not null,
  source_kind text not null,
  licence text,
  consents text not null,             -- party ids, a space between
  party text,                         -- whom a collection of source PARTY comes from
  unmarked text,                      -- the TLP that an object without marking takes
  last_added integer not null         -- the newest date_added given out; never falls
);

-- '*' opens a collection to every partner; without a row it is closed.
create table opening (
  collection integer not null references collection,
  party text not null,
  primary key (collection, party)
) without rowid;

-- One row for each version of an object from each source, bytes verbatim. The first content of a
-- key stays. source '' is this node, else the party that sent it: another source's version of an
-- id never displaces the first one's.
create table object (
  no integer primary key,
  id text not null,
  source text not null,
  version text not null,              -- VersionKey.version(), a final Z taken off so that it sorts
  digest blob not null,               -- SHA-256 of the RFC 8785 form
  first_held integer not null,
  bytes blob not null,
  unique (id, source, version)
);

-- Each time objects came in: one imported file, one applied page, with the source declared then.
create table arrival (
  no integer primary key,
  at integer not null,
  door text not null,                 -- IMPORT | EXCHANGE | SEND
  name text not null,                 -- the file, or the partner's log
  source_kind text not null,
  licence text,
  consents text not null,
  party text
);

-- An object version in a collection. date_added is unique and rising within a collection, so a
-- reader that remembers the last one it saw misses nothing.
create table filing (
  collection integer not null references collection,
  date_added integer not null,
  object integer not null references object,
  arrival integer not null references arrival,
  primary key (collection, date_added)
) without rowid;

create unique index filing_by_object on filing (object, collection);

-- Which objects refer to an id.
create table reference (
  target text not null,
  object integer not null references object,
  primary key (target, object)
) without rowid;

-- Which objects speak of an indicator value (entente-ioc/1: 'domain|example.org').
create table indicator_value (
  value text not null,
  object integer not null references object,
  primary key (value, object)
) without rowid;

-- Under what a party sent an object. An id that has a row here stays bound to that party's
-- handling, whatever door a version comes through (Origin binds).
create table received (
  id text not null,
  object integer not null references object,
  party text not null,
  revision text not null,             -- digest of the accord's revision, hex
  log text not null,                  -- origin of the partner's log
  entry integer not null,             -- the number in it
  clause text not null,
  handling text not null,             -- canonical JSON, as the entry's header had it
  at integer not null,
  primary key (id, log, entry)
) without rowid;
