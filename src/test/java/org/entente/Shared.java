package org.entente;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Real data and published vectors, kept beside the checkout in `../shared`. A test that asks for a
/// path that is not there is skipped, visibly.
public final class Shared {
  private static final Path ROOT = Path.of("..", "shared");

  private Shared() {}

  public static Path path(String relative) {
    var path = ROOT.resolve(relative);
    assumeTrue(Files.exists(path), "needs " + path + " beside the checkout");
    return path;
  }
}
