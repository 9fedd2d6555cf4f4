package org.entente.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.entente.control.Invocation;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.node.InvalidConfiguration;
import org.entente.node.Node;
import org.entente.node.PortTaken;
import org.entente.storage.Home;
import org.entente.terminal.Answer;

/// What `./entente` runs once after a build, so that the virtual machine can keep caches of the
/// classes that real starts load; in two processes, because a cache is loaded whole and a short
/// command should not wait for the classes of a web server. Its own entry point, so that the command
/// line has no command that is not meant for people.
///
///     Rehearsal serving FOLDER     the demonstration, and a node that serves one page
///     Rehearsal commands FOLDER    short commands, on the homes that the first left there
public final class Rehearsal {
  private final Path folder;
  private final Path home;

  private Rehearsal(Path folder) {
    this.folder = folder;
    this.home = folder.resolve("first");
  }

  public static void main(String[] args) throws Exception {
    var rehearsal = new Rehearsal(Path.of(args[1]));
    switch (args[0]) {
      case "serving" -> rehearsal.serving();
      case "commands" -> rehearsal.commands();
      default -> throw new IllegalArgumentException("serving or commands, not " + args[0]);
    }
  }

  private void serving() throws Exception {
    run("demo", "--once", "--home", folder, "--json");
    serveOnePage();
  }

  private void commands() throws IOException, MalformedJson {
    var accord = folder.resolve("accord.yaml");
    var proof = folder.resolve("proof.json");
    var cards = List.of(home.resolve("card.json"), folder.resolve("second/card.json"));
    run("accord", "check", accord);
    run("accord", "check", accord, "--json");
    run("status", "--home", home);
    run("status", "--home", home, "--json");
    run("peer", "list", "--home", home);
    run("collection", "list", "--home", home, "--json");
    run("queue", "list", "--home", home);
    run("decisions", "--home", home, "--json");
    var partner = partner(cards.getLast());
    var gone = gone(partner);
    run("explain", gone, "--partner", partner, "--home", home);
    run("proof", "export", gone, "--partner", partner, "--out", proof, "--home", home);
    run("verify", proof, "--key", cards.getFirst(), "--key", cards.getLast());
    run("verify", proof, "--key", cards.getFirst(), "--key", cards.getLast(), "--json");
  }

  private static String partner(Path card) throws IOException, MalformedJson {
    return Json.parseObject(Files.readAllBytes(card)).string("identity").orElseThrow();
  }

  /// The id of something that went.
  private String gone(String partner) {
    try (var node = Node.open(new Home(home)).orElseThrow()) {
      return node.register().decisions(partner, Set.of(), 0, 100).stream()
          .filter(entry -> entry.entry().isPresent())
          .findFirst()
          .orElseThrow()
          .object()
          .text();
    } catch (InvalidConfiguration e) {
      throw new IllegalStateException("the demonstration's home does not read", e);
    }
  }

  private static void run(Object... words) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var args = List.of(words).stream().map(Object::toString).toList();
    int exit = Dispatch.run(new Invocation(args, Path.of("").toAbsolutePath(), false), out, out);
    if (exit != Answer.DONE) {
      throw new IllegalStateException(args + " ended with " + exit);
    }
  }

  private void serveOnePage()
      throws IOException, InterruptedException, InvalidConfiguration, PortTaken {
    try (var node = Node.open(new Home(home)).orElseThrow();
        var serving = node.serve();
        var _ = Dispatch.socket(node);
        var browser = HttpClient.newHttpClient()) {
      run("status", "--home", home);
      for (var page : List.of("", "health")) {
        var url = URI.create(serving.url() + page);
        browser.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
      }
    }
  }
}
