package org.entente.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.entente.storage.Disk;

/// A disk that can be full, in a machine whose power can fail before and after every call. What was
/// not forced is lost then, or is not, or half of it: a name goes back to what it meant when its
/// folder was last forced, and bytes end somewhere.
///
/// The store itself is SQLite's to keep: it is on this disk's side of the power cut, and a commit
/// either happened or did not.
final class FaultyDisk implements Disk {
  private static final int CUT_ONE_IN = 2;

  private final String name;
  private final Chance chance;
  private final Trace trace;

  /// What a name will mean again if the power fails now; empty when there was no such file.
  private final SortedMap<Path, Optional<byte[]>> names = new TreeMap<>();

  /// Files of which it is not known how many bytes are on the disk.
  private final Set<Path> unforced = new LinkedHashSet<>();

  private int cutOneIn;
  private boolean full;
  private boolean lies;
  private long changes;

  FaultyDisk(String name, Chance chance, Trace trace) {
    this.name = name;
    this.chance = chance;
    this.trace = trace;
  }

  /// From now on the power fails once in so many calls; never when 0.
  void cutPowerOneIn(int calls) {
    cutOneIn = calls;
  }

  void fill(boolean isFull) {
    full = isFull;
  }

  boolean isFull() {
    return full;
  }

  /// How often anything was changed on it.
  long changes() {
    return changes;
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    mayFail("write", file);
    requireRoom();
    names.putIfAbsent(file, content(file));
    unforced.add(file);
    REAL.write(file, bytes);
    mayFail("written", file);
  }

  /// From now on it says that it forced what it did not, as some disks do.
  void lieAboutForcing() {
    lies = true;
  }

  @Override
  public void force(Path path) throws IOException {
    mayFail("force", path);
    if (lies) {
      return;
    }
    if (Files.isDirectory(path)) {
      names.keySet().removeIf(file -> path.equals(file.getParent()));
    } else if (Files.exists(path)) {
      unforced.remove(path);
    } else {
      throw new NoSuchFileException(path.toString());
    }
    mayFail("forced", path);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    mayFail("move", to);
    names.putIfAbsent(to, content(to));
    names.putIfAbsent(from, content(from));
    if (unforced.remove(from)) {
      unforced.add(to);
    } else {
      unforced.remove(to);
    }
    REAL.move(from, to);
    mayFail("moved", to);
  }

  @Override
  public void delete(Path file) throws IOException {
    mayFail("delete", file);
    if (Files.exists(file)) {
      names.putIfAbsent(file, content(file));
      unforced.remove(file);
    }
    REAL.delete(file);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    mayFail("commit", Path.of("entente.db"));
    if (full) {
      trace.fault(name + " disk full");
      throw new SQLException("[SQLITE_FULL] the disk is full");
    }
    connection.commit();
    mayFail("committed", Path.of("entente.db"));
  }

  private void requireRoom() throws IOException {
    if (full) {
      trace.fault(name + " disk full");
      throw new IOException("No space left on device");
    }
  }

  private void mayFail(String what, Path file) {
    changes++;
    if (cutOneIn > 0 && chance.oneIn(cutOneIn)) {
      cutOneIn = 0;
      trace.fault(name + " power cut at " + what + " " + file.getFileName());
      throw new PowerCut(what);
    }
  }

  private static Optional<byte[]> content(Path file) throws IOException {
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /// Leaves what is there when the power comes back.
  void loseWhatWasNotForced() {
    try {
      for (var file : unforced) {
        if (Files.isRegularFile(file) && chance.oneIn(CUT_ONE_IN)) {
          var bytes = Files.readAllBytes(file);
          REAL.write(file, Arrays.copyOf(bytes, chance.below(bytes.length + 1)));
        }
      }
      for (var entry : names.entrySet()) {
        if (chance.oneIn(CUT_ONE_IN)) {
          putBack(entry.getKey(), entry.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    forgetAll();
  }

  private static void putBack(Path file, Optional<byte[]> bytes) throws IOException {
    if (bytes.isPresent()) {
      Files.createDirectories(file.getParent());
      REAL.write(file, bytes.get());
    } else if (!Files.isDirectory(file)) {
      REAL.delete(file);
    }
  }

  /// All that is there now is on the disk, as after a machine was shut down.
  void forgetAll() {
    names.clear();
    unforced.clear();
    full = false;
    cutOneIn = 0;
  }
}
