package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.PageEntry;
import org.entente.feed.ReceiptTable;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.receipt.SignedReceipt;
import org.entente.redaction.MadeCopy;
import org.entente.stix.StixTimestamp;

/// Releases of our own that came back from the partner after we had lost them, in the table
/// `refilled`: what is there went already, so when it is decided again it takes its old number
/// instead of a new leaf.
final class RefilledTable {
  /// All epochs of one link.
  private static final String EPOCHS =
      "(select e.no from link l join link e on e.peer = l.peer and e.accord = l.accord"
          + " where l.no = ?)";

  private RefilledTable() {}

  /// Puts back what stands beside the leaves, and the receipts that the log itself tells of. The
  /// partner sends the others again, since it is asked for these entries.
  static void insert(Connection connection, long link, List<PageEntry> entries)
      throws SQLException {
    for (var entry : entries) {
      var leaf = leaf(entry);
      var row = new OutgoingTable.Row(leaf.kind(), entry.header(), entry.payload(), leaf.at());
      OutgoingTable.insert(connection, link, entry.index(), List.of(row));
      if (leaf.kind() == EntryKind.RELEASE && entry.payload().isPresent()) {
        insert(connection, link, entry.index(), entry.payload().get());
      }
      if (leaf.kind() == EntryKind.RECEIVED && entry.payload().isPresent()) {
        receipt(connection, link, entry.index(), entry.payload().get(), leaf.at());
      }
    }
  }

  private static void receipt(
      Connection connection, long link, long entry, Opening payload, Instant at)
      throws SQLException {
    try {
      var receipt = SignedReceipt.parse(payload.content());
      ReceiptTable.got(connection, link, receipt, entry, at);
      OutgoingTable.receipted(
          connection, link, receipt.receipt().from(), receipt.receipt().to() - 1);
    } catch (ProofInvalid e) {
      throw new IllegalStateException("a receipt that was accepted no longer reads", e);
    }
  }

  private static void insert(Connection connection, long link, long entry, Opening payload)
      throws SQLException {
    var object = json(payload.content());
    try (var insert =
        connection.prepareStatement(
            "insert into refilled (link, entry, sent_as, created, modified, content)"
                + " values (?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, link);
      insert.setLong(2, entry);
      insert.setString(3, object.string("id").orElse(""));
      insert.setString(4, object.string("created").orElse(""));
      insert.setString(5, object.string("modified").orElse(""));
      insert.setString(6, content(object).hex());
      insert.executeUpdate();
    }
  }

  /// Under which number and with which dates something went before.
  record Went(long link, long entry, String created, String modified) {
    /// What to remember of a copy that went with these dates.
    MadeCopy dated(MadeCopy made) {
      return new MadeCopy(
          made.original(),
          made.copy(),
          StixTimestamp.parse(created).orElse(made.created()),
          StixTimestamp.parse(modified).orElse(made.modified()),
          made.content());
    }
  }

  /// The place of an earlier release of this content, which is given out once: in this log, or in
  /// one that was sealed before it.
  static Optional<Went> take(Connection connection, long link, byte[] sent) throws SQLException {
    var object = json(sent);
    try (var delete =
        connection.prepareStatement(
            "delete from refilled where (link, entry) = (select r.link, r.entry from refilled r"
                + " where r.link in "
                + EPOCHS
                + " and r.sent_as = ? and r.content = ? order by r.link, r.entry limit 1)"
                + " returning link, entry, created, modified")) {
      delete.setLong(1, link);
      delete.setString(2, object.string("id").orElse(""));
      delete.setString(3, content(object).hex());
      try (var row = delete.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Went(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)))
            : Optional.empty();
      }
    }
  }

  /// It did not get there: when it is decided again it takes a new leaf.
  static void forget(Connection connection, long link, long entry) throws SQLException {
    try (var delete =
        connection.prepareStatement("delete from refilled where link = ? and entry = ?")) {
      delete.setLong(1, link);
      delete.setLong(2, entry);
      delete.executeUpdate();
    }
  }

  /// Whether nothing waits for its old number, as almost always.
  static boolean isEmpty(Connection connection, long link) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select 1 from refilled where link in " + EPOCHS + " limit 1")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return !row.next();
      }
    }
  }

  /// As [org.entente.redaction.MadeCopy] compares copies: without the dates.
  private static Sha256 content(JsonObject object) {
    return Sha256.of(CanonicalJson.bytes(object.without("created").without("modified")));
  }

  private static JsonObject json(byte[] object) {
    try {
      return Json.parseObject(object);
    } catch (MalformedJson e) {
      throw new IllegalStateException("what was released no longer reads", e);
    }
  }

  private static Leaf leaf(PageEntry entry) {
    try {
      return Leaf.parse(entry.leaf());
    } catch (ProofInvalid e) {
      throw new IllegalStateException("a leaf of our own does not read", e);
    }
  }
}
