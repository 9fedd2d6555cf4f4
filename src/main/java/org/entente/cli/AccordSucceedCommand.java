package org.entente.cli;

import java.util.Optional;
import org.entente.draft.AccordFiles;
import org.entente.draft.SuccessionFiles;
import org.entente.draft.SuccessionFiles.Held;
import org.entente.exchange.Succeeding;
import org.entente.exchange.Succeeding.Proposal;
import org.entente.exchange.Succeeding.Sizes;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.peers.Peer;
import org.entente.storage.DurableFile;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Ends a pair of logs that cannot go on: signed entries that nobody holds, two homes that wrote
/// one log. Writes what both parties' signatories are to sign, or says whether this node could seal
/// its logs by what the partner proposes. Nothing changes before both have signed and installed it.
@Command(
    name = "succeed",
    description = "Propose, or check, the end of two logs that cannot go on.")
final class AccordSucceedCommand implements NodeCommand {
  @Option(names = "--partner", paramLabel = "PARTNER", description = "with whom")
  String partner = "";

  @Option(names = "--accord", paramLabel = "ID", description = "when there are several")
  @Nullable String accord;

  @Option(names = "--reason", paramLabel = "TEXT", description = "for whoever reads it later")
  String reason = "";

  @Option(names = "--out", paramLabel = "FILE", description = "the statement to be signed")
  @Nullable String out;

  @Option(
      names = "--sent",
      paramLabel = "N",
      description = "how many entries of our log count (else all that both have alike)")
  @Nullable Long sent;

  @Option(names = "--received", paramLabel = "N", description = "the same of the partner's log")
  @Nullable Long received;

  @Option(names = "--check", paramLabel = "FILE", description = "look at one that is proposed")
  @Nullable String check;

  @Override
  public Answer run(Node node, Call call) throws Refused {
    return check == null ? propose(node, call) : check(node, call, check);
  }

  private Answer propose(Node node, Call call) throws Refused {
    if (partner.isEmpty() || reason.isBlank() || out == null) {
      throw new Refused(
          "usage",
          "a proposal needs a partner, a reason and a file",
          "./entente accord succeed --partner PARTNER --reason TEXT --out FILE");
    }
    var peer = Named.confirmedPartner(node, partner);
    var proposal = proposal(succeeding(node, peer, accord(node, peer)));
    var file = call.path(out);
    DurableFile.write(file, proposal.succession().bytes());
    var held = new Held(proposal.succession(), Optional.empty());
    var json = JsonValue.object().put("file", file.toString());
    proposal.unasked().ifPresent(why -> json.put("unasked", why));
    SuccessionFiles.json(held).members().forEach(json::put);
    return Answer.done(
        json.build(),
        file
            + " "
            + SuccessionFiles.text(held)
            + proposal
                .unasked()
                .map(why -> "not compared with the partner: " + Table.shown(why) + "\n")
                .orElse("")
            + "next: the partner runs ./entente accord succeed --check %s; then both sign it (./entente accord sign) and install it (./entente accord install)\n"
                .formatted(file.getFileName()));
  }

  private Proposal proposal(Succeeding succeeding) throws Refused {
    try {
      if (sent == null && received == null) {
        return succeeding.propose(reason);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("interrupted", "interrupted while the partner was asked", "try again");
    }
    if (sent == null || received == null) {
      throw new Refused("usage", "a size for one of the logs only", "--sent N --received M");
    }
    var sizes = new Sizes(sent, received);
    var objection = succeeding.objection(sizes);
    if (objection.isPresent()) {
      throw new Refused("sizes", objection.get(), "propose fewer entries");
    }
    return new Proposal(succeeding.statement(reason, sizes), Optional.of("sizes were given"));
  }

  private String accord(Node node, Peer peer) throws Refused {
    var known = node.agreements().between(node.card().identity(), peer.identity());
    if (accord != null && known.contains(accord)) {
      return accord;
    }
    if (accord == null && known.size() == 1) {
      return known.iterator().next();
    }
    throw new Refused(
        "which-accord",
        "%d accords with %s are installed".formatted(known.size(), peer.card().name()),
        "--accord ID; there are " + String.join(", ", known));
  }

  private static Succeeding succeeding(Node node, Peer peer, String accord) throws Refused {
    return node.exchange()
        .succeeding(peer.identity(), accord)
        .orElseThrow(() ->
            new Refused(
                "no-accord",
                accord + " is not installed with " + peer.card().name(),
                "./entente accord install FILE"));
  }

  private static Answer check(Node node, Call call, String file) throws Refused {
    var path = call.path(file);
    var held = SuccessionFiles.read(path, AccordFiles.read(path));
    for (var peer : node.peers().all()) {
      var found = node.exchange().succeeding(peer.identity(), held.succession().accord());
      if (found.isPresent() && found.get().isAbout(held.succession())) {
        return checked(held, found.get().objection(held.succession()), file);
      }
    }
    throw new Refused(
        "statement",
        path + " is about no pair of logs that goes on here",
        "compare its accord and epoch with ./entente status");
  }

  private static Answer checked(Held held, Optional<String> objection, String file) {
    var json = JsonValue.object().put("agrees", objection.isEmpty());
    objection.ifPresent(why -> json.put("objection", why));
    SuccessionFiles.json(held).members().forEach(json::put);
    return objection.isEmpty()
        ? Answer.done(
            json.build(),
            SuccessionFiles.text(held)
                + "this node has the same\nnext: ./entente accord sign %s\n".formatted(file))
        : Answer.failed(
            json.build(),
            SuccessionFiles.text(held)
                + "this node has not: %s\nnext: ./entente accord succeed --partner PARTNER --reason TEXT --out FILE, here\n"
                    .formatted(Table.shown(objection.get())));
  }
}
