package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.exchange.Sealing.collection;
import static org.entente.exchange.Sealing.file;
import static org.entente.exchange.Sealing.ofEpoch;
import static org.entente.exchange.Sealing.proposed;
import static org.entente.exchange.Sealing.requireGoesOn;
import static org.entente.exchange.Sealing.requireProved;
import static org.entente.exchange.Sealing.sealed;
import static org.entente.exchange.Sealing.signed;
import static org.entente.exchange.Sealing.succeeding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entente.crypto.Sha256;
import org.entente.document.Succession;
import org.entente.feed.Page;
import org.entente.feed.Signal;
import org.entente.peers.TlsClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What only both parties together can end: logs that contradict each other, and an end of one that
/// nobody holds.
@Tag("slow")
class SuccessionTest {
  private static final String REVOKED = "\"revoked\":true,";

  @TempDir Path folder;

  /// One that was restored behind everybody's back wrote its numbers a second time.
  private TwoNodes forked() throws Exception {
    var nodes = Twin.exchanged(folder);
    try (var twin = Twin.open(folder).start()) {
      TwoNodes.await(() -> Restoring.link(twin, nodes.b).mayAppend());
      file(twin, 7, 12);
      TwoNodes.await(() -> twin.count("outgoing where kind = 'release'") == 6);
    }
    file(nodes.a, 3, 5);
    nodes.settle();
    nodes.a.close();
    var home = folder.resolve("a");
    Twin.takesAddress(folder);
    Restoring.delete(home);
    Files.move(Twin.home(folder), home);
    nodes.openA();
    return nodes;
  }

  @Test
  void two_logs_of_one_name_are_sealed_where_they_part_and_the_exchange_goes_on() throws Exception {
    try (var nodes = forked()) {
      nodes.a.start();
      TwoNodes.await(() -> nodes.a.count("alarm") + nodes.b.count("alarm") > 0);
      var proposal = succeeding(nodes.a, nodes.b).propose("a copy was put back by mistake");
      assertThat(proposal.unasked()).isEmpty();
      var succession = proposal.succession();
      var held = Restoring.link(nodes.b, nodes.a).held();
      assertThat(sealed(succession, nodes.a)).isPositive().isLessThan(held.size());
      assertThat(succeeding(nodes.b, nodes.a).objection(succession)).isEmpty();

      var document = signed(succession, nodes.a, nodes.b);
      assertThat(nodes.a.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      assertThat(nodes.a.exchange.succeed(document)).isInstanceOf(Succeeded.Known.class);
      assertThat(nodes.b.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      nodes.settle();
      requireGoesOn(nodes);
      // what the copy had sent, and nobody took, went now; what is under the seal did not
      assertThat(ofEpoch(nodes.a, "outgoing where kind = 'release'", 2)).isEqualTo(5 + 3);
      assertThat(nodes.b.count("object where source <> ''")).isEqualTo(1 + 2 + 5 + 3);
      assertThat(ofEpoch(nodes.b, "outgoing where kind = 'release'", 2)).isEqualTo(3);
      requireProved(nodes, 1);
      requireProved(nodes, 7);
    }
  }

  /// Entries of A that it signed and lost, and of which B has only the first: B stopped on the way
  /// to a checkpoint that it had accepted.
  private TwoNodes withoutEnd() throws Exception {
    var nodes = new TwoNodes(folder).start();
    nodes.b.open("information");
    nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(0));
    nodes.settle();
    Restoring.backup(nodes.a, folder.resolve("backup"));
    nodes.b.close();
    file(nodes.a, 1, 10);
    TwoNodes.await(() -> nodes.a.count("unreceipted") == 9);
    nodes.openB();
    nodes.b.exchange.refresh();
    takeSome(nodes, 3);
    nodes.a.close();
    Restoring.restore(nodes.a.home, folder.resolve("backup"));
    nodes.openA();
    return nodes;
  }

  private static void takeSome(TwoNodes nodes, int entries) throws Exception {
    var out = Restoring.link(nodes.a, nodes.b).out();
    TwoNodes.await(() ->
        out.source().head().orElseThrow().checkpoint().size()
            == nodes.a.database.read(Restoring.link(nodes.a, nodes.b).own()::size));
    var link = Restoring.link(nodes.b, nodes.a);
    long from = link.held().size();
    var bytes = new ByteArrayOutputStream();
    out.write(bytes, out.source().head().orElseThrow(), from, entries);
    var page =
        Page.read(new ByteArrayInputStream(bytes.toByteArray()), new Page.Limit(100, 1 << 20));
    try (var client = new TlsClient(nodes.a.card, nodes.b.keys.tls())) {
      new Puller(link, client, new Signal()).take(from, page);
    }
    assertThat(link.held().size()).isEqualTo(from + entries);
  }

  @Test
  void an_end_that_nobody_holds_is_given_up_by_both() throws Exception {
    try (var nodes = withoutEnd()) {
      nodes.start();
      TwoNodes.await(() -> nodes.a.count("alarm") == 1);
      var document = signed(proposed(nodes), nodes.a, nodes.b);
      assertThat(nodes.a.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      assertThat(Restoring.waits(nodes.a)).as("a restore still wants an officer").isTrue();
      Restoring.confirm(nodes.a);
      file(nodes.a, 1, 10);
      assertThat(nodes.a.count("outgoing where kind = 'release'"))
          .as("before the partner has taken the statement nothing goes")
          .isEqualTo(1);
      assertThat(nodes.b.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      nodes.settle();
      requireGoesOn(nodes);
      assertThat(ofEpoch(nodes.a, "outgoing where kind = 'release'", 2)).isEqualTo(9 + 3);
      assertThat(nodes.b.count("object where source <> ''")).isEqualTo(1 + 9 + 3);
      requireProved(nodes, 0);
    }
  }

  @Test
  void what_is_under_the_seal_keeps_its_place_when_it_is_filed_again() throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      nodes.b.open("information");
      nodes.a.open("information");
      Restoring.backup(nodes.a, folder.resolve("backup"));
      file(nodes.a, 0, 5);
      nodes.settle();
      nodes.a.close();
      Restoring.restore(nodes.a.home, folder.resolve("backup"));
      nodes.openA();
      nodes.a.start();
      TwoNodes.await(() -> nodes.a.count("refilled") == 5 && nodes.a.count("unreceipted") == 0);
      var document = signed(proposed(nodes), nodes.a, nodes.b);
      assertThat(nodes.a.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      assertThat(nodes.b.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      Restoring.confirm(nodes.a);
      file(nodes.a, 0, 5);
      nodes.settle();
      assertThat(ofEpoch(nodes.a, "outgoing where kind = 'release'", 2)).isZero();
      requireProved(nodes, 4);
      requireGoesOn(nodes);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_home_put_back_from_before_the_seal_takes_the_statement_again(
      boolean confirmsFirst, @TempDir Path other) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      nodes.b.open("information");
      nodes.a.open("information");
      file(nodes.a, 0, 3);
      nodes.settle();
      Restoring.backup(nodes.a, other.resolve("backup"));
      file(nodes.a, 3, 6);
      nodes.settle();
      var document = signed(proposed(nodes), nodes.a, nodes.b);
      assertThat(nodes.a.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      assertThat(nodes.b.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      nodes.a.close();
      Restoring.restore(nodes.a.home, other.resolve("backup"));
      nodes.openA();
      nodes.a.start();
      TwoNodes.await(() -> nodes.a.exchange.standings().getFirst().trouble().isPresent());
      assertThat(nodes.a.exchange.standings().getFirst().trouble().orElseThrow().reason())
          .contains("another epoch");
      assertThat(Restoring.link(nodes.a, nodes.b).mayAppend()).isFalse();
      if (confirmsFirst) {
        Restoring.confirm(nodes.a);
      }
      assertThat(nodes.a.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      Restoring.confirm(nodes.a);
      file(nodes.a, 3, 6);
      nodes.settle();
      requireGoesOn(nodes);
      requireProved(nodes, 1);
      assertThat(ofEpoch(nodes.a, "outgoing where kind = 'release'", 2))
          .as("three that nobody gave back go again, and three new ones")
          .isEqualTo(6);
      assertThat(nodes.b.count("object where source <> ''")).isEqualTo(9);
    }
  }

  @Test
  void a_revocation_follows_a_release_in_a_log_that_has_ended() throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      nodes.a.open("information");
      nodes.b.open("information");
      file(nodes.a, 0, 2);
      nodes.settle();
      var document = signed(proposed(nodes), nodes.a, nodes.b);
      assertThat(nodes.a.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      assertThat(nodes.b.exchange.succeed(document)).isInstanceOf(Succeeded.New.class);
      file(nodes.a, 7, 8); // so that number 0 of the new log is of another object
      nodes.settle();
      nodes.a.file(
          collection(nodes.a),
          ExchangeTest.indicator(0)
              .replace("\"modified\":\"2026-11-01", REVOKED + "\"modified\":\"2026-11-02"));
      nodes.settle();
      assertThat(nodes.b.count("incoming where kind = 'release' and verdict is not null")).isZero();
      assertThat(nodes.b.count("object where instr(bytes, cast('\"revoked\":true' as blob)) > 0"))
          .isEqualTo(1);
      requireGoesOn(nodes);
    }
  }

  @Test
  void nothing_is_sealed_that_one_of_them_does_not_have_alike_or_has_not_signed() throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      nodes.a.open("information");
      nodes.b.open("information");
      file(nodes.a, 0, 3);
      nodes.settle();
      nodes.b.close();
      file(nodes.a, 3, 5);
      TwoNodes.await(() -> nodes.a.count("unreceipted") == 2);
      var at = succeeding(nodes.a, nodes.b);
      var alone = at.propose("a reason");
      assertThat(alone.unasked()).as("nobody answers").isPresent();
      var right = alone.succession();
      assertThat(sealed(right, nodes.a)).as("not what has no receipt").isEqualTo(3);
      assertThat(refused(nodes.a, signed(right, nodes.a))).contains("missing: MA");
      for (long size : new long[] {sealed(right, nodes.a) + 2, 1_000_000}) {
        var sizes = new Succeeding.Sizes(size, sealed(right, nodes.b));
        assertThat(at.objection(sizes)).isPresent();
      }
      var first = right.logs().getFirst();
      var other = new Succession.Sealed(first.origin(), first.size(), Sha256.of(new byte[1]));
      var wrong =
          new Succession(
              right.accord(), right.at(), 1, List.of(other, right.logs().getLast()), "a reason");
      assertThat(refused(nodes.a, signed(wrong, nodes.a, nodes.b))).contains("the root of");
      var later = new Succession(right.accord(), right.at(), 2, right.logs(), "a reason");
      assertThat(refused(nodes.a, signed(later, nodes.a, nodes.b))).contains("not about epoch 1");
      assertThat(nodes.a.count("succession")).isZero();

      assertThat(nodes.a.exchange.succeed(signed(right, nodes.a, nodes.b)))
          .isInstanceOf(Succeeded.New.class);
      assertThat(refused(nodes.a, signed(wrong, nodes.a, nodes.b))).contains("another statement");
      nodes.openB();
      nodes.b.start();
      TwoNodes.await(() -> nodes.b.exchange.standings().getFirst().trouble().isPresent());
      assertThat(nodes.a.count("alarm") + nodes.b.count("alarm")).isZero();
      assertThat(nodes.b.exchange.succeed(signed(right, nodes.a, nodes.b)))
          .isInstanceOf(Succeeded.New.class);
      nodes.settle();
      requireGoesOn(nodes);
      assertThat(nodes.b.count("object where source <> ''")).isEqualTo(5 + 3);
    }
  }

  private static String refused(TestNode at, byte[] document) {
    return at.exchange.succeed(document) instanceof Succeeded.Refused(String reason) ? reason : "";
  }
}
