-- One row a log: our own toward a partner ('own'), and our copy of the partner's toward us ('held').
-- `size` counts the committed leaves; it only rises, together with the rows of log_leaf, so that
-- numbers have no gap. `frontier` (held only) are the roots of the complete subtrees that make up
-- `size`, largest first: with it a page is checked without reading what is already there.
-- `known` is the largest checkpoint of the log's own keys that the other side showed us.
CREATE TABLE log (
  id         INTEGER PRIMARY KEY,
  origin     TEXT    NOT NULL,
  role       TEXT    NOT NULL CHECK (role IN ('own', 'held')),
  size       INTEGER NOT NULL DEFAULT 0,
  frontier   BLOB    NOT NULL DEFAULT x'',
  known_size INTEGER NOT NULL DEFAULT 0,
  known      BLOB,
  UNIQUE (origin, role)
);

-- Leaf i is entry i, the very bytes that are hashed. Append-only: no statement changes or deletes.
CREATE TABLE log_leaf (
  log    INTEGER NOT NULL REFERENCES log (id),
  number INTEGER NOT NULL,
  leaf   BLOB    NOT NULL,
  PRIMARY KEY (log, number)
) WITHOUT ROWID;
