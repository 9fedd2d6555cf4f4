package org.entente;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipInputStream;

/// What is kept of each release in `src/test/resources/formats`, made by
/// `org.entente.cli.FormatFixture`.
public final class Formats {
  private static final Path KEPT = Path.of("src/test/resources/formats");

  private Formats() {}

  /// Every release of which something is kept.
  public static List<String> releases() throws IOException {
    try (var folders = Files.list(KEPT)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /// Unpacks what is kept of a release.
  public static Path unpack(String release, Path folder) throws IOException {
    try (var zip =
        new ZipInputStream(Files.newInputStream(KEPT.resolve(release).resolve("release.zip")))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = folder.resolve(entry.getName());
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, zip.readAllBytes());
      }
    }
    return folder;
  }
}
