package org.entente.holdings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.entente.stix.Gate;
import org.entente.stix.MalformedStix;
import org.entente.stix.StixObject;
import org.entente.stix.VersionKey;

/// What the versions of one object from one source must be to each other (STIX 2.1 §3.6):
///
/// - revocation is permanent: what is dated after a revoked version and is not revoked stays out,
///   at either gate, whoever is named as its creator;
/// - `created` never changes, and only the creator versions: the strict gate refuses what has
///   another `created` or `created_by_ref` than a version that is held. The tolerant gate keeps it,
///   since real producers do so.
///
/// Known gap: a revocation that arrives after a later live version of the object is kept, and takes
/// nothing back.
final class Lineage implements AutoCloseable {
  static final String CLAUSE = "STIX 2.1 §3.6";

  private final Gate gate;
  private final String source;
  private final PreparedStatement selectRevoked;
  private final PreparedStatement insertRevoked;
  private final PreparedStatement selectOther;

  Lineage(Connection connection, Gate gate, String source) throws SQLException {
    this.gate = gate;
    this.source = source;
    selectRevoked =
        connection.prepareStatement(
            "select version from revocation where id = ? and source = ? and version < ? limit 1");
    insertRevoked =
        connection.prepareStatement(
            "insert into revocation (id, source, version) values (?, ?, ?)");
    selectOther =
        connection.prepareStatement(
            "select bytes from object where id = ? and source = ? and version <> ? limit 1");
  }

  /// Why the object cannot stand beside what is held; empty when it can.
  Optional<IntakeOutcome.Refused> broken(StixObject offered) throws SQLException {
    if (!offered.isVersioned()) {
      return Optional.empty();
    }
    var key = offered.key();
    var fault = revived(offered, key);
    if (fault.isEmpty() && gate == Gate.STRICT) {
      fault = changed(offered, key);
    }
    return fault.map(message -> new IntakeOutcome.Refused(key, key + " " + message, CLAUSE));
  }

  private Optional<String> revived(StixObject offered, VersionKey key) throws SQLException {
    if (offered.revoked()) {
      return Optional.empty();
    }
    bind(selectRevoked, key);
    try (var row = selectRevoked.executeQuery()) {
      return row.next()
          ? Optional.of(
              "is not revoked, and its version %sZ is; what was revoked stays so, republish it"
                      .formatted(row.getString(1))
                  + " under a new id")
          : Optional.empty();
    }
  }

  private Optional<String> changed(StixObject offered, VersionKey key) throws SQLException {
    bind(selectOther, key);
    try (var row = selectOther.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      var held = StixObject.read(row.getBytes(1));
      if (!held.created().equals(offered.created())) {
        return Optional.of("has another created than the version that is held");
      }
      return held.createdByRef().equals(offered.createdByRef())
          ? Optional.empty()
          : Optional.of("is by another creator than the version that is held");
    } catch (MalformedStix e) {
      throw new IllegalStateException("a stored object no longer reads: " + e.getMessage(), e);
    }
  }

  /// Takes note of a version that is now stored.
  void stored(StixObject object) throws SQLException {
    if (object.isVersioned() && object.revoked()) {
      bind(insertRevoked, object.key());
      insertRevoked.executeUpdate();
    }
  }

  private void bind(PreparedStatement statement, VersionKey key) throws SQLException {
    statement.setString(1, key.id().text());
    statement.setString(2, source);
    statement.setString(3, ObjectTable.sortable(key.version()));
  }

  @Override
  public void close() throws SQLException {
    try (selectRevoked;
        insertRevoked;
        selectOther) {
      // all three
    }
  }
}
