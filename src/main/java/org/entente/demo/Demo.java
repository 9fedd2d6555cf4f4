package org.entente.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.entente.accord.Pillar;
import org.entente.control.ControlSocket;
import org.entente.expression.Source;
import org.entente.holdings.NewCollection;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Progress;
import org.entente.terminal.Refused;
import org.entente.terminal.StopSignal;

/// The demonstration as a story told in order: two nodes, an accord, holdings, the exchange, the
/// proof.
public final class Demo implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Call call;
  private final Path folder;
  private final long began = System.nanoTime();
  private final NodePair nodes;
  private final DemoNode first;
  private final DemoNode second;
  private final List<ControlSocket> sockets;

  /// @param control opens the way by which other windows talk to a serving node
  public Demo(Call call, Path folder, Function<Node, ControlSocket> control) throws Refused {
    this.call = call;
    this.folder = folder;
    this.nodes = NodePair.start(folder);
    this.first = nodes.first();
    this.second = nodes.second();
    this.sockets = List.of(control.apply(first.node()), control.apply(second.node()));
  }

  public DemoResult run(List<Path> imports, StopSignal stop) throws Refused {
    call.say(first.standing());
    call.say(second.standing());
    nodes.meet();
    call.say("Each confirmed the other's card; people would compare these words by telephone:");
    call.say("  " + first.country() + "  " + first.node().card().fingerprint());
    call.say("  " + second.country() + "  " + second.node().card().fingerprint());
    var signed = nodes.agree();
    call.say(
        "Both signed, with two keys each: %s (%d clauses, sha256 %s…)"
            .formatted(
                signed.accord().accord().title().in("en"),
                signed.accord().accord().clauses().count(),
                signed.digest().hex().substring(0, 12)));
    long filed = holdings(imports);
    nodes.open();
    call.say("Both opened their collections to each other; the exchange runs.");
    awaitSettled(stop, filed);
    if (stop.isTold()) {
      throw new Refused(
          "stopped", "stopped before all was exchanged", "start it again and let it end");
    }
    var took = Duration.ofNanos(System.nanoTime() - began);
    call.say(DemoAccount.of(first, second));
    call.say(DemoAccount.of(second, first));
    return DemoResult.of(first, second, took);
  }

  /// All of it is filed before anything is opened, so that a report meets its members whichever
  /// file came first, and two runs decide alike. Answers how much the first holds.
  private long holdings(List<Path> imports) throws Refused {
    long filed = 0;
    for (var pillar : Pillar.values()) {
      filed += sample(DemoSample.FIRST, first, pillar);
      sample(DemoSample.SECOND, second, pillar);
    }
    call.say("%s holds %d objects of an invented campaign.".formatted(first.country(), filed));
    if (!imports.isEmpty()) {
      first.add(
          new NewCollection(
              UUID.randomUUID(),
              "public",
              "Public reports",
              Pillar.INFORMATION,
              Gate.TOLERANT,
              Source.PUBLIC,
              Optional.of(Tlp.CLEAR)));
      var result = first.take("public", imports, call);
      call.say(
          "%s imported %,d of %,d objects into `public`: %,d it held already, %,d were refused, %,d files are not STIX."
              .formatted(
                  first.country(),
                  result.stored(),
                  result.read(),
                  result.duplicate(),
                  result.refused(),
                  result.skippedFiles()));
      filed += result.stored();
    }
    return filed;
  }

  /// The bundle for one side and pillar, where there is one.
  private long sample(DemoSample sample, DemoNode node, Pillar pillar) throws Refused {
    var file = sample.write(pillar, folder);
    return file.isEmpty() ? 0 : node.take(pillar.word(), List.of(file.get()), call).stored();
  }

  private void awaitSettled(StopSignal stop, long filed) {
    try (var progress = Progress.of("exchange", call)) {
      while (!stop.isTold() && !nodes.isSettled()) {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        if (call.terminal()) { // counting is not free, and nobody else looks
          var counts = first.node().register().counts(second.identity());
          long decided = counts.values().stream().mapToLong(Long::longValue).sum();
          progress.at(decided, filed, "decided");
        }
      }
    }
  }

  /// Where both nodes stand until Ctrl-C.
  public Answer standing(DemoResult result) {
    var answer = result.answer();
    var json = answer.json().with("first", json(first)).with("second", json(second));
    return Answer.done(
        json,
        answer.text()
            + """
            Both nodes stay up until Ctrl-C. In another window:
              ./entente --home %s decisions --limit 20
              ./entente --home %s queue list
              ./entente --home %s collection list
            """
                .formatted(
                    first.node().home().folder(),
                    first.node().home().folder(),
                    second.node().home().folder()));
  }

  private static JsonObject json(DemoNode node) {
    return JsonValue.object()
        .put("home", node.node().home().folder().toString())
        .put("url", node.serving().url().toString())
        .put("partnerUrl", node.serving().partnerUrl().toString())
        .build();
  }

  @Override
  public void close() {
    sockets.forEach(ControlSocket::close);
    nodes.close();
  }
}
