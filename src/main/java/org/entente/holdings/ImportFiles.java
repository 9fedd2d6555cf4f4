package org.entente.holdings;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which files a named path means: itself, or all below a folder but the hidden ones; links inside
/// a folder are not followed.
///
/// They come by file name, then by path: of two contents for one version the first stays, so the
/// order must be the same on every machine, and a publisher's own names (`event_0007`) tell the
/// order better than the folders somebody sorted them into.
final class ImportFiles {
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing((Path path) -> path.getFileName().toString())
          .thenComparing(Path::toString);

  private ImportFiles() {}

  static List<Path> under(Path named) throws IOException {
    if (!Files.isDirectory(named)) {
      return List.of(named);
    }
    var found = new ArrayList<Path>();
    Files.walkFileTree(named, new Collector(named, found));
    found.sort(BY_NAME);
    return found;
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> found;

    private Collector(Path root, List<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !isHidden(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    /// Kept in the list, so that the attempt to open it tells what is wrong.
    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      found.add(path);
      return FileVisitResult.CONTINUE;
    }

    private boolean isHidden(Path path) {
      return !path.equals(root) && path.getFileName().toString().startsWith(".");
    }
  }
}
