-- What passed and what is about to pass between this node and its partners'. Times are
-- microseconds since 1970 UTC. `entry` is always the number of a leaf in a log (log.md §2).

-- The partners' nodes. Nothing is trusted before confirmed = 1.
create table peer (
  no integer primary key,
  identity text not null unique,
  tls text not null unique,           -- hex SHA-256 of the SubjectPublicKeyInfo
  card blob not null,                 -- canonical JSON
  confirmed integer not null
);

-- Signed accords as they came, byte for byte.
create table accord_revision (
  digest text primary key,            -- SHA-256 of the canonical document, hex
  accord text not null,
  revision integer not null,
  document blob not null,             -- JWS
  installed integer not null,
  unique (accord, revision)
);

-- One row a (partner, accord): the pair of logs.
create table link (
  no integer primary key,
  peer integer not null references peer,
  accord text not null,
  unique (peer, accord)
);

-- The key of the redacted copies' ids, one a recipient; never leaves this node.
create table copy_secret (
  peer integer primary key references peer,
  secret blob not null
);

-- How far the release worker has read a collection that is open to a partner.
create table release_cursor (
  peer integer not null references peer,
  collection integer not null references collection,
  date_added integer not null,
  primary key (peer, collection)
) without rowid;

-- On what the partner's held and withheld objects were last decided, and how far the walk over
-- them has come since that changed; swept is null when it has come to the end.
create table release_basis (
  peer integer primary key references peer,
  basis text not null,                -- SHA-256, hex, of revisions, stances and national rules
  swept integer
);

-- What was decided about each object version toward each partner: the last word, with its steps.
create table decision (
  peer integer not null references peer,
  object integer not null references object,
  outcome text not null,              -- RELEASED REDACTED HELD WITHHELD THEIRS
  clause text not null,               -- of the permit, or what withheld; '' where there is none
  sent_as text,                       -- the id the partner knows it by
  link integer references link,       -- where it went: the log and the number in it
  entry integer,
  live_copy integer not null,         -- withheld while the partner holds another version
  wanted blob,                        -- JSON; what the officers' queue waits for
  waits_for text,                     -- the id a held object waits for
  steps blob not null,                -- JSON
  at integer not null,
  primary key (peer, object)
);
create index decision_by_outcome on decision (peer, outcome, object);
create unique index decision_by_entry on decision (link, entry) where entry is not null;

-- Object versions to decide again, soon.
create table redecide (
  peer integer not null references peer,
  object integer not null references object,
  asked integer not null,             -- another number each time it is asked for
  primary key (peer, object)
) without rowid;

-- Whoever was held or withheld because of what became of `target`.
create table waiting (
  peer integer not null references peer,
  target text not null,
  object integer not null references object,
  primary key (peer, target, object)
) without rowid;

-- Officers' words, each for exactly the bytes, revision and clause it was given for.
create table approval (
  peer integer not null references peer,
  object integer not null references object,
  officer text not null,
  agrees integer not null,
  persons text not null,              -- JSON array
  bytes text not null,                -- SHA-256, hex
  revision text not null,
  clause text not null,
  at integer not null,
  primary key (peer, object, officer)
) without rowid;

-- The last redacted copy made of an id for a partner.
create table copy (
  peer integer not null references peer,
  original text not null,
  copy text not null,
  created text not null,
  modified text not null,
  content text not null,              -- SHA-256, hex
  primary key (peer, original)
) without rowid;

-- What stands beside each leaf of our own log: opened commitments. Null once erased.
create table outgoing (
  link integer not null references link,
  entry integer not null,
  kind text not null,
  header_salt blob,
  header blob,
  payload_salt blob,
  payload blob,
  at integer not null,
  primary key (link, entry)
);

-- Our entries that the partner must answer and has not answered yet.
create table unreceipted (
  link integer not null references link,
  entry integer not null,
  at integer not null,
  primary key (link, entry)
) without rowid;

-- The partner's receipts for our entries first..last, and the number of the leaf that says so.
create table receipt_got (
  link integer not null references link,
  entry integer not null,
  first integer not null,
  last integer not null,
  receipt blob not null,              -- JWS as it came
  at integer not null,
  primary key (link, entry)
) without rowid;
create index receipt_got_range on receipt_got (link, first, last);

-- Entries of ours that the partner did not take: quarantined, refused, not-delivered.
create table verdict_got (
  link integer not null references link,
  entry integer not null,
  verdict text not null,
  reason text not null,
  primary key (link, entry)
) without rowid;

-- What stands beside each leaf of the partner's log. The payload of what was applied lies in
-- `object`; here only what was not.
create table incoming (
  link integer not null references link,
  entry integer not null,
  kind text not null,
  header_salt blob,
  header blob,
  payload_salt blob,
  payload blob,
  object integer references object,   -- what it became, with exactly these bytes
  verdict text,                       -- null: taken
  reason text,
  at integer not null,
  primary key (link, entry)
);
create index incoming_not_taken on incoming (link, entry) where verdict is not null;

-- Our receipts for the partner's entries first..last. Signed and sent after the page was applied;
-- delivered = 0 until the partner took it.
create table receipt_sent (
  link integer not null references link,
  first integer not null,
  last integer not null,
  entry integer not null,             -- our own leaf that says so
  body blob not null,                 -- what that leaf commits to
  delivered integer not null,
  primary key (link, first)
) without rowid;
create index receipt_undelivered on receipt_sent (link, first) where delivered = 0;

-- What must not happen and did: both notes are kept as evidence. Releases on the accord stop.
create table alarm (
  no integer primary key,
  link integer not null references link,
  message text not null,
  seen blob,
  shown blob,
  at integer not null
);

-- Releases of ours that were lost with the end of our log and came back from the partner: when the
-- object is decided again it takes this number instead of a new leaf.
create table refilled (
  link integer not null references link,
  entry integer not null,
  sent_as text not null,
  created text not null,
  modified text not null,
  content text not null,              -- SHA-256, hex, of the RFC 8785 form without the dates
  primary key (link, entry)
) without rowid;
create index refilled_by_content on refilled (link, sent_as, content);
