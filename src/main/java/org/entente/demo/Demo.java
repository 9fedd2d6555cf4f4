package org.entente.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Party;
import org.entente.accord.Pillar;
import org.entente.control.ControlSocket;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.document.SignedAccord;
import org.entente.draft.AccordDraft;
import org.entente.draft.Cards;
import org.entente.draft.ShippedAccords;
import org.entente.expression.Source;
import org.entente.holdings.NewCollection;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.peers.NodeKeys;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;
import org.entente.storage.DurableFile;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.StopSignal;

/// The demonstration as a story told in order: two nodes, an accord, holdings, the exchange, the
/// proof.
public final class Demo implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Call call;
  private final Path folder;
  private final long began = System.nanoTime();
  private final DemoNode first;
  private final DemoNode second;
  private final List<ControlSocket> sockets;

  /// @param control opens the way by which other windows talk to a serving node
  public Demo(Call call, Path folder, Function<Node, ControlSocket> control) throws Refused {
    this.call = call;
    this.folder = folder;
    var parties = example().accord().parties();
    this.first = start("first", parties.get(0), DemoSample.FIRST);
    this.second = start("second", parties.get(1), DemoSample.SECOND);
    this.sockets = List.of(control.apply(first.node()), control.apply(second.node()));
  }

  private DemoNode start(String name, Party party, DemoSample sample) throws Refused {
    var node = DemoNode.start(folder.resolve(name), party, sample.creator());
    call.say(
        "%s (%s) has a node: pages %s, partners %s"
            .formatted(
                party.name().in("en"),
                party.country(),
                node.serving().url(),
                node.serving().partnerUrl()));
    return node;
  }

  private static CompiledAccord example() {
    try {
      return AccordReader.read(ShippedAccords.example().getBytes(StandardCharsets.UTF_8));
    } catch (AccordRejected e) {
      throw new IllegalStateException("the shipped example is no accord", e);
    }
  }

  public DemoResult run(List<Path> imports, StopSignal stop) throws Refused {
    first.meet(second);
    second.meet(first);
    call.say("Each confirmed the other's card; people would compare these words by telephone:");
    call.say("  " + first.country() + "  " + first.node().card().fingerprint());
    call.say("  " + second.country() + "  " + second.node().card().fingerprint());
    accord();
    holdings(imports);
    first.open(second.identity());
    second.open(first.identity());
    call.say("Both opened their collections to each other; the exchange runs.");
    awaitSettled(stop);
    var took = Duration.ofNanos(System.nanoTime() - began);
    call.say(DemoAccount.of(first, second));
    call.say(DemoAccount.of(second, first));
    return DemoResult.of(first, second, took);
  }

  private void accord() {
    try {
      var cards = List.of(Cards.party(first.node().card()), Cards.party(second.node().card()));
      var today = LocalDate.now(ZoneOffset.UTC);
      var draft = AccordDraft.of(ShippedAccords.example(), cards, today);
      var signed =
          SignedAccord.sign(
                  AccordReader.read(draft.getBytes(StandardCharsets.UTF_8)),
                  NodeKeys.signing(first.node().home().keys()))
              .and(NodeKeys.signing(second.node().home().keys()));
      DurableFile.write(folder.resolve("accord.yaml"), draft.getBytes(StandardCharsets.UTF_8));
      DurableFile.write(folder.resolve("accord.signed"), signed.bytes());
      first.install(signed.bytes());
      second.install(signed.bytes());
      call.say(
          "Both signed, with two keys each: %s (%d clauses, sha256 %s…)"
              .formatted(
                  signed.accord().accord().title().in("en"),
                  signed.accord().accord().clauses().count(),
                  signed.digest().hex().substring(0, 12)));
    } catch (AccordRejected e) {
      throw new IllegalStateException("the shipped example cannot be signed", e);
    }
  }

  /// All of it is filed before anything is opened, so that a report meets its members whichever
  /// file came first, and two runs decide alike.
  private void holdings(List<Path> imports) throws Refused {
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
    }
  }

  /// The bundle for one side and pillar, where there is one.
  private long sample(DemoSample sample, DemoNode node, Pillar pillar) throws Refused {
    var file = sample.write(pillar, folder);
    return file.isEmpty() ? 0 : node.take(pillar.word(), List.of(file.get()), call).stored();
  }

  private void awaitSettled(StopSignal stop) {
    while (!stop.isTold()
        && !(first.node().exchange().isSettled() && second.node().exchange().isSettled())) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
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
    first.close();
    second.close();
  }
}
