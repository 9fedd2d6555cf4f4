package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;
import org.entente.redaction.MadeCopy;
import org.entente.stix.StixId;
import org.entente.stix.StixTimestamp;

/// The last redacted copy of each id made for each partner, in the table `copy`, and the secret
/// that keeps the copies' ids from being guessed, in `copy_secret`.
public final class CopyTable {
  private static final int SECRET_LENGTH = 32;

  private CopyTable() {}

  /// The secret of this recipient, made when it is first asked for.
  static byte[] secret(Connection connection, long peer) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into copy_secret (peer, secret) values (?, ?)"
                + " on conflict (peer) do update set secret = copy_secret.secret"
                + " returning secret")) {
      insert.setLong(1, peer);
      insert.setBytes(2, Secrets.random(SECRET_LENGTH));
      try (var row = insert.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  static Optional<MadeCopy> find(Connection connection, long peer, StixId original)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select copy, created, modified, content from copy"
                + " where peer = ? and original = ?")) {
      select.setLong(1, peer);
      select.setString(2, original.text());
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new MadeCopy(
                    original,
                    StixId.parse(row.getString(1)).orElseThrow(),
                    StixTimestamp.parse(row.getString(2)).orElseThrow(),
                    StixTimestamp.parse(row.getString(3)).orElseThrow(),
                    Sha256.ofHex(row.getString(4))))
            : Optional.empty();
      }
    }
  }

  public static void put(Connection connection, long peer, MadeCopy made) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            "insert into copy (peer, original, copy, created, modified, content)"
                + " values (?, ?, ?, ?, ?, ?) on conflict (peer, original) do update"
                + " set copy = excluded.copy, created = excluded.created,"
                + " modified = excluded.modified, content = excluded.content")) {
      upsert.setLong(1, peer);
      upsert.setString(2, made.original().text());
      upsert.setString(3, made.copy().text());
      upsert.setString(4, made.created().text());
      upsert.setString(5, made.modified().text());
      upsert.setString(6, made.content().hex());
      upsert.executeUpdate();
    }
  }
}
