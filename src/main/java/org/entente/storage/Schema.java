package org.entente.storage;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/// Which tables a store has, against which this program knows: the numbers of the migrations
/// `V10__holdings.sql` in the resource folder `migration`, one range a room.
///
/// Flyway takes longer to start than most commands take to run, so it runs only when a number is
/// missing. A store with a number that this program does not know was written by a newer program
/// and is refused: an old program would write rows that the new one cannot trust.
final class Schema {
  private static final String FOLDER = "org/entente/storage/migration";
  private static final Pattern MIGRATION = Pattern.compile("V([0-9]+)__.*\\.sql");

  private Schema() {}

  /// Adds what is missing to a store that is opened for writing.
  static void bringUpToDate(Path file, Connection connection) throws SQLException {
    var known = known();
    var applied = applied(connection);
    refuseNewer(file, known, applied);
    if (!applied.equals(known)) {
      Flyway.configure()
          .dataSource("jdbc:sqlite:" + file, null, null)
          .locations("classpath:" + FOLDER)
          .outOfOrder(hasGap(known, applied))
          .load()
          .migrate();
    }
  }

  /// Each room has its own range of numbers, so what is new may come before what is there.
  private static boolean hasGap(SortedSet<Integer> known, SortedSet<Integer> applied) {
    return !applied.isEmpty() && !applied.containsAll(known.headSet(applied.last()));
  }

  /// For a store that is opened for reading only, and so cannot be migrated.
  static void requireCurrent(Path file, Connection connection) throws SQLException {
    var known = known();
    var applied = applied(connection);
    refuseNewer(file, known, applied);
    if (!applied.equals(known)) {
      throw new StorageFailure(
          file
              + " has tables of an older program (schema "
              + newest(applied)
              + ", expected "
              + newest(known)
              + "); run `entente serve` once to bring it up to date");
    }
  }

  static void refuseNewer(Path file, Connection connection) throws SQLException {
    refuseNewer(file, known(), applied(connection));
  }

  private static void refuseNewer(Path file, SortedSet<Integer> known, SortedSet<Integer> applied) {
    if (!known.containsAll(applied)) {
      throw new StorageFailure(
          file
              + " was written by a newer program (schema "
              + newest(applied)
              + ", this program knows up to "
              + newest(known)
              + "); run that newer program, or restore a backup made by this one");
    }
  }

  private static String newest(SortedSet<Integer> versions) {
    return versions.isEmpty() ? "none" : versions.last().toString();
  }

  private static SortedSet<Integer> applied(Connection connection) throws SQLException {
    var versions = new TreeSet<Integer>();
    try (var statement = connection.createStatement()) {
      try (var table =
          statement.executeQuery(
              "select 1 from sqlite_master where name = 'flyway_schema_history'")) {
        if (!table.next()) {
          return versions;
        }
      }
      try (var rows =
          statement.executeQuery(
              "select version from flyway_schema_history where success and version is not null")) {
        while (rows.next()) {
          versions.add(Integer.parseInt(rows.getString(1)));
        }
      }
    }
    return versions;
  }

  static SortedSet<Integer> known() {
    var url = Schema.class.getClassLoader().getResource(FOLDER);
    if (url == null) {
      throw new IllegalStateException("no migrations on the class path under " + FOLDER);
    }
    try {
      if (url.openConnection() instanceof JarURLConnection jar) {
        try (var names = jar.getJarFile().stream()) {
          return versions(names.map(Object::toString).filter(name -> name.startsWith(FOLDER)));
        }
      }
      try (var files = Files.list(Path.of(new URI(url.toString())))) {
        return versions(files.map(Path::toString));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot list the migrations at " + url, e);
    }
  }

  private static SortedSet<Integer> versions(Stream<String> paths) {
    var versions = new TreeSet<Integer>();
    paths.forEach(path -> {
      var migration = MIGRATION.matcher(path.substring(path.lastIndexOf('/') + 1));
      if (migration.matches()) {
        versions.add(Integer.parseInt(migration.group(1)));
      }
    });
    return versions;
  }
}
