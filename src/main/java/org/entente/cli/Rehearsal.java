package org.entente.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.entente.control.Invocation;
import org.entente.node.InvalidConfiguration;
import org.entente.node.Node;
import org.entente.node.PortTaken;
import org.entente.storage.Home;
import org.entente.terminal.Answer;
import org.entente.terminal.TemporaryFolder;

/// What `./entente` runs once after a build, so that the virtual machine can keep a cache of the
/// classes that real starts load: a few commands, then a node that serves one page. Its own entry
/// point, so that the command line has no command that is not meant for people.
public final class Rehearsal {
  private Rehearsal() {}

  public static void main(String[] args) throws Exception {
    try (var folder = new TemporaryFolder()) {
      var home = folder.path().resolve("home");
      command(
          "init",
          "--home",
          home,
          "--name",
          "Rehearsal",
          "--country",
          "XX",
          "--port",
          "0",
          "--partner-port",
          "0",
          "--http-loopback");
      command("status", "--home", home);
      command("status", "--home", home, "--json");
      serveOnePage(home);
    }
  }

  private static void command(Object... words) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var args = List.of(words).stream().map(Object::toString).toList();
    int exit = Dispatch.run(new Invocation(args, Path.of("").toAbsolutePath(), false), out, out);
    if (exit != Answer.DONE) {
      throw new IllegalStateException(args + " ended with " + exit);
    }
  }

  private static void serveOnePage(Path folder)
      throws IOException, InterruptedException, InvalidConfiguration, PortTaken {
    try (var node = Node.open(new Home(folder)).orElseThrow();
        var serving = node.serve();
        var _ = Dispatch.socket(node);
        var browser = HttpClient.newHttpClient()) {
      command("status", "--home", folder);
      var health = URI.create(serving.url() + "health");
      browser.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
    }
  }
}
