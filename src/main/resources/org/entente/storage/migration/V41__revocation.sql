-- The versions in `object` that are revoked: none after one of them comes back to life.
create table revocation (
  id text not null,
  source text not null,
  version text not null,
  primary key (id, source, version)
) without rowid;
