package org.entente.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.storage.Disk;

/// This machine's disk until the machine dies at some call. Then bytes that nobody forced are cut
/// in half and names whose folder nobody forced are gone, where the test says so.
final class DyingDisk implements Disk {
  /// Where it died. Nothing in the program catches it.
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Path root;
  private final Set<Path> seen = new HashSet<>();
  private final Set<Path> unforced = new LinkedHashSet<>();

  /// What a name means again when its folder was not forced; empty when there was no such file.
  private final Map<Path, Optional<byte[]>> unnamed = new LinkedHashMap<>();

  private final List<String> calls = new ArrayList<>();
  private int left = Integer.MAX_VALUE;
  private boolean full;

  /// @param root folders from here down are looked at
  DyingDisk(Path root) {
    this.root = root;
  }

  void dieAfter(int more) {
    left = more;
  }

  /// While it is full a file is still made, but nothing goes into it.
  void fill(boolean isFull) {
    full = isFull;
  }

  /// What was done, in order: `force tile/0/000`.
  List<String> calls() {
    return calls;
  }

  /// Cuts what was not forced, of the files that have this in their names.
  void loseBytes(String part) throws IOException {
    for (var file : unforced) {
      if (file.toString().contains(part) && Files.isRegularFile(file)) {
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      }
    }
  }

  /// Names whose folder nobody forced, of those that have this in them, mean what they meant
  /// before.
  void loseNames(String part) throws IOException {
    for (var name : unnamed.entrySet()) {
      if (name.getKey().toString().contains(part) && Files.exists(name.getKey())) {
        lose(name.getKey());
        if (name.getValue().isPresent()) {
          Files.write(name.getKey(), name.getValue().get());
        }
      }
    }
  }

  private static void lose(Path file) throws IOException {
    try (var tree = Files.walk(file)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Path folder(Path file) {
    return file.resolveSibling("");
  }

  private void call(String what, Path path) {
    if (left == 0) {
      throw new Died();
    }
    left--;
    calls.add(what + " " + root.relativize(path));
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    call("write", file);
    unforced.add(file);
    REAL.write(file, full ? new byte[0] : bytes);
    if (full) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public void force(Path path) throws IOException {
    call("force", path);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    unforced.remove(path);
    unnamed.keySet().removeIf(name -> folder(name).equals(path));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    call("move", to);
    var before = Files.exists(to) ? Optional.of(Files.readAllBytes(to)) : Optional.<byte[]>empty();
    REAL.move(from, to);
    if (unforced.remove(from)) {
      unforced.add(to);
    } else {
      unforced.remove(to);
    }
    unnamed.putIfAbsent(to, before);
    for (var above = folder(to); !above.equals(root); above = folder(above)) {
      if (seen.add(above)) {
        unnamed.put(above, Optional.empty());
      }
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    call("delete", file);
    REAL.delete(file);
    seen.remove(file);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    REAL.commit(connection);
  }
}
