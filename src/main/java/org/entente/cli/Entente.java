package org.entente.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command line as a whole; [Commands] hangs the commands on it. The two options here are
/// accepted before and after any of them.
@Command(
    name = "entente",
    description = "The node on which two national authorities run their accord.",
    versionProvider = Version.class)
final class Entente {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "the node's folder (else ENTENTE_HOME, else ~/.entente)")
  @Nullable Path home;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "one JSON document on standard output, everything else on standard error")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "show this help")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "show the release")
  boolean version;

  /// The folder that was named, from the caller's point of view, or the usual one.
  Path home(Path folder) {
    var named =
        Optional.ofNullable(home)
            .or(() -> Optional.ofNullable(System.getenv("ENTENTE_HOME")).map(Path::of))
            .filter(path -> !path.toString().isEmpty()) // what an unset variable comes to
            .orElseGet(() -> Path.of(userHome(), ".entente"));
    return folder.resolve(named).toAbsolutePath().normalize();
  }

  /// What `~` means in the shell, which need not be what the system says of the user.
  private static String userHome() {
    return Optional.ofNullable(System.getenv("HOME"))
        .filter(text -> !text.isEmpty())
        .orElseGet(() -> System.getProperty("user.home"));
  }
}
