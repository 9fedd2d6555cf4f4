-- The partners' nodes. tls: hex SHA-256 of the SubjectPublicKeyInfo. Nothing is trusted before
-- confirmed = 1.
CREATE TABLE peer (
  identity  TEXT PRIMARY KEY,
  tls       TEXT NOT NULL UNIQUE,
  card      BLOB NOT NULL,
  confirmed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
