package org.entente.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.entente.storage.StorageFailure;

/// A folder for this process's user alone (0700) that is removed with all in it when closed.
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  public TemporaryFolder() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  private TemporaryFolder(Path parent) {
    try {
      this.path = Files.createTempDirectory(parent, "entente-");
    } catch (IOException e) {
      throw new StorageFailure("cannot make a temporary folder: " + e.getMessage(), e);
    }
  }

  /// One in memory where the system has a place for that, for much that is not to last.
  public static TemporaryFolder inMemory() {
    var memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? new TemporaryFolder(memory) : new TemporaryFolder();
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try (var tree = Files.walk(path)) {
      for (var each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new StorageFailure("cannot remove " + path + ": " + e.getMessage(), e);
    }
  }
}
