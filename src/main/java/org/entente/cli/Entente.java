package org.entente.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command line as a whole. The two options here are accepted before and after any subcommand.
@Command(
    name = "entente",
    description = "The node on which two national authorities run their accord.",
    versionProvider = Version.class,
    subcommands = {
      InitCommand.class,
      ServeCommand.class,
      StatusCommand.class,
      CardCommand.class,
      PeerCommand.class,
      CollectionCommand.class,
      AccordCommand.class,
      DemoCommand.class,
      TryCommand.class,
      ExplainCommand.class,
      SendCommand.class,
      BenchCommand.class,
      DecisionsCommand.class,
      QueueCommand.class,
      HoldCommand.class,
      UnholdCommand.class,
      LedgerCommand.class,
      ReconcileCommand.class,
      ProofCommand.class,
      VerifyCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
    })
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
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".entente"));
    return folder.resolve(named).toAbsolutePath().normalize();
  }
}
