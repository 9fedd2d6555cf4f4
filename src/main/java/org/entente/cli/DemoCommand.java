package org.entente.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entente.demo.Demo;
import org.entente.storage.Home;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.StopSignal;
import org.entente.terminal.TemporaryFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Two nodes, the shipped example of an accord, an invented campaign: what a newcomer should see in
/// a minute, with real nodes over real TLS on this machine.
@Command(
    name = "demo",
    description = "Watch two nodes on this machine exchange under a signed accord.")
final class DemoCommand implements OfflineCommand {
  @ParentCommand @Nullable Entente entente;

  @Option(names = "--once", description = "end when all is exchanged and verified")
  boolean once;

  @Option(
      names = "--import",
      paramLabel = "PATH",
      description = "files or folders of STIX for the first node to share; may be repeated")
  List<String> imports = List.of();

  /// In the folder of `--home`, where the nodes stay for later, or in one that goes with them.
  @Override
  public Answer run(Call call) throws Refused {
    try (var stop = new StopSignal()) {
      if (entente != null && entente.home != null) {
        return run(call, stop, call.home());
      }
      try (var temporary = new TemporaryFolder()) {
        return run(call, stop, temporary.path());
      }
    }
  }

  private Answer run(Call call, StopSignal stop, Path folder) throws Refused {
    var paths = imports.stream().map(call::path).toList();
    for (var path : paths) { // before two nodes have been made for nothing
      if (!Files.isReadable(path)) {
        throw new Refused(
            "no-file", "cannot read " + path, "name files and folders that are there");
      }
    }
    if (!new Home(folder).isEmpty()) {
      throw new Refused(
          "folder-not-empty", folder + " is not empty", "name a folder that is new or empty");
    }
    try (var demo = new Demo(call, folder, Dispatch::socket)) {
      var result = demo.run(paths, stop);
      if (!once && !stop.isTold()) {
        call.print(demo.standing(result));
        stop.await();
        return Answer.NOTHING_MORE;
      }
      return result.answer();
    }
  }
}
