package org.entente.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The release, from the jar's manifest; classes that are not in a jar are a development build.
final class Version implements IVersionProvider {
  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development build");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"entente " + text()};
  }
}
