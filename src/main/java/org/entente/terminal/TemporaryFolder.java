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
    try {
      this.path = Files.createTempDirectory("entente-");
    } catch (IOException e) {
      throw new StorageFailure("cannot make a temporary folder: " + e.getMessage(), e);
    }
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
