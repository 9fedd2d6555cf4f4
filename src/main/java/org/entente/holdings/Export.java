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
import org.entente.accord.Handling;
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
/// A file is for an audience, and what is for a narrower one stays. The stricter of marking and
/// handling counts: TLP:RED and what is marked with something unknown go into no file, for a file
/// has no named reader; AMBER+STRICT only into one for the authority, AMBER also into one for its
/// constituents, GREEN for the community, CLEAR for the public; and what a partner sent only as far
/// as each of its entries says, where silence means the authority.
public final class Export {
  private static final int PAGE = 500;

  /// How many objects were written, and how many stayed because they are for fewer readers.
  public record Exported(long objects, long keptBack) {}

  private final Collection collection;
  private final Audience readers;
  private final OutputStream out;
  private long objects;
  private long keptBack;

  private Export(Collection collection, Audience readers, OutputStream out) {
    this.collection = collection;
    this.readers = readers;
    this.out = out;
  }

  /// Flushes but does not close. What is filed while it runs is still taken in.
  ///
  /// @param readers who may read the file; not `PERSONS`, whom a file cannot name
  public static Exported bundle(
      Database database, Collection collection, Audience readers, OutputStream out)
      throws IOException {
    if (readers == Audience.PERSONS) {
      throw new IllegalArgumentException("a file has no named readers");
    }
    var buffered = new BufferedOutputStream(out, 64 * 1024);
    var export = new Export(collection, readers, buffered);
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
      if (isForFewer(connection, each.held())) {
        keptBack++;
      } else {
        exportable.add(each.held().object().bytes());
      }
    }
    return new Page(
        exportable, filed.isEmpty() ? Optional.empty() : Optional.of(filed.getLast().dateAdded()));
  }

  private boolean isForFewer(Connection connection, Held held) throws SQLException {
    var definitions = Holdings.definitions(connection, held.source());
    var tlp = Markings.of(held.object(), definitions).tlp().or(collection::unmarked);
    return tlp.filter(mark -> isNarrower(widest(mark))).isPresent()
        || Holdings.received(connection, held.object().id()).stream()
            .anyMatch(sent -> isNarrower(widest(sent.handling())));
  }

  private boolean isNarrower(Audience audience) {
    return audience.compareTo(readers) < 0;
  }

  /// TLP 2.0: to whom an object of this marking may go at most.
  private static Audience widest(Tlp mark) {
    return switch (mark) {
      case CLEAR -> Audience.PUBLIC;
      case GREEN -> Audience.COMMUNITY;
      case AMBER -> Audience.CONSTITUENTS;
      case AMBER_STRICT -> Audience.AUTHORITY;
      case RED, UNKNOWN -> Audience.PERSONS;
    };
  }

  private static Audience widest(Handling handling) {
    return handling.orElse(Handling.STRICTEST).audience().orElseThrow();
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
