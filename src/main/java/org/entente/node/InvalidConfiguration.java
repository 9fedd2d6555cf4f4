package org.entente.node;

import java.nio.file.Path;
import java.util.List;

/// A configuration that was refused, with everything that is wrong in it:
///
///     /srv/entente/config.yaml cannot be used:
///     line 8: main-port/port: expected 1 to 65535, found 70000
///     line 12: officer: unknown setting
public final class InvalidConfiguration extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidConfiguration(Path file, List<String> problems) {
    super(file + " cannot be used:\n" + String.join("\n", problems));
  }
}
