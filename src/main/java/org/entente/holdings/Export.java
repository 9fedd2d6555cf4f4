package org.entente.holdings;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.accord.Audience;
import org.entente.stix.Markings;
import org.entente.stix.Tlp;
import org.entente.storage.Database;

/// A collection as one bundle (STIX 2.1 §8), object by object in the order they were added, bytes
/// verbatim, in flat memory:
///
///     {"type":"bundle","id":"bundle--…","objects":[
///     {…},
///     {…}
///     ]}
///
/// A file has no named reader, so what is for named persons alone stays: TLP:RED, what is marked
/// with something unknown, and what a partner sent with the audience `persons` (EXCHANGE.md,
/// "Handling at the receiver's doors").
public final class Export {
  private static final int PAGE = 500;

  /// How many objects were written, and how many stayed because they are for named persons.
  public record Exported(long objects, long keptBack) {}

  private final Collection collection;
  private final OutputStream out;
  private long objects;
  private long keptBack;

  private Export(Collection collection, OutputStream out) {
    this.collection = collection;
    this.out = out;
  }

  /// Flushes but does not close. What is filed while it runs is still taken in.
  public static Exported bundle(Database database, Collection collection, OutputStream out)
      throws IOException {
    var buffered = new BufferedOutputStream(out, 64 * 1024);
    var export = new Export(collection, buffered);
    export.text(
        "{\"type\":\"bundle\",\"id\":\"bundle--" + UUID.randomUUID() + "\",\"objects\":[\n");
    export.pages(database);
    export.text("\n]}\n");
    buffered.flush();
    return new Exported(export.objects, export.keptBack);
  }

  /// One read a page, so that a slow reader of the bundle holds no snapshot of the store.
  private void pages(Database database) throws IOException {
    var after = Instant.EPOCH;
    while (true) {
      var start = after;
      var page = database.<Page>read(connection -> page(connection, start));
      for (var object : page.exportable()) {
        text(objects++ == 0 ? "" : ",\n");
        out.write(object);
      }
      if (page.last().isEmpty()) {
        return;
      }
      after = page.last().get();
    }
  }

  private record Page(List<byte[]> exportable, Optional<Instant> last) {}

  private Page page(Connection connection, Instant after) throws SQLException {
    var filed = Holdings.page(connection, collection, after, PAGE);
    var exportable = new ArrayList<byte[]>();
    for (var each : filed) {
      if (isForNamedPersons(connection, each.held())) {
        keptBack++;
      } else {
        exportable.add(each.held().object().bytes());
      }
    }
    return new Page(
        exportable, filed.isEmpty() ? Optional.empty() : Optional.of(filed.getLast().dateAdded()));
  }

  private boolean isForNamedPersons(Connection connection, Held held) throws SQLException {
    var claims = Claims.of(connection, collection.no());
    var others = Holdings.definitions(connection, held.source());
    var tlp =
        Markings.of(
                held.object(), id -> Optional.ofNullable(claims.get(id)).or(() -> others.apply(id)))
            .tlp()
            .or(collection::unmarked);
    if (tlp.filter(mark -> mark.compareTo(Tlp.RED) >= 0).isPresent()) {
      return true;
    }
    return Holdings.received(connection, held.object().id()).stream()
        .anyMatch(sent -> sent.handling().audience().equals(Optional.of(Audience.PERSONS)));
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
