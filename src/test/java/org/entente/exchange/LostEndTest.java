package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.exchange.Restoring.link;
import static org.entente.exchange.Sealing.file;
import static org.entente.exchange.Sealing.proposed;
import static org.entente.exchange.Sealing.requireGoesOn;
import static org.entente.exchange.Sealing.requireProved;
import static org.entente.exchange.Sealing.signed;

import java.nio.file.Path;
import java.util.List;
import org.entente.crypto.Sha256;
import org.entente.document.Succession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entries that were signed and that nobody has any more: both nodes are told, and both can end it.
@Tag("slow")
class LostEndTest {
  @TempDir Path folder;

  /// Both have exchanged number 0, and both are backed up then.
  private TwoNodes backedUp() throws Exception {
    var nodes = new TwoNodes(folder).start();
    nodes.b.open("information");
    nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(0));
    nodes.settle();
    Restoring.backup(nodes.a, folder.resolve("backup-a"));
    Restoring.backup(nodes.b, folder.resolve("backup-b"));
    return nodes;
  }

  private void restoreA(TwoNodes nodes) throws Exception {
    nodes.a.close();
    Restoring.restore(nodes.a.home, folder.resolve("backup-a"));
    nodes.openA();
  }

  @Test
  void what_the_partner_has_only_seen_signed_is_told_as_lost() throws Exception {
    try (var nodes = backedUp()) {
      nodes.b.exchange.close();
      file(nodes.a, 1, 5);
      TwoNodes.await(() -> nodes.a.count("unreceipted") == 4);
      TwoNodes.await(() -> {
        var published = link(nodes.a, nodes.b).own().published().orElseThrow();
        return published.checkpoint().size()
            == nodes.a.database.read(link(nodes.a, nodes.b).own()::size);
      });
      var signed = link(nodes.a, nodes.b).own().published().orElseThrow();
      restoreA(nodes);
      try (var b = new DishonestNode(nodes.b)) { // of how much it holds it says nothing
        b.says("in/signed", signed.bytes());
        nodes.a.start();
        requireTold(nodes);
      }
      nodes.b.close();
      nodes.openB();
      nodes.b.start();
      requireEnds(nodes);
    }
  }

  @Test
  void what_only_the_home_that_lost_it_remembers_is_told_as_lost() throws Exception {
    try (var nodes = backedUp()) {
      file(nodes.a, 1, 5);
      nodes.settle();
      var signed = link(nodes.b, nodes.a).held().seen().orElseThrow();
      restoreA(nodes);
      nodes.a.exchange.refresh();
      assertThat(link(nodes.a, nodes.b).own().remember(signed)).isPositive();
      nodes.b.close();
      Restoring.restore(nodes.b.home, folder.resolve("backup-b"));
      nodes.openB();
      nodes.start();
      requireTold(nodes);
      Restoring.confirm(nodes.b);
      requireEnds(nodes);
    }
  }

  private static void requireTold(TwoNodes nodes) throws Exception {
    TwoNodes.await(() -> nodes.a.exchange.standings().getFirst().alarm().isPresent());
    assertThat(nodes.a.exchange.standings().getFirst().alarm().orElseThrow().message())
        .contains("nobody has them all; only a succeed statement ends this");
    assertThat(link(nodes.a, nodes.b).mayAppend()).isFalse();
    assertThat(nodes.a.count("outgoing where kind = 'release'")).isEqualTo(1);
  }

  private static void requireEnds(TwoNodes nodes) throws Exception {
    var document = signed(proposed(nodes), nodes.a, nodes.b);
    assertThat(nodes.a.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
    assertThat(nodes.b.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
    Restoring.confirm(nodes.a);
    file(nodes.a, 1, 5);
    nodes.settle();
    requireGoesOn(nodes);
    assertThat(nodes.b.count("object where source <> ''")).isEqualTo(1 + 4 + 3);
    requireProved(nodes, 0);
  }

  /// A has the receipt for what B cannot show a receipt of: B refuses, until A has ended the epoch
  /// and none can come any more. What B has is compared all the same.
  @Test
  void a_statement_without_every_receipt_is_taken_once_the_partner_has_ended_the_epoch()
      throws Exception {
    try (var nodes = backedUp()) {
      file(nodes.b, 10, 12);
      nodes.settle();
      var succession = proposed(nodes);
      forgetReceipts(nodes.b, link(nodes.b, nodes.a));
      assertThat(refused(nodes.b, signed(succession, nodes.a, nodes.b)))
          .contains("has no receipt here")
          .contains("propose it from this node");
      assertThat(nodes.a.exchange.succeed(signed(succession, nodes.a, nodes.b)))
          .isInstanceOf(Succeeded.New.class);
      var first = succession.logs().getFirst();
      var other = new Succession.Sealed(first.origin(), first.size(), Sha256.of(new byte[1]));
      var wrong =
          new Succession(
              succession.accord(),
              succession.at(),
              1,
              List.of(other, succession.logs().getLast()),
              "a reason");
      assertThat(refused(nodes.b, signed(wrong, nodes.a, nodes.b))).contains("the root of");
      assertThat(nodes.b.exchange.succeed(signed(succession, nodes.a, nodes.b)))
          .isInstanceOf(Succeeded.New.class);
      nodes.settle();
      requireGoesOn(nodes);
      assertThat(nodes.a.count("object where source <> ''")).isEqualTo(2 + 3);
    }
  }

  private static void forgetReceipts(TestNode node, Link link) {
    node.database.write(connection -> {
      try (var delete = connection.prepareStatement("delete from receipt_got");
          var wait =
              connection.prepareStatement(
                  "insert into unreceipted (link, entry, at)"
                      + " select link, entry, 0 from outgoing where link = ? and kind = 'release'")) {
        wait.setLong(1, link.no());
        return delete.executeUpdate() + wait.executeUpdate();
      }
    });
  }

  private static String refused(TestNode at, byte[] document) {
    return at.exchange.succeed(document) instanceof Succeeded.Refused(String reason) ? reason : "";
  }
}
