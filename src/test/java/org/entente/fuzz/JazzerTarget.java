package org.entente.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A target for Jazzer, which lets the coverage of an input choose what it changes next. It asks
/// for nothing but this method, so nothing of Jazzer is needed to compile or to run us (`./entente
/// test --jazzer NAME`, CONTRIBUTING.md).
public final class JazzerTarget {
  private static final Fuzzing FUZZING =
      new Fuzzing(Targets.named(System.getProperty("entente.fuzz", "json")).orElseThrow());

  private JazzerTarget() {}

  /// Writes the specimens of a target into a folder: what Jazzer begins with.
  ///
  /// @param args the folder, the target
  public static void main(String[] args) throws IOException {
    var specimens = Targets.named(args[1]).orElseThrow().specimens();
    for (int i = 0; i < specimens.size(); i++) {
      Files.write(Path.of(args[0], "specimen-" + i), specimens.get(i));
    }
  }

  /// Called for each input; whatever is thrown is a finding.
  public static void fuzzerTestOneInput(byte[] input) {
    FUZZING
        .bounded(input)
        .ifPresent(fault -> {
          throw new AssertionError(fault);
        });
  }
}
