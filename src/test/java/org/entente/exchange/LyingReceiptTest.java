package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.Sha256;
import org.entente.feed.ExchangeSettings;
import org.entente.holdings.Collection;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.entente.receipt.Verdict;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner lies in its receipts for what we released. What does not verify is refused and changes
/// nothing; what contradicts our log is an alarm; what is only said again is taken again and leaves
/// no trace, however often; what is not said at all stops the releases to that partner alone.
@Tag("slow")
@SuppressWarnings("NullAway.Init") // each test begins with release(), which sets all of them
class LyingReceiptTest {
  private static final Sha256 OTHER = Sha256.of("another tree".getBytes(UTF_8));
  private static final int SENT = 4;

  @TempDir Path folder;
  private Trio trio;
  private Link link;
  private Collection collection;

  @AfterEach
  void close() {
    trio.close();
  }

  private void release() throws Exception {
    release(TwoNodes.IMPATIENT, SENT);
  }

  private void release(ExchangeSettings settings, int objects) throws Exception {
    trio = new Trio(folder, settings);
    link = trio.link(Trio.ABUSED);
    collection = trio.victim.open("information");
    trio.victim.file(
        collection,
        IntStream.range(0, objects).mapToObj(ExchangeTest::indicator).toArray(String[]::new));
    TwoNodes.await(() -> published() > 0);
  }

  private long published() {
    return link.own().published().map(note -> note.checkpoint().size()).orElse(0L);
  }

  /// Rows of that table about the liar's link.
  private long rows(String table, String condition) {
    return trio.victim.count("%s where link = %d and %s".formatted(table, link.no(), condition));
  }

  private void awaitSent() throws InterruptedException {
    TwoNodes.await(() -> published() >= SENT);
  }

  private Receipt honest(long from, long to, Verdict... verdicts) {
    return new Receipt(
        Trio.ABUSED, link.own().origin(), from, to, link.own().root(to), List.of(verdicts));
  }

  private byte[] signed(Receipt receipt) {
    return signed(receipt, trio.lies.cosigned(receipt.log(), receipt.to(), receipt.root()));
  }

  private byte[] signed(Receipt receipt, SignedCheckpoint note) {
    return SignedReceipt.sign(receipt, 0, note, trio.liar.keys.of(KeyUse.NODE)).bytes();
  }

  private int post(byte[] receipt) throws Exception {
    return trio.lies.client().post("accords/" + Trio.ABUSED + "/receipts", receipt).status();
  }

  /// Nothing came of it: no row, no leaf, no alarm.
  private void requireRefused(byte[]... receipts) throws Exception {
    long entries = rows("outgoing", "true");
    for (var receipt : receipts) {
      assertThat(post(receipt)).as(new String(receipt, UTF_8)).isEqualTo(422);
    }
    assertThat(rows("outgoing", "true")).isEqualTo(entries);
    assertThat(rows("receipt_got", "true")).isZero();
    assertThat(rows("verdict_got", "true")).isZero();
    assertThat(trio.victim.count("alarm")).isZero();
    trio.requireOthersGoOn();
  }

  @Test
  void one_for_more_than_was_sent_or_of_another_log_is_refused() throws Exception {
    release();
    awaitSent();
    var own = link.own().origin();
    var kept = trio.link(Trio.KEPT).own().origin();
    var held = link.held().origin();
    long to = published();
    requireRefused(
        signed(new Receipt(Trio.ABUSED, own, 0, to + 5, OTHER, List.of())),
        signed(honest(0, to), trio.lies.cosigned(own, to + 5, OTHER)),
        signed(new Receipt(Trio.KEPT, kept, 0, 1, OTHER, List.of())),
        signed(new Receipt(Trio.ABUSED, kept, 0, 1, OTHER, List.of())),
        signed(new Receipt(Trio.KEPT, own, 0, 1, link.own().root(1), List.of())),
        signed(new Receipt(Trio.ABUSED, held, 0, 1, OTHER, List.of())),
        signed(honest(0, to), trio.lies.cosigned(own, to - 1, link.own().root(to - 1))),
        signed(honest(0, to), trio.lies.cosigned(held, to, link.own().root(to))));
  }

  @Test
  void one_that_the_right_keys_did_not_sign_is_refused() throws Exception {
    release();
    awaitSent();
    var receipt = honest(0, published());
    var note = trio.lies.cosigned(receipt.log(), receipt.to(), receipt.root());
    var uncosigned = ForgedLog.signed(receipt.log(), receipt.to(), receipt.root(), log());
    requireRefused(
        SignedReceipt.sign(receipt, 0, note, trio.honest.keys.of(KeyUse.NODE)).bytes(),
        SignedReceipt.sign(receipt, 0, note, trio.liar.keys.of(KeyUse.SIGN)).bytes(),
        SignedReceipt.sign(receipt, 0, note, trio.liar.keys.of(KeyUse.NODE).subList(0, 1)).bytes(),
        SignedReceipt.sign(receipt, 0, note, trio.liar.keys.of(KeyUse.NODE).subList(1, 2)).bytes(),
        signed(receipt, uncosigned),
        signed(receipt, new SignedCheckpoint(note.checkpoint(), note.signatures().subList(0, 1))));
  }

  private List<KeyInUse> log() {
    return trio.liar.keys.of(KeyUse.LOG);
  }

  @Test
  void one_of_another_form_is_refused() throws Exception {
    release();
    awaitSent();
    long to = published();
    var verdict = JsonValue.object().put("index", to).put("outcome", "refused").put("reason", "x");
    var late = verdict.build();
    var early =
        JsonValue.object().put("index", -1).put("outcome", "refused").put("reason", "x").build();
    var first =
        JsonValue.object().put("index", 0).put("outcome", "refused").put("reason", "x").build();
    requireRefused(
        "{}".getBytes(UTF_8),
        "x".repeat(1000).getBytes(UTF_8),
        verdicts(late),
        verdicts(early),
        verdicts(first, first),
        verdicts(first.with("outcome", JsonValue.of("destroyed\n"))),
        verdicts(first.with("reason", JsonValue.of(""))),
        verdicts(first.with("reason", JsonValue.of("x".repeat(501)))),
        verdicts(first.with("more", JsonValue.of("x"))));
  }

  /// Signed over whatever the verdicts are.
  private byte[] verdicts(JsonValue... verdicts) throws Exception {
    var jws = SignedReceipt.parse(signed(honest(0, published()))).jws();
    var payload =
        Json.parseObject(jws.payload())
            .with("verdicts", new JsonValue.JsonArray(List.of(verdicts)));
    return Jws.sign(
            SignedReceipt.TYPE, CanonicalJson.bytes(payload), trio.liar.keys.of(KeyUse.NODE))
        .bytes();
  }

  @Test
  void a_root_that_is_not_ours_is_an_alarm_and_the_receipt_is_the_evidence() throws Exception {
    release();
    awaitSent();
    var receipt = signed(new Receipt(Trio.ABUSED, link.own().origin(), 0, 2, OTHER, List.of()));
    assertThat(post(receipt)).isEqualTo(422);
    assertThat(trio.victim.count("alarm")).isEqualTo(1);
    byte[] shown =
        trio.victim.database.read(connection -> {
          try (var select = connection.prepareStatement("select shown from alarm");
              var row = select.executeQuery()) {
            row.next();
            return row.getBytes(1);
          }
        });
    assertThat(shown).isEqualTo(receipt);
    var keys = trio.victim.agreements.keys(Trio.ABUSED, trio.liar.card.identity());
    SignedReceipt.parse(shown).verify(keys::node, keys.holder());
    for (int i = 0; i < 50; i++) {
      assertThat(post(receipt)).isEqualTo(422);
    }
    assertThat(trio.victim.count("alarm")).isEqualTo(1);
    trio.requireOthersGoOn();
  }

  @Test
  void what_is_said_again_is_taken_again_and_leaves_no_trace() throws Exception {
    release();
    awaitSent();
    long to = published();
    assertThat(post(signed(honest(0, to)))).isEqualTo(204);
    long entries = rows("outgoing", "true");
    var quarantined = Verdict.of(1, Verdict.Outcome.QUARANTINED, "never");
    var again =
        new ArrayList<byte[]>(List.of(signed(honest(0, to)), signed(honest(0, to, quarantined))));
    for (long from = 0; from < to; from++) {
      for (long end = from + 1; end <= to; end++) {
        again.add(signed(honest(from, end)));
      }
    }
    for (int i = 0; i < 20; i++) {
      for (var receipt : again) {
        assertThat(post(receipt)).isEqualTo(204);
      }
    }
    assertThat(rows("outgoing", "true")).isEqualTo(entries);
    assertThat(rows("receipt_got", "true")).isEqualTo(1);
    assertThat(rows("verdict_got", "true")).as("the first word stands").isZero();
    trio.requireOthersGoOn();
  }

  @Test
  void what_was_served_and_is_called_undelivered_does_not_go_again() throws Exception {
    release();
    awaitSent();
    long to = published();
    var lies =
        IntStream.range(0, (int) to)
            .mapToObj(i -> Verdict.of(i, Verdict.Outcome.NOT_DELIVERED, "it never came"))
            .toArray(Verdict[]::new);
    try (var lines = new LogLines()) {
      assertThat(post(signed(honest(0, to, lies)))).isEqualTo(204);
      assertThat(lines.about("not delivered")).isNotEmpty();
    }
    TwoNodes.await(() -> published() > to); // its own `received` entry
    trio.victim.exchange.filed();
    trio.requireOthersGoOn();
    assertThat(rows("outgoing", "kind = 'release'")).isEqualTo(SENT);
    assertThat(rows("verdict_got", "verdict = 'not-delivered'")).isEqualTo(to);
  }

  @Test
  void lies_by_the_hundred_write_a_line_or_two() throws Exception {
    release();
    awaitSent();
    try (var lines = new LogLines()) {
      for (int i = 0; i < 300; i++) {
        assertThat(post("{}".getBytes(UTF_8))).isEqualTo(422);
      }
      assertThat(lines.about(Trio.ABUSED)).hasSizeBetween(1, 3);
    }
  }

  @Test
  void receipts_that_never_come_stop_the_releases_under_a_cap() throws Exception {
    int cap = 5;
    var usual = TwoNodes.IMPATIENT;
    release(
        new ExchangeSettings(
            usual.pageEntries(),
            usual.pageBytes(),
            2,
            usual.poll(),
            cap,
            usual.unreceiptedAge(),
            usual.retry(),
            usual.checkpointEvery(),
            usual.onItsWay(),
            usual.port()),
        20);
    TwoNodes.await(() -> rows("unreceipted", "true") >= cap - 1);
    TwoNodes.await(() -> trio.standing(Trio.ABUSED).pause().isPresent());
    assertThat(trio.standing(Trio.ABUSED).pause().orElseThrow().reason()).contains("receipt");
    trio.requireOthersGoOn();
    assertThat(rows("unreceipted", "true")).isLessThanOrEqualTo(cap);
    assertThat(rows("outgoing", "kind = 'release'")).isLessThanOrEqualTo(cap);
    // one receipt, and as much more goes as it answers
    long to = published();
    assertThat(post(signed(honest(0, to)))).isEqualTo(204);
    TwoNodes.await(() -> rows("outgoing", "kind = 'release'") > cap);
  }
}
