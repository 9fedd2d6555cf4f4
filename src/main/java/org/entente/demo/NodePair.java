package org.entente.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.entente.accord.Party;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.document.SignedAccord;
import org.entente.draft.AccordDraft;
import org.entente.draft.Cards;
import org.entente.draft.ShippedAccords;
import org.entente.peers.NodeKeys;
import org.entente.storage.DurableFile;
import org.entente.terminal.Refused;

/// Two nodes on this machine, for the parties of the shipped example of an accord, and the steps by
/// which people would bring them to exchange.
public final class NodePair implements AutoCloseable {
  private final Path folder;
  private final DemoNode first;
  private final DemoNode second;

  private NodePair(Path folder, DemoNode first, DemoNode second) {
    this.folder = folder;
    this.first = first;
    this.second = second;
  }

  /// Both serve, and know nothing of each other.
  public static NodePair start(Path folder) throws Refused {
    var parties = example();
    var first = DemoNode.start(folder.resolve("first"), parties.get(0), DemoSample.FIRST.creator());
    try {
      var second =
          DemoNode.start(folder.resolve("second"), parties.get(1), DemoSample.SECOND.creator());
      return new NodePair(folder, first, second);
    } catch (Refused | RuntimeException e) {
      first.close();
      throw e;
    }
  }

  private static List<Party> example() {
    try {
      var bytes = ShippedAccords.example().getBytes(StandardCharsets.UTF_8);
      return AccordReader.read(bytes).accord().parties();
    } catch (AccordRejected e) {
      throw new IllegalStateException("the shipped example is no accord", e);
    }
  }

  public DemoNode first() {
    return first;
  }

  public DemoNode second() {
    return second;
  }

  /// Each confirms the other's card.
  public void meet() {
    first.meet(second);
    second.meet(first);
  }

  /// Both sign the example, from today, and install it.
  public SignedAccord agree() {
    try {
      var cards = List.of(Cards.party(first.node().card()), Cards.party(second.node().card()));
      var draft =
          AccordDraft.of(ShippedAccords.example(), cards, LocalDate.now(ZoneOffset.UTC))
              .getBytes(StandardCharsets.UTF_8);
      var signed =
          SignedAccord.sign(AccordReader.read(draft), NodeKeys.signing(first.node().home().keys()))
              .and(NodeKeys.signing(second.node().home().keys()));
      DurableFile.write(folder.resolve("accord.yaml"), draft);
      DurableFile.write(folder.resolve("accord.signed"), signed.bytes());
      first.install(signed.bytes());
      second.install(signed.bytes());
      return signed;
    } catch (AccordRejected e) {
      throw new IllegalStateException("the shipped example cannot be signed", e);
    }
  }

  /// Each opens every collection of its own to the other.
  public void open() {
    first.open(second.identity());
    second.open(first.identity());
  }

  /// Whether nothing is on its way between them.
  public boolean isSettled() {
    return first.node().exchange().isSettled() && second.node().exchange().isSettled();
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
