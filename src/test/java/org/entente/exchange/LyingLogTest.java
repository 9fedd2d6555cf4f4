package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.accord.KeyUse;
import org.entente.crypto.Sha256;
import org.entente.feed.PageEntry;
import org.entente.ledger.Opening;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner lies about its log itself. What two of its own checkpoints prove is an alarm with both
/// of them kept; what proves nothing is not taken, is shown by `status` for as long as it lasts,
/// and is forgotten when the partner makes sense again.
class LyingLogTest {
  private static final String PAGE = "out/releases";
  private static final Sha256 OTHER = Sha256.of("another tree".getBytes(UTF_8));
  private static final int BEFORE = 3;

  private Trio trio;
  private ForgedLog log;

  @BeforeEach
  void meet(@TempDir Path folder) throws Exception {
    trio = new Trio(folder);
    log = trio.lies.log(Trio.ABUSED);
    for (int n = 1; n < BEFORE; n++) {
      trio.add(trio.indicator(n));
    }
    trio.send(trio.indicator(BEFORE));
  }

  @AfterEach
  void close() {
    trio.close();
  }

  /// The log with two entries more, which are not published.
  private ForgedLog more() {
    var more = log.fork(BEFORE);
    more.add(trio.indicator(4));
    more.add(trio.indicator(5));
    return more;
  }

  private void lie(byte[] page) {
    trio.lies.says(Trio.ABUSED, PAGE, page);
    trio.lies.ring(Trio.ABUSED);
  }

  /// The alarm stands with two notes that verify by themselves and cannot both be true.
  private void requireAlarm(String message) throws Exception {
    TwoNodes.await(() -> trio.victim.count("alarm") == 1);
    var standing = trio.standing(Trio.ABUSED);
    assertThat(standing.alarm().orElseThrow().message()).contains(message);
    var keys = trio.victim.agreements.keys(Trio.ABUSED, trio.liar.card.identity());
    var seen = note("seen");
    var shown = note("shown");
    for (var note : List.of(seen, shown)) {
      keys.log(log.origin).verify(note);
      assertThat(note.checkpoint().origin()).isEqualTo(log.origin);
    }
    assertThat(seen.checkpoint()).isNotEqualTo(shown.checkpoint());
    var link = trio.link(Trio.ABUSED);
    assertThat(trio.victim.database.<Boolean>read(link::isStill)).isTrue();
    assertThat(link.held().size()).isEqualTo(BEFORE);
    trio.requireOthersGoOn();
    assertThat(trio.victim.exchange.verifyLogs()).isEmpty();
  }

  private SignedCheckpoint note(String column) throws Exception {
    byte[] bytes =
        trio.victim.database.read(connection -> {
          try (var select = connection.prepareStatement("select " + column + " from alarm");
              var row = select.executeQuery()) {
            row.next();
            return row.getBytes(1);
          }
        });
    return SignedCheckpoint.parse(bytes);
  }

  @Test
  void a_log_that_shrank_is_an_alarm() throws Exception {
    lie(ForgedLog.page(log.signed(2, log.root(2)), List.of(), List.of()));
    requireAlarm("shrank: had size 3, now 2");
  }

  @Test
  void two_roots_of_one_size_are_an_alarm() throws Exception {
    var fork = log.fork(2);
    fork.add(trio.indicator(77));
    lie(ForgedLog.page(fork.head(), List.of(), List.of()));
    requireAlarm("at size 3: had root");
  }

  @Test
  void a_larger_log_that_does_not_go_on_from_ours_is_an_alarm() throws Exception {
    var fork = log.fork(2);
    fork.add(trio.indicator(77));
    fork.add(trio.indicator(78));
    trio.lies.goOn(Trio.ABUSED, fork); // all of it honestly served, proofs and all
    requireAlarm("does not go on from the signed size 3");
  }

  @Test
  void an_alarm_is_raised_once_however_often_the_lie_is_repeated() throws Exception {
    try (var lines = new LogLines()) {
      lie(ForgedLog.page(log.signed(2, log.root(2)), List.of(), List.of()));
      TwoNodes.await(() -> trio.victim.count("alarm") == 1);
      for (int i = 0; i < 100; i++) {
        trio.lies.ring(Trio.ABUSED);
      }
      TwoNodes.await(() -> trio.lies.told() > 20);
      assertThat(trio.victim.count("alarm")).isEqualTo(1);
      assertThat(lines.about(Trio.ABUSED)).hasSizeLessThan(5);
      requireAlarm("shrank");
    }
  }

  /// None of these is taken, none is an alarm, each is told while it lasts, and when the partner
  /// makes sense again everything is taken.
  private void requireUntaken(Map<String, byte[]> pages) throws Exception {
    for (var page : pages.entrySet()) {
      long told = trio.lies.told();
      lie(page.getValue());
      TwoNodes.await(() -> trio.lies.told() > told + 1);
      var trouble = trio.standing(Trio.ABUSED).trouble();
      assertThat(trouble).as(page.getKey()).isPresent();
      assertThat(trouble.orElseThrow().reason()).as(page.getKey()).contains(page.getKey());
      assertThat(trio.link(Trio.ABUSED).held().size()).isEqualTo(BEFORE);
      assertThat(trio.victim.count("alarm")).isZero();
    }
    trio.requireOthersGoOn();
    trio.lies.repents(Trio.ABUSED, PAGE);
    trio.send(trio.indicator(99));
    TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isEmpty());
    assertThat(trio.verdict(trio.link(Trio.ABUSED).held().size() - 1)).isNull();
  }

  @Test
  void a_checkpoint_that_is_not_signed_by_the_logs_keys_is_not_believed() throws Exception {
    var more = more();
    var entries = more.entries(3, 4);
    var good = more.signed(4, more.root(4));
    var root = more.root(4);
    var pages = new LinkedHashMap<String, byte[]>();
    var strangers = trio.honest.keys.of(KeyUse.LOG);
    pages.put(
        "no Ed25519 signature", page(ForgedLog.signed(log.origin, 4, root, strangers), entries));
    pages.put(
        "signature of 127.0.0.1",
        page(ForgedLog.signed(log.origin, 4, root, trio.liar.keys.of(KeyUse.HOLD)), entries));
    pages.put("no ML-DSA-44 signature", page(without(good, 1), entries));
    pages.put("Ed25519 signature of", page(without(good, 0), entries));
    var kept = trio.lies.log(Trio.KEPT).origin;
    pages.put(
        "checkpoint of " + kept,
        page(ForgedLog.signed(kept, 4, root, trio.liar.keys.of(KeyUse.LOG)), entries));
    var stale = new SignedCheckpoint(good.checkpoint(), log.signed(4, OTHER).signatures());
    pages.put("does not hold", page(stale, entries));
    requireUntaken(pages);
  }

  private static SignedCheckpoint without(SignedCheckpoint note, int line) {
    return new SignedCheckpoint(note.checkpoint(), List.of(note.signatures().get(1 - line)));
  }

  private static byte[] page(SignedCheckpoint note, List<PageEntry> entries) {
    return ForgedLog.page(note, entries, List.of());
  }

  @Test
  void a_page_that_is_none_is_not_taken() throws Exception {
    var more = more();
    var head = more.head();
    var four = more.entry(3);
    var five = more.entry(4);
    var pages = new LinkedHashMap<String, byte[]>();
    pages.put("expected entry 4, found 3", page(head, List.of(four, four, five)));
    pages.put("expected entry 3, found 4", page(head, List.of(five)));
    pages.put("expected entry 3, found 0", page(head, List.of(log.entry(0))));
    pages.put("gives no entry from 3 on", page(head, List.of()));
    pages.put("leaf: ", page(head, List.of(leaf(four, "\u0001{}".getBytes(UTF_8)), five)));
    var salt = Opening.of("other".getBytes(UTF_8));
    pages.put("payload does not open", page(head, List.of(with(four, four.header(), salt), five)));
    pages.put(
        "header does not open",
        page(head, List.of(with(four, Optional.of(salt), four.payload().orElseThrow()), five)));
    pages.put("does not begin with", "<html>".getBytes(UTF_8));
    pages.put("salt of 31 bytes", salted(head, four, new byte[31]));
    pages.put("a salt of 0 bytes", salted(head, four, new byte[0]));
    pages.put("a frame of 33 bytes", salted(head, four, new byte[33]));
    pages.put("at most 2052", ForgedLog.page(head, List.of(four), Collections.nCopies(65, OTHER)));
    pages.put("cut after 2 entries", cut(page(head, List.of(four, five)), 9));
    pages.put("goes on after its end", plus(page(head, List.of(four, five)), 1));
    pages.put("does not fit its 1 entries", miscounted(head, four));
    requireUntaken(pages);
  }

  @Test
  void a_leaf_that_is_not_the_signed_trees_or_a_wrong_proof_is_an_alarm() throws Exception {
    var more = more();
    lie(ForgedLog.page(more.head(), more.entries(3, 4), List.of(OTHER, OTHER)));
    requireAlarm("does not go on from the signed size 3");
  }

  @Test
  void a_proof_is_wanted_where_one_is_due_and_none_where_not() throws Exception {
    var more = more();
    lie(ForgedLog.page(more.head(), more.entries(3, 4), List.of()));
    requireAlarm("does not go on from the signed size 3");
  }

  private static PageEntry leaf(PageEntry entry, byte[] leaf) {
    return new PageEntry(entry.index(), leaf, entry.header(), entry.payload(), Optional.empty());
  }

  private static PageEntry with(PageEntry entry, Optional<Opening> header, Opening payload) {
    return new PageEntry(
        entry.index(), entry.leaf(), header, Optional.of(payload), Optional.empty());
  }

  private static byte[] cut(byte[] page, int bytes) {
    return java.util.Arrays.copyOf(page, page.length - bytes);
  }

  private static byte[] plus(byte[] page, int bytes) {
    return java.util.Arrays.copyOf(page, page.length + bytes);
  }

  private static byte[] miscounted(SignedCheckpoint head, PageEntry entry) {
    var page = ForgedLog.page(head, List.of(entry), List.of());
    page[page.length - 1] = 2;
    return page;
  }

  /// A page whose one entry has a header salt of another length.
  private static byte[] salted(SignedCheckpoint head, PageEntry entry, byte[] salt)
      throws IOException {
    var whole = ForgedLog.page(head, List.of(), List.of());
    var bytes = new ByteArrayOutputStream();
    bytes.write(whole, 0, whole.length - 9);
    var body = new ByteArrayOutputStream();
    var out = new DataOutputStream(body);
    out.writeLong(entry.index());
    for (var part :
        List.of(
            entry.leaf(),
            salt,
            entry.header().orElseThrow().content(),
            entry.payload().orElseThrow().salt(),
            entry.payload().orElseThrow().content(),
            new byte[0])) {
      out.writeInt(part.length);
      out.write(part);
    }
    var frame = new DataOutputStream(bytes);
    frame.writeByte('E');
    frame.writeInt(body.size());
    frame.write(body.toByteArray());
    frame.writeByte('X');
    frame.writeInt(4);
    frame.writeInt(1);
    return bytes.toByteArray();
  }
}
