package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.json.JsonValue;
import org.entente.ledger.Leaf;
import org.entente.receipt.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner signs and sends what the accord does not let it send. Each such entry is held, kept
/// apart under the partner's own signed checkpoint, named in a receipt, and never filed; what is
/// honest beside it is taken.
class LyingEntryTest {
  private static final String GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
  private static final String AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421";
  private static final String RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1";

  private Trio trio;

  @BeforeEach
  void meet(@TempDir Path folder) throws Exception {
    trio = new Trio(folder);
  }

  @AfterEach
  void close() {
    trio.close();
  }

  private Forgery object(String json) {
    return Forgery.release(trio.revision(Trio.ABUSED), json);
  }

  private Forgery indicator(int n, String mark) {
    return object(ExchangeTest.indicator(n).replace(GREEN, mark));
  }

  /// Sends all of them in one page with an honest one before and after; requires the verdict and
  /// what its reason says, of each.
  private void requireNotTaken(String verdict, Map<Forgery, String> lies) throws Exception {
    long before = trio.victim.count("object");
    trio.add(trio.indicator(1));
    var numbers = new LinkedHashMap<Long, String>();
    lies.forEach((lie, said) -> numbers.put(trio.add(lie), said));
    long last = trio.send(trio.indicator(2));
    for (var number : numbers.keySet()) {
      assertThat(trio.verdict(number)).as(numbers.get(number)).isEqualTo(verdict);
      assertThat(trio.reason(number)).contains(numbers.get(number));
    }
    assertThat(trio.verdict(0)).isNull();
    assertThat(trio.verdict(last)).isNull();
    assertThat(trio.victim.count("object")).isEqualTo(before + 2);
    requireProvable(numbers.keySet());
    trio.requireOthersGoOn();
    assertThat(trio.victim.exchange.verifyLogs()).isEmpty();
  }

  /// The entry lies under a checkpoint that the liar signed, opens its own leaf, and the liar has
  /// our signed word that it was not taken.
  private void requireProvable(Iterable<Long> numbers) throws Exception {
    TwoNodes.await(() -> trio.victim.count("receipt_sent where delivered = 0") == 0);
    var link = trio.link(Trio.ABUSED);
    var note = link.held().seen().orElseThrow();
    link.pair().keys().log(link.held().origin()).verify(note);
    for (var number : numbers) {
      var leaf = link.held().leaves(number, 1).getFirst();
      assertThat(leaf).isEqualTo(trio.lies.log(Trio.ABUSED).entry(number.intValue()).leaf());
      var kept = link.in().source().entries(number, 1, note.checkpoint().size()).getFirst();
      assertThat(kept.payload().orElseThrow().opens(Leaf.parse(leaf).commit())).isTrue();
      assertThat(kept.header().orElseThrow().opens(Leaf.parse(leaf).header())).isTrue();
      var receipt = trio.lies.receiptFor(number);
      assertThat(receipt.verdict(number).map(Verdict::outcome)).isPresent();
      receipt.verify(
          kid -> trio.victim.agreements.keys(Trio.ABUSED, trio.victim.card.identity()).node(kid),
          trio.victim.agreements.keys(Trio.ABUSED, trio.victim.card.identity()).holder());
    }
  }

  @Test
  void what_the_accord_forbids_or_does_not_permit_is_quarantined() throws Exception {
    var person =
        "{\"type\":\"email-addr\",\"spec_version\":\"2.1\","
            + "\"id\":\"email-addr--2d77a846-6264-5d51-b586-e43822ea1ea3\","
            + "\"value\":\"john@example.com\",\"object_marking_refs\":[\"%s\"]}".formatted(GREEN);
    var lies = new LinkedHashMap<Forgery, String>();
    lies.put(object(person), "clause 1.4");
    lies.put(indicator(3, AMBER), "TLP:AMBER");
    lies.put(indicator(4, AMBER).mark("TLP:AMBER"), "TLP:AMBER");
    lies.put(indicator(5, RED), "TLP:RED");
    lies.put(indicator(6, RED).mark("TLP:RED"), "TLP:RED");
    lies.put(indicator(7, RED).mark("TLP:RED").header("clause", "1.2"), "TLP:RED");
    lies.put(trio.indicator(8).header("clause", "1.2").header("pillar", "information"), "1.2");
    requireNotTaken("quarantined", lies);
  }

  @Test
  void a_clause_pillar_or_level_that_is_not_the_accords_is_quarantined() throws Exception {
    var lies = new LinkedHashMap<Forgery, String>();
    lies.put(trio.indicator(3).header("clause", "7.7"), "clause 7.7");
    lies.put(trio.indicator(4).header("clause", "1.4"), "clause 1.4");
    lies.put(trio.indicator(5).header("pillar", "operations"), "operations");
    lies.put(trio.indicator(6).header("level", "channel"), "level");
    lies.put(trio.indicator(7).header("size", JsonValue.of(1)), "size");
    lies.put(trio.indicator(8).header("modified", "2026-11-02T00:00:00.000Z"), "modified");
    lies.put(
        trio.indicator(9).header("object", "indicator--00000000-0000-4000-8000-000000000001"),
        "object");
    lies.put(
        trio.indicator(10).header("redacted", JsonValue.of(java.util.List.of("created-by"))),
        "copy");
    lies.put(
        trio.indicator(11).header("handling", JsonValue.object().put("onward", "free").build()),
        "handling");
    requireNotTaken("quarantined", lies);
  }

  @Test
  void another_accords_revision_is_quarantined() throws Exception {
    var strict = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003";
    var lies = new LinkedHashMap<Forgery, String>();
    lies.put(trio.indicator(4).revision(trio.revision(TestAccord.THIRD)), "not in force");
    // all of it as the second accord has it, and it would be taken in the second accord's log
    lies.put(
        indicator(5, strict)
            .revision(trio.revision(Trio.KEPT))
            .mark("TLP:AMBER+STRICT")
            .header("handling", Trio.handlingOfKept()),
        "not in force");
    requireNotTaken("quarantined", lies);
  }

  @Test
  void a_header_of_another_form_is_refused() throws Exception {
    var lies = new LinkedHashMap<Forgery, String>();
    lies.put(trio.indicator(3).header("{}"), "header");
    lies.put(trio.indicator(4).header("not json"), "header");
    lies.put(trio.indicator(5).header("{\"object\":1,\"object\":2}"), "header");
    lies.put(trio.indicator(6).header("x".repeat(20_000)), "header");
    lies.put(trio.indicator(7).header("size", JsonValue.of(-1)), "size");
    lies.put(trio.indicator(8).header("firstHeld", "yesterday"), "firstHeld");
    lies.put(trio.indicator(9).header("ref", JsonValue.of(-1)), "ref");
    requireNotTaken("refused", lies);
  }

  @Test
  void what_is_no_stix_object_is_quarantined() throws Exception {
    var good = trio.indicator(3);
    var lies = new LinkedHashMap<Forgery, String>();
    for (var payload : new String[] {"", "{}", "[1]", "\u0000", "{\"type\":\"indicator\"}"}) {
      var bytes = payload.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      lies.put(
          new Forgery(
              good.kind(),
              good.at(),
              good.revision(),
              0,
              good.header(),
              bytes,
              good.tampered(),
              good.withheld()),
          "");
    }
    requireNotTaken("quarantined", lies);
  }

  @Test
  void a_false_word_about_what_was_seen_of_our_log_is_refused() throws Exception {
    var own = trio.link(Trio.ABUSED).own();
    trio.send(trio.indicator(20).seen(0));
    TwoNodes.await(() -> own.published().isPresent());
    long more = trio.victim.database.<Long>read(own::size) + 100;
    long ahead = trio.add(trio.indicator(21).seen(more));
    long back = trio.send(trio.indicator(22).seen(more - 1));
    assertThat(trio.verdict(ahead)).isEqualTo("refused");
    assertThat(trio.verdict(back)).isEqualTo("refused");
    trio.requireOthersGoOn();
  }

  @Test
  void what_is_dated_before_the_accords_first_day_is_quarantined() throws Exception {
    var lies = new LinkedHashMap<Forgery, String>();
    lies.put(trio.indicator(3).at(Instant.parse("2025-12-31T23:59:59Z")), "");
    lies.put(trio.indicator(4).at(Instant.EPOCH), "");
    requireNotTaken("quarantined", lies);
  }

  @Test
  void what_is_dated_back_behind_an_earlier_entry_is_quarantined() throws Exception {
    trio.send(trio.indicator(20));
    var yesterday = Instant.now().minus(Duration.ofDays(1));
    long first = trio.add(trio.indicator(21).at(yesterday));
    long second = trio.add(trio.indicator(22).at(yesterday.plusSeconds(1)));
    long third = trio.send(trio.indicator(23).at(Instant.now().minusSeconds(60)));
    assertThat(trio.verdict(first)).isEqualTo("quarantined");
    assertThat(trio.verdict(second)).isEqualTo("quarantined");
    assertThat(trio.verdict(third)).as("clocks may differ by a little").isNull();
    trio.requireOthersGoOn();
  }

  @Test
  void the_same_release_under_two_numbers_is_refused() throws Exception {
    long first = trio.add(trio.indicator(3));
    long second = trio.send(trio.indicator(3));
    long third = trio.send(trio.indicator(3));
    assertThat(trio.verdict(first)).isNull();
    assertThat(trio.verdict(second)).isEqualTo("refused");
    assertThat(trio.verdict(third)).isEqualTo("refused");
    assertThat(trio.reason(third)).contains("entry " + first);
    assertThat(trio.victim.count("object")).isEqualTo(1);
    trio.requireOthersGoOn();
  }

  @Test
  void a_revocation_follows_only_what_was_taken_before_it() throws Exception {
    // no permit is true of an AMBER object under clause 1.1's ceiling, nor of CLEAR under 1.2
    var clear = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487";
    var revoked =
        ExchangeTest.indicator(3)
            .replace(GREEN, clear)
            .replace("\"pattern\"", "\"revoked\":true,\"pattern\"");
    var byOther = object(revoked).header("clause", "1.2").header("handling", handling());
    long alone = trio.add(byOther);
    long itself = trio.add(byOther.header("ref", JsonValue.of(1)));
    long refused = trio.add(byOther.header("ref", JsonValue.of(alone)));
    long later = trio.send(byOther.header("ref", JsonValue.of(99)));
    for (long number : new long[] {alone, itself, refused, later}) {
      assertThat(trio.verdict(number)).as("entry %d", number).isEqualTo("quarantined");
    }
    trio.requireOthersGoOn();
  }

  private static JsonValue handling() {
    return JsonValue.object()
        .put("attribution", "anonymous")
        .put("audience", "authority")
        .put("onward", "none")
        .put("purpose", java.util.List.of("defence"))
        .put("then", "destroy")
        .put("use", "PAP.GREEN")
        .build();
  }

  @Test
  void a_reason_that_cannot_be_cut_or_said_again_stops_nothing() throws Exception {
    long cut = trio.add(trio.indicator(3).withheld("x".repeat(499) + "\ud83d\ude00" + "y"));
    var type = "x-" + "a".repeat(246);
    var first = ExchangeTest.indicator(4).replace("\"indicator", "\"" + type);
    trio.add(object(first));
    long other = trio.send(object(first.replace("d4.example", "other.example")));
    assertThat(trio.verdict(cut)).isEqualTo("not-delivered");
    assertThat(trio.verdict(other)).isEqualTo("refused");
    requireReceipt(cut);
    requireReceipt(other);
    trio.requireOthersGoOn();
  }

  private void requireReceipt(long entry) throws Exception {
    TwoNodes.await(() -> trio.victim.count("receipt_sent where delivered = 0") == 0);
    assertThat(trio.lies.receiptFor(entry).verdict(entry)).isPresent();
  }
}
