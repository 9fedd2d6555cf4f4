package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.LinkName;
import org.entente.feed.ReceiptTable;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.peers.NodeCard;
import org.entente.receipt.BundleVerifier;
import org.entente.receipt.ProofBundle;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.entente.receipt.TrustedKeys;
import org.entente.receipt.Verdict;
import org.entente.register.Reconciliation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ReconcileTest {
  private static final String GREEN = "bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
  private static final String AMBER = "55d920b0-5e8b-4f79-9ee9-91f868d9b421";

  private TwoNodes nodes;

  @BeforeEach
  void exchange(@TempDir Path folder) throws Exception {
    nodes = new TwoNodes(folder).start();
    nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(1), ExchangeTest.indicator(2));
    nodes.settle();
    nodes.requireWhole(2);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private static void change(TestNode node, String sql) {
    node.database.write(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  private List<String> problems(TestNode node) {
    var other = node == nodes.a ? nodes.b : nodes.a;
    return node.exchange.reconcile(other.card.identity()).getFirst().differences().stream()
        .map(Reconciliation.Difference::problem)
        .toList();
  }

  @Test
  void finds_a_tampered_row_of_what_went() {
    change(nodes.a, "update outgoing set payload = x'7b7d' where entry = 0");
    assertThat(problems(nodes.a))
        .anyMatch(problem -> problem.contains("does not open the commitments"))
        .anyMatch(problem -> problem.contains("the partner holds another payload"));
  }

  @Test
  void finds_a_tampered_object_at_the_receiver() {
    change(
        nodes.b,
        "update object set bytes = cast(replace(cast(bytes as text), 'd1.example', 'd9.example')"
            + " as blob)");
    assertThat(problems(nodes.b)).anyMatch(problem -> problem.contains("was changed"));
  }

  @Test
  void finds_a_missing_receipt() {
    change(nodes.a, "delete from receipt_got");
    assertThat(problems(nodes.a)).contains("the partner's receipt is missing");
  }

  @Test
  void finds_a_partner_that_holds_less_than_it_has_receipted() {
    change(nodes.a, "update receipt_got set last = last + 100");
    assertThat(problems(nodes.a))
        .anyMatch(
            problem -> problem.startsWith("the partner has receipted 102 entries, and holds"));
  }

  @Test
  void finds_content_that_is_gone_on_either_side() {
    change(nodes.a, "update outgoing set payload = null where entry = 0");
    change(nodes.b, "update incoming set header = null, header_salt = null where entry = 1");
    assertThat(problems(nodes.a)).contains("what stood beside its leaf is gone");
    assertThat(problems(nodes.b)).contains("what stood beside its leaf is gone");
  }

  @Test
  void content_that_was_not_delivered_and_did_not_come_back_is_missed_by_nobody() {
    change(nodes.a, "update outgoing set payload = null where entry = 0");
    change(
        nodes.a,
        "insert into verdict_got (link, entry, verdict, reason)"
            + " values (1, 0, 'not-delivered', 'x')");
    assertThat(problems(nodes.a)).doesNotContain("what stood beside its leaf is gone");
  }

  @Test
  void finds_a_verdict_that_the_partner_did_not_sign() {
    change(
        nodes.a,
        "insert into verdict_got (link, entry, verdict, reason)"
            + " values (1, 0, 'quarantined', 'x')");
    assertThat(problems(nodes.a)).contains("a verdict is kept that the partner did not sign");
  }

  @Test
  void finds_a_verdict_other_than_the_one_we_signed() {
    change(nodes.b, "update incoming set verdict = 'quarantined', reason = 'x' where entry = 0");
    assertThat(problems(nodes.b))
        .contains("our receipt from here on says other verdicts than are kept");
  }

  @Test
  void finds_a_receipt_that_differs_from_the_holders_own_log() throws Exception {
    TwoNodes.await(() -> nodes.a.count("incoming where kind = 'receipt'") == 1);
    change(nodes.a, "update incoming set payload = x'7b7d' where kind = 'receipt'");
    assertThat(problems(nodes.a))
        .anyMatch(problem -> problem.endsWith("of the partner's log says otherwise"));
  }

  @Test
  void a_receipt_whose_number_was_given_again_is_found_where_it_is_said_again() throws Exception {
    nameAnotherEntry(List.of());
    assertThat(problems(nodes.a)).isEmpty();
  }

  @Test
  void a_receipt_that_is_nowhere_in_the_holders_log_is_named() throws Exception {
    nameAnotherEntry(List.of(new Verdict(0, Verdict.Outcome.REFUSED, "what it never said")));
    assertThat(problems(nodes.a))
        .anyMatch(problem -> problem.contains("receipt") && problem.contains("entry 1 of"));
  }

  /// B's receipt for both entries names entry 1 of its log, which is its word for A's `received`.
  private void nameAnotherEntry(List<Verdict> verdicts) throws Exception {
    TwoNodes.await(() -> nodes.a.count("incoming where kind = 'receipt'") == 1);
    var link = nodes.a.exchange.link(new LinkName(nodes.b.card.identity(), TestAccord.ID));
    var known =
        SignedReceipt.parse(
            nodes.a.database.read(connection ->
                ReceiptTable.covering(connection, link.orElseThrow().no(), 0).orElseThrow()));
    var body = known.receipt();
    var other =
        new Receipt(body.accord(), body.log(), body.from(), body.to(), body.root(), verdicts);
    var signed =
        SignedReceipt.sign(
            other, known.index() + 1, known.checkpoint(), nodes.b.keys.of(KeyUse.NODE));
    nodes.a.database.write(connection -> {
      try (var update = connection.prepareStatement("update receipt_got set receipt = ?")) {
        update.setBytes(1, signed.bytes());
        return update.executeUpdate();
      }
    });
  }

  @Test
  void a_partner_that_cannot_be_asked_leaves_it_open_whether_all_is_well() {
    nodes.toB.fail();
    var compared = nodes.a.exchange.reconcile(nodes.b.card.identity()).getFirst();
    assertThat(compared.differences()).isEmpty();
    assertThat(compared.unasked()).isPresent();
    assertThat(compared.isClean()).isFalse();
  }

  @Test
  void a_partner_that_answers_nonsense_or_signs_with_other_keys_is_told_of() throws Exception {
    var own =
        nodes
            .a
            .exchange
            .link(new LinkName(nodes.b.card.identity(), TestAccord.ID))
            .orElseThrow()
            .own();
    nodes.b.exchange.close();
    try (var b = new DishonestNode(nodes.b)) {
      b.says("in/checkpoint", new byte[] {1});
      assertThat(nodes.a.exchange.reconcile(nodes.b.card.identity()).getFirst().unasked())
          .hasValueSatisfying(reason -> assertThat(reason).contains("nonsense"));
      b.says("in/checkpoint", own.published().orElseThrow().bytes()); // B did not cosign it
      assertThat(problems(nodes.a)).anyMatch(problem -> problem.contains("no Ed25519 signature"));
    }
  }

  @Test
  void finds_that_the_partner_shows_more_than_is_here() throws Exception {
    nodes.a.close();
    nodes.b.file(nodes.b.open("information"), ExchangeTest.indicator(7));
    TwoNodes.await(() -> nodes.b.count("outgoing where kind = 'release'") == 1);
    nodes.openA();
    nodes.a.exchange.refresh(); // open, not serving
    assertThat(problems(nodes.a)).anyMatch(problem -> problem.endsWith("were not pulled"));
  }

  @Test
  void finds_a_missing_row_and_a_missing_decision() {
    change(nodes.a, "delete from outgoing where entry = 1");
    change(nodes.a, "delete from decision where entry = 0");
    assertThat(problems(nodes.a))
        .contains("nothing stands beside its leaf")
        .contains("it went, and there is no decision that says so");
  }

  @Test
  void finds_an_object_that_went_without_a_clause_and_the_partner_quarantines_it()
      throws Exception {
    var link =
        nodes.a.exchange.link(new LinkName(nodes.b.card.identity(), TestAccord.ID)).orElseThrow();
    var accord = nodes.a.agreements.latest(TestAccord.ID);
    var payload = Opening.of(ExchangeTest.indicator(3).replace(GREEN, AMBER).getBytes(UTF_8));
    var header =
        Opening.of(
            """
            {"clause":"1.1","firstHeld":"2026-11-01T00:00:00Z","handling":{},"level":"liaison",\
            "mark":{"pap":"PAP:CLEAR","tlp":"TLP:AMBER"},"modified":"2026-11-01T00:00:00.000Z",\
            "object":"indicator--00000000-0000-4000-8000-000000000003","pillar":"information",\
            "size":%d}\
            """
                .formatted(payload.content().length)
                .getBytes(UTF_8));
    var now = InstantSource.system().instant();
    nodes.a.database.write(connection -> {
      var leaf =
          Leaf.of(
              EntryKind.RELEASE,
              now,
              accord.digest(),
              link.writing().seen(connection),
              header,
              payload);
      long entry = link.own().append(connection, List.of(leaf.bytes()));
      var row = OutgoingTable.Row.of(EntryKind.RELEASE, header, payload, now);
      OutgoingTable.insert(connection, link.no(), entry, List.of(row));
      return entry;
    });
    link.appended();
    TwoNodes.await(() -> nodes.b.count("incoming where verdict is not null") == 1);
    nodes.settle();
    assertThat(nodes.b.count("incoming where verdict = 'quarantined'")).isEqualTo(1);
    assertThat(problems(nodes.a)).anyMatch(problem -> problem.contains("without a clause"));
    assertThat(nodes.b.count("object where id like '%000003'")).isZero();
    assertThat(nodes.a.count("verdict_got where verdict = 'quarantined'")).isEqualTo(1);
  }

  @Test
  void an_entry_is_proved_to_an_outsider_who_has_only_the_cards() throws Exception {
    var bundle = nodes.a.exchange.proof(nodes.b.card.identity(), TestAccord.ID, 1, 0).orElseThrow();
    var proved =
        new BundleVerifier(trusted(nodes.a.card), trusted(nodes.b.card))
            .verify(ProofBundle.parse(bundle.bytes()));
    assertThat(proved).isNotNull();
    assertThat(bundle.held()).isPresent();
  }

  private static TrustedKeys trusted(NodeCard card) {
    return new TrustedKeys(
        card.identity(),
        card.keys().stream()
            .map(key -> new TrustedKeys.Key(key.kid(), key.use(), key.key()))
            .toList());
  }
}
