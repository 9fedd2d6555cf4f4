package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.entente.accord.KeyUse;
import org.entente.document.SignedSuccession;
import org.entente.document.Succession;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.receipt.BundleVerifier;
import org.entente.receipt.ProofBundle;
import org.entente.receipt.TrustedKeys;
import org.entente.register.Register;
import org.entente.stix.StixId;

/// What stories about the end of two logs are told with.
final class Sealing {
  private Sealing() {}

  static Collection collection(TestNode node) {
    return node.database.read(
        connection -> Catalogue.named(connection, "information").orElseThrow());
  }

  static void file(TestNode node, int from, int to) throws Exception {
    node.file(
        collection(node),
        IntStream.range(from, to).mapToObj(ExchangeTest::indicator).toArray(String[]::new));
  }

  static Succeeding succeeding(TestNode at, TestNode to) {
    return at.exchange.succeeding(to.card.identity(), TestAccord.ID).orElseThrow();
  }

  static Succession proposed(TwoNodes nodes) throws Exception {
    var proposal = succeeding(nodes.a, nodes.b).propose("entries were lost");
    assertThat(proposal.unasked()).isEmpty();
    return proposal.succession();
  }

  static byte[] signed(Succession succession, TestNode... by) {
    var signed = SignedSuccession.sign(succession, by[0].keys.of(KeyUse.SIGN));
    for (int i = 1; i < by.length; i++) {
      signed = signed.and(by[i].keys.of(KeyUse.SIGN));
    }
    return signed.bytes();
  }

  static long sealed(Succession succession, TestNode of) {
    return succession.logs().stream()
        .filter(log -> log.origin().contains("/" + of.card.identity() + "-"))
        .mapToLong(Succession.Sealed::size)
        .findFirst()
        .orElseThrow();
  }

  static long ofEpoch(TestNode node, String rows, int epoch) {
    return node.count(
        rows.replace(
            " where ", " x join link l on l.no = x.link where l.epoch = " + epoch + " and "));
  }

  /// In both directions, with clean books.
  static void requireGoesOn(TwoNodes nodes) throws Exception {
    file(nodes.a, 50, 53);
    file(nodes.b, 60, 63);
    nodes.settle();
    nodes.awaitRead();
    for (var node : List.of(nodes.a, nodes.b)) {
      var other = node == nodes.a ? nodes.b : nodes.a;
      var standing = node.exchange.standings().getFirst();
      assertThat(standing.alarm()).isEmpty();
      TwoNodes.await(() -> node.exchange.standings().getFirst().pause().isEmpty());
      assertThat(node.exchange.verifyLogs()).isEmpty();
      var reconciled = node.exchange.reconcile(other.card.identity()).getFirst();
      assertThat(reconciled.differences()).isEmpty();
      assertThat(reconciled.withPartner()).isTrue();
      assertThat(Standing.alarms(node.database)).isEmpty();
    }
    assertThat(nodes.b.count("object where id like '%000000052'")).isEqualTo(1);
    assertThat(nodes.a.count("object where id like '%000000062'")).isEqualTo(1);
  }

  /// That the release of that indicator can be shown to an outsider, whichever log it is in.
  static void requireProved(TwoNodes nodes, int indicator) throws Exception {
    var id = StixId.parse("indicator--00000000-0000-4000-8000-%012d".formatted(indicator));
    var went = new Register(nodes.a.database).of(id.orElseThrow()).getFirst();
    var bundle =
        nodes
            .a
            .exchange
            .proof(nodes.b.card.identity(), TestAccord.ID, went.epoch(), went.entry().orElseThrow())
            .orElseThrow();
    assertThat(bundle.held()).isPresent();
    new BundleVerifier(trusted(nodes.a), trusted(nodes.b))
        .verify(ProofBundle.parse(bundle.bytes()));
  }

  private static TrustedKeys trusted(TestNode node) {
    return new TrustedKeys(
        node.card.identity(),
        node.card.keys().stream()
            .map(key -> new TrustedKeys.Key(key.kid(), key.use(), key.key()))
            .toList());
  }
}
