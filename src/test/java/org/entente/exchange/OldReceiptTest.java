package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.decisions.Agreements;
import org.entente.peers.NodeKeys;
import org.entente.receipt.SignedReceipt;
import org.entente.register.Reconciliation.Difference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Receipts that were signed before the holder's keys were exchanged for others.
@Tag("slow")
class OldReceiptTest {
  private static List<String> problems(TwoNodes nodes) {
    return nodes.a.exchange.reconcile(nodes.b.card.identity()).getFirst().differences().stream()
        .map(Difference::problem)
        .toList();
  }

  private static byte[] receipt(TestNode node) {
    return node.database.read(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select receipt from receipt_got")) {
        row.next();
        return row.getBytes(1);
      }
    });
  }

  private static void replace(TestNode node, byte[] receipt) {
    node.database.write(connection -> {
      try (var update = connection.prepareStatement("update receipt_got set receipt = ?")) {
        update.setBytes(1, receipt);
        return update.executeUpdate();
      }
    });
  }

  @Test
  void what_was_signed_with_the_keys_of_then_stands_and_what_no_listed_key_signed_does_not(
      @TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(1));
      nodes.settle();
      nodes.b.close();
      var fresh = NodeKeys.generate(Instant.now());
      var keys =
          Map.<KeyUse, List<KeyInUse>>of(
              KeyUse.NODE, fresh.of(KeyUse.NODE), KeyUse.HOLD, fresh.of(KeyUse.HOLD));
      var second = TestAccord.rekeyed(nodes.a, nodes.b, nodes.accord, nodes.b, keys);
      assertThat(nodes.a.agreements.install(second)).isInstanceOf(Agreements.Installed.New.class);
      assertThat(problems(nodes)).isEmpty();

      var old = SignedReceipt.parse(receipt(nodes.a));
      var nobodys = NodeKeys.generate(Instant.now()).of(KeyUse.NODE);
      replace(
          nodes.a,
          SignedReceipt.sign(old.receipt(), old.index(), old.checkpoint(), nobodys).bytes());
      assertThat(problems(nodes)).isNotEmpty();
      nodes.openB();
    }
  }
}
