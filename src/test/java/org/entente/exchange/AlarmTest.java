package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.crypto.Sha256;
import org.entente.feed.LinkName;
import org.entente.feed.PageEntry;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.peers.TlsClient;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner signs what cannot be: each time an alarm is raised, both sides of the contradiction
/// are kept, and nothing more is released to it under that accord.
class AlarmTest {
  private static final Sha256 OTHER = Sha256.of("another tree".getBytes(UTF_8));

  private TwoNodes nodes;

  @BeforeEach
  void exchange(@TempDir Path folder) throws Exception {
    nodes = new TwoNodes(folder).start();
    nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(1), ExchangeTest.indicator(2));
    nodes.settle();
    TwoNodes.await(
        () -> link(nodes.b, nodes.a).held().size() == 3); // two, and one for the receipt;
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private static Link link(TestNode at, TestNode to) {
    return at.exchange.link(new LinkName(to.card.identity(), TestAccord.ID)).orElseThrow();
  }

  /// The partner of `node` from now on says what it is told to.
  private DishonestNode instead(TestNode node) {
    node.exchange.close();
    return new DishonestNode(node);
  }

  private void requireAlarm(TestNode at, String message) throws Exception {
    TwoNodes.await(() -> at.count("alarm") == 1);
    var standing = at.exchange.standings().getFirst();
    assertThat(standing.alarm().orElseThrow().message()).contains(message);
    assertThat(at.count("alarm where length(seen) > 0 and length(shown) > 0")).isEqualTo(1);
    var link = at.exchange.link(new LinkName(standing.partner(), TestAccord.ID)).orElseThrow();
    assertThat(at.database.<Boolean>read(link::isStill)).isTrue();
  }

  private SignedCheckpoint head(TestNode at, TestNode of) {
    return link(at, of).held().seen().orElseThrow();
  }

  @Test
  void a_log_that_was_cut_back_shows_itself_in_a_page_without_entries() throws Exception {
    var head = head(nodes.b, nodes.a).checkpoint();
    try (var a = instead(nodes.a)) {
      var shorter = a.signed(head.origin(), head.size() - 1, OTHER);
      a.says("out/releases", DishonestNode.page(shorter, List.of(), List.of()));
      requireAlarm(nodes.b, "shrank: had size %d, now %d".formatted(head.size(), head.size() - 1));
    }
  }

  @Test
  void a_second_root_for_a_size_shows_itself_in_a_page_without_entries() throws Exception {
    var head = head(nodes.b, nodes.a).checkpoint();
    try (var a = instead(nodes.a)) {
      var forked = a.signed(head.origin(), head.size(), OTHER);
      a.says("out/releases", DishonestNode.page(forked, List.of(), List.of()));
      requireAlarm(nodes.b, "at size %d: had root".formatted(head.size()));
    }
  }

  @Test
  void a_larger_log_that_does_not_go_on_from_ours_is_an_alarm() throws Exception {
    var link = link(nodes.b, nodes.a);
    var head = head(nodes.b, nodes.a).checkpoint();
    long from = link.held().size();
    var nothing = Opening.of("{}".getBytes(UTF_8));
    var accord = nodes.b.agreements.latest(TestAccord.ID).digest();
    var leaf = Leaf.of(EntryKind.RECEIVED, java.time.Instant.now(), accord, 0, nothing, nothing);
    var entry =
        new PageEntry(
            from,
            leaf.bytes(),
            java.util.Optional.of(nothing),
            java.util.Optional.of(nothing),
            java.util.Optional.empty());
    try (var a = instead(nodes.a)) {
      var forked = a.signed(head.origin(), from + 1, OTHER);
      a.says("out/releases", DishonestNode.page(forked, List.of(entry), List.of()));
      requireAlarm(nodes.b, "does not go on from the signed size " + head.size());
    }
  }

  @Test
  void a_receipt_for_entries_that_are_not_ours_is_an_alarm() throws Exception {
    var own = link(nodes.a, nodes.b).own().origin();
    try (var b = instead(nodes.b);
        var client = new TlsClient(nodes.a.card, nodes.b.keys.tls())) {
      var said = new Receipt(TestAccord.ID, own, 0, 2, OTHER, List.of());
      var cosigned = b.cosigned(own, 2, OTHER);
      var receipt = SignedReceipt.sign(said, 0, cosigned, nodes.b.keys.of(KeyUse.NODE));
      var answer = client.post("accords/" + TestAccord.ID + "/receipts", receipt.bytes());
      assertThat(answer.status()).isEqualTo(422);
      requireAlarm(nodes.a, "its root is not that of");
    }
  }

  @Test
  void a_partner_that_holds_another_log_than_ours_is_an_alarm_and_no_leaf_is_appended()
      throws Exception {
    var own = link(nodes.a, nodes.b).own().origin();
    try (var b = instead(nodes.b)) {
      b.says("in/checkpoint", b.cosigned(own, 2, OTHER).bytes());
      nodes.a.close();
      nodes.openA();
      nodes.a.start();
      requireAlarm(nodes.a, "the partner holds root");
      assertThat(link(nodes.a, nodes.b).mayAppend()).isFalse();
      assertThat(nodes.a.exchange.standings().getFirst().pause()).isPresent();
    }
  }
}
