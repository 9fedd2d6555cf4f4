package org.entente.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.entente.control.ControlClient;
import org.entente.control.ControlSocket;
import org.entente.control.Invocation;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.storage.StorageFailure;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// From what was typed to an exit code: reads the command line, finds who runs the command, prints
/// the answer or the refusal.
final class Dispatch {
  /// How a command that needs a node is run: by the serving process, or with the home opened here.
  interface NodeAccess {
    int run(NodeCommand command, Call call) throws Refused;
  }

  private final PrintStream out;
  private final PrintStream err;

  private Dispatch(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// In the caller's own process.
  static int run(Invocation invocation, PrintStream out, PrintStream err) {
    return new Dispatch(out, err)
        .dispatch(
            invocation,
            (command, call) -> {
              var served = forward(call, invocation, out, err);
              return served.isPresent() ? served.getAsInt() : withHomeOpened(command, call);
            });
  }

  private static OptionalInt forward(
      Call call, Invocation invocation, PrintStream out, PrintStream err) throws Refused {
    try {
      return ControlClient.forward(call.home(), invocation, out, err);
    } catch (IOException e) {
      throw new Refused(
          "node-stopped",
          "the serving node went away before it answered: " + e.getMessage(),
          "look at its last lines on standard error, start it again, then look what was done");
    }
  }

  /// In the serving process, for callers at its control socket.
  static ControlSocket socket(Node node) {
    return ControlSocket.open(
        node.home(),
        (invocation, out, err) ->
            new Dispatch(out, err)
                .dispatch(invocation, (command, call) -> answer(command.run(node, call), call)));
  }

  private static int withHomeOpened(NodeCommand command, Call call) throws Refused {
    var looked = command.look(OpenHome.existing(call.home()), call);
    if (looked.isPresent()) {
      return answer(looked.get(), call);
    }
    try (var node = OpenHome.at(call.home())) {
      return answer(command.run(node, call), call);
    }
  }

  private static int answer(Answer answer, Call call) {
    call.print(answer);
    return answer.exit();
  }

  private int dispatch(Invocation invocation, NodeAccess access) {
    var entente = new Entente();
    var line = Commands.line(entente, invocation);
    ParseResult parsed;
    try {
      parsed = line.parseArgs(invocation.args().toArray(String[]::new));
    } catch (ParameterException e) {
      return usage(e, invocation);
    }
    var leaf = leaf(parsed);
    if (leaf.isUsageHelpRequested() || leaf.isVersionHelpRequested()) {
      return help(leaf, entente.json);
    }
    var call =
        new Call(
            invocation.folder(),
            entente.home(invocation.folder()),
            entente.json,
            invocation.terminal(),
            out,
            err);
    return attempt(leaf, call, access);
  }

  private int attempt(ParseResult leaf, Call call, NodeAccess access) {
    try {
      return switch (leaf.commandSpec().userObject()) {
        case OfflineCommand command -> answer(command.run(call), call);
        case NodeCommand command -> access.run(command, call);
        default -> {
          leaf.commandSpec().commandLine().usage(writer(err));
          if (call.json()) {
            call.print(usage("a command is missing", leaf.commandSpec().qualifiedName(" ")));
          }
          yield Answer.USAGE;
        }
      };
    } catch (Refused e) {
      call.print(e);
      return e.code().equals("usage") ? Answer.USAGE : Answer.FAILED;
    } catch (StorageFailure e) {
      call.print(new Refused("storage", String.valueOf(e.getMessage()), e.next()));
      return Answer.FAILED;
    } catch (RuntimeException e) {
      e.printStackTrace(err);
      call.print(
          new Refused(
              "bug", "unexpected: " + e, "please report this with the lines on standard error"));
      return Answer.FAILED;
    }
  }

  private int usage(ParameterException e, Invocation invocation) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    var refused = usage(Misspelt.told(e), command);
    // The line did not parse, so only what was typed can tell who reads the answer.
    var json = invocation.args().contains("--json");
    new Call(invocation.folder(), invocation.folder(), json, invocation.terminal(), out, err)
        .print(refused);
    return Answer.USAGE;
  }

  private static Refused usage(String message, String command) {
    return new Refused("usage", message, "./" + command + " --help shows what it takes");
  }

  private int help(ParseResult leaf, boolean json) {
    var line = leaf.commandSpec().commandLine();
    boolean version = leaf.isVersionHelpRequested();
    var text = version ? "entente " + Version.text() + "\n" : line.getUsageMessage();
    out.print(
        json
            ? CanonicalJson.text(
                    JsonValue.object().put(version ? "version" : "help", text.strip()).build())
                + "\n"
            : text);
    out.flush();
    return Answer.DONE;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static ParseResult leaf(ParseResult parsed) {
    return parsed.hasSubcommand() ? leaf(parsed.subcommand()) : parsed;
  }
}
